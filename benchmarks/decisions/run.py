"""One decision at a time: the work item W beside what others would decide it with, the full program, loading, memory.

    python -m benchmarks.decisions.run [--quick] [--only decisions events loading memory]

decisions  one decision on W, its totals given: every way to decide in a process of its own, the function written by
           hand (benchmarks/decisions/by_hand.py) beside it there, blocks of both in alternation. All must give its
           answers on all records before anything is timed; a difference ends the run with status 1.
events     every provision that an event can reach, each engine in turn, equal verdicts first.
loading    `ctethics.load` from YAML and from the cache, in fresh processes.
memory     what a process holds after each tenth of very many assessments.

The tables go to docs/performance.md, unless --quick or --only is given: those write nothing. Goals that are not met
are marked there; they do not fail the run. A library that is not installed is left out.
"""

from __future__ import annotations

import argparse
import os
import platform
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.decisions import events, loading, memory, one_decision
from benchmarks.decisions.page import say, write

PARTS = {"decisions": one_decision.run, "events": events.run, "loading": loading.run, "memory": memory.run}
PACKAGES = ("datalogic-py", "zen-engine", "durable-rules", "openfisca-core", "numpy")
CPU = Path("/proc/cpuinfo")


def about() -> str:
    """The Python, the machine, the versions, the day and the command."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    machine = f"{processor()}, {platform.machine()}, {os.cpu_count()} cores"
    found = ", ".join(f"{name} {number}" for name in PACKAGES if (number := installed(name)) is not None)
    command = "python -m benchmarks.decisions.run"
    return f"{python}, {machine}; {found}; {date.today().isoformat()}. `{command}`"


def installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def processor() -> str:
    """The model, where Linux tells it."""
    lines = CPU.read_text().splitlines() if CPU.exists() else []
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "processor not told")


def main() -> None:
    """Check, time, print and write the tables."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.decisions.run",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="a smoke run of few rounds that writes nothing")
    parser.add_argument("--only", nargs="+", choices=list(PARTS), metavar="PART", help="these parts; writes nothing")
    chosen = parser.parse_args()
    tables = {}
    for name in chosen.only or PARTS:
        tables[name] = PARTS[name](chosen.quick)
        say("")
        print(f"\n{tables[name]}", flush=True)
    print(f"\n{about()}")
    if chosen.quick or chosen.only:
        return
    tables["decisions"] += f" {about()}"
    for name, told in tables.items():
        write(told, f"<!-- {name}: begin -->", f"<!-- {name}: end -->")


if __name__ == "__main__":
    main()
