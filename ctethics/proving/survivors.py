"""A case that tells a mutant from the rules: what is missing among the examples."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, repeat
from typing import Final, TypeVar

from ctethics.engines.situation import Question
from ctethics.law.regimes import LAWS
from ctethics.program import Condition, Program, Provision, Total, facts_in, leaves
from ctethics.proving.differing import differing
from ctethics.proving.killing import affected
from ctethics.proving.mutants import Mutant
from ctethics.proving.rebuilding import inside
from ctethics.proving.settings import Setting, Settings
from ctethics.proving.stake import Stake
from ctethics.proving.variations import Case, Variations
from ctethics.proving.words import effective_day

# How many cases are tried for one mutant.
MOST_TRIED: Final = 12_000
# How many cases of one example are tried before those of the next.
_AT_A_TIME: Final = 8
# How many of the conditions that a slip touches are held to decide an example.
_MOST_ASKED: Final = 8
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Telling:
    """A case under a question in which something else is told of a rule with the slip.

    example -- whose facts they are; is_outcome -- whether it is the outcome, and not only what is owed or may follow.
    """

    provision: str
    case: Case
    question: Question
    example: str
    is_outcome: bool


class Search:
    """Looks for telling cases, starting from the examples of the rules."""

    def __init__(self, program: Program, settings: Settings) -> None:
        self.program, self.settings = program, settings
        self._stakes: dict[tuple[str, int], Stake] = {}

    def telling(self, mutant: Mutant) -> Telling | None:
        """The first case in which something settled comes out otherwise, else one in which it is undetermined."""
        program = mutant.program(self.program)
        changed = sorted(mutant.changes) or list(self.program.provisions)
        unsettled: Telling | None = None
        for setting, case in islice(self._cases(mutant, affected(self.program, changed)), MOST_TRIED):
            for provision, index, is_settled, is_outcome in differing(
                self.program, program, changed, setting.question, case
            ):
                found = Telling(
                    provision, Case(case.ledger, index, case.but), setting.question, _name(setting), is_outcome
                )
                if is_settled:
                    return found
                unsettled = unsettled or found
        return unsettled

    def _cases(self, mutant: Mutant, rules: list[str]) -> Iterator[tuple[Setting, Case]]:
        """What is made of the examples, a little of each in turn."""
        changed = [self.program.provisions[citation] for citation in mutant.changes]
        variations = self._variations(mutant, changed)
        settings = [one for one in self._settings(rules) if mutant.law in ("", one.question.law)]
        deciding = [one for one in settings if self._decides(one, changed, variations.leaves)]
        others = [one for one in settings if not any(one is other for other in deciding)]
        for some in (deciding, others):
            made = [
                zip(repeat(setting), variations.of(setting, day))
                for setting in some
                for day in _days(mutant, changed, setting)
            ]
            yield from _in_turn(made)

    def _decides(self, setting: Setting, changed: list[Provision], asked: Iterable[Condition]) -> bool:
        """Whether one of the conditions alone decides how a rule comes out in the example."""
        for p in changed:
            for leaf in islice(asked, _MOST_ASKED) if p.about == setting.own.event.kind else ():
                stake = self._stake(p, leaf)
                if stake.outcome_if(True, setting.own) != stake.outcome_if(False, setting.own):
                    return True
        return False

    def _stake(self, p: Provision, leaf: Condition) -> Stake:
        key = p.citation, id(leaf)
        if key not in self._stakes:
            self._stakes[key] = Stake(self.program, p, leaf)
        return self._stakes[key]

    def _variations(self, mutant: Mutant, changed: list[Provision]) -> Variations:
        parts = [part for p in changed for part in inside(p) if id(part) in mutant.swaps]
        own = [leaf for part in parts for leaf in _leaves_of(part)]
        measured = [leaf for p in changed for c in p.conditions() for leaf in leaves(c) if _uses(leaf, mutant)]
        facts = [name for p in self._needed(changed) for c in p.conditions() for name in facts_in(c)]
        several = any(isinstance(part, Total) for p in changed for part in inside(p))
        return Variations(self.program, [*own, *measured], facts, several=several)

    def _needed(self, changed: list[Provision]) -> Iterator[Provision]:
        """The changed rules, then those that they look at."""
        yield from changed
        for kind in {p.about for p in changed}:
            yield from self.program.with_those_looked_at(kind, [p.citation for p in changed])

    def _settings(self, rules: list[str]) -> Iterator[Setting]:
        """One for each ledger and question of the rules' examples."""
        seen = set()
        for citation in rules:
            for law in LAWS:
                for setting in self.settings.of(self.program.provisions[citation], law):
                    key = (id(setting.ledger), setting.index)
                    if key not in seen:
                        seen.add(key)
                        yield setting


def _in_turn(made: Iterable[Iterator[_Item]]) -> Iterator[_Item]:
    """A few of each, then a few more of each that has more."""
    waiting = deque(made)
    while waiting:
        some = waiting.popleft()
        taken = list(islice(some, _AT_A_TIME))
        yield from taken
        if len(taken) == _AT_A_TIME:
            waiting.append(some)


def _name(setting: Setting) -> str:
    """The example's own name: its title has the rule before it and the law behind."""
    return setting.example.partition(": ")[2].rpartition(" [")[0]


def _leaves_of(part: object) -> Iterator[Condition]:
    if isinstance(part, Total):
        yield from leaves(part.where)
    elif isinstance(part, Condition):
        yield from leaves(part)


def _uses(leaf: Condition, mutant: Mutant) -> bool:
    """Whether the condition, its limit or its total has the slip."""
    return any(id(part) in mutant.swaps for part in inside(leaf))


def _days(mutant: Mutant, changed: list[Provision], setting: Setting) -> list[int | None]:
    """On which days: each example's own, and about the day on which a limit changes where that is what is moved."""
    starts = {effective_day(p.statute) for p in changed} - {None}
    if not mutant.law or setting.question.law != "sb434" or not starts:
        return [None]
    return [None, *(day + step for day in starts if day is not None for step in (-1, 0))]
