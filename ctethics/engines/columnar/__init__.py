"""Whole ledgers at once: the program as Narwhals expressions over columns, null for unknown."""
