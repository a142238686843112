"""Leaning towards an answer: facts under which a condition comes out as wanted, most of the time.

No promise: what one part of a condition wants, another may have stated otherwise. What comes first stays.
"""

from __future__ import annotations

from typing import Any, Final

from ctethics.facts.value import MOST
from ctethics.law.calendar import EARLIEST, LATEST, shift, show_day
from ctethics.law.money import MOST_CENTS, parse_cents, show_cents
from ctethics.law.phrases import OPERATORS, TURNED
from ctethics.program import (
    AllOf,
    AnyOf,
    Applies,
    Compare,
    CompareFacts,
    Condition,
    DaysAfter,
    FactRef,
    Includes,
    IsOneOf,
    Not,
    Provision,
    Reading,
    TotalIs,
)
from ctethics.testing.choosing import Chooser, happens, some_of
from ctethics.testing.terrain import AGENCIES, Terrain
from ctethics.testing.values import options

# A limit itself first, then one cent or day on either side, then far from it.
_SIDES: Final = (0, -1, 1, -1000, 1000)


class Leaning:
    """The facts stated so far of one event of a kind on a day, by the names that conditions use."""

    def __init__(self, choose: Chooser, terrain: Terrain, kind: str, day: int) -> None:
        self.choose, self.terrain, self.kind, self.day = choose, terrain, kind, day
        self.stated: dict[str, object] = {}

    def provision(self, provision: Provision, *, wanted: bool) -> None:
        """Towards the provision's rule holding, and perhaps one of its exceptions; or towards either not."""
        if provision.exceptions and happens(self.choose, 1, 2):
            self.condition(self.choose.one_of(provision.exceptions).when, wanted=not happens(self.choose, 1, 4))
        self.condition(provision.general, wanted=wanted)

    def condition(self, condition: Condition, *, wanted: bool) -> None:
        """Towards the condition being yes, or no."""
        match condition:
            case AllOf(parts=parts) | AnyOf(parts=parts):
                if wanted is isinstance(condition, AllOf):
                    for part in parts:
                        self.condition(part, wanted=wanted)
                else:
                    self.condition(self.choose.one_of(parts), wanted=wanted)
            case Not(part=part):
                self.condition(part, wanted=not wanted)
            case Reading(choices=choices):
                self.condition(self.choose.one_of(tuple(choices.values())), wanted=wanted)
            case Applies(provision=citation):
                self.provision(self.terrain.program.provisions[citation], wanted=wanted)
            case _:
                self._leaf(condition, wanted)

    def _leaf(self, leaf: Condition, wanted: bool) -> None:
        match leaf:
            case IsOneOf(fact=fact, values=values):
                self._one_of(fact, values, wanted)
            case Compare(operator=operator, limit=limit):
                figures = self.terrain.figures(limit)
                if figures:
                    self._measure(leaf, self._cents(self.choose.one_of(figures), operator, wanted))
            case TotalIs(total=total, operator=operator, limit=limit):
                self.condition(total.where, wanted=True)
                figures = self.terrain.figures(limit)
                if figures and not total.is_count:
                    self._number(total.measures[0], self._cents(self.choose.one_of(figures), operator, wanted))
            case CompareFacts(fact=fact, operator=operator, other=other):
                self._compare(fact, operator, other, wanted)
            case DaysAfter():
                self._days(leaf, wanted)
            case Includes(fact=fact, other=other):
                self._includes(fact, other, wanted)

    def _one_of(self, name: str, values: frozenset[str | bool], wanted: bool) -> None:
        ref = self._ref(name)
        if ref is None or ref.fact is None:
            return
        named = {("yes" if v else "no") if isinstance(v, bool) else v for v in values}
        all_ = options(self.terrain, ref.fact, is_party=ref.role is not None)
        fitting = [option for option in all_ if (option in named) is wanted]
        if fitting:
            self._state(name, self.choose.one_of(fitting))

    def _measure(self, leaf: Compare, figure: int) -> None:
        heads = 1
        if leaf.per is not None:
            heads = self.choose.one_of((1, 100, 3))
            self._state(leaf.per, heads)
        self._number(leaf.fact, figure * heads)

    def _number(self, name: str, figure: int) -> None:
        ref = self._ref(name)
        if ref is not None and ref.type == "amount":
            self._state(name, show_cents(min(max(0, figure), MOST_CENTS)))
        elif ref is not None:
            self._state(name, min(max(0, figure), MOST))

    def _compare(self, fact: str, operator: str, other: str, wanted: bool) -> None:
        ref = self._ref(fact)
        if ref is not None and ref.type == "date":
            start = self.day if other == "date" else self.choose.one_of(self.terrain.days)
            self._on(other, start)
            self._on(fact, self._beside(start, operator, wanted))
        elif ref is not None:
            if other not in self.stated:
                self._number(other, self.choose.one_of(self.terrain.cents))
            figure: Any = self.stated.get(other, 0)
            cents = parse_cents(figure) if isinstance(figure, str) else figure
            self._number(fact, self._cents(cents, operator, wanted))

    def _days(self, leaf: DaysAfter, wanted: bool) -> None:
        figures = self.terrain.figures(leaf.limit)
        if not figures:
            return
        length, unit = self.choose.one_of(figures), leaf.limit.unit
        start = self.day if leaf.after == "date" else self.choose.one_of(self.terrain.days)
        if leaf.fact == "date":
            # The day of the event stands, so what it is counted from is put as long before it.
            self._on(leaf.after, self._beside(shift(self.day, -length, unit), TURNED[leaf.operator], wanted))
        else:
            self._on(leaf.after, start)
            self._on(leaf.fact, self._beside(shift(start, length, unit), leaf.operator, wanted))

    def _includes(self, fact: str, other: str, wanted: bool) -> None:
        ref, named = self._ref(fact), self._ref(other)
        if ref is None or named is None or ref.fact is None:
            return
        if named.fact is None:
            self._state(fact, [Party(other)] if wanted else [])
            return
        name = self.choose.one_of(AGENCIES if named.type != "choice" else self.terrain.choices(named.fact))
        self._state(other, [name] if named.type == "list" else name)
        self._state(fact, [name] if wanted else some_of(self.choose, [one for one in AGENCIES if one != name]))

    def _beside(self, figure: int, operator: str, wanted: bool) -> int:
        """A figure at or near another, on the side where the comparison comes out as wanted."""
        fitting = [figure + side for side in _SIDES if OPERATORS[operator](figure + side, figure) is wanted]
        return self.choose.one_of(fitting)

    def _cents(self, figure: int, operator: str, wanted: bool) -> int:
        """A figure on that side: half of the time near, else any at which another answer turns."""
        if happens(self.choose, 1, 2):
            fitting = [cents for cents in self.terrain.cents if OPERATORS[operator](cents, figure) is wanted]
            if fitting:
                return self.choose.one_of(fitting)
        return self._beside(figure, operator, wanted)

    def _on(self, name: str, day: int) -> None:
        if name != "date" and EARLIEST.toordinal() <= day <= LATEST.toordinal():
            self._state(name, show_day(day))

    def _state(self, name: str, value: object) -> None:
        self.stated.setdefault(name, value)

    def _ref(self, name: str) -> FactRef | None:
        return self.terrain.program.vocabulary.refer(self.kind, name)


class Party(str):
    """Whoever has the part of this name in the event."""

    __slots__ = ()
