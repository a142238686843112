"""Whole ledgers: the work item W through our rule files beside what one would write by hand, and the full program.

    python -m benchmarks.ledgers.run [--quick] [--sizes 1000 100000 1000000 10000000] [--repeats N]

Every contender runs in a process of its own and gives the same answers as the Python reference before it is timed. In
each repeat all run in turn, so that whatever slows the machine slows all alike; ratios are medians of the ratios within
a repeat. Memory is taken in a fresh process each. The tables go to docs/performance.md, but not those of `--quick`.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from importlib.util import find_spec

from benchmarks.decisions.page import write
from benchmarks.ledgers import program, program_data
from benchmarks.ledgers.answers import expected
from benchmarks.ledgers.contenders import CONTENDERS, OPENFISCA, PROGRAM
from benchmarks.ledgers.data import ledger
from benchmarks.ledgers.measured import SMALL, Measured, goals_table, times_table
from benchmarks.ledgers.worker import Worker, start

SIZES = (SMALL, 100_000, 1_000_000, 10_000_000)
QUICK = 10_000
BEGIN, END = "<!-- ledgers: begin -->", "<!-- ledgers: end -->"
BEGIN_PROGRAM, END_PROGRAM = "<!-- whole program: begin -->", "<!-- whole program: end -->"
# How busy others kept the machine.
LOAD_BEFORE = os.getloadavg()[0]
LIBRARIES = ("polars", "duckdb", "narwhals", "numpy", "openfisca-core")


def contenders(rows: int) -> list[str]:
    """Whom a ledger of so many rows is put to: those whose libraries are here."""
    has_openfisca = find_spec("openfisca_core") is not None
    return [name for name, c in CONTENDERS.items() if c.most >= rows and (has_openfisca or name != OPENFISCA)]


def say(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def repeats_for(rows: int) -> int:
    return 25 if rows <= 100_000 else 7


def measure(rows: int, repeats: int) -> Measured:
    """One size. Ends the program where anybody answers otherwise than the reference."""
    path = ledger(rows)
    say(f"{rows:,} rows: the reference")
    wanted, names = expected(path), contenders(rows)
    workers = [start(name, path) for name in names]
    for worker in workers:
        say(f"{rows:,} rows: checking {worker.name}")
        found = worker.ask("digest")
        if found not in (wanted, "-"):
            sys.exit(f"{worker.name} answers {rows:,} rows otherwise than the reference")
    seconds = rounds(workers, repeats)
    for worker in workers:
        worker.end()
    memory = {}
    for name in names:
        say(f"{rows:,} rows: memory of {name}")
        worker = start(name, path)
        memory[name] = int(worker.ask("memory"))
        worker.end()
    say("")
    return Measured(rows, seconds, memory)


def rounds(workers: Sequence[Worker], repeats: int) -> dict[str, list[float]]:
    """The seconds of everybody; each repeat begins with another, so that none always follows the same one."""
    seconds: dict[str, list[float]] = {worker.name: [] for worker in workers}
    for repeat in range(repeats):
        shift = repeat % len(workers)
        for worker in (*workers[shift:], *workers[:shift]):
            say(f"repeat {repeat + 1} of {repeats}: {worker.name}")
            seconds[worker.name].append(float(worker.ask("time")))
    return seconds


def full_program(rows: int, repeats: int) -> str:
    """The table of the full program. Ends the program where its answers differ from the one-case engine's."""
    say("the full program: checking")
    found = program.differences(program_data.ledger(program.CHECKED))
    if found:
        sys.exit(f"the full program is answered otherwise by audit than by direct: {', '.join(found[:10])}")
    path = program_data.ledger(rows)
    worker = start(PROGRAM, path)
    worker.ask("digest")
    seconds = rounds([worker], repeats)[PROGRAM]
    worker.end()
    worker = start(PROGRAM, path)
    memory = int(worker.ask("memory"))
    worker.end()
    say("")
    return program.table(rows, seconds, memory)


def about(repeats: str) -> str:
    """The machine, the versions, the day and the command."""
    found = ", ".join(f"{name} {version(name)}" for name in LIBRARIES if find_spec(name.replace("-", "_")))
    where = (
        f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
    )
    command = "python -m benchmarks.ledgers.run " + " ".join(sys.argv[1:])
    return f"{where}; {found}; {repeats}; {date.today().isoformat()}. `{command.strip()}`"


def main() -> None:
    """Check, time, print and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help=f"a smoke run of {QUICK:,} rows that writes nothing")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of rows")
    parser.add_argument("--repeats", type=int, help="repeats at each size; by default 25 up to 10⁵ rows and 7 above")
    chosen = parser.parse_args()
    sizes = [QUICK] if chosen.quick else sorted(set(chosen.sizes))
    measured = []
    for rows in sizes:
        measured.append(measure(rows, chosen.repeats or (3 if chosen.quick else repeats_for(rows))))
    repeats = f"{chosen.repeats} repeats" if chosen.repeats else "25 repeats up to 10⁵ rows, 7 above"
    table = "\n\n".join([times_table(measured), goals_table(measured), about(repeats)])
    print("\n" + table)
    whole = "\n\n".join([full_program(QUICK if chosen.quick else program.EVENTS, chosen.repeats or 7), about(repeats)])
    print("\n" + whole)
    if not chosen.quick:
        write(table, BEGIN, END)
        write(whole, BEGIN_PROGRAM, END_PROGRAM)


if __name__ == "__main__":
    main()
