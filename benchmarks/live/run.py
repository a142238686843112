"""The live balance: what one more event costs as the ledger grows.

    python -m benchmarks.live.run [--quick] [--sizes 1000 10000 100000 1000000] [--keep FOLDER]

Made-up ledgers of gifts are grown in batches to each size. Then all of them are used in turn, so that whatever slows
the machine slows all alike: in each round one more event that comes last, `room`, and opening the file once more; in
some rounds an event that comes two months before the end. `one pair` is of one donor and one recipient in one year, in
which every event bears on all that come after it.

The table goes to docs/performance.md, but not that of `--quick`. With `--keep`, grown ledgers are kept in a folder and
used again: growing the largest takes half an hour.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import mean, median
from typing import Any

import ctethics
from benchmarks.decisions.page import say, table, write
from ctethics.balance import LiveLedger

SIZES, QUICK = (1_000, 10_000, 100_000, 1_000_000), (300, 600)
MOST_OF_ONE_PAIR = 10_000
# One a day, since the law adds some things up by day; a late one in every fourth.
ROUNDS, EVERY = 60, 4
MANY, ONE_PAIR = "many parties", "one pair"
LAW = ctethics.load("sb434")
HEADS = ["", "events", "ms an event in batches", "ms one more", "ms a late one", "ms to open", "ms `room`"]
HEADS += ["others a late one changed", "bytes an event"]
BEGIN, END = "<!-- live: begin -->", "<!-- live: end -->"
ITEMS = ("food or beverage", "food or beverage", "merchandise", "plaque")
BUSINESS = {"kind": "business", "registrant": "no", "doing business with": ["OPM"]}
EMPLOYEE = {"kind": "person", "position": "state employee", "agency": "OPM"}
# The ledger ends where those that come last begin.
BEGUN = {False: date(2023, 1, 1), True: date(2024, 1, 1)}
ENDS, LATE = date(2024, 10, 26), date(2024, 8, 20)


class Gifts:
    """Gifts drawn at random, in the order of their dates: some hundred for each donor, fifty for each recipient."""

    def __init__(self, number: int, *, is_one_pair: bool) -> None:
        self.number, self.is_one_pair = number, is_one_pair
        self.donors, self.recipients = (1, 1) if is_one_pair else (max(2, number // 100), max(2, number // 50))
        self._random = random.Random(434)

    @property
    def parties(self) -> dict[str, dict[str, object]]:
        donors = {f"d{n}": dict(BUSINESS) for n in range(self.donors)}
        return donors | {f"r{n}": dict(EMPLOYEE) for n in range(self.recipients)}

    def __iter__(self) -> Iterator[dict[str, object]]:
        begun = BEGUN[self.is_one_pair]
        for n in range(self.number):
            yield self.gift(f"g{n:08}", begun + timedelta(days=n * (ENDS - begun).days // self.number))

    def gift(self, name: str, day: date) -> dict[str, object]:
        draw = self._random
        return {
            "id": name,
            "kind": "transfer",
            "date": day.isoformat(),
            "donor": f"d{draw.randrange(self.donors)}",
            "recipient": f"r{draw.randrange(self.recipients)}",
            "item": draw.choice(ITEMS),
            "value": f"${draw.randrange(100, 4000) / 100:.2f}",
            "donor in attendance": "yes",
        }


@dataclass
class Grown:
    """One ledger that was grown: the gifts that go on, and what was measured of it, in milliseconds."""

    name: str
    size: int
    path: Path
    gifts: Gifts
    batch: float | None
    last: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)
    room: list[float] = field(default_factory=list)

    def row(self) -> list[str]:
        with closing(LAW.ledger(self.path)) as ledger:
            bytes_each = self.path.stat().st_size / len(ledger)
        cells = [median(self.last), median(self.late), median(self.opened), median(self.room)]
        batch = "" if self.batch is None else f"{self.batch:,.1f}"
        shown = [batch, *(f"{cell:,.1f}" for cell in cells), f"{mean(self.changed):,.1f}", f"{bytes_each:,.0f}"]
        return [self.name, f"{self.size:,}", *shown]


def grown(folder: Path, name: str, size: int) -> Grown:
    """A ledger of a size, grown unless the folder has it."""
    path = folder / f"{name.replace(' ', '-')}-{size}.ctledger"
    gifts, batch = Gifts(size, is_one_pair=name == ONE_PAIR), None
    if not path.exists():
        growing = path.with_suffix(".growing")
        growing.unlink(missing_ok=True)
        with closing(LAW.ledger(growing)) as ledger:
            ledger.add_many([], gifts.parties)
            start = time.perf_counter()
            ledger.add_many(gifts, say=lambda done: say(f"{name}, growing to {size:,}: {done:,}"))
            batch = (time.perf_counter() - start) / size * 1000
        growing.replace(path)
    return Grown(name, size, path, gifts, batch)


def measure(ledgers: list[Grown], rounds: int) -> None:
    """Uses all in turn; each is open throughout and has answered before."""
    tag = time.time_ns()
    with ExitStack() as stack:
        opened = [stack.enter_context(closing(LAW.ledger(one.path))) for one in ledgers]
        for one, ledger in zip(ledgers, opened, strict=True):
            ledger.add(one.gifts.gift(f"x{tag}", ENDS))
        for n in range(rounds):
            say(f"round {n + 1} of {rounds}")
            for one, ledger in zip(ledgers, opened, strict=True):
                use(one, ledger, n, tag)


def use(one: Grown, ledger: LiveLedger, n: int, tag: int) -> None:
    """One round of one ledger."""
    gift = one.gifts.gift(f"z{tag}-{n:03}", ENDS + timedelta(days=n))
    one.last.append(timed(lambda: ledger.add(gift))[0])
    one.room.append(timed(lambda: ledger.room("d0", "r0", "2024-12-31"))[0])
    one.opened.append(timed(lambda: LAW.ledger(one.path).close())[0])
    if n % EVERY == 0:
        late = one.gifts.gift(f"y{tag}-{n:03}", LATE + timedelta(days=n))
        taken, entry = timed(lambda: ledger.add(late))
        one.late.append(taken)
        one.changed.append(len({change.event for change in entry.changed}))


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds, and what came of it."""
    start = time.perf_counter()
    found = work()
    return (time.perf_counter() - start) * 1000, found


def synced(folder: Path) -> float:
    """Milliseconds that this disk takes to keep one small file, for comparison."""

    def once() -> None:
        with (folder / "synced").open("wb") as file:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())

    return median(timed(once)[0] for _ in range(20))


def main() -> None:
    """Grow, time, print and write the table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.live.run",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="a smoke run of few events that writes nothing")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of events")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where grown ledgers are kept")
    chosen = parser.parse_args()
    sizes = list(QUICK) if chosen.quick else sorted(chosen.sizes)
    with tempfile.TemporaryDirectory() as made:
        folder = chosen.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        ledgers = [grown(folder, MANY, size) for size in sizes]
        ledgers += [grown(folder, ONE_PAIR, size) for size in sizes if size <= MOST_OF_ONE_PAIR]
        measure(ledgers, EVERY if chosen.quick else ROUNDS)
        rows, disk = [one.row() for one in ledgers], synced(folder)
    say("")
    about = f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}"
    day, command = date.today().isoformat(), "python -m benchmarks.live.run"
    told = f"Keeping 4 KiB on this disk takes {disk:.1f} ms. {ROUNDS} rounds. {about}; {day}. `{command}`"
    text = f"{table(HEADS, rows)}\n\n{told}"
    print(f"\n{text}")
    if not chosen.quick:
        write(text, BEGIN, END)


if __name__ == "__main__":
    main()
