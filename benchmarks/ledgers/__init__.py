"""Whole ledgers: the work item W and the full program beside what one would write by hand."""
