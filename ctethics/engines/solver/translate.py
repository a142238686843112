"""Conditions as terms: one small function for each kind of node, as in `engines.direct`, which this is held to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from ctethics.engines.solver.days import civil, later
from ctethics.engines.solver.facts import Facts
from ctethics.engines.solver.sums import Sum
from ctethics.engines.solver.terms import (
    UNKNOWN,
    Known,
    Term,
    Truth,
    all_of,
    any_of,
    both,
    chosen,
    either,
    held,
    negated,
    not_,
    z3,
)
from ctethics.law.calendar import NEVER
from ctethics.law.phrases import OPERATORS
from ctethics.program import (
    AllOf,
    AnyOf,
    Applies,
    Compare,
    CompareFacts,
    Condition,
    DaysAfter,
    Includes,
    IsOneOf,
    Limit,
    Not,
    Reading,
    TotalIs,
)

_UPWARD = ("more than", "at least")
Applied = Callable[[str], Truth]


class Asked(Protocol):
    """What is asked of an event: under which law, with which readings; and what its totals are."""

    law: str
    readings: dict[str, str]

    def sum(self, test: TotalIs) -> Sum: ...


@dataclass(eq=False)
class Translator:
    """The conditions about one event under one question; `rules` gathers what makes dates what they are."""

    facts: Facts
    asked: Asked
    rules: list[Term] = field(default_factory=list)
    _shifted: dict[tuple[str, int, str], Term] = field(default_factory=dict)
    _kept: dict[tuple[int, int], tuple[Condition, Applied, Truth]] = field(default_factory=dict)

    def __call__(self, condition: Condition, applied: Applied) -> Truth:
        """Whether the condition holds; `applied` answers the references to other provisions."""
        key = (id(condition), id(applied))
        if key not in self._kept:
            found = _MEANING[type(condition)](self, condition, applied)
            self._kept[key] = (condition, applied, found)  # the two are kept so that their ids stay theirs
        return self._kept[key][2]

    def mark(self) -> int:
        """A point to come back to."""
        return len(self._kept)

    def forget(self, mark: int) -> None:
        """As if nothing had been translated since the mark."""
        for key in list(self._kept)[mark:]:
            del self._kept[key]

    def amount(self, limit: Limit) -> Known:
        """The limit's amount on the event's day."""
        return self._by_version(limit, lambda number: number if number is None else z3.IntVal(number))

    def shifted(self, start: str, limit: Limit) -> Known:
        """The day that the limit reaches from a date that is none of those called never."""
        return self._by_version(limit, lambda number: number if number is None else self._later(start, number, limit))

    def _by_version(self, limit: Limit, made: Callable[[int | None], Term]) -> Known:
        first, *others = limit.versions[self.asked.law]
        found = _known(made(first.amount))
        for version in others:
            since, one = self.facts.stated.day >= version.start, _known(made(version.amount))
            found = Known(chosen(since, one.known, found.known), _either_value(since, one.value, found.value))
        return found

    def _later(self, start: str, number: int, limit: Limit) -> Term:
        if limit.unit == "days":
            return self.facts[start].value + number
        key = (start, number, limit.unit)
        if key not in self._shifted:
            months = {"months": number, "years": 12 * number}.get(limit.unit, 1)
            day = number if limit.unit == "day of the month" else None
            begun, rule = civil(f"{self.facts.stated.label}{start} as begun", self.facts[start].value)
            self.rules.append(z3.Implies(self.facts[start].value != NEVER, rule))
            self._shifted[key] = later(begun, months, day)
        return self._shifted[key]


def _known(value: Term | None) -> Known:
    return Known(value is not None, value)


def _either_value(test: Term, one: Term | None, other: Term | None) -> Term | None:
    return other if one is None else one if other is None else chosen(test, one, other)


def _all(t: Translator, c: AllOf, applied: Applied) -> Truth:
    return all_of(t(part, applied) for part in c.parts)


def _any(t: Translator, c: AnyOf, applied: Applied) -> Truth:
    return any_of(t(part, applied) for part in c.parts)


def _not(t: Translator, c: Not, applied: Applied) -> Truth:
    return not_(t(c.part, applied))


def _reading(t: Translator, c: Reading, applied: Applied) -> Truth:
    return t(c.choices[t.asked.readings[c.name]], applied)


def _applies(t: Translator, c: Applies, applied: Applied) -> Truth:
    return applied(c.provision)


def _is_one_of(t: Translator, c: IsOneOf, applied: Applied) -> Truth:
    one, ref = t.facts[c.fact], t.facts.ref(c.fact)
    if one.value is None or ref is None:
        return UNKNOWN
    if ref.type == "yes or no":
        return held(one.known, either(both(True in c.values, one.value), both(False in c.values, negated(one.value))))
    return held(one.known, one.value & _mask(t, c) != 0)


def _mask(t: Translator, c: IsOneOf) -> Term:
    ref = t.facts.ref(c.fact)
    if ref is None or ref.type == "text":
        return t.facts.stated.names.term(sorted(map(str, c.values)))
    places = [place for place in t.facts.stated.facts if (place.role, str(place)) == (ref.role, c.fact)]
    choices = t.facts.stated.choices(next(place for place in places if place.type == "choice"))
    return z3.BitVecVal(sum(1 << choices.index(str(one)) for one in c.values), len(choices))


def _compare(t: Translator, c: Compare, applied: Applied) -> Truth:
    one, limit = t.facts[c.fact], t.amount(c.limit)
    if one.value is None:
        return UNKNOWN
    if c.per is None:
        return held(one.known, _holds(c.operator)(one.value, limit.value))
    heads = t.facts[c.per]
    if heads.value is None:
        return UNKNOWN
    # Version by version, so that a number is only ever taken a fixed number of times.
    times = t._by_version(c.limit, lambda number: heads.value * number).value
    return held(both(one.known, heads.known, heads.value != 0), _holds(c.operator)(one.value, times))


def _compare_facts(t: Translator, c: CompareFacts, applied: Applied) -> Truth:
    one, other = t.facts[c.fact], t.facts[c.other]
    if one.value is None or other.value is None:
        return UNKNOWN
    return held(both(one.known, other.known), _holds(c.operator)(one.value, other.value))


def _days_after(t: Translator, c: DaysAfter, applied: Applied) -> Truth:
    day, start = t.facts[c.fact], t.facts[c.after]
    if start.value is None:
        return UNKNOWN
    end = t.shifted(c.after, c.limit)
    reached = UNKNOWN
    if day.value is not None and end.value is not None:
        reached = held(both(day.known, start.known, end.known), _holds(c.operator)(day.value, end.value))
    # Nothing comes after what never happened.
    never = both(start.known, start.value == NEVER)
    return Truth(both(negated(never), reached.must), both(negated(never), reached.may))


def _includes(t: Translator, c: Includes, applied: Applied) -> Truth:
    names, wanted = t.facts[c.fact], t.facts[c.other]
    if names.value is None or wanted.value is None:
        there = wanted if names.value is None else names
        is_none = False if there.value is None else both(there.known, there.value == 0)
        return Truth(False, negated(is_none))
    shares = held(both(names.known, wanted.known), names.value & wanted.value != 0)
    is_empty = either(both(names.known, names.value == 0), both(wanted.known, wanted.value == 0))
    return Truth(both(negated(is_empty), shares.must), both(negated(is_empty), shares.may))


def _total_is(t: Translator, c: TotalIs, applied: Applied) -> Truth:
    found, limit, holds = t.asked.sum(c), t.amount(c.limit).value, _holds(c.operator)
    at_low, at_high = holds(found.low, limit), holds(found.high, limit)
    if c.operator in _UPWARD:
        return Truth(at_low, either(found.is_open, at_high))
    return Truth(both(negated(found.is_open), at_high), at_low)


def _holds(operator: str) -> Callable[[Any, Any], Term]:
    return OPERATORS[operator]


_MEANING: dict[type, Callable[[Translator, Any, Applied], Truth]] = {
    AllOf: _all,
    AnyOf: _any,
    Not: _not,
    Reading: _reading,
    IsOneOf: _is_one_of,
    Compare: _compare,
    CompareFacts: _compare_facts,
    DaysAfter: _days_after,
    Includes: _includes,
    TotalIs: _total_is,
    Applies: _applies,
}
