"""The first table: one decision on W, everybody beside the function written by hand."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.decisions.contenders import GENERATED, HAND, TRACED, here
from benchmarks.decisions.page import Goal, goals, say, table
from benchmarks.decisions.records import Record, records

# The most that a decision may take, as times the function by hand and in microseconds at the 99th percentile.
RATIOS, SLOWEST = {GENERATED: 1.5, TRACED: 3.0}, 5.0
ROUNDS, QUICK_ROUNDS = 10, 2
Figures = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Child:
    """The process of one way."""

    name: str
    process: subprocess.Popen[str]

    def ask(self, task: str) -> Any:
        """The answer to one task. Raises RuntimeError where the process ended without one."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(task + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.name} gave no answer to {task!r}; its error stands above")
        return json.loads(answer)

    def end(self) -> None:
        self.process.communicate()


def start(name: str, told: Path) -> Child:
    command = [sys.executable, "-m", "benchmarks.decisions.worker", name, str(told)]
    pipe = subprocess.PIPE
    return Child(name, subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True))


def measure(names: Sequence[str], some: Sequence[Record], rounds: int) -> Figures:
    """Ends the program where anybody decides a record otherwise than by hand; then all are timed in turn."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as ends:
        told = Path(folder) / "records.json"
        told.write_text(json.dumps(some))
        children = []
        for name in names:
            say(f"one decision: checking {name}")
            children.append(start(name, told))
            ends.callback(children[-1].end)
            wrong = children[-1].ask("check")
            if wrong:
                sys.exit(f"{name} decides otherwise than the function written by hand: {json.dumps(wrong)}")
        for number in range(rounds):
            for child in children:
                say(f"one decision: round {number + 1} of {rounds}, {child.name}")
                child.ask("time")
        return {child.name: child.ask("figures") for child in children}


def fastest(figures: Figures) -> dict[str, str]:
    """Of each library the way that takes the fewest times the function by hand."""
    found: dict[str, str] = {}
    for name in sorted(figures, key=lambda name: figures[name]["ratio"]):
        found.setdefault(name.split(":")[0], name)
    return {library: found[library] for library in dict.fromkeys(name.split(":")[0] for name in figures)}


def shown(figures: Figures) -> str:
    """The table, the ways of each library that has several, and the goals."""
    best = fastest(figures)
    rows = []
    for library, name in best.items():
        one = figures[name]
        rows.append([library, f"{one['p50'] / 1000:,.2f}", f"{one['p99'] / 1000:,.2f}", f"{one['ratio']:,.2f}"])
    ways = [f"{name} {one['ratio']:,.1f}" for name, one in figures.items() if ":" in name]
    wanted = [Goal(f"{name}: × {HAND}", most, _of(figures, name, "ratio"), ".2f") for name, most in RATIOS.items()]
    slow = {name: _of(figures, name, "p99") for name in RATIOS}
    wanted += [
        Goal(f"{name}: µs at p99", SLOWEST, None if ns is None else ns / 1000, ".2f") for name, ns in slow.items()
    ]
    heads = ["", "p50 in µs", "p99 in µs", f"× {HAND}"]
    return "\n\n".join([table(heads, rows), f"Every way, as × {HAND}: {'; '.join(ways)}.", goals(wanted)])


def _of(figures: Figures, name: str, key: str) -> float | None:
    return figures[name][key] if name in figures else None


def run(quick: bool) -> str:
    some = records()
    figures = measure(here(), some, QUICK_ROUNDS if quick else ROUNDS)
    return f"{shown(figures)}\n\n{len(some):,} records."
