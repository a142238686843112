"""ctethics: Connecticut's code of ethics as rules that can be read, run and tested.

    law = ctethics.load("sb434")
    print(law.assess("dinner.yaml"))

`sb434` is Substitute Bill 434 (2024), a bill; `current` is the text it would amend. Importing this package loads
nothing else; each name loads what it needs when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ctethics.version import __version__

if TYPE_CHECKING:
    from ctethics.api import Law, load
    from ctethics.balance import LedgerError, LiveLedger
    from ctethics.diagnostics import CaseError, CtethicsError, EngineError, RuleError, UsageError
    from ctethics.facts import Case
    from ctethics.filings import filing_calendar
    from ctethics.outcome import Change, Determination, EventResult, Finding
    from ctethics.receipts import Receipt, ReceiptError, Replay, read_receipt, receipt, replay

__all__ = [
    "Case",
    "CaseError",
    "Change",
    "CtethicsError",
    "Determination",
    "EngineError",
    "EventResult",
    "Finding",
    "Law",
    "LedgerError",
    "LiveLedger",
    "Receipt",
    "ReceiptError",
    "Replay",
    "RuleError",
    "UsageError",
    "__version__",
    "filing_calendar",
    "load",
    "read_receipt",
    "receipt",
    "replay",
]

_HOMES = {
    "api": ("Law", "load"),
    "balance": ("LedgerError", "LiveLedger"),
    "diagnostics": ("CaseError", "CtethicsError", "EngineError", "RuleError", "UsageError"),
    "facts": ("Case",),
    "filings": ("filing_calendar",),
    "outcome": ("Change", "Determination", "EventResult", "Finding"),
    "receipts": ("Receipt", "ReceiptError", "Replay", "read_receipt", "receipt", "replay"),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            found = getattr(import_module(f"ctethics.{home}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module 'ctethics' has no attribute {name!r}")
