"""Amounts about a limit and days about a change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from ctethics.law.calendar import parse_day
from ctethics.law.money import MOST_CENTS, parse_cents
from ctethics.testing import amounts_near, boundaries, dates_near


@given(limit=st.integers(0, MOST_CENTS), data=st.data())
def test_whatever_is_drawn_is_an_amount_exact_to_the_cent(limit: int, data: st.DataObject) -> None:
    drawn = data.draw(amounts_near(Decimal(limit) / 100))

    assert 0 <= parse_cents(drawn) <= min(MOST_CENTS, max(2 * limit, limit + 100))


@pytest.mark.parametrize("wanted", ["$49.99", "$50.00", "$50.01", "$25.00", "$100.00", "$0.00"])
def test_the_limit_a_cent_beside_it_and_shares_of_it_are_found(wanted: str) -> None:
    assert find(amounts_near("$50.00"), lambda amount: amount == wanted) == wanted


@pytest.mark.parametrize("limit", ["$50.00", 50, Decimal("50.00")], ids=repr)
def test_the_smallest_amount_is_the_limit_however_it_is_told(limit: object) -> None:
    assert find(amounts_near(limit), lambda _: True) == "$50.00"


def test_a_boundary_is_told_by_its_limit() -> None:
    token = boundaries("1-79(5)(P)", "sb434")[0]

    assert find(amounts_near(token), lambda _: True) == token.limit == "$20.00"


@pytest.mark.parametrize("limit", [49.99, "50", True, "$-1.00", Decimal("0.001"), -1], ids=repr)
def test_what_is_no_amount_is_refused(limit: object) -> None:
    with pytest.raises(ValueError, match=r"amount|float|yes-or-no"):
        amounts_near(limit)


def test_a_limit_in_days_is_no_amount() -> None:
    days = next(b for b in boundaries("1-79(5)", "sb434") if b.unit == "days")
    with pytest.raises(ValueError, match="dollar sign"):
        amounts_near(days)


@given(change=st.dates(date(1900, 1, 1), date(2199, 12, 31)), data=st.data())
def test_whatever_is_drawn_is_a_day_within_about_a_year(change: date, data: st.DataObject) -> None:
    assert abs(parse_day(data.draw(dates_near(change))) - change.toordinal()) <= 366


@pytest.mark.parametrize(
    "wanted", ["2024-09-30", "2024-10-01", "2024-10-02", "2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"]
)
def test_the_change_the_days_beside_it_and_the_new_years_are_found(wanted: str) -> None:
    assert find(dates_near("2024-10-01"), lambda day: day == wanted) == wanted


def test_the_smallest_day_is_the_change() -> None:
    assert find(dates_near("2024-10-01"), lambda _: True) == "2024-10-01"


@pytest.mark.parametrize("change", ["2024-02-30", "1 October 2024", 20241001], ids=repr)
def test_what_is_no_day_is_refused(change: object) -> None:
    with pytest.raises(ValueError, match=r"calendar|year-month-day"):
        dates_near(change)
