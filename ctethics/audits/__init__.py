"""Whole ledgers put to the law, by frames and by files, and to two laws side by side."""
