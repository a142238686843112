"""What each subject of a rule's conditions can be, cut into cells where a condition turns.

A subject is what conditions ask about: a fact, a fact for each of a number, the order of two facts, the time from one
date to another, whether a list has a name, a total, a provision, a reading. Of an amount cut at $10.00 the cells are
$0.00, what lies between, $10.00, and what lies above; of a choice they are its choices. What a condition says of its
subject is then a set of cells, exact for all values at once.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from ctethics.law.phrases import OPERATORS, TURNED
from ctethics.lint.worlds import World
from ctethics.program import (
    Applies,
    Compare,
    CompareFacts,
    Condition,
    DaysAfter,
    Includes,
    IsOneOf,
    Limit,
    TotalIs,
    Vocabulary,
    leaves,
)

Subject = tuple[Hashable, ...]
Cells = frozenset[Hashable]

# No text that a rule names; no date to count from, so that whatever is asked of the time since then is no.
OTHER: Final = ("any other text",)
NO_START: Final = ("nothing happened",)


class _Measured(NamedTuple):
    """A comparison: its subject, the operator and, where it is established, the number in force."""

    subject: Subject
    operator: str
    number: int | None


@dataclass(frozen=True)
class Axes:
    """The subjects of some conditions about one kind of event in one world."""

    vocabulary: Vocabulary
    kind: str
    world: World
    conditions: tuple[Condition, ...]

    def asked(self, leaf: Condition) -> tuple[Subject, Cells] | None:
        """What a condition without parts asks about, and where it holds; None where no number is established."""
        match leaf:
            case IsOneOf(fact=fact, values=values):
                return ("value", fact), frozenset(values)
            case Includes(fact=fact, other=other):
                return ("includes", fact, other), frozenset({True})
            case Applies(provision=citation):
                return ("provision", citation), frozenset({True})
            case _:
                measured = self._measured(leaf)
                if measured.number is None:
                    return None
                holds = OPERATORS[measured.operator]
                cells = (cell for cell in self.cells(measured.subject) if isinstance(cell, int))
                return measured.subject, frozenset(cell for cell in cells if holds(cell, 2 * measured.number))

    def cells(self, subject: Subject) -> Cells:
        """All that a subject can be."""
        if subject not in self._cells:
            self._cells[subject] = self._cut(subject)
        return self._cells[subject]

    @cached_property
    def _cells(self) -> dict[Subject, Cells]:
        return {}

    def _cut(self, subject: Subject) -> Cells:
        match subject:
            case ("value", str(fact)):
                return self._values(fact)
            case ("order", one, other):
                return frozenset({0} if one == other else {-2, 0, 2})
            case ("time", one, other, unit):
                started = {0} if one == other else {-1, *_between(self._cuts[subject], is_whole=unit == "days")}
                # An event has its day; any other date may be `never`.
                return frozenset(started if other == "date" else {NO_START, *started})
            case ("amount" | "total", _, per):
                return frozenset(_between(self._cuts[subject], is_whole=not isinstance(per, str)))
            case _:
                return frozenset({True, False})

    def _values(self, fact: str) -> Cells:
        ref = self.vocabulary.refer(self.kind, fact)
        if ref is not None and ref.type == "yes or no":
            return frozenset({True, False})
        if ref is not None and ref.fact is not None and ref.type == "choice":
            return frozenset(ref.fact.choices)
        named = (leaf.values for leaf in self._leaves if isinstance(leaf, IsOneOf) and leaf.fact == fact)
        return frozenset({OTHER}).union(*named)

    @cached_property
    def _leaves(self) -> tuple[Condition, ...]:
        return tuple(leaf for condition in self.conditions for leaf in leaves(condition))

    @cached_property
    def _cuts(self) -> dict[Subject, set[int]]:
        cuts: dict[Subject, set[int]] = {}
        for leaf in self._leaves:
            if isinstance(leaf, Compare | DaysAfter | TotalIs):
                subject, _, number = self._measured(leaf)
                cuts.setdefault(subject, set()).update(() if number is None else (number,))
        return cuts

    def _measured(self, leaf: Condition) -> _Measured:
        match leaf:
            case Compare(fact=fact, operator=operator, limit=limit, per=per):
                return _Measured(("amount", fact, per), operator, self._number(limit))
            case TotalIs(total=total, operator=operator, limit=limit, whole=whole):
                return _Measured(("total", total.name, whole), operator, self._number(limit))
            case DaysAfter(fact=fact, after=after, operator=operator, limit=limit):
                unit, number = "days" if limit.unit == "days" else "months", self._number(limit)
                # Twelve months are a year wherever dates are counted.
                months = number * 12 if number is not None and limit.unit == "years" else number
                return _Measured(("time", fact, after, unit), operator, months)
            case CompareFacts(fact=fact, operator=operator, other=other) if fact <= other:
                return _Measured(("order", fact, other), operator, 0)
            case CompareFacts(fact=fact, operator=operator, other=other):
                return _Measured(("order", other, fact), TURNED[operator], 0)
        raise AssertionError(f"{leaf} compares nothing")

    def _number(self, limit: Limit) -> int | None:
        return limit.version(self.world.law, self.world.day).amount


def _between(cuts: set[int], *, is_whole: bool) -> Iterable[int]:
    """The cells from zero up: twice a number is the number itself, one more is what lies between it and the next."""
    points = sorted({0, *cuts})
    yield 2 * points[-1] + 1
    for point, following in zip(points, [*points[1:], None], strict=True):
        yield 2 * point
        if following is not None and not (is_whole and following == point + 1):
            yield 2 * point + 1
