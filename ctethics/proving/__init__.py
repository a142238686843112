"""Whether the rules say what the words say: boundary cases made from the words, each put to the judge."""
