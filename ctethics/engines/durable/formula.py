"""Conditions as durable_rules expressions over one flat fact of integers.

What is unknown is a number like any other, so that no property is ever absent and nothing depends on what
durable_rules does with one that is. A yes-or-no is one property: no 0, unknown 1, yes 2. Anything else is an interval,
a property `…l` for its lower end and `…h` for its upper one: equal where it is known, and wider than its type at either
end where it is not. For each condition there is then one expression that holds exactly if the condition certainly has
an answer (`is_sure`: the comparison holds at the less favourable end), and one that holds exactly if it may have it (at
the more favourable end). That is Kleene's logic in two values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ctethics.engines.durable.expression import MOST, Expression, answered, at_least, at_most, both, either
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
    Not,
    Program,
    Reading,
    TotalIs,
    Value,
)

_OPPOSITE = {
    "less than": "at least",
    "not more than": "more than",
    "more than": "not more than",
    "at least": "less than",
}


@dataclass(slots=True)
class Names:
    """The properties that a translation uses, each standing for a fact, a total, a leaf or an answer.

    facts -- property by fact; leaves -- property by leaf condition worked out beforehand; totals -- property by total
    and counting; readings -- property by reading.
    """

    program: Program
    kind: str
    law: str
    day: int
    facts: dict[str, str] = field(default_factory=dict)
    leaves: dict[str, Condition] = field(default_factory=dict)
    totals: dict[str, TotalIs] = field(default_factory=dict)
    readings: dict[str, str] = field(default_factory=dict)

    def fact(self, name: str) -> str:
        return self.facts.setdefault(name, f"f{len(self.facts)}")

    def type(self, fact: str) -> str:
        ref = self.program.vocabulary.refer(self.kind, fact)
        return ref.type if ref is not None else "text"

    def leaf(self, condition: Condition) -> str:
        known = next((name for name, other in self.leaves.items() if other == condition), None)
        name = known or f"p{len(self.leaves)}"
        self.leaves[name] = condition
        return name

    def total(self, condition: TotalIs) -> str:
        for name, other in self.totals.items():
            if (other.total.name, other.whole) == (condition.total.name, condition.whole):
                return name
        name = f"t{len(self.totals)}"
        self.totals[name] = condition
        return name

    def reading(self, name: str) -> str:
        return self.readings.setdefault(name, f"r{len(self.readings)}")

    def given(self) -> frozenset[str]:
        """The properties that are known without adding anything up."""
        ends = {name + end for name in self.facts.values() for end in ("", "l", "h")}
        return frozenset(ends.union(self.leaves, self.readings.values()))

    def codes(self, fact: str) -> dict[Value, int]:
        """The integers that stand for a choice's values, by their place in the declaration; none for other facts."""
        ref = self.program.vocabulary.refer(self.kind, fact)
        choices = ref.fact.choices if ref is not None and ref.fact is not None else ()
        return {choice: place for place, choice in enumerate(choices)}


Refer = Callable[[str, bool, bool], Expression]


@dataclass(frozen=True, slots=True)
class Formula:
    """Translates conditions; `refer` gives the expression for a reference to another provision."""

    names: Names
    refer: Refer

    def of(self, c: Condition, wanted: bool, is_sure: bool) -> Expression:
        """The expression that holds exactly if `c` must be (or may be) yes, or no, as `wanted`."""
        match c:
            case AllOf(parts=parts):
                return (both if wanted else either)(*self._parts(parts, AllOf, wanted, is_sure))
            case AnyOf(parts=parts):
                return (either if wanted else both)(*self._parts(parts, AnyOf, wanted, is_sure))
            case Not(part=part):
                return self.of(part, not wanted, is_sure)
            case Reading(name=name, choices=choices):
                key, declared = self.names.reading(name), self.names.program.readings[name].choices
                return either(
                    *(both({key: i}, self.of(choices[choice], wanted, is_sure)) for i, choice in enumerate(declared))
                )
            case Applies(provision=citation):
                return self.refer(citation, wanted, is_sure)
            case IsOneOf(fact=fact, values=values) if self.names.type(fact) != "text":
                return self._is_one_of(fact, values, wanted, is_sure)
            case Compare(fact=fact, operator=operator, limit=limit, per=None):
                name = self.names.fact(fact)
                return self._test(name, operator, limit.at(self.names.law, self.names.day), wanted, is_sure)
            case TotalIs(operator=operator, limit=limit):
                name = self.names.total(c)
                return self._test(name, operator, limit.at(self.names.law, self.names.day), wanted, is_sure)
            case _:
                return answered(self.names.leaf(c), wanted, is_sure)

    def _parts(
        self, parts: tuple[Condition, ...], joint: type[AllOf | AnyOf], wanted: bool, is_sure: bool
    ) -> Iterator[Expression]:
        """The parts' expressions; those that no integers express are one property, worked out beforehand."""
        joins = tuple(part for part in parts if self._is_join(part))
        if joins:
            yield answered(self.names.leaf(joint(joins) if len(joins) > 1 else joins[0]), wanted, is_sure)
        for part in parts:
            if part not in joins:
                yield self.of(part, wanted, is_sure)

    def _is_one_of(self, fact: str, values: frozenset[str | bool], wanted: bool, is_sure: bool) -> Expression:
        """One way for each run of neighbouring codes: at or over its first and at or under its last."""
        name = self.names.fact(fact)
        known = self.names.codes(fact)
        if not known:
            asked = values if wanted else {True, False} - values
            ways = [answered(name, bool(value), is_sure) for value in sorted(asked)]
            return either(*ways) if ways else both(answered(name, True, is_sure), answered(name, False, is_sure))
        codes = sorted(code for value, code in known.items() if (value in values) is wanted)
        return either(
            *(both(at_least(name, first, is_sure), at_most(name, last, is_sure)) for first, last in _runs(codes))
        )

    def _test(self, name: str, operator: str, limit: int, wanted: bool, is_sure: bool) -> Expression:
        match operator if wanted else _OPPOSITE[operator]:
            case "less than":
                return at_most(name, limit - 1, is_sure)
            case "not more than":
                return at_most(name, limit, is_sure)
            case "more than":
                return at_least(name, limit + 1, is_sure)
            case _:
                return at_least(name, limit, is_sure)

    def _is_join(self, c: Condition) -> bool:
        """Whether the condition compares one fact with another, or names that no integer stands for."""
        if isinstance(c, IsOneOf):
            return self.names.type(c.fact) == "text"
        return isinstance(c, Includes | CompareFacts | DaysAfter) or (isinstance(c, Compare) and c.per is not None)


def _runs(codes: list[int]) -> list[tuple[int, int]]:
    """The first and last of each run of neighbours in a sorted list; for an empty one, a run for the unknown alone."""
    runs: list[tuple[int, int]] = []
    for code in codes:
        if runs and runs[-1][1] == code - 1:
            runs[-1] = (runs[-1][0], code)
        else:
            runs.append((code, code))
    return runs or [(MOST, -1)]
