"""The live balance: what one more event costs as the ledger grows."""
