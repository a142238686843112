"""The law's own notions: citations, exact money, dates, phrases that state a limit, and the words of a statute."""
