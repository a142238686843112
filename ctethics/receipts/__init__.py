"""Receipts: what was asked, of which rules, and what was answered; and asking it again."""
