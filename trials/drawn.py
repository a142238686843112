"""Cases that follow from a seed: a batch is of one program and one question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ctethics.api import load_rules
from ctethics.diagnostics import Collector
from ctethics.engines.situation import Question
from ctethics.facts import Ledger, type_case
from ctethics.law.regimes import LAWS
from ctethics.program import Program
from ctethics.source.python_tree import from_python
from ctethics.testing.case import make_case
from ctethics.testing.choosing import Chooser, Seeded, happens
from ctethics.testing.terrain import Terrain

MOST_EVENTS = 3
Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """So many cases under one question; is_random -- on a rule base drawn for it, and not on the shipped rules."""

    seed: str
    number: int
    size: int
    is_random: bool

    @property
    def name(self) -> str:
        """The seed from which the batch's program and question are drawn; its cases have `…/0`, `…/1` and so on."""
        return f"{self.seed}/{self.number}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A case as told and typed, and the seed that it was drawn by."""

    seed: str
    told: Told
    ledger: Ledger


def terrain_of(batch: Batch) -> Terrain:
    """The shipped rules, or rules drawn at random, and where their answers turn."""
    if not batch.is_random:
        return _shipped()
    from tests.rule_bases import SMALL, WIDE, make_program

    return Terrain(make_program(Seeded(batch.name), (SMALL, WIDE)[batch.number % 2]))


@lru_cache(maxsize=1)
def _shipped() -> Terrain:
    return Terrain(load_rules(with_examples=False).program)


def question_of(batch: Batch, program: Program) -> Question:
    """A law, each reading in its default choice or all chosen at random, and one time in three nothing presumed."""
    choose = Seeded(f"{batch.name}/question")
    return Question(choose.one_of(tuple(LAWS)), _readings(choose, program), happens(choose, 1, 3))


def _readings(choose: Chooser, program: Program) -> dict[str, str]:
    if happens(choose, 1, 2):
        return {name: choose.one_of(tuple(reading.choices)) for name, reading in program.readings.items()}
    return dict(program.default_readings)


def cases_of(batch: Batch, terrain: Terrain) -> Iterator[Drawn | None]:
    """The batch's cases; None for each that was drawn and could not be typed, in place of which another is."""
    number = found = 0
    while found < batch.size:
        seed = f"{batch.name}/{number}"
        told = make_case(Seeded(seed), terrain, most_events=MOST_EVENTS)
        ledger = typed(told, terrain.program)
        found += ledger is not None
        number += 1
        yield None if ledger is None else Drawn(seed, told, ledger)


def typed(told: Told, program: Program) -> Ledger | None:
    """The case's ledger, as `assess` makes it, or None where it has a slip."""
    problems = Collector()
    node = from_python(told, "case", problems)
    ledger = None if node is None else type_case(node, program.vocabulary, problems)
    return None if problems else ledger
