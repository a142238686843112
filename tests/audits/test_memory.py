"""A ledger that does not fit the memory is refused before the work."""

from __future__ import annotations

import pytest

from ctethics import CaseError
from ctethics.audits.memory import BYTES_A_ROW, available_memory, check_memory


def test_more_rows_than_the_memory_holds_are_refused_with_what_to_do() -> None:
    with pytest.raises(CaseError) as refused:
        check_memory(150_000_000, "gifts.csv", available=24 * 10**9)

    assert str(refused.value) == (
        "gifts.csv: error[CTE615] 150,000,000 rows need about 390.0 GB of memory, and 24.0 GB are free\n"
        " why: running totals look at all rows at once.\n"
        " fix: give the table to DuckDB or Spark from Python (docs/ledgers.md), which use the disk, or audit one"
        " year."
    )


def test_the_rows_that_just_fit_are_not_refused() -> None:
    check_memory(1_000, "gifts.csv", available=1_000 * BYTES_A_ROW)
    with pytest.raises(CaseError):
        check_memory(1_001, "gifts.csv", available=1_000 * BYTES_A_ROW)


def test_the_system_says_how_much_there_is_or_nothing() -> None:
    there = available_memory()
    assert there is None or there > 10**6
