"""Boundary cases made from the words of the law: the figure and the operator are the text's, the facts an example's.

A rule is probed where one condition alone decides how an example comes out. The facts are changed so that the condition
measures the words' exact figure, one less and one more; then the rule must come out as the words have it. So too on the
day before a limit changes, and on the day it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from ctethics.law.phrases import OPERATORS
from ctethics.law.regimes import LAWS
from ctethics.law.stated import StatedLimit
from ctethics.law.statute import Statute
from ctethics.program import Compare, Condition, DaysAfter, Program, Provision, TotalIs, leaves
from ctethics.proving.changing import beside
from ctethics.proving.settings import Setting, Settings
from ctethics.proving.stake import Stake
from ctethics.proving.words import effective_day, words_of

# How far from the words' figure a case lies, in cents, hours, times or days.
SIDES: Final = {-1: "1 less", 0: "exactly", 1: "1 more"}


@dataclass(frozen=True, slots=True)
class Probe:
    """One case at or beside a figure of the words, and how it came out.

    citation -- the rule or exception that rests on the words; limit -- the limit they state there.
    beside -- where the case lies: `1 less`, `exactly`, `1 more` (cents, hours, times, days); of a duty, what is asked.
    expected -- what the words lead to; example -- whose facts they are; leaf -- the condition, None of a duty.
    """

    citation: str
    limit: str
    law: str
    day: int
    words: StatedLimit
    beside: str
    expected: str
    found: str
    example: str
    leaf: Condition | None = None

    @property
    def is_right(self) -> bool:
        return self.expected == self.found


def probe_conditions(program: Program, provision: Provision, settings: Settings) -> Iterator[Probe]:
    """Every case that can be made of the words that a rule's conditions rest on, under each law."""
    parts = [(provision.citation, provision.general), *((e.citation, e.when) for e in provision.exceptions)]
    for citation, condition in parts:
        for leaf in leaves(condition):
            if isinstance(leaf, Compare | DaysAfter | TotalIs):
                stake = Stake(program, provision, leaf)
                for law in LAWS:
                    yield from _Prober(program, provision, citation, leaf, law, stake).probes(settings)


class _Prober:
    """One condition under one law."""

    def __init__(
        self,
        program: Program,
        provision: Provision,
        citation: str,
        leaf: Compare | DaysAfter | TotalIs,
        law: str,
        stake: Stake,
    ) -> None:
        self.program, self.provision, self.citation = program, provision, citation
        self.leaf, self.law, self.stake = leaf, law, stake

    def probes(self, settings: Settings) -> Iterator[Probe]:
        if not any(version.says for version in self.leaf.limit.versions[self.law]):
            return
        starts = settings.of(self.provision, self.law)
        for day in _days(self.provision.statute):
            deciding = _Lazily(start for start in starts if self._decides(start, day))
            for side in SIDES:
                yield from self._beside(deciding, day, side)

    def _decides(self, start: Setting, day: int | None) -> bool:
        """Whether the rule comes out otherwise for want of this condition alone."""
        situation = start.on(day)
        if situation is None:
            return False
        return self.stake.outcome_if(True, situation) != self.stake.outcome_if(False, situation)

    def _beside(self, deciding: Iterable[Setting], day: int | None, side: int) -> Iterator[Probe]:
        """The first case that can be made: of a total one of a single event, and one of several."""
        sorts = (False, True) if isinstance(self.leaf, TotalIs) else (None,)
        for is_several in sorts:
            starts = (s for s in deciding if is_several is None or is_several == (len(s.ledger.events) > 1))
            made = (case for start in starts if (case := self._case(start, day, side)) is not None)
            yield from islice(made, 1)

    def _case(self, start: Setting, day: int | None, side: int) -> Probe | None:
        before, limit = start.on(day), self.leaf.limit
        if before is None:
            return None
        statute = self.provision.statute
        words = words_of(statute, limit, self.law, before.event.day)
        if words is None or words.meaning is None:
            return None
        ledger = beside(self.program, before, self.leaf, words.meaning, side)
        if ledger is None:
            return None
        situation = start.situation(ledger)
        if words_of(statute, limit, self.law, situation.event.day) != words:
            return None  # the change of a date took it out of the words' time
        either = {holds: self.stake.outcome_if(holds, situation) for holds in (True, False)}
        if either[True] == either[False] or "undetermined" in either.values():
            return None
        return Probe(
            self.citation,
            limit.name,
            self.law,
            situation.event.day,
            words,
            SIDES[side],
            either[OPERATORS[words.meaning.operator](side, 0)],
            self.stake.outcome(situation),
            start.example,
            self.leaf,
        )


class _Lazily:
    """Settings that are looked for only as far as somebody asks, and kept for who asks next."""

    def __init__(self, found: Iterator[Setting]) -> None:
        self._found, self._kept = found, list[Setting]()

    def __iter__(self) -> Iterator[Setting]:
        yield from self._kept
        for one in self._found:
            self._kept.append(one)
            yield one


def _days(statute: Statute) -> Iterator[int | None]:
    """On which days a rule is probed: each example's own, and about the day the bill takes effect."""
    yield None
    start = effective_day(statute)
    if start is not None:
        yield from (start - 1, start)
