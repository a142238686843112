"""Dates, and the periods the law counts in."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.law.calendar import EARLIEST, LATEST, NEVER, NotADate, parse_day, show_day, year_of

DAYS = st.dates(EARLIEST, LATEST)


@given(DAYS)
def test_a_day_is_read_as_it_is_shown(day: date) -> None:
    assert parse_day(day) == parse_day(day.isoformat()) == day.toordinal()
    assert show_day(day.toordinal()) == day.isoformat()


@given(DAYS)
def test_the_calendar_year_is_that_of_the_date(day: date) -> None:
    assert year_of(day.toordinal()) == day.year


def test_new_year_is_the_next_day_in_another_year() -> None:
    last, first = parse_day("2024-12-31"), parse_day("2025-01-01")
    assert first - last == 1
    assert (year_of(last), year_of(first)) == (2024, 2025)


def test_ten_days_are_counted_over_the_end_of_february() -> None:
    assert show_day(parse_day("2024-02-25") + 10) == "2024-03-06"
    assert show_day(parse_day("2025-02-25") + 10) == "2025-03-07"


@given(DAYS)
def test_never_is_later_than_any_number_of_days_after_any_date(day: date) -> None:
    assert NEVER - day.toordinal() > 10**6
    assert show_day(NEVER) == "never"


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("2025-02-29", "no such day"),
        ("2025-13-01", "no such day"),
        ("2025-3-3", "year-month-day"),
        ("03/03/2025", "year-month-day"),
        ("20250303", "year-month-day"),
        ("２０２５-03-03", "year-month-day"),
        ("2025-03-03T10:00", "year-month-day"),
        (20250303, "year-month-day"),
        (None, "year-month-day"),
        (datetime(2025, 3, 3, tzinfo=UTC), "no time of day"),
        ("1899-12-31", "between 1900-01-01 and 2199-12-31"),
        (date(2200, 1, 1), "between 1900-01-01 and 2199-12-31"),
    ],
    ids=str,
)
def test_what_is_no_date_is_refused_with_the_reason(value: object, why: str) -> None:
    with pytest.raises(NotADate, match=why):
        parse_day(value)
