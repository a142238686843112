"""`ctethics ledger`: the live balance from a terminal."""

from ctethics.cli.live.group import ledger

__all__ = ["ledger"]
