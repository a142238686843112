"""Amounts in tables come out as the reader of case files has them, to the cent, or are rejected with the reason."""

from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.diagnostics import CaseError
from ctethics.law.money import MOST_CENTS, NotAnAmount, parse_cents, show_cents
from tests.tables.ledgers import BACKENDS, Backend, events, made, reasons, typed_cells

CENTS = st.integers(0, MOST_CENTS)


def _spellings(cents: int) -> list[str]:
    """How people and spreadsheets write an amount."""
    grouped = show_cents(cents)
    plain = grouped.replace(",", "")
    found = [grouped, plain, grouped[1:], plain[1:], f"  {grouped} ", f"\u00a0{plain}\t", f"$ {plain[1:]}"]
    found += [f"USD {plain[1:]}", f"US{plain}"]
    if cents % 10 == 0:
        found.append(plain[1:-1])
    if cents % 100 == 0:
        found += [plain[:-3], plain[1:-3], grouped[1:-3]]
    return found


@BACKENDS
@given(amounts=st.lists(CENTS, min_size=1, max_size=30))
def test_an_amount_is_the_same_however_it_is_written(backend: Backend, amounts: list[int]) -> None:
    cells = [(spelling, cents) for cents in amounts for spelling in _spellings(cents)]
    found, bad = typed_cells("value", [spelling for spelling, _ in cells], backend)
    assert found == [cents for _, cents in cells]
    assert not any(bad)


@BACKENDS
@given(texts=st.lists(st.text("$0123456789,.- ", max_size=12), min_size=1, max_size=60))
def test_text_is_an_amount_just_where_a_case_file_or_a_spreadsheet_writes_it_so(
    backend: Backend, texts: list[str]
) -> None:
    found, bad = typed_cells("value", texts, backend)
    assert list(zip(found, bad, strict=True)) == [_expected(text) for text in texts]


def _expected(text: str) -> tuple[int | None, bool]:
    """By the reader of case files, once what spreadsheets leave out is put in."""
    bare = text.strip()
    if not bare:
        return None, False
    bare = bare.removeprefix("$").lstrip(" ")
    whole, point, fraction = bare.partition(".")
    full = f"${whole}.{fraction}0" if point and len(fraction) == 1 else f"${bare}"
    try:
        return parse_cents(full), False
    except NotAnAmount:
        return None, True


@BACKENDS
@given(amounts=st.lists(st.decimals(-10, 10**12 + 1, places=3), min_size=1, max_size=40))
def test_a_decimal_is_read_to_the_cent_and_rejected_where_it_is_finer(backend: Backend, amounts: list[Decimal]) -> None:
    found, bad = typed_cells("value", pl.Series(amounts, dtype=pl.Decimal(20, 3)), backend)
    for amount, cents, is_bad in zip(amounts, found, bad, strict=True):
        try:
            assert (cents, is_bad) == (parse_cents(amount), False)
        except NotAnAmount:
            assert is_bad


@BACKENDS
@pytest.mark.parametrize("dtype", [pl.Int64, pl.Int32, pl.UInt8, pl.UInt64, pl.Int8, pl.Decimal(18, 0)])
def test_a_whole_number_is_dollars(backend: Backend, dtype: Any) -> None:
    assert typed_cells("value", pl.Series([0, 1, 120, None], dtype=dtype), backend)[0] == [0, 100, 12_000, None]


@BACKENDS
@pytest.mark.parametrize("dtype", [pl.Int64, pl.Int32, pl.UInt64, pl.String, pl.Decimal(20, 2)])
def test_a_whole_number_is_cents_where_the_map_says_so(backend: Backend, dtype: Any) -> None:
    cells = pl.Series([0, 7, 123_456], dtype=pl.Int64).cast(dtype)
    assert typed_cells("value", cells, backend, {"value": {"column": "value", "in": "cents"}})[0] == [0, 7, 123_456]


@BACKENDS
def test_a_whole_number_outside_the_range_is_rejected_and_overflows_nothing(backend: Backend) -> None:
    cells = [-1, 10**12, 10**12 + 1, 2**63 - 1, -(2**63)]
    assert typed_cells("value", cells, backend)[0] == [None, MOST_CENTS, None, None, None]
    below, above = "an amount is not negative", "an amount is at most $1,000,000,000,000.00"
    assert [reason for _, _, reason in reasons("value", cells, backend)] == [below, above, above, below]


@BACKENDS
@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("€12", "mixed currencies: only US dollars are read"),
        ("12 EUR", "mixed currencies: only US dollars are read"),
        ("EUR 12.00", "mixed currencies: only US dollars are read"),
        ("£1,000.00", "mixed currencies: only US dollars are read"),
        ("CA$12", "mixed currencies: only US dollars are read"),
        ("-5", "an amount is not negative"),
        ("($5.00)", "an amount is not negative"),
        ("(5.00)", "an amount is not negative"),
        ("−$5.00", "an amount is not negative"),
        ("$1.005", "an amount is exact to the cent"),
        ("$1,000,000,000,000.01", "an amount is at most $1,000,000,000,000.00"),
        ("123456789012345678901234567890", "an amount is at most $1,000,000,000,000.00"),
        ("1,23", "an amount is written as in $1,234.56"),
        ("1.234,56", "an amount is written as in $1,234.56"),
        ("$", "an amount is written as in $1,234.56"),
        ("1e3", "an amount is written as in $1,234.56"),
        ("٣", "an amount is written as in $1,234.56"),
        ("12\n13", "an amount is written as in $1,234.56"),
        ("about 12", "an amount is written as in $1,234.56"),
    ],
)
def test_a_bad_amount_is_rejected_with_the_reason(backend: Backend, cell: str, reason: str) -> None:
    assert reasons("value", [cell], backend) == [("value", cell, reason)]


def test_whole_cents_have_no_sign_and_no_point() -> None:
    told = {"value": {"column": "value", "in": "cents"}}
    why = "whole cents are written as in 123456"
    assert reasons("value", ["12.50", "$12", "7"], told=told) == [("value", "12.50", why), ("value", "$12", why)]


def test_a_column_of_floats_is_refused_whole() -> None:
    with pytest.raises(CaseError) as caught:
        made(events({"value": [75.1]}))
    assert str(caught.value) == (
        "the table: error[CTE611] column `value`, the value, holds floats\n"
        " why: a float cannot hold every cent.\n"
        " fix: make it text, a Decimal, or whole cents with `in: cents`."
    )
