"""The duty a provision lays on someone, with the facts of the event filled in."""

from __future__ import annotations

from typing import Any

from ctethics.engines.situation import Situation
from ctethics.law.calendar import show_day
from ctethics.law.money import show_cents
from ctethics.outcome import Owed
from ctethics.program import Provision, Total, Value

_HEAD = "head of "


def owed(provision: Provision, situation: Situation) -> Owed | None:
    """The duty that arises where the provision applies, or None where it lays none on anyone."""
    duty = provision.duty
    if duty is None:
        return None
    start: Any = situation.facts[duty.after]
    due = start + duty.limit.at(situation.question.law, situation.event.day)
    return Owed(
        provision.citation,
        _show(situation.facts.get(duty.owed_by), "text"),
        tuple(_name(part, situation) for part in duty.owed_to),
        duty.what,
        show_day(due),
        tuple((stated.what, _stated(stated.source, situation)) for stated in duty.states),
    )


def _name(part: str, situation: Situation) -> str:
    head = _HEAD if part.startswith(_HEAD) else ""
    return head + _show(situation.facts.get(part.removeprefix(_HEAD)), "text")


def _stated(source: str | Total, situation: Situation) -> str:
    if isinstance(source, Total):
        return show_range(*situation.totals.interval(source, situation.index))
    ref = situation.totals.program.vocabulary.refer(situation.event.kind, source)
    return _show(situation.facts.get(source), ref.type if ref else "text")


def show_range(low: int, high: int | None) -> str:
    """An interval of cents: `$75.00`, `$30.00 to $75.00`, or `$30.00 or more`."""
    if high is None:
        return f"{show_cents(low)} or more"
    return show_cents(low) if low == high else f"{show_cents(low)} to {show_cents(high)}"


def _show(value: Value | None, type_: str) -> str:
    if value is None:
        return "unknown"
    if type_ == "amount" and isinstance(value, int):
        return show_cents(value)
    if type_ == "date" and isinstance(value, int):
        return show_day(value)
    return value if isinstance(value, str) else show_value(value, type_)


def show_value(value: Value, type_: str) -> str:
    """A fact's value as a case file would write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return f"[{', '.join(sorted(value))}]"
    if type_ in ("amount", "date"):
        return _show(value, type_)
    return str(value)
