"""The facts of single decisions on W: typed, each total given, the same on every machine."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

from benchmarks.ledgers.data import CACHE, CHANGE, COLUMNS, ledger

ROWS = 2_000
# The day from which the later limits hold, as its number.
CHANGED = CHANGE.toordinal()


class Record(TypedDict):
    """One transfer: its day as a number, its value and totals in cents; a question that is not answered is None.

    food -- what the recipient has eaten and drunk in the year, this included; tokens -- what this donor has given this
    recipient in tokens, each within the limit of its day. 0 where the total is of something else.
    """

    date: int
    value: int
    category: str
    attends: bool | None
    family: bool | None
    equal: bool | None
    direct: bool | None
    food: int
    tokens: int


def records(rows: int = ROWS, folder: Path = CACHE) -> list[Record]:
    """The transfers of W's ledger whose amount is known, by day, each different from the others."""
    import polars as pl

    told = pl.read_parquet(ledger(rows, folder), columns=list(COLUMNS)).select(COLUMNS).drop_nulls("value_cents")
    food: dict[tuple[int, int], int] = {}
    tokens: dict[tuple[int, int, int], int] = {}
    found: dict[tuple[object, ...], Record] = {}
    for _, donor, recipient, day, cents, category, *answers in told.sort("date", "transfer_id").iter_rows():
        eaten = given = 0
        if category == "food or beverage":
            eaten = food[recipient, day.year] = food.get((recipient, day.year), 0) + cents
        elif category == "token" and cents <= (2000 if day >= CHANGE else 1000):
            key = (donor, recipient, day.year)
            given = tokens[key] = tokens.get(key, 0) + cents
        attends, family, equal, direct = answers
        record: Record = {
            "date": day.toordinal(),
            "value": cents,
            "category": category,
            "attends": attends,
            "family": family,
            "equal": equal,
            "direct": direct,
            "food": eaten,
            "tokens": given,
        }
        found.setdefault(tuple(record.values()), record)
    return list(found.values())
