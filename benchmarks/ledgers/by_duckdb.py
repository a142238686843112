"""W as a hand would write it in SQL for DuckDB, split by category as in `by_polars`; the faster plan counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.ledgers.answers import Answers, Contender, Run
from benchmarks.ledgers.by_polars import OPEN, arrays

LEDGER = """
ledger AS (
  SELECT transfer_id, donor_id, recipient_id, date, value_cents AS cents, category, payer_in_attendance AS attends,
    donor_is_family AS family, directly_received AND NOT consideration_equal AS may_be,
    year(date) AS year, date >= DATE '2024-10-01' AS is_new
  FROM read_parquet('{path}')
)"""
IS_FOOD = "category = 'food or beverage'"
MAY_COUNT = "category = 'token' AND (cents IS NULL OR cents <= CASE WHEN is_new THEN 2000 ELSE 1000 END)"
REST = f"""
SELECT transfer_id, may_be, family,
  CASE category
    WHEN 'ceremonial award' THEN cents < CASE WHEN is_new THEN 25000 ELSE 10000 END
    WHEN 'major life event gift' THEN cents <= CASE WHEN is_new THEN 150000 ELSE 100000 END OR family
    ELSE category IN ('training', 'event admission')
  END AS holds,
  CASE category
    WHEN 'ceremonial award' THEN 2 WHEN 'major life event gift' THEN 4 WHEN 'training' THEN 6 ELSE 7
  END AS first
FROM ledger WHERE NOT ({IS_FOOD}) AND NOT ({MAY_COUNT})"""
# How a plan adds up: the columns of the total, what is certain of it, and whether it is open.
Sum = tuple[str, str, str]
ONE_NUMBER: Sum = (
    f"sum(coalesce(cents, {OPEN})) OVER total AS packed, packed::BIGINT AS total",
    f"(total & {OPEN - 1})",
    f"total >= {OPEN}",
)
TWO_COLUMNS: Sum = ("sum(cents) OVER total AS total, bool_or(cents IS NULL) OVER total AS is_open", "total", "is_open")


def summed(sums: Sum, where: str, keys: str, condition: str, old: int, new: int, number: int) -> str:
    """The rows of a total, and whether their exception holds."""
    columns, low, is_open = sums
    return f"""
SELECT transfer_id, may_be, family, {condition} AND CASE
    WHEN {low} > CASE WHEN is_new THEN {new} ELSE {old} END THEN false WHEN {is_open} THEN NULL ELSE true
  END AS holds, {number} AS first
FROM (
  SELECT *, {columns} FROM ledger WHERE {where}
  WINDOW total AS (PARTITION BY {keys}, year ORDER BY date, transfer_id ROWS UNBOUNDED PRECEDING)
)"""


def query(path: Path, sums: Sum) -> str:
    food = summed(sums, IS_FOOD, "recipient_id", "attends", 4999, 9999, 3)
    tokens = summed(sums, MAY_COUNT, "donor_id, recipient_id", "(cents IS NOT NULL OR NULL)", 5000, 10000, 5)
    return f"""WITH {LEDGER.format(path=path)}
SELECT transfer_id, may_be AND NOT (family OR holds) AS gift,
  (CASE WHEN family THEN 1 WHEN holds THEN first ELSE 0 END)::TINYINT AS first
FROM ({food} UNION ALL {tokens} UNION ALL {REST})"""


def answers(table: Any) -> Answers:
    import polars as pl

    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    return arrays(frame)


def contender(sums: Sum) -> Contender:
    def prepare(path: Path) -> Run:
        import duckdb

        connection, sql = duckdb.connect(), query(path, sums)
        return lambda: connection.sql(sql).to_arrow_table()

    return Contender(prepare, answers)


PLANS: dict[str, Sum] = {"one number": ONE_NUMBER, "two columns": TWO_COLUMNS}
