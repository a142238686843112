"""The fourth table: what many assessments leave in memory.

    python -m benchmarks.decisions.memory WHAT NUMBER

assesses transfers so many times in this process and prints a JSON list: its memory in bytes after each tenth.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import ctethics
from benchmarks.decisions import events
from benchmarks.decisions.page import say, table
from ctethics.api import load_rules
from ctethics.engines.registry import loadable_engines, make_engine

TASKS = {
    "generated, verdicts": 1_000_000,
    "generated, `assess`": 1_000_000,
    "durable, `assess`": 100_000,
}
# A page of memory more or less says nothing: what may be left in all, after the first tenth.
MOST = 1 << 20
STATUS = Path("/proc/self/status")


def resident() -> int:
    """Bytes of memory, as Linux has them of this process."""
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


def task(what: str) -> list[Callable[[], object]]:
    """The assessments of one transfer each, by an engine's verdicts alone or as a whole."""
    engine, how = what.split(", ")
    compiled = load_rules()
    some = events.of_each_kind(compiled)["transfer"]
    if how == "verdicts":
        made = make_engine(engine, compiled.program)
        return [partial(made.verdicts, told.situation) for told in some]
    laws = {told.law: ctethics.load(told.law, engine=engine) for told in some}
    return [partial(laws[told.law].assess, told.case) for told in some]


def tenths(assessments: Sequence[Callable[[], object]], number: int) -> list[int]:
    """Each assessment once for what is made when first needed; then bytes after each tenth of `number`."""
    for one in assessments:
        one()
    going, found = cycle(assessments), []
    for _ in range(10):
        for one in islice(going, number // 10):
            one()
        gc.collect()
        found.append(resident())
    return found


def run(quick: bool) -> str:
    loadable = loadable_engines()
    asked = {what: number // (50 if quick else 1) for what, number in TASKS.items() if what.split(",")[0] in loadable}
    say("memory: " + ", ".join(asked))
    running = {what: _start(what, number) for what, number in asked.items()}
    rows = []
    for what, process in running.items():
        told, _ = process.communicate()
        if process.returncode:
            sys.exit(f"{what} ended with status {process.returncode}; its error stands above")
        rows.append(row(what, asked[what], json.loads(told)))
    return table(["", "MiB after each tenth", "assessments", "bytes an assessment", "no growth"], rows, text=2)


def row(what: str, number: int, found: Sequence[int]) -> list[str]:
    """What the last nine tenths left, in bytes an assessment."""
    left = found[-1] - found[0]
    mebibytes = " ".join(f"{size / (1 << 20):.1f}" for size in found)
    return [what, mebibytes, f"{number:,}", f"{left / (number * 0.9):.1f}", "yes" if left <= MOST else "**no**"]


def _start(what: str, number: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.decisions.memory", what, str(number)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def main() -> None:
    print(json.dumps(tenths(task(sys.argv[1]), int(sys.argv[2]))), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
