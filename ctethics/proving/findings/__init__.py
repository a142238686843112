"""The page of findings: what was proved about the rules and what was shown, in words and in cases."""
