"""W in plain Python, row by row: what every other answer is held to, and a contender itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter
from pathlib import Path

from benchmarks.ledgers.answers import Answers, Contender, Row
from benchmarks.ledgers.data import CHANGE, COLUMNS

Total = tuple[int, bool]
NOTHING: Total = (0, True)


def decide(rows: Iterable[Row]) -> Iterator[tuple[int, int, int]]:
    """The id, `gift` (2 yes, 1 unknown, 0 no) and the number of the first exception that holds, 0 where none does.

    rows -- tuples of `COLUMNS`, by date and within a day by id.

    A total is what is certain of it, and whether that is all: an amount that is null may be any.
    """
    food: dict[tuple[int, int], Total] = {}
    tokens: dict[tuple[int, int, int], Total] = {}
    for id_, donor, recipient, day, cents, category, attends, family, equal, direct in rows:
        is_new = day >= CHANGE
        number = 0
        holds: bool | None = False
        if category == "ceremonial award":
            number, holds = 2, at_most(cents, 24999 if is_new else 9999)
        elif category == "food or beverage":
            total = food[recipient, day.year] = add(food.get((recipient, day.year), NOTHING), cents)
            number, holds = 3, both(attends, within(total, 9999 if is_new else 4999))
        elif category == "major life event gift":
            number, holds = 4, True if family else either(at_most(cents, 150000 if is_new else 100000), family)
        elif category == "token":
            is_small = at_most(cents, 2000 if is_new else 1000)
            if is_small is not False:
                key = (donor, recipient, day.year)
                total = tokens[key] = add(tokens.get(key, NOTHING), cents)
                holds = both(is_small, within(total, 10000 if is_new else 5000))
            number = 5
        elif category == "training":
            number, holds = 6, True
        elif category == "event admission":
            number, holds = 7, True
        first = 1 if family else number if holds else 0
        if direct is False or equal is True or first:
            yield id_, 0, first
        elif None in (family, holds, direct, equal):
            yield id_, 1, first
        else:
            yield id_, 2, first


def at_most(cents: int | None, limit: int) -> bool | None:
    return None if cents is None else cents <= limit


def add(total: Total, cents: int | None) -> Total:
    return (total[0], False) if cents is None else (total[0] + cents, total[1])


def within(total: Total, limit: int) -> bool | None:
    """Whether the total is not more than the limit, in cents."""
    if total[0] > limit:
        return False
    return True if total[1] else None


def both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def either(one: bool | None, other: bool | None) -> bool | None:
    if one or other:
        return True
    return None if one is None or other is None else False


def by_day(path: Path) -> Iterator[Row]:
    """The rows of a ledger by date and id, a slice at a time, however many there are."""
    import polars as pl

    frame = pl.read_parquet(path, columns=list(COLUMNS)).select(COLUMNS).sort("date", "transfer_id")
    for part in frame.iter_slices(200_000):
        yield from part.rows()


def loop(path: Path) -> list[tuple[int, int, int]]:
    import polars as pl

    rows = pl.read_parquet(path, columns=list(COLUMNS)).select(COLUMNS).rows()
    rows.sort(key=itemgetter(COLUMNS.index("date"), COLUMNS.index("transfer_id")))
    return list(decide(rows))


def arrays(found: list[tuple[int, int, int]]) -> Answers:
    import numpy as np

    table = np.array(found, dtype=np.int64).reshape(-1, 3)
    return Answers(table[:, 0], table[:, 1], table[:, 2])


CONTENDER = Contender(lambda path: lambda: loop(path), arrays, most=1_000_000)
