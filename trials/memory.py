"""What assessments at full speed leave in memory: nothing.

    python -m trials.memory --seconds 600 --record

For each engine a process of its own assesses until the time is up, as fast as it can, cases that are never the same
twice, and at intervals asks for whole answers and reports, puts cases with slips, asks under other readings, audits a
table, makes a function of a provision, and opens a live ledger, adds to it and closes it. After a collection of
garbage it samples its resident memory. What is made when first needed belongs to the warm-up.

Said beforehand: a service that is asked once a second, day and night, assesses 86,400 cases a day; it may grow by one
mebibyte in that day, or by 16,384 of Python's blocks of memory, which are 64 bytes in the middle. Memory is flat
where neither the least-squares slope after the warm-up comes to more over the run, nor the median of the last quarter
of the samples lies higher above that of the first, allowing for the noise of a sample: one mebibyte; six for
`generated`, which throws away the functions kept for the last 64 choices of readings and makes them again; sixteen
for `columnar`, since the allocator of Polars keeps some of what it was given back; and 20,000 blocks.
"""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ctethics.engines.registry import loadable_engines
from trials.records import ROOT, Record, finish, lasted, options, say, surroundings

A_DAY = 86_400
# What 24 hours' worth of assessments may leave.
MOST_MEBIBYTES, MOST_BLOCKS = 1.0, 16_384
# What comes and goes between two samples; 1 MiB where nothing is said.
NOISE, NOISE_IN_BLOCKS = {"columnar": 16.0, "generated": 6.0}, 20_000
WARM_UP = 0.25
# With fewer samples than this after the warm-up nothing can be told.
FEWEST = 4
ABOUT = """
Assessments at full speed for as long as is said, each engine in a process of its own, and its resident memory after a
collection of garbage. Written by `python -m trials.memory`.
"""
HOW = """
24 hours' worth is what a service assesses that is asked once a second, day and night: 86,400 cases, no two the same.
Said before the run: memory is flat where each 24 hours' worth leaves no more than one mebibyte, and no more than
16,384 of Python's blocks of memory. Measured are, after a warm-up of a quarter of the time, before which more choices
of readings were asked about than are kept, the least-squares slope over the samples and the difference between the
medians of their first and last quarters. Noise is allowed for: one mebibyte; six for `generated`, which keeps the
functions of up to 64 choices of readings, some 80 kB each, throws them all away and makes them again; sixteen for
`columnar`, since the allocator of Polars keeps some of what it was given back; and 20,000 blocks. Before a sample
garbage is collected and the C library gives back what was freed (`malloc_trim`).
"""


@dataclass(frozen=True, slots=True)
class Watched:
    """What one process did and held; samples -- assessments done by then, MiB held, Python's blocks of memory."""

    what: str
    seconds: float
    done: dict[str, int]
    samples: list[tuple[int, float, int]]

    @property
    def after_warm_up(self) -> list[tuple[int, float, int]]:
        return self.samples[int(len(self.samples) * WARM_UP) :]

    @property
    def days(self) -> float:
        """How many times 24 hours' worth lies between the first and the last sample after the warm-up."""
        done = [number for number, _, _ in self.after_warm_up]
        return (done[-1] - done[0]) / A_DAY if done else 0.0

    @property
    def slope(self) -> float:
        """MiB for 24 hours' worth of assessments, by least squares."""
        return slope([(number, held) for number, held, _ in self.after_warm_up]) * A_DAY

    @property
    def grown(self) -> float:
        """MiB from the first quarter of the samples to the last."""
        return growth([held for _, held, _ in self.after_warm_up])

    @property
    def blocks(self) -> float:
        """The same in Python's blocks of memory."""
        return growth([blocks for _, _, blocks in self.after_warm_up])

    @property
    def allowed(self) -> float:
        return NOISE.get(self.what, 1.0) + MOST_MEBIBYTES * self.days

    @property
    def blocks_allowed(self) -> float:
        return NOISE_IN_BLOCKS + MOST_BLOCKS * self.days

    @property
    def is_flat(self) -> bool:
        if len(self.after_warm_up) < FEWEST:
            return False
        # Over few assessments a page more is a steep slope: what it comes to over the run is what counts.
        most = max(self.grown, self.slope * self.days)
        return most <= self.allowed and self.blocks <= self.blocks_allowed


def growth(found: Sequence[float]) -> float:
    """From the median of the first quarter to that of the last."""
    if not found:
        return 0.0
    quarter = max(1, len(found) // 4)
    return median(found[-quarter:]) - median(found[:quarter])


def slope(samples: Sequence[tuple[float, float]]) -> float:
    """The least-squares slope of the second numbers over the first."""
    if not samples:
        return 0.0
    xs, ys = [x for x, _ in samples], [y for _, y in samples]
    middle, height = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - middle) ** 2 for x in xs)
    return sum((x - middle) * (y - height) for x, y in samples) / spread if spread else 0.0


def watch(asked: Namespace) -> list[Watched]:
    """Every engine at once, each in a process of its own, until the time is up."""
    engines = asked.engine or loadable_engines()
    command = [sys.executable, "-m", "trials.memory_worker"]
    options = [str(asked.seconds), str(asked.every), *(["--leak", str(asked.leak)] if asked.leak else [])]
    started = {
        name: subprocess.Popen([*command, name, *options], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        for name in engines
    }
    found = []
    try:
        for name, process in started.items():
            told, _ = process.communicate()
            if process.returncode:
                raise SystemExit(f"the process of `{name}` ended with status {process.returncode}")
            found.append(_read(name, told))
    finally:
        for process in started.values():
            process.kill()
    return found


def _read(name: str, told: str) -> Watched:
    read = json.loads(told.splitlines()[-1])
    return Watched(name, read["seconds"], read["done"], [(n, held, blocks) for n, held, blocks in read["samples"]])


def page(asked: Namespace, watched: Sequence[Watched]) -> Record:
    record = Record("Is memory flat?", ABOUT)
    record.block(f"python -m trials.memory --seconds {asked.seconds:g}")
    grown = [one.what for one in watched if not one.is_flat]
    few = [one.what for one in watched if len(one.after_warm_up) < FEWEST]
    told = f"**memory grows: {', '.join(grown)}**" if grown else "memory is flat"
    told = f"**too few samples to tell: {', '.join(few)}**" if few else told
    days = sum(one.done["assess"] for one in watched) / A_DAY
    record.say(f"{lasted(max(one.seconds for one in watched))}, {days:,.1f} times 24 hours' worth in all: {told}.")
    record.say(surroundings())
    record.say(HOW)
    heads = ["engine", "assessments", "24 hours' worth", "MiB for each", "MiB grown", "allowed"]
    record.table([*heads, "blocks grown", "allowed", "flat"], [_row(one) for one in watched])
    record.heading("The samples")
    record.say("MiB held after each tenth of the time, the warm-up included.")
    record.table(["engine", *(f"{n}0 %" for n in range(1, 11))], [[f"`{w.what}`", *_tenths(w)] for w in watched])
    record.heading("Besides")
    others = sorted({name for one in watched for name in one.done if name != "assess"})
    counts = [[name, *(one.done.get(name, 0) for one in watched)] for name in others]
    record.table(["", *(f"`{one.what}`" for one in watched)], counts)
    return record


def _row(one: Watched) -> list[object]:
    numbers = [f"{n:,.2f}" for n in (one.slope, one.grown, one.allowed)]
    blocks = [f"{n:,.0f}" for n in (one.blocks, one.blocks_allowed)]
    assessed = one.done["assess"]
    days, is_flat = f"× {assessed / A_DAY:,.2f}", "yes" if one.is_flat else "**no**"
    return [f"`{one.what}`", assessed, days, *numbers, *blocks, is_flat]


def _tenths(one: Watched) -> list[str]:
    last = len(one.samples) - 1
    if last < 0:
        return [""] * 10
    return [f"{one.samples[round(last * tenth / 10)][1]:,.1f}" for tenth in range(1, 11)]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = options(__doc__, "memory")
    parser.add_argument("--seconds", type=float, default=600, help="how long; by default 600")
    parser.add_argument("--every", type=float, default=5, help="seconds between two samples; by default 5")
    parser.add_argument("--engine", action="append", help="this engine alone; may be repeated; by default all")
    parser.add_argument("--leak", type=int, help="bytes to leak at each assessment, to see that it is found")
    asked = parser.parse_args(arguments)
    if asked.leak and asked.record:
        parser.error("a planted leak is for trying the trial, and no record")
    say(f"{lasted(asked.seconds)} for every engine at once")
    watched = watch(asked)
    return finish(page(asked, watched), asked.record, sum(not one.is_flat for one in watched))


if __name__ == "__main__":
    sys.exit(main())
