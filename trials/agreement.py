"""A great many generated cases, put to every engine that loads here; each whole verdict is held to the judge's.

    python -m trials.agreement --cases 1000000 --record

Every case is drawn afresh from a seed, one to three events, under a law, with or without presumptions, under readings
in their default choice or chosen at random: nine in ten over the shipped rules, the others over rule bases that are
drawn at random too. Compared is, of every provision and every event, whether its general rule holds, whether each of
its exceptions does, and whether it applies. An engine may refuse random rules that it cannot run (CTE702); that is
counted. Ends with status 1 where anything differs, each difference written as a case file.
"""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context

from trials.agreement_page import page
from trials.comparing import run
from trials.drawn import Batch
from trials.records import cores, finish, options, say
from trials.tally import Tally
from trials.working import begin_worker, stopping

# A plan of columns is made for each question, rule sets for each program: a batch shares both.
SHIPPED, RANDOM = 4_000, 100
SHARE_OF_RANDOM = 10
# What is shown of the differences; all are counted.
MOST_SHOWN = 10
EVERY = 5.0


def batches(seed: str, cases: int) -> Iterator[Batch]:
    """So many cases in batches; at any time one in ten has been over random rules."""
    drawn = random = number = 0
    while drawn < cases:
        is_random = random * SHARE_OF_RANDOM <= drawn
        size = min(RANDOM if is_random else SHIPPED, cases - drawn)
        yield Batch(seed, number, size, is_random)
        drawn, random, number = drawn + size, random + size * is_random, number + 1


class Running:
    """A run: what was counted so far, and when it is to end."""

    def __init__(self, asked: Namespace) -> None:
        self.asked, self.tally, self.start = asked, Tally(), time.monotonic()
        self.is_stopped = False
        self._said = self.start

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.start

    @property
    def is_over(self) -> bool:
        return self.asked.seconds is not None and self.seconds >= self.asked.seconds

    def add(self, tally: Tally) -> None:
        self.tally.add(tally)
        del self.tally.differences[MOST_SHOWN:]
        if time.monotonic() - self._said >= EVERY:
            self._said = time.monotonic()
            done = self.tally.cases.total()
            speed = f"{done / self.seconds:,.0f} a second"
            say(f"{done:,} of {self.asked.cases:,} cases, {speed}, {self.tally.different:,} differences")

    def alone(self) -> None:
        """All batches in this process."""
        for batch in batches(self.asked.seed, self.asked.cases):
            if self.is_over:
                return
            self.add(run(batch))

    def among(self, workers: int) -> None:
        """The batches shared among processes; when stopped, those under way are not waited for."""
        coming = batches(self.asked.seed, self.asked.cases)
        pool = ProcessPoolExecutor(workers, get_context("spawn"), begin_worker)
        going: dict[Future[Tally], Batch] = {}
        try:
            while True:
                wanted = 0 if self.is_over else 2 * workers - len(going)
                going |= {pool.submit(run, batch): batch for batch in islice(coming, wanted)}
                if not going:
                    return
                for future in wait(going, timeout=EVERY, return_when=FIRST_COMPLETED).done:
                    self.add(future.result())
                    del going[future]
        except BrokenProcessPool:
            names = ", ".join(batch.name for batch in going.values())
            self.tally.crashed.append(f"a process died while it ran one of the batches {names}")
        finally:
            for process in list(pool._processes.values()) if going else ():
                process.terminate()
            pool.shutdown(wait=not going, cancel_futures=True)


def trial(asked: Namespace) -> Running:
    """The run, until all cases are drawn, the time is up or it is stopped."""
    running = Running(asked)
    with stopping():
        try:
            running.alone() if asked.workers == 1 else running.among(asked.workers)
        except KeyboardInterrupt:
            running.is_stopped = True
    return running


def main(arguments: Sequence[str] | None = None) -> int:
    parser = options(__doc__, "agreement")
    parser.add_argument("--cases", type=int, default=1_000_000, help="how many; by default 1,000,000")
    parser.add_argument("--seed", default="434", help="what all cases follow from; by default 434")
    parser.add_argument("--workers", type=int, default=cores(), help="processes; by default as many as there are cores")
    parser.add_argument("--seconds", type=float, help="ends after so many, with what was counted")
    asked = parser.parse_args(arguments)
    if asked.cases < 1 or asked.workers < 1:
        parser.error("--cases and --workers are at least 1")
    running = trial(asked)
    say("")
    return finish(page(running, asked), asked.record, not running.tally.is_clean)


if __name__ == "__main__":
    sys.exit(main())
