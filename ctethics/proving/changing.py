"""Changing the facts of a case so that what a condition measures is a given figure, or so that it happens on a day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ctethics.engines.situation import Situation
from ctethics.facts import Event, Ledger
from ctethics.law.calendar import EARLIEST, LATEST, NEVER, shift
from ctethics.law.money import MOST_CENTS
from ctethics.law.phrases import Meaning
from ctethics.program import Compare, Condition, DaysAfter, Fact, Program, TotalIs, Value


def beside(program: Program, situation: Situation, leaf: Condition, meaning: Meaning, side: int) -> Ledger | None:
    """The ledger in which the leaf measures the words' figure in this event, and `side` more: cents, hours or days.

    None where the facts cannot be made so. Of a share per head, the whole amount is that much more; of dates, the day.
    """
    figure = meaning.number * (100 if meaning.unit == "dollars" else 1)
    match leaf:
        case Compare(fact=fact, per=per):
            heads: Any = 1 if per is None else situation.facts.get(per)
            return _state(program, situation, fact, figure * heads + side) if heads else None
        case TotalIs():
            return _total(program, situation, leaf, figure + side)
        case DaysAfter(fact=fact, after=after):
            start: Any = situation.facts.get(after)
            if start is None or start == NEVER:
                return None
            day = shift(start, meaning.number, meaning.unit) + side
            return _on(situation, day) if fact == "date" else _state(program, situation, fact, day)
        case _:
            return None


def _total(program: Program, situation: Situation, leaf: TotalIs, wanted: int) -> Ledger | None:
    """The ledger in which the total is as wanted: this event adds so much more or less, or it was so all along."""
    low, high = situation.totals.interval(leaf.total, situation.index, leaf.whole)
    if low == high == wanted:
        return situation.totals.ledger
    measured = [name for name in leaf.total.measures if name in situation.facts]
    if leaf.total.is_count or leaf.total.largest_by or low != high or not measured:
        return None
    now: Any = situation.facts[measured[0]]
    return _state(program, situation, measured[0], now + wanted - low)


def moved(ledger: Ledger, program: Program, days: int) -> Ledger | None:
    """The same, everything so many days later; None where a day can no longer be written."""
    try:
        parties = {
            i: replace(p, facts=_later(p.facts, program.vocabulary.party, days)) for i, p in ledger.parties.items()
        }
        events = tuple(_event_later(event, program, days) for event in ledger.events)
    except OverflowError:
        return None
    return Ledger(parties, events)


def _event_later(event: Event, program: Program, days: int) -> Event:
    kind = program.vocabulary.events[event.kind]
    return replace(event, day=_shifted(event.day, days), facts=_later(event.facts, kind.facts, days))


def _later(facts: dict[str, Value], declared: dict[str, Fact], days: int) -> dict[str, Value]:
    return {
        name: _shifted(value, days) if declared[name].type == "date" and isinstance(value, int) else value
        for name, value in facts.items()
    }


def _shifted(day: int, days: int) -> int:
    if day == NEVER:
        return NEVER
    if not EARLIEST.toordinal() <= day + days <= LATEST.toordinal():
        raise OverflowError
    return day + days


def _on(situation: Situation, day: int) -> Ledger | None:
    """The ledger with this event on another day; None where it would no longer stand at its place."""
    events = list(situation.totals.ledger.events)
    events[situation.index] = replace(situation.event, day=day)
    ordered = sorted(events, key=lambda event: (event.day, event.id))
    return Ledger(situation.totals.ledger.parties, tuple(events)) if ordered == events else None


def _state(program: Program, situation: Situation, name: str, value: int) -> Ledger | None:
    """The ledger in which a fact of the event, or of the party in one of its parts, has the value."""
    if not 0 <= value <= MOST_CENTS:
        return None
    return with_fact(program, situation.totals.ledger, situation.index, name, value)


def with_fact(program: Program, ledger: Ledger, index: int, name: str, value: Value | None) -> Ledger | None:
    """The ledger with a fact of an event, or of the party in one of its parts, otherwise; None: it stays unstated."""
    event = ledger.events[index]
    ref = program.vocabulary.refer(event.kind, name)
    if ref is None or ref.fact is None:
        return None
    if ref.role is None:
        events = list(ledger.events)
        events[index] = replace(event, facts=_with(event.facts, ref.fact.name, value))
        return Ledger(ledger.parties, tuple(events))
    party = ledger.parties.get(event.roles.get(ref.role, ""))
    if party is None:
        return None
    told = replace(party, facts=_with(party.facts, ref.fact.name, value))
    return Ledger({**ledger.parties, party.id: told}, ledger.events)


def _with(facts: dict[str, Value], name: str, value: Value | None) -> dict[str, Value]:
    kept = {key: one for key, one in facts.items() if key != name}
    return kept if value is None else {**kept, name: value}
