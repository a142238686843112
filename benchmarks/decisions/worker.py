"""One way to decide in a process of its own, the function written by hand beside it.

    python -m benchmarks.decisions.worker NAME RECORDS

RECORDS is a JSON file of records. Each line of standard input is answered with one line of JSON: `check` gives the
records that are decided otherwise than by hand, `time` times every record once more by both, in blocks that alternate,
and `figures` gives what was measured.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.decisions.by_hand import decide
from benchmarks.decisions.contenders import WAYS
from benchmarks.decisions.records import Record
from benchmarks.decisions.way import Way

BLOCK = 50
Decide = Callable[[Any], Any]


def block(decide_one: Decide, records: Sequence[Any]) -> int:
    """Nanoseconds of a whole block."""
    start = time.perf_counter_ns()
    for record in records:
        decide_one(record)
    return time.perf_counter_ns() - start


def singly(decide_one: Decide, records: Sequence[Any]) -> list[int]:
    """Nanoseconds of each decision, the clock's own among them."""
    clock, found = time.perf_counter_ns, []
    for record in records:
        start = clock()
        decide_one(record)
        found.append(clock() - start)
    return found


class Measuring:
    """One way and what has been measured of it."""

    def __init__(self, way: Way, records: Sequence[Record]) -> None:
        self.way, self.records = way, records
        self.decide = way.prepare()
        self.taken = [way.takes(record) for record in records]
        # Of their own, so that neither finds in the processor's cache what the other has just read.
        self.copies = [record.copy() for record in records]
        self.ratios: list[float] = []
        self.times: list[int] = []

    def check(self) -> list[dict[str, Any]]:
        """The first records that are decided otherwise than by hand, with both answers."""
        pairs = (
            (record, self.way.answer(self.decide(taken)))
            for record, taken in zip(self.records, self.taken, strict=True)
        )
        wrong = [(record, found) for record, found in pairs if found != decide(record)]
        return [{**record, "found": found, "by hand": decide(record)} for record, found in wrong[:3]]

    def time(self) -> int:
        """A round: each block by hand and this way, in turns which goes first; then each record singly this way."""
        for number, start in enumerate(range(0, len(self.records), BLOCK)):
            part = slice(start, start + BLOCK)
            hand, own = (decide, self.copies[part]), (self.decide, self.taken[part])
            if number % 2:
                by_hand, taken = block(*hand), block(*own)
            else:
                taken, by_hand = block(*own), block(*hand)
            self.ratios.append(taken / by_hand)
        self.times += singly(self.decide, self.taken)
        return len(self.times)

    def figures(self) -> dict[str, float]:
        """Nanoseconds of a decision, the clock's own taken off, and the median of the blocks' ratios to by hand."""
        hundredths = quantiles(self.times, n=100)
        clock = clocked()
        return {"p50": hundredths[49] - clock, "p99": hundredths[98] - clock, "ratio": median(self.ratios)}


def clocked() -> float:
    """Nanoseconds that `singly` adds to a call: what it finds of one that does nothing, less what a block finds."""

    def nothing(_: object) -> None:
        pass

    some = range(1_000)
    return median(singly(nothing, some)) - median(block(nothing, some) / len(some) for _ in range(10))


def main() -> None:
    records = json.loads(Path(sys.argv[2]).read_text())
    measuring = Measuring(WAYS[sys.argv[1]], records)
    tasks: dict[str, Callable[[], object]] = {
        "check": measuring.check,
        "time": measuring.time,
        "figures": measuring.figures,
    }
    for line in sys.stdin:
        print(json.dumps(tasks[line.strip()]()), flush=True)
    # The Python layer of durable_rules keeps two threads that would keep the process.
    os._exit(0)


if __name__ == "__main__":
    main()
