"""One engine at full speed, for `trials.memory`: `python -m trials.memory_worker ENGINE SECONDS EVERY [--leak BYTES]`.

Prints JSON: how often each thing was done, and samples: assessments done by then, MiB held, Python's blocks of memory.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path

import ctethics
from ctethics import Law
from ctethics.api import load_rules
from ctethics.diagnostics import CtethicsError
from ctethics.testing.case import Told
from ctethics.testing.choosing import Seeded
from ctethics.testing.terrain import Terrain
from trials import uses

# One law: what is kept for choices of readings is kept by each, and has to be there before anything is measured.
LAW = "sb434"
# Cases of a round; the columnar engine is given all of them at once, since a plan for each alone would take the time.
ROUND, ROUND_IN_COLUMNS = 50, 400
# What is done once in so many rounds.
REPORTS, OTHERS, LEDGERS, AUDITS = 5, 11, 41, 61
# More than the 64 choices of readings that are kept.
WARM_UP = 72
MEBIBYTE = 1 << 20


class Worker:
    """Rounds of assessments by one engine, and what was done so far."""

    def __init__(self, engine: str, leak: int = 0) -> None:
        self.engine, self.leak, self.leaked = engine, leak, list[bytes]()
        self.law = ctethics.load(LAW, engine=engine)
        self.terrain = Terrain(load_rules(with_examples=False).program)
        self.size = ROUND_IN_COLUMNS if engine == "columnar" else ROUND
        self.done: Counter[str] = Counter()

    def round(self, number: int, *, everything: bool = False) -> None:
        """Cases of this round's own, and at intervals, or now, whatever else a law is asked for."""
        law = self.law
        cases = [_own_names(uses.case(self.terrain, f"memory/{number}/{n}"), number) for n in range(self.size)]
        self._assess(law, cases)
        if everything or number % REPORTS == 0:
            self._do(law, uses.whole(cases[0], self.engine), "whole answers")
            self._do(law, uses.report(cases[1], self.engine), "reports")
            self._do(law, uses.refused(cases[2]), "cases refused")
        if everything or number % OTHERS == 0:
            self._readings(law, cases[3], number)
            self._do(law, uses.decision(f"memory/{number}"), "functions of one provision")
        if everything or number % AUDITS == 0:
            self._do(law, uses.audit(f"memory/{number}"), "audits of twenty rows")
        if everything or number % LEDGERS == 0:
            self._ledger(law, cases[4])

    def warm_up(self) -> None:
        """Everything once, and as many choices of readings as are kept, so that what is kept is there."""
        for number in range(WARM_UP):
            self._readings(self.law, uses.case(self.terrain, f"warm/{number}"), number)
        for number in range(WARM_UP, WARM_UP + 4):
            self.round(number, everything=True)
        self.done.clear()

    def _assess(self, law: Law, cases: list[Told]) -> None:
        if self.engine == "columnar":
            uses.assess_many(cases, self.engine).do(law)
        else:
            for told in cases:
                law.assess(told)
        self.done["assess"] += len(cases)
        if self.leak:
            self.leaked += [os.urandom(self.leak) for _ in cases]

    def _do(self, law: Law, use: uses.Use, name: str) -> None:
        use.do(law)
        self.done[name] += 1

    def _readings(self, law: Law, told: Told, number: int) -> None:
        """Strict, under readings of the round's own."""
        choose = Seeded(f"memory/{number}/readings")
        chosen = {name: choose.one_of(tuple(one.choices)) for name, one in law.program.readings.items()}
        law.assess(told, strict=True, readings=chosen)
        self.done["under other readings, strict"] += 1

    def _ledger(self, law: Law, told: Told) -> None:
        """A live ledger, opened, added to, asked for what is left, closed and opened again."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "gifts.ctledger"
            try:
                with closing(law.ledger(path)) as ledger:
                    ledger.add_many(told["events"], told["parties"])
                with closing(law.ledger(path)) as ledger:
                    ledger.case()
            except CtethicsError:
                self.done["live ledgers that refused"] += 1
            self.done["live ledgers"] += 1


def _own_names(told: Told, number: int) -> Told:
    """The case with ids of the round's own, so that whatever is kept by name has a new one."""
    return {**told, "events": [{**event, "id": f"{event['id']}-{number}"} for event in told["events"]]}


def samples(worker: Worker, seconds: float, every: float) -> Iterator[tuple[int, float, int]]:
    """The assessments done, the MiB held and Python's blocks of memory, at intervals, until the time is up."""
    worker.warm_up()
    start = sampled = time.monotonic()
    for number in count(1):
        worker.round(number)
        now = time.monotonic()
        if now - sampled >= every:
            sampled = now
            gc.collect()
            give_back()
            yield worker.done["assess"], held(), sys.getallocatedblocks()
        if now - start >= seconds:
            return


def give_back() -> None:
    """Has glibc give back what was freed, so that only what is held is measured."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def held(read: Callable[[], str] = Path("/proc/self/statm").read_text) -> float:
    """Resident memory in MiB."""
    return int(read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / MEBIBYTE


def main() -> None:
    engine, seconds, every, *rest = sys.argv[1:]
    worker = Worker(engine, leak=int(rest[1]) if rest else 0)
    start = time.monotonic()
    found = list(samples(worker, float(seconds), float(every)))
    print(json.dumps({"seconds": time.monotonic() - start, "done": worker.done, "samples": found}), flush=True)


if __name__ == "__main__":
    main()
