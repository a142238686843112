"""Receipts: what was asked, of which rules, and what was answered; and asking it again."""

from ctethics.receipts.errors import ReceiptError
from ctethics.receipts.making import receipt
from ctethics.receipts.reading import read_receipt
from ctethics.receipts.record import Receipt
from ctethics.receipts.replayed import Replay, replay

__all__ = ["Receipt", "ReceiptError", "Replay", "read_receipt", "receipt", "replay"]
