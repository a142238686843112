"""Where the answers of a program turn: the amounts, days, words and names that its rules compare with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from ctethics.facts.groups import LINKS
from ctethics.facts.value import MOST
from ctethics.law.calendar import day_of, first_of_month, parse_day, shift, year_of
from ctethics.law.money import MOST_CENTS
from ctethics.law.regimes import LAWS
from ctethics.program import (
    Compare,
    Condition,
    DaysAfter,
    Fact,
    FactRef,
    Includes,
    IsOneOf,
    Limit,
    Program,
    TotalIs,
    leaves,
)
from ctethics.program.condition import facts_in

# Those who give, pay or act, and those who receive: few, so that totals meet.
GIVERS: Final = ("acme", "bolt", "cora")
RECEIVERS: Final = ("lee", "rae")
AGENCIES: Final = ("OPM", "DOT")
LABELS: Final = ("one", "two")
HEADS: Final = (1, 100, 3, 99)
PLAIN_DAY: Final = parse_day("2025-03-03")


class Terrain:
    """A program, and under some laws all that a value has to be near to matter; the plainest comes first."""

    def __init__(self, program: Program, laws: Sequence[str] = tuple(LAWS)) -> None:
        self.program, self.laws = program, tuple(laws)
        # What a fact may be, once worked out.
        self.kept: dict[tuple[Fact, bool], tuple[object, ...]] = {}

    @cached_property
    def _leaves(self) -> tuple[tuple[str, Condition], ...]:
        """Every condition without parts with the kind of event that it is asked about, those of totals too."""
        found = (pair for p in self.program.provisions.values() for c in p.conditions() for pair in _within(p.about, c))
        return tuple(found)

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """Each limit that a condition compares with."""
        listed = (c.limit for _, c in self._leaves if isinstance(c, Compare | TotalIs | DaysAfter))
        return tuple({limit.name: limit for limit in listed}.values())

    def figures(self, limit: Limit) -> tuple[int, ...]:
        """The amounts of a limit under these laws, each once."""
        amounts = (version.amount for law in self.laws for version in limit.versions[law])
        return tuple(dict.fromkeys(amount for amount in amounts if amount is not None))

    @cached_property
    def cents(self) -> tuple[int, ...]:
        """Each limit in money with a cent on either side, and what meets it added up twice, five and ten times."""
        figures = [f for limit in self.limits if limit.unit == "dollars" for f in self.figures(limit)]
        near = {figure + side for figure in figures for side in (-1, 0, 1)}
        parts = {figure // share + side for figure in figures for share in (2, 5, 10) for side in (-1, 0, 1)}
        return tuple(sorted(cents for cents in near | parts | {0, 1} if 0 <= cents <= MOST_CENTS))

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """Heads to divide by, and each limit in hours or times with one on either side."""
        units = ("hours", "times")
        figures = [f for limit in self.limits if limit.unit in units for f in self.figures(limit)]
        near = (f + side for f in figures for side in (0, -1, 1) if 0 < f + side <= MOST)
        return tuple(dict.fromkeys((*HEADS, *near)))

    @cached_property
    def days(self) -> tuple[int, ...]:
        """A plain day; then both sides of each day on which an amount changes, and of the years about it."""
        versions = (version for limit in self.limits for law in self.laws for version in limit.versions[law][1:])
        changes = sorted({version.start for version in versions}) or [PLAIN_DAY]
        found = [PLAIN_DAY, shift(PLAIN_DAY, 30, "days")]
        for change in changes:
            year = year_of(change)
            ends = (day_of(year, 12, 31), day_of(year - 1, 12, 31))
            found += [change - 1, change, *(end + side for end in ends for side in (0, 1)), day_of(year, 2, 29)]
        return tuple(dict.fromkeys(found))

    @cached_property
    def month_ends(self) -> tuple[int, ...]:
        """The last days of the months of those days, for what is told of a period."""
        return tuple(dict.fromkeys(shift(first_of_month(day), 1, "months") - 1 for day in self.days))

    @cached_property
    def _asked_for(self) -> dict[str, tuple[str, ...]]:
        """The texts and choices that rules ask for, by the name of the fact."""
        found: dict[str, set[str]] = defaultdict(set)
        for kind, c in self._leaves:
            ref = self.program.vocabulary.refer(kind, c.fact) if isinstance(c, IsOneOf) else None
            if isinstance(c, IsOneOf) and ref is not None and ref.fact is not None:
                found[ref.fact.name] |= {value for value in c.values if isinstance(value, str)}
        return {name: tuple(sorted(words)) for name, words in found.items()}

    def words(self, fact: Fact, *, is_party: bool) -> tuple[str, ...]:
        """Texts for a fact: an agency or a label, and whatever a rule asks for."""
        return tuple(dict.fromkeys((*(AGENCIES if is_party else LABELS), *self._asked_for.get(fact.name, ()))))

    def choices(self, fact: Fact) -> tuple[str, ...]:
        """The choices of a fact, first those that no rule asks for, as `other` and `none`."""
        asked_for = self._asked_for.get(fact.name, ())
        return tuple(sorted(fact.choices, key=lambda choice: choice in asked_for))

    @cached_property
    def lists_of_parties(self) -> frozenset[str]:
        """The lists whose names are those of parties."""
        found = set(LINKS)
        for kind, c in self._leaves:
            if isinstance(c, Includes):
                ref, other = (self.program.vocabulary.refer(kind, name) for name in (c.fact, c.other))
                if ref is not None and ref.fact is not None and other is not None and other.fact is None:
                    found.add(ref.fact.name)
        return frozenset(found)

    def looked_at(self, kind: str, provision: str | None) -> tuple[FactRef, ...]:
        """The facts that a provision, or any about the kind, looks at in an event, itself or through others."""
        key = (kind, provision)
        if key not in self._looked_at:
            self._looked_at[key] = tuple(self._refs(kind, provision))
        return self._looked_at[key]

    @cached_property
    def _looked_at(self) -> dict[tuple[str, str | None], tuple[FactRef, ...]]:
        return {}

    def _refs(self, kind: str, provision: str | None) -> Iterator[FactRef]:
        asked = None if provision is None else self.program.with_those_looked_at(kind, [provision])
        about = self.program.about(kind) if asked is None else asked
        names = dict.fromkeys(name for p in about for c in p.conditions() for name in facts_in(c))
        for ref in (self.program.vocabulary.refer(kind, name) for name in names):
            if ref is not None:
                yield ref


def _within(kind: str, condition: Condition) -> Iterator[tuple[str, Condition]]:
    for leaf in leaves(condition):
        yield kind, leaf
        if isinstance(leaf, TotalIs):
            yield from _within(leaf.total.kind, leaf.total.where)
