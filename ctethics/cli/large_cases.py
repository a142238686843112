"""Cases that are tables: told event by event with every reason, they would take hours and all memory."""

from __future__ import annotations

from typing import Final

from ctethics.diagnostics import CaseError, Diagnostic
from ctethics.source import Mapping, Node, Sequence

MOST_EVENTS: Final = 1_000
_WHY: Final = f"every event is told with its reasons; that is for cases of at most {MOST_EVENTS:,}."
_FIX: Final = "make the events a table for `ctethics audit`, or keep them with `ctethics ledger import`."


def refuse_many(case: Node | None) -> None:
    """Raises CaseError with CTE106 for a case of more than `MOST_EVENTS` events."""
    events = case.items.get("events") if isinstance(case, Mapping) else None
    if isinstance(events, Sequence) and len(events.items) > MOST_EVENTS:
        first_beyond = events.items[MOST_EVENTS].span
        raise CaseError([Diagnostic("CTE106", first_beyond, f"{len(events.items):,} events", _WHY, _FIX)])
