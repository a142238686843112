"""The live balance: a ledger kept in a file, its events added one at a time, each answered by the totals so far."""

from ctethics.balance.answer import Answer, Changed, Entry, Said
from ctethics.balance.errors import LedgerError
from ctethics.balance.ledger import LiveLedger
from ctethics.balance.room import Balance, Returnable, Space

__all__ = ["Answer", "Balance", "Changed", "Entry", "LedgerError", "LiveLedger", "Returnable", "Said", "Space"]
