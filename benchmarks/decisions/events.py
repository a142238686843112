"""The second table: every provision that an event can reach, from typed facts and from a mapping."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

import ctethics
from benchmarks.decisions.ours import Given
from benchmarks.decisions.page import Goal, goals, say, table
from ctethics.api import load_rules
from ctethics.compile import Compiled, Example
from ctethics.diagnostics import Collector
from ctethics.engines.protocol import Engine
from ctethics.engines.registry import loadable_engines, make_engine
from ctethics.engines.situation import Question, Situation
from ctethics.engines.totals import Totals
from ctethics.facts import choose_readings, type_case
from ctethics.law.regimes import LAWS
from ctethics.program import Program, TotalIs, leaves
from ctethics.source import Mapping as Named
from ctethics.source import Node, Scalar

FASTEST, EVERY_CONDITION = "generated", "generated, every condition"
# The engines that answer one case; the columnar engine is for ledgers.
ENGINES = (FASTEST, "direct", "durable")
MOST, OF_EACH = 40, 40
WITH_GOAL = ("transfer", "action")
ROUNDS, WHOLE_ROUNDS = 15, 2


Run = Callable[["Told"], object]
Runs = Mapping[str, Run]


@dataclass(frozen=True, slots=True)
class Told:
    """One event: as a caller tells it, and typed with its totals given."""

    title: str
    law: str
    case: dict[str, Any]
    situation: Situation


def of_each_kind(compiled: Compiled) -> dict[str, list[Told]]:
    """Examples of the rule files with one event, forty of each kind spread over the files, by kind."""
    found: dict[str, list[Example]] = {}
    for example in compiled.examples:
        told = plain(example.case)["events"]
        if len(told) == 1:
            found.setdefault(told[0]["kind"], []).append(example)
    chosen = {kind: some[:: max(1, len(some) // OF_EACH)][:OF_EACH] for kind, some in found.items()}
    return {kind: [told_of(compiled.program, example) for example in some] for kind, some in chosen.items()}


def plain(node: Node) -> Any:
    """What was read, as dicts, lists and text."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Named):
        return {name: plain(inner) for name, inner in node.items.items()}
    return [plain(inner) for inner in node.items]


def told_of(program: Program, example: Example) -> Told:
    problems = Collector()
    ledger = type_case(example.case, program.vocabulary, problems)
    readings = choose_readings(example.case, {}, program, problems)
    assert not problems, example.title
    situation = Totals(program, ledger, Question(example.law, readings)).situation(0)
    tests = [
        leaf
        for provision in program.about(situation.event.kind)
        for condition in provision.conditions()
        for leaf in leaves(condition)
        if isinstance(leaf, TotalIs)
    ]
    intervals = {(test.total.name, test.whole): situation.totals.interval(test.total, 0, test.whole) for test in tests}
    totals: Any = Given(program, intervals)
    return Told(example.title, example.law, plain(example.case), replace(situation, totals=totals))


def engines(program: Program) -> dict[str, Engine]:
    loadable = loadable_engines()
    return {name: make_engine(name, program) for name in ENGINES if name in loadable}


def differences(some: Mapping[str, Sequence[Told]], made: Mapping[str, Engine]) -> list[str]:
    """Where an engine answers an event otherwise than the direct one."""
    return [
        f"{name}: {told.title}"
        for events in some.values()
        for told in events
        for name, engine in made.items()
        if engine.verdicts(told.situation) != made["direct"].verdicts(told.situation)
    ]


def timed(run: Run, events: Sequence[Told]) -> float:
    """Microseconds an event."""
    start = time.perf_counter_ns()
    for told in events:
        run(told)
    return (time.perf_counter_ns() - start) / len(events) / 1000


def rounds(runs: Runs, events: Sequence[Told], number: int) -> dict[str, float]:
    """Microseconds an event of each, the medians of rounds in which all run in turn, after one that does not count."""
    found: dict[str, list[float]] = {name: [] for name in runs}
    for counts in (False, *[True] * number):
        for name, run in runs.items():
            taken = timed(run, events)
            if counts:
                found[name].append(taken)
    return {name: median(times) for name, times in found.items()}


def run(quick: bool) -> str:
    compiled = load_rules()
    some, made = of_each_kind(compiled), engines(compiled.program)
    wrong = differences(some, made)
    if wrong:
        sys.exit(f"not answered as the direct engine answers it: {'; '.join(wrong[:5])}")
    typed, told = from_typed(made), from_mappings(made)
    rows, reached = [], {}
    for kind, events in some.items():
        say(f"every provision: {kind}")
        reached[kind] = rounds(typed, events, 2 if quick else ROUNDS)
        times = reached[kind] | rounds(told, events, 2 if quick else ROUNDS) | rounds(whole(made), events, WHOLE_ROUNDS)
        rows.append([kind, str(len(compiled.program.about(kind))), *(f"{time:,.0f}" for time in times.values())])
        heads = ["event", "provisions", *times]
    wanted = [
        Goal(f"{name}: µs {_an(kind)}", MOST, reached[kind].get(name))
        for kind in WITH_GOAL
        for name in (FASTEST, EVERY_CONDITION)
    ]
    return f"{table(heads, rows)}\n\n{goals(wanted)}"


def from_typed(made: Mapping[str, Any]) -> Runs:
    """The verdicts of each engine, and of the fastest the answer to every condition besides."""
    found = {name: verdicts_of(engine) for name, engine in made.items()}
    if FASTEST in made:
        found[EVERY_CONDITION] = lambda told: made[FASTEST].trace(told.situation)
    return {name: found[name] for name in (FASTEST, EVERY_CONDITION, *made) if name in found}


def verdicts_of(engine: Engine) -> Run:
    return lambda told: engine.verdicts(told.situation)


def from_mappings(made: Iterable[str]) -> Runs:
    return {f"`assess`, {name}": assess_by(name) for name in made}


def assess_by(name: str) -> Run:
    laws = {law: ctethics.load(law, engine=name) for law in LAWS}
    return lambda told: laws[told.law].assess(told.case)


def whole(made: Iterable[str]) -> Runs:
    """Reasons, duties, room, every other reading and the other law: mostly work that no engine does."""
    name = next(iter(made))
    assess: Any = assess_by(name)
    return {f"whole answer, {name}": lambda told: assess(told).to_dict()}


def _an(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
