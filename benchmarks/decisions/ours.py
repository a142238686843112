"""W through its rule files: the generated functions of one record, and the engines on situations, all totals given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import ctethics
from benchmarks.decisions.by_hand import Answer
from benchmarks.decisions.records import Record
from benchmarks.decisions.way import Way
from ctethics.engines.registry import make_engine
from ctethics.engines.situation import Question, Situation
from ctethics.facts import Event
from ctethics.outcome import Verdict
from ctethics.program import Program, Total

RULES = Path(__file__).resolve().parent.parent / "ledgers" / "w" / "rules"
LAW, PROVISION = "sb434", "434-1(w)"
EXCEPTIONS = tuple(f"{PROVISION}({letter})" for letter in "ABCDEFG")
# The records' names as the rules have them.
FACTS = {
    "date": "date",
    "value": "value",
    "category": "category",
    "attends": "payer in attendance",
    "family": "donor is family",
    "equal": "consideration equal",
    "direct": "directly received",
}
TOTALS = {"food": f"{PROVISION} food", "tokens": f"{PROVISION} tokens"}
Interval = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Given:
    """Totals that are given: what an engine asks of `Totals`, by the name of the total and whether it is whole."""

    program: Program
    intervals: Mapping[tuple[str, bool], Interval]

    def interval(self, total: Total, _index: int, whole: bool = False) -> Interval:
        return self.intervals[total.name, whole]


@cache
def law() -> ctethics.api.Law:
    return ctethics.load(LAW, rules=RULES, engine="direct")


def named(record: Record) -> dict[str, Any]:
    """The record as a generated function takes it: facts by name, None where unknown, totals as intervals."""
    told: Mapping[str, Any] = record
    facts = {name: told[short] for short, name in FACTS.items()}
    return facts | {name: (told[short], told[short]) for short, name in TOTALS.items()}


def situation(record: Record) -> Situation:
    """The record as an engine takes it."""
    told: Mapping[str, Any] = record
    facts = {name: told[short] for short, name in FACTS.items() if told[short] is not None}
    totals: Any = Given(law().program, {(name, False): (told[short], told[short]) for short, name in TOTALS.items()})
    event = Event("one", "transfer", record["date"], {}, facts)
    return Situation(Question(LAW, {}), event, 0, facts, {}, {}, totals)


def by_engine(name: str) -> Callable[[Situation], dict[str, Verdict]]:
    return make_engine(name, law().program).verdicts


def of_verdict(verdict: Verdict) -> Answer:
    return verdict.binding, next((number for number, answer in enumerate(verdict.exceptions, 1) if answer), 0)


def of_verdicts(found: dict[str, Verdict]) -> Answer:
    return of_verdict(found[PROVISION])


def of_pair(found: tuple[bool | None, str | None]) -> Answer:
    applies, excepted_by = found
    return applies, 0 if excepted_by is None else EXCEPTIONS.index(excepted_by) + 1


WAYS = {
    "generated": Way(lambda: law().decision(PROVISION), named, of_pair),
    "generated, with the whole trace": Way(lambda: law().decision(PROVISION, trace=True), named, of_verdict),
    "direct": Way(lambda: by_engine("direct"), situation, of_verdicts),
    "durable": Way(lambda: by_engine("durable"), situation, of_verdicts, "durable_rules_engine"),
}
