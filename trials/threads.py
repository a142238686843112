"""Threads that share one `Law`: no fault, no hang, and the answers that one thread had.

    python -m trials.threads --seconds 60 --threads 16 --record

One thread answers a list of questions first: findings by every engine, whole answers, reports, refused cases,
functions of one provision, audits of small tables. Then all threads ask one other `Law`, each the same questions in
an order of its own, over and over until the time is up, and every answer is held to that of the one thread. Before
that, all meet at the first use of a `Law` several times, when its engines are made. Ends with status 1 for a wrong
answer, an exception, or a thread from which nothing has come for `--patience` seconds.
"""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle

import ctethics
from ctethics import Law
from ctethics.api import load_rules
from ctethics.engines.registry import loadable_engines
from ctethics.testing.choosing import Seeded
from ctethics.testing.terrain import Terrain
from trials import uses
from trials.records import Record, finish, lasted, options, say, surroundings
from trials.uses import Use

LAW = "sb434"
CASES, MEETINGS = 40, 12
# The file itself, which faulthandler needs.
STDERR = sys.__stderr__ or sys.stderr
# Threads take turns fifty times as often as Python has them do.
SWITCH = 1e-4
# What is asked of each engine; `columnar`, which makes a plan for each case alone, is asked less.
SOME = {"columnar": 2}
ABOUT = """
Threads that ask one `Law` at the same time, each the same questions in an order of its own; every answer is held to
the one that a single thread was given before. Written by `python -m trials.threads`.
"""


@dataclass
class Seen:
    """What the threads did; `beats` is when each last had an answer."""

    asked: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    hung: list[str] = field(default_factory=list)
    beats: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, use: Use, is_right: bool) -> None:
        with self._lock:
            self.asked[use.name] += 1
            self.wrong[use.name] += not is_right
            self.beats[threading.current_thread().name] = time.monotonic()

    def fault(self, use: Use, error: BaseException) -> None:
        with self._lock:
            self.faults.append(f"{use.name}: {type(error).__name__}: {error}")

    @property
    def problems(self) -> int:
        return self.wrong.total() + len(self.faults) + len(self.hung)


def questions() -> list[Use]:
    """What is asked, of every engine that loads here."""
    terrain = Terrain(load_rules(with_examples=False).program)
    cases = [uses.case(terrain, f"threads/{number}") for number in range(CASES)]
    found: list[Use] = []
    for engine in loadable_engines():
        some = cases[: SOME.get(engine, CASES)]
        found += [uses.assess(told, engine) for told in some]
        found += [one(told, engine) for told in some[:2] for one in (uses.whole, uses.report)]
    found += [uses.refused(told) for told in cases[:5]]
    found += [uses.decision(f"threads/{number}") for number in range(5)]
    return [*found, uses.audit("threads/a"), uses.audit("threads/b")]


def ask(law: Law, pairs: Sequence[tuple[Use, object]], seen: Seen, until: float) -> None:
    """Puts the questions again and again until the time, at least once if `until` is long past."""
    for use, wanted in cycle(pairs):
        try:
            found = use.do(law)
        except Exception as error:
            seen.fault(use, error)
        else:
            seen.note(use, found == wanted)
        if time.monotonic() >= until or len(seen.faults) > 20:
            return


def together(law: Law, pairs: list[tuple[Use, object]], number: int, seconds: float, patience: float) -> Seen:
    """So many threads at once, each beginning elsewhere in an order of its own."""
    seen, barrier, until = Seen(), threading.Barrier(number), time.monotonic() + seconds

    def work(place: int) -> None:
        mine = _shuffled(pairs, f"thread {place}")
        barrier.wait()
        ask(law, mine, seen, until)

    threads = [threading.Thread(target=work, args=[n], name=f"thread {n}", daemon=True) for n in range(number)]
    for thread in threads:
        seen.beats[thread.name] = time.monotonic()
        thread.start()
    _watch(threads, seen, patience)
    return seen


def _watch(threads: list[threading.Thread], seen: Seen, patience: float) -> None:
    """Until all threads have ended, or one has given nothing for too long."""
    while alive := [thread for thread in threads if thread.is_alive()]:
        alive[0].join(0.2)
        late = [t.name for t in alive if t.is_alive() and time.monotonic() - seen.beats[t.name] > patience]
        if late:
            seen.hung += late
            faulthandler.dump_traceback(file=STDERR)
            return


def _shuffled(pairs: list[tuple[Use, object]], seed: str) -> list[tuple[Use, object]]:
    choose, left, found = Seeded(seed), list(pairs), []
    while left:
        found.append(left.pop(choose.number(0, len(left) - 1)))
    return found


def meet(asked: Namespace, pairs: list[tuple[Use, object]]) -> Seen:
    """All threads at the first use of a law, one question each, several times."""
    seen, engines = Seen(), loadable_engines()
    for number in range(asked.meetings):
        say(f"first use {number + 1} of {asked.meetings}")
        engine = engines[number % len(engines)]
        at_once = [(use, wanted) for use, wanted in pairs if use.name == f"assess, {engine}"][:1]
        found = together(Law(LAW, load_rules(with_examples=False), "direct"), at_once, asked.threads, 0, asked.patience)
        seen.asked += found.asked
        seen.wrong += found.wrong
        seen.faults += found.faults
        seen.hung += found.hung
        if seen.hung:
            break
    return seen


def main(arguments: Sequence[str] | None = None) -> int:
    parser = options(__doc__, "threads")
    parser.add_argument("--seconds", type=float, default=60, help="how long; by default 60")
    parser.add_argument("--threads", type=int, default=16, help="how many; by default 16")
    parser.add_argument("--meetings", type=int, default=MEETINGS, help="first uses of a law; by default 12")
    parser.add_argument("--patience", type=float, default=60, help="seconds without an answer that are a hang; 60")
    asked = parser.parse_args(arguments)
    # Should the interpreter itself be stuck, so that nothing below can be.
    faulthandler.dump_traceback_later(2 * asked.seconds + 10 * asked.patience, exit=True, file=STDERR)
    sys.setswitchinterval(SWITCH)
    say("one thread")
    alone = ctethics.load(LAW)
    pairs = [(use, use.do(alone)) for use in questions()]
    first = meet(asked, pairs)
    say(f"{asked.threads} threads")
    start, shared = time.monotonic(), Law(LAW, load_rules(with_examples=False), "direct")
    seen = Seen() if first.hung else together(shared, pairs, asked.threads, asked.seconds, asked.patience)
    record = _page(asked, first, seen, time.monotonic() - start)
    status = finish(record, asked.record, first.problems + seen.problems)
    faulthandler.cancel_dump_traceback_later()
    if first.hung or seen.hung:
        os._exit(status)  # what hangs cannot be waited for
    return status


def _page(asked: Namespace, first: Seen, seen: Seen, seconds: float) -> Record:
    record = Record("Can threads share a law?", ABOUT)
    record.block(f"python -m trials.threads --seconds {asked.seconds:g} --threads {asked.threads}")
    problems = [f"{n:,} wrong answers" for n in [first.wrong.total() + seen.wrong.total()] if n]
    problems += [f"{n:,} exceptions" for n in [len(first.faults) + len(seen.faults)] if n]
    problems += [f"hung: {', '.join([*first.hung, *seen.hung])}"] if first.hung or seen.hung else []
    told = f"**{'; '.join(problems)}**" if problems else "no fault, no hang, every answer that of one thread"
    record.say(f"{asked.threads} threads, one `Law`, {lasted(seconds)}, {seen.asked.total():,} answers: {told}.")
    record.say(f"{surroundings()} Threads take turns after {SWITCH * 1000:g} ms, where Python by default has 5 ms.")
    names = sorted({*seen.asked, *first.asked})
    rows = [(name, seen.asked[name], first.asked[name], seen.wrong[name] + first.wrong[name]) for name in names]
    record.table(["asked", "answers", f"at a first use ({asked.meetings} laws)", "wrong"], rows)
    for fault in dict.fromkeys([*first.faults, *seen.faults]):
        record.block(fault)
    return record


if __name__ == "__main__":
    sys.exit(main())
