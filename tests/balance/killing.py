"""Kills a process that writes to a ledger, again and again, and looks at what is left.

    python -m tests.balance.killing --kills 500

A child states one thing after the other, and says the number of each when the ledger has acknowledged it. Its parent
kills it at some moment, opens the file, and finds everything acknowledged, at most one thing more, and the answers of a
fresh assessment. The next child goes on in the same file.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

import ctethics
from ctethics import Law
from ctethics.balance import LiveLedger
from tests.balance.fresh import fresh, stored, told

Told = dict[str, Any]
PARTIES: Told = {
    "acme": {"kind": "business", "registrant": "no", "doing business with": ["OPM"]},
    "bolt": {"kind": "business", "registrant": "yes", "doing business with": []},
    "lee": {"kind": "person", "position": "state employee", "agency": "OPM"},
}
# After so many statements a new file is begun, so that fresh assessments stay quick.
_LONGEST = 120
_MOST_SECONDS = 0.25
# What a journal of SQLite that is to be rolled back begins with.
_MAGIC = bytes.fromhex("d9d505f920a163d7")


@dataclass(frozen=True)
class Stated:
    """One thing that a child does, and what is known after it."""

    do: Callable[[LiveLedger], object]
    events: Told


def statements(seed: int) -> Iterator[Stated]:
    """Events of two years in any order, batches, and corrections; the same for the same seed."""
    draw, events, number = random.Random(seed), Told(), 0
    while True:
        sort = draw.random() if events else 0.0
        if sort < 0.7:
            number += 1
            event = _event(f"e{number}", draw)
            events = {**events, event["id"]: event}
            yield Stated(lambda ledger, event=event: ledger.add(event, PARTIES), events)  # type: ignore[misc]
        elif sort < 0.8:
            batch = [_event(f"e{number + i}", draw) for i in range(1, 6)]
            number += 5
            events = {**events, **{event["id"]: event for event in batch}}
            yield Stated(lambda ledger, batch=batch: ledger.add_many(batch), events)  # type: ignore[misc]
        else:
            id_ = draw.choice(sorted(events))
            facts = draw.choice([{"date": _day(draw)}, {"value": _value(draw)}, {"returned": "2025-12-31"}])
            events = {**events, id_: {**events[id_], **facts}}
            yield Stated(lambda ledger, id_=id_, facts=facts: ledger.correct(id_, facts), events)  # type: ignore[misc]


def _event(id_: str, draw: random.Random) -> Told:
    return {
        "id": id_,
        "kind": "transfer",
        "date": _day(draw),
        "donor": draw.choice(["acme", "bolt"]),
        "recipient": "lee",
        "item": "food or beverage",
        "value": _value(draw),
        "donor in attendance": "yes",
    }


def _day(draw: random.Random) -> str:
    return str(date(2024, 1, 1) + timedelta(draw.randrange(730)))


def _value(draw: random.Random) -> str:
    return f"${draw.randrange(1, 60)}.{draw.randrange(100):02}"


@dataclass
class Count:
    """What the kills came to.

    inside -- left a journal; torn -- one that is to be rolled back, the file itself being half written.
    """

    kills: int = 0
    inside: int = 0
    torn: int = 0
    acknowledged: int = 0
    unsaid: int = 0
    files: int = 0

    def __str__(self) -> str:
        return (
            f"{self.kills:,} kills, {self.inside:,} of them in the middle of an entry and {self.torn:,} while the file "
            f"itself was written, over {self.files:,} files: {self.acknowledged:,} entries acknowledged, 0 lost; "
            f"{self.unsaid:,} on disk before they were acknowledged"
        )


def kill(law: Law, folder: Path, kills: int, seed: int, say: Callable[[Count], object] = lambda _: None) -> Count:
    """Kills children until it is enough. Raises AssertionError for anything lost, damaged, or answered otherwise."""
    count, draw = Count(), random.Random(seed)
    while count.kills < kills:
        path, plan, done = folder / f"{count.files}.ctledger", seed + count.files, 0
        count.files += 1
        before = _Known(law, path, plan)
        while done < _LONGEST and count.kills < kills:
            after = done + _killed(law, path, plan, done, draw.uniform(0, _MOST_SECONDS))
            count.kills += 1
            count.inside += _journal(path) is not None
            count.torn += _is_torn(path)
            count.acknowledged += after - done
            done = before.look(after)
            count.unsaid += done - after
            say(count)
    return count


def _journal(path: Path) -> bytes | None:
    """How the journal of a write that was not finished begins."""
    try:
        with Path(f"{path}-journal").open("rb") as file:
            return file.read(len(_MAGIC)) or None
    except OSError:
        return None


def _is_torn(path: Path) -> bool:
    return _journal(path) == _MAGIC


def _wait(path: Path, seconds: float) -> None:
    """Waits for a while; every other time until the file itself is being written, which is a short moment."""
    time.sleep(seconds)
    end = time.monotonic() + _MOST_SECONDS
    while int(seconds * 1e6) % 2 and not _is_torn(path) and time.monotonic() < end:
        pass


def _killed(law: Law, path: Path, plan: int, done: int, seconds: float) -> int:
    """Kills a child after a while; how many statements it was told are on disk."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _state(law, path, plan, done, writing)
    os.close(writing)
    _wait(path, seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself"
    with os.fdopen(reading) as pipe:
        said = [int(line) for line in pipe]
    assert said == list(range(done, done + len(said)))
    return len(said)


def _state(law: Law, path: Path, plan: int, done: int, pipe: int) -> NoReturn:
    """States one thing after the other, and says the number of each after it was acknowledged."""
    try:
        with law.ledger(path) as ledger:
            for number, stated in enumerate(islice(statements(plan), done, None), done):
                stated.do(ledger)
                os.write(pipe, f"{number}\n".encode())
    finally:
        os._exit(1)
    raise AssertionError


class _Known:
    """What a file must hold."""

    def __init__(self, law: Law, path: Path, plan: int) -> None:
        self._law, self._path = law, path
        self._plan: list[Stated] = []
        self._rest = statements(plan)

    def look(self, acknowledged: int) -> int:
        """How many statements the file holds: those acknowledged, or one more. Raises AssertionError."""
        self._plan += islice(self._rest, max(0, acknowledged + 1 - len(self._plan)))
        with self._law.ledger(self._path) as ledger:
            ledger.check()
            held = {str(event["id"]): dict(event) for event in ledger.case().events}
            answers = stored(ledger)
        now = self._after(acknowledged)
        more = held != now
        if more:
            now = self._after(acknowledged + 1)
        assert held == now, f"{self._path}: of {acknowledged} acknowledged entries some are lost"
        assert answers == told(fresh(self._law, now, PARTIES, {})), f"{self._path}: an answer is another"
        return acknowledged + more

    def _after(self, number: int) -> Told:
        return self._plan[number - 1].events if number else {}


def main() -> None:
    """Kill, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    law = ctethics.load("sb434", engine="direct")
    is_terminal = sys.stderr.isatty()

    def say(count: Count) -> None:
        if is_terminal:
            print(f"\r{count.kills} of {asked.kills}", end="", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory() as folder:
        print(kill(law, Path(folder), asked.kills, asked.seed, say))


if __name__ == "__main__":
    main()
