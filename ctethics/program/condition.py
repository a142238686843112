"""Conditions: what must hold. A condition is yes, no or unknown of an event, by Kleene's strong logic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ctethics.program.limit import Limit, Quoted


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]
    quote: Quoted | None = None


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]
    quote: Quoted | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition
    quote: Quoted | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The condition of the chosen reading; `choices` by the choice's name, the default first."""

    name: str
    choices: dict[str, Condition]
    quote: Quoted | None = None


@dataclass(frozen=True, slots=True)
class IsOneOf:
    """A yes-or-no, choice or text fact has one of these values."""

    fact: str
    values: frozenset[str | bool]
    quote: Quoted | None = None


@dataclass(frozen=True, slots=True)
class Compare:
    """An amount or number, divided by the number fact `per` if there is one, against a limit."""

    fact: str
    operator: str
    limit: Limit
    per: str | None = None
    quote: Quoted | None = None


@dataclass(frozen=True, slots=True)
class CompareFacts:
    """An amount, number or date against another."""

    fact: str
    operator: str
    other: str
    quote: Quoted | None = None


@dataclass(frozen=True, slots=True)
class DaysAfter:
    """The time from the date `after` to the date `fact`, against a limit in days, months or years."""

    fact: str
    after: str
    operator: str
    limit: Limit
    quote: Quoted | None = None


@dataclass(frozen=True, slots=True)
class Includes:
    """The list `fact` has the name that `other` gives, or any of them where it is a list too."""

    fact: str
    other: str
    quote: Quoted | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """A declared sum of amounts or numbers, or a count of how many different texts, over the events of a case.

    kind, where -- which events belong; measures -- the facts added up, or the one text fact counted;
    per -- what must be the same (`donor group`, a role, a text fact or `date`); yearly -- only events of the same
    calendar year; largest_by -- the sums are kept apart by this fact, and the largest is the total.
    """

    name: str
    kind: str
    measures: tuple[str, ...]
    is_count: bool
    where: Condition
    per: tuple[str, ...]
    yearly: bool
    is_money: bool = True
    largest_by: str | None = None

    @property
    def looks_at(self) -> tuple[str, ...]:
        """The facts it adds up and tells events apart by; `where` looks at others."""
        return (*self.measures, *self.per, *((self.largest_by,) if self.largest_by else ()))


@dataclass(frozen=True, slots=True)
class TotalIs:
    """A running total, this event counted (or the total of the whole period), against a limit."""

    total: Total
    operator: str
    limit: Limit
    whole: bool = False
    quote: Quoted | None = None


@dataclass(frozen=True, slots=True)
class Applies:
    """Another provision applies to this event, its exceptions considered."""

    provision: str
    quote: Quoted | None = None


Condition = AllOf | AnyOf | Not | Reading | IsOneOf | Compare | CompareFacts | DaysAfter | Includes | TotalIs | Applies


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside."""
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return parts
        case Not(part=part):
            return (part,)
        case Reading(choices=choices):
            return tuple(choices.values())
        case _:
            return ()


def leaves(condition: Condition) -> Iterator[Condition]:
    """The conditions inside that have no parts, in the order written."""
    parts = parts_of(condition)
    if not parts:
        yield condition
    for part in parts:
        yield from leaves(part)


def tests_in(condition: Condition, readings: Mapping[str, str] | None) -> Iterator[TotalIs]:
    """The tests of totals inside a condition, under the chosen readings or, where there are none, under all."""
    if isinstance(condition, TotalIs):
        yield condition
    elif isinstance(condition, Reading) and readings is not None:
        yield from tests_in(condition.choices[readings[condition.name]], readings)
    else:
        for part in parts_of(condition):
            yield from tests_in(part, readings)


def facts_in(condition: Condition) -> Iterator[str]:
    """The names of the facts a condition and the totals in it look at, in the order written."""
    for leaf in leaves(condition):
        if isinstance(leaf, TotalIs):
            yield from leaf.total.looks_at
            yield from facts_in(leaf.total.where)
        else:
            yield from facts_of_leaf(leaf)


def facts_of_leaf(leaf: Condition) -> tuple[str, ...]:
    """The names of the facts that a condition without parts looks at itself, in the order written."""
    match leaf:
        case IsOneOf(fact=fact):
            return (fact,)
        case Compare(fact=fact, per=per):
            return (fact,) if per is None else (fact, per)
        case CompareFacts(fact=fact, other=other) | Includes(fact=fact, other=other):
            return (fact, other)
        case DaysAfter(fact=fact, after=after):
            return (fact, after)
        case _:
            return ()
