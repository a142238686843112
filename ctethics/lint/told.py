"""The events of an example as the rules would read them, by what its case states."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ctethics.law.calendar import NEVER, NotADate, parse_day
from ctethics.law.money import NotAnAmount, parse_cents
from ctethics.program import Fact, FactRef, Value, Vocabulary
from ctethics.source import Mapping, Node, Scalar, Sequence


class Told(NamedTuple):
    """One event of an example, as the rules would read it: what stands in for a fact is read in its place."""

    kind: str
    day: int
    event: dict[str, Node]
    parties: dict[str, Node]
    vocabulary: Vocabulary

    def text(self, name: str) -> str | None:
        """A text fact, or who takes a part."""
        node = self.event.get(name)
        return node.text if isinstance(node, Scalar) else None

    def number(self, name: str) -> int | None:
        """An amount in cents, a number, or a day; None where it is unknown or no such thing."""
        if name == "date":
            return self.day
        ref = self.vocabulary.refer(self.kind, name)
        if ref is None or ref.fact is None:
            return None
        facts = self.vocabulary.party if ref.role else self.vocabulary.events[self.kind].facts
        return _read(ref.fact, self._stated(ref), facts)

    def _stated(self, ref: FactRef) -> dict[str, Node]:
        """What is stated of the event, or of the party that the fact is about."""
        if ref.role is None:
            return self.event
        role = self.vocabulary.events[self.kind].roles[ref.role]
        who = self.text(role.name) or (self.text(role.presume) if role.presume else None)
        party = self.parties.get(who) if who else None
        return party.items if isinstance(party, Mapping) else {}


def _read(fact: Fact, stated: dict[str, Node], facts: dict[str, Fact]) -> int | None:
    for one in (fact, facts.get(fact.otherwise) if fact.otherwise else None):
        node = stated.get(one.name) if one is not None else None
        if isinstance(node, Scalar):
            value = number_of(fact.type, node.text)
            if value is not None:
                return value
    return _number(fact.presume)


def _number(value: Value | None) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


@lru_cache(maxsize=8192)
def number_of(sort: str, text: str) -> int | None:
    """What a written amount, number or date is, or None."""
    try:
        if sort == "amount":
            return parse_cents(text)
        if sort == "date":
            return NEVER if text == "never" else parse_day(text)
    except (NotAnAmount, NotADate):
        return None
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else None


def told_by(case: Mapping, vocabulary: Vocabulary) -> list[Told]:
    """The events of an example's case, in the order of their days."""
    parties, listed = case.items["parties"], case.items["events"]
    named = parties.items if isinstance(parties, Mapping) else {}
    told = []
    for node in listed.items if isinstance(listed, Sequence) else ():
        kind, date = (node.items.get(key) for key in ("kind", "date")) if isinstance(node, Mapping) else (None, None)
        day = number_of("date", date.text) if isinstance(date, Scalar) else None
        if isinstance(node, Mapping) and isinstance(kind, Scalar) and kind.text in vocabulary.events and day:
            told.append(Told(kind.text, day, _spaced(node), named, vocabulary))
    return sorted(told, key=lambda event: event.day)


def _spaced(node: Mapping) -> dict[str, Node]:
    """The facts by name, `_` read as a space."""
    is_plain = not any("_" in key for key in node.items)
    return node.items if is_plain else {key.replace("_", " "): value for key, value in node.items.items()}
