"""The live balance: what one more event costs as the ledger grows.

    python -m benchmarks.live.run [--quick] [--sizes 1000 10000 100000 1000000]

A made-up ledger of gifts grows in batches to each size. At each, a few more events are added one at a time, each on
disk before the next: one a day that comes last, and some that come a month before the end. `one pair` is a second
ledger, of one donor and one recipient in one year, in which every event bears on all that come after it.

The table goes to docs/performance.md, but not that of `--quick`.
"""

from __future__ import annotations

import argparse
import platform
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import ctethics
from benchmarks.decisions.page import say, table, write
from ctethics.api import Law
from ctethics.balance import LiveLedger

SIZES, QUICK = (1_000, 10_000, 100_000, 1_000_000), (300, 600)
MOST_OF_ONE_PAIR = 10_000
# One a day: what the law adds up by day is answered anew with each gift of the day.
TIMED, LATE_ONES = 16, 5
BEGIN, END = "<!-- live: begin -->", "<!-- live: end -->"
ITEMS = ("food or beverage", "food or beverage", "merchandise", "plaque")
BUSINESS = {"kind": "business", "registrant": "no", "doing business with": ["OPM"]}
EMPLOYEE = {"kind": "person", "position": "state employee", "agency": "OPM"}
# The ledger ends where those that come last begin.
BEGUN = {False: date(2023, 1, 1), True: date(2024, 1, 1)}
ENDS, LATE = date(2024, 10, 26), date(2024, 9, 20)


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


def grown(law: Law, path: Path, sizes: list[int], *, is_one_pair: bool) -> Iterator[tuple[int, list[str]]]:
    """What is measured at each size, as cells."""
    gifts = Gifts(sizes[-1], is_one_pair=is_one_pair)
    rest, named = iter(gifts), 0
    with closing(law.ledger(path)) as ledger:
        ledger.add_many([], gifts.parties)
        for place, size in enumerate(sizes):
            many = size - named
            start = time.perf_counter()
            ledger.add_many(islice(rest, many), say=lambda done, size=size: say(f"growing to {size:,}: {done:,}"))
            batch = (time.perf_counter() - start) / many
            named = size
            after = [ENDS + timedelta(days=place * TIMED + n) for n in range(TIMED)]
            last = [added(ledger, gifts.gift(f"z{size}-{n:03}", day)) for n, day in enumerate(after)]
            before = [LATE + timedelta(days=place * LATE_ONES + n) for n in range(LATE_ONES)]
            late = [added(ledger, gifts.gift(f"y{size}-{n:03}", day)) for n, day in enumerate(before)]
            opened = timed(lambda: law.ledger(path).close())
            room = timed(lambda: ledger.room("d0", "r0", "2024-12-31"))
            bytes_each = path.stat().st_size / len(ledger)
            cells = [batch * 1000, median(t for t, _ in last), median(t for t, _ in late), opened, room]
            changed = sum(n for _, n in late) / len(late)
            yield size, [*(f"{cell:,.1f}" for cell in cells), f"{changed:,.1f}", f"{bytes_each:,.0f}"]


def added(ledger: LiveLedger, gift: dict[str, object]) -> tuple[float, int]:
    """Milliseconds of one more event, and how many others it changed."""
    start = time.perf_counter()
    entry = ledger.add(gift)
    taken = (time.perf_counter() - start) * 1000
    return taken, len({change.event for change in entry.changed})


def timed(work: Any) -> float:
    """Milliseconds, the median of five."""
    found = []
    for _ in range(5):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return median(found)


def synced(folder: Path) -> float:
    """Milliseconds that this disk takes to keep one small file, for comparison."""
    import os

    def once() -> None:
        with (folder / "synced").open("wb") as file:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())

    return timed(once)


def main() -> None:
    """Grow, time, print and write the table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.live.run",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="a smoke run of few events that writes nothing")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of events")
    chosen = parser.parse_args()
    sizes = list(QUICK) if chosen.quick else sorted(chosen.sizes)
    law = ctethics.load("sb434")
    heads = ["", "events", "ms an event in batches", "ms one more", "ms a late one", "ms to open", "ms `room`"]
    heads += ["others a late one changed", "bytes an event"]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, is_one_pair in (("many parties", False), ("one pair", True)):
            asked = [size for size in sizes if not is_one_pair or size <= MOST_OF_ONE_PAIR]
            for size, cells in grown(law, Path(folder) / f"{is_one_pair}.ctledger", asked, is_one_pair=is_one_pair):
                rows.append([name, f"{size:,}", *cells])
                say("")
                print(" ".join(rows[-1]), flush=True)
        disk = synced(Path(folder))
    about = f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}"
    day, command = date.today().isoformat(), "python -m benchmarks.live.run"
    text = f"{table(heads, rows)}\n\nKeeping 4 KiB on this disk takes {disk:.1f} ms. {about}; {day}. `{command}`"
    print(f"\n{text}")
    if not chosen.quick:
        write(text, BEGIN, END)


if __name__ == "__main__":
    main()
