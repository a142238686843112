"""W as a hand would write it in Polars: split by category, so that each window runs over the rows it can change.

Several plans; the fastest at each size is the one that counts. A running total and whether it is open (an amount in it
is null) are one whole number: a null adds `OPEN`, more than all amounts of a ledger come to.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl

from benchmarks.ledgers.answers import Answers, Contender
from benchmarks.ledgers.data import CHANGE, COLUMNS

OPEN = 1 << 40
cents, category, family = pl.col("value_cents"), pl.col("category"), pl.col("donor_is_family")
IS_NEW = pl.col("date") >= CHANGE
YEAR = pl.col("date").dt.year()
BY_DAY = ["date", "transfer_id"]
# The same order as one number, quicker to sort by.
BY_DAY_AS_ONE = pl.col("date").to_physical().cast(pl.Int128) * (1 << 64) + pl.col("transfer_id")
Order = list[str] | pl.Expr
Plan = Callable[[Path], pl.LazyFrame]


def number(value: int) -> pl.Expr:
    return pl.lit(value, pl.Int8)


def limit(old: int, new: int) -> pl.Expr:
    return pl.when(IS_NEW).then(pl.lit(new, pl.Int64)).otherwise(pl.lit(old, pl.Int64))


IS_FOOD = category == "food or beverage"
MAY_COUNT = (category == "token") & (cents.is_null() | (cents <= limit(1000, 2000)))
IS_SMALL = cents.is_not_null() | pl.lit(None, pl.Boolean)


def total(keys: list[str], order: Order) -> pl.Expr:
    return cents.fill_null(OPEN).cum_sum().over(*keys, YEAR, order_by=order)


def within(most: pl.Expr) -> pl.Expr:
    """Whether the total is not more than the limit: no as soon as what is known of it is, unknown where it is open."""
    packed = pl.col("total")
    return pl.when((packed & (OPEN - 1)) > most).then(False).when(packed < OPEN).then(True)


def answered(frame: pl.LazyFrame, holds: pl.Expr, first: pl.Expr) -> pl.LazyFrame:
    """The answers where the one exception beside family that the category leaves is `holds`, its number `first`."""
    may_be = pl.col("directly_received") & ~pl.col("consideration_equal")
    return frame.with_columns(holds=holds).select(
        "transfer_id",
        gift=may_be & ~(family | pl.col("holds")),
        first=pl.when(family).then(number(1)).when("holds").then(first).otherwise(number(0)),
    )


def rest(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Every row on which no total bears."""
    is_award, is_life_event = category == "ceremonial award", category == "major life event gift"
    holds = (
        pl.when(is_award)
        .then(cents < limit(10000, 25000))
        .when(is_life_event)
        .then((cents <= limit(100000, 150000)) | family)
        .otherwise(category.is_in(["training", "event admission"]))
    )
    training = pl.when(category == "training").then(number(6)).otherwise(number(7))
    first = pl.when(is_award).then(number(2)).when(is_life_event).then(number(4)).otherwise(training)
    return answered(frame.filter(~(IS_FOOD | MAY_COUNT)), holds, first)


def two_windows(path: Path, order: Order) -> pl.LazyFrame:
    """A window over food and one over tokens."""
    frame = pl.scan_parquet(path).select(COLUMNS)
    food = frame.filter(IS_FOOD).with_columns(total=total(["recipient_id"], order))
    tokens = frame.filter(MAY_COUNT).with_columns(total=total(["donor_id", "recipient_id"], order))
    return pl.union(
        [
            answered(food, pl.col("payer_in_attendance") & within(limit(4999, 9999)), number(3)),
            answered(tokens, IS_SMALL & within(limit(5000, 10000)), number(5)),
            rest(frame),
        ]
    )


def one_window(path: Path, order: Order) -> pl.LazyFrame:
    """One window over food and tokens, the donor being nobody for food."""
    frame = pl.scan_parquet(path).select(COLUMNS)
    donor = pl.when(IS_FOOD).then(None).otherwise("donor_id")
    both = frame.filter(IS_FOOD | MAY_COUNT).with_columns(is_food=IS_FOOD, payer=donor)
    summed = both.with_columns(total=total(["payer", "recipient_id"], order))
    most = pl.when("is_food").then(limit(4999, 9999)).otherwise(limit(5000, 10000))
    condition = pl.when("is_food").then("payer_in_attendance").otherwise(IS_SMALL)
    first = pl.when("is_food").then(number(3)).otherwise(number(5))
    return pl.union([answered(summed, condition & within(most), first), rest(frame)])


PLANS: dict[str, Plan] = {
    "two windows": lambda path: two_windows(path, BY_DAY),
    "two windows, one sort key": lambda path: two_windows(path, BY_DAY_AS_ONE),
    "one window": lambda path: one_window(path, BY_DAY),
    "one window, one sort key": lambda path: one_window(path, BY_DAY_AS_ONE),
}


def read_only(path: Path) -> pl.LazyFrame:
    """The columns that W reads, and nothing done with them."""
    return pl.scan_parquet(path).select(COLUMNS)


def arrays(found: pl.DataFrame) -> Answers:
    gift = (found["gift"].cast(pl.Int8) * 2).fill_null(1)
    return Answers(found["transfer_id"].to_numpy(), gift.to_numpy(), found["first"].to_numpy())


def contender(plan: Plan) -> Contender:
    return Contender(lambda path: lambda: plan(path).collect(engine="streaming"), arrays)


READ_ONLY = Contender(lambda path: lambda: read_only(path).collect(engine="streaming"), None)
