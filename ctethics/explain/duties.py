"""The duty a provision lays on someone, with the facts of the event filled in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctethics.engines.situation import Situation
from ctethics.law.calendar import NEVER, first_of_month, shift, show_day
from ctethics.law.money import show_cents
from ctethics.outcome import Followed, Owed
from ctethics.program import Due, Provision, Total, Value
from ctethics.program.provision import HEAD


def owed(provision: Provision, situation: Situation) -> Owed | None:
    """The duty that arises where the provision applies, or None where it lays none on anyone."""
    duty = provision.duty
    if duty is None:
        return None
    day = _day(duty.due, situation)
    return Owed(
        provision.citation,
        _show(situation.facts.get(duty.owed_by), "text"),
        tuple(_name(part, situation) for part in duty.owed_to),
        duty.what,
        show_day(day) if day is not None else None,
        tuple((stated.what, _stated(stated.source, situation)) for stated in duty.states),
        _opens(duty.due, day),
        _why_no_day(duty.due, situation) if day is None else None,
        duty.due.is_end,
    )


def followed(provision: Provision, situation: Situation) -> Iterator[Followed]:
    """What may follow where the provision applies, in the order of its file."""
    law, today = situation.question.law, situation.event.day
    for consequence in provision.consequences:
        amount = None
        if consequence.amount is not None:
            amount = f"{consequence.operator} {show_amount(consequence.amount.at(law, today), consequence.amount.unit)}"
        day = _day(consequence.last_day, situation) if consequence.last_day else None
        last = show_day(day) if day is not None else "not known" if consequence.last_day else None
        yield Followed(provision.citation, consequence.what, consequence.if_, amount, last)


def _day(due: Due, situation: Situation) -> int | None:
    """The day something is due or ends, or None where it cannot be told."""
    start: Any = situation.facts.get(due.after) if due.after else None
    if due.limit is None or start is None:
        return None
    number = due.limit.version(situation.question.law, situation.event.day).amount
    return None if number is None else shift(start, number, due.limit.unit)


def _opens(due: Due, day: int | None) -> str | None:
    if due.opens is None or day is None or day == NEVER:
        return None
    return show_day(first_of_month(day) + due.opens - 1)


def _why_no_day(due: Due, situation: Situation) -> str:
    """What stands in for a day that cannot be told."""
    if due.limit is None:
        return f"with {due.words}"
    if due.after is not None and due.after not in situation.facts:
        return f"{due.after} is not stated"
    return f"not established: {due.limit.rests_on}"


def _name(part: str, situation: Situation) -> str:
    if part in situation.totals.program.vocabulary.offices:
        return part
    head = HEAD if part.startswith(HEAD) else ""
    return head + _show(situation.facts.get(part.removeprefix(HEAD)), "text")


def _stated(source: str | Total, situation: Situation) -> str:
    if isinstance(source, Total):
        low, high = situation.totals.interval(source, situation.index)
        return show_range(low, high) if source.is_money else show_numbers(low, high)
    ref = situation.totals.program.vocabulary.refer(situation.event.kind, source)
    return _show(situation.facts.get(source), ref.type if ref else "text")


def show_range(low: int, high: int | None) -> str:
    """An interval of cents: `$75.00`, `$30.00 to $75.00`, or `$30.00 or more`."""
    if high is None:
        return f"{show_cents(low)} or more"
    return show_cents(low) if low == high else f"{show_cents(low)} to {show_cents(high)}"


def show_numbers(low: int, high: int | None) -> str:
    """An interval of whole numbers."""
    return f"{low} or more" if high is None else str(low) if low == high else f"{low} to {high}"


def show_amount(number: int, unit: str) -> str:
    """A limit's number in its unit: `$50.00`, `10 days`, `once`, `day 10 of the month`."""
    if unit == "dollars":
        return show_cents(number)
    if unit == "times":
        return "once" if number == 1 else f"{number} times"
    if unit == "day of the month":
        return f"day {number} of the month"
    return f"{number} {unit.removesuffix('s') if number == 1 else unit}"


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
