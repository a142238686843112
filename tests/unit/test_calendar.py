"""Dates, and the periods the law counts in."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.law.calendar import (
    EARLIEST,
    LATEST,
    NEVER,
    NotADate,
    day_of,
    first_of_month,
    is_last_of_month,
    last_days_between,
    month_and_day,
    parse_day,
    shift,
    show_day,
    show_month,
    year_of,
)

DAYS = st.dates(EARLIEST, LATEST)
MONTHS = st.integers(0, 1200)
UNITS = ("days", "months", "years", "day of the month")


def later(day: date, number: int, unit: str) -> date:
    return date.fromordinal(shift(day.toordinal(), number, unit))


def month_number(day: date) -> int:
    """Months counted from the year nought."""
    return day.year * 12 + day.month - 1


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


@pytest.mark.parametrize(
    ("day", "number", "unit", "expected"),
    [
        ("2025-01-31", 1, "months", "2025-02-28"),
        ("2024-01-31", 1, "months", "2024-02-29"),
        ("2025-01-31", 2, "months", "2025-03-31"),
        ("2025-12-15", 1, "months", "2026-01-15"),
        ("2025-11-30", 3, "months", "2026-02-28"),
        ("2024-02-29", 1, "years", "2025-02-28"),
        ("2024-02-29", 4, "years", "2028-02-29"),
        ("1900-02-28", 1, "years", "1901-02-28"),
        ("2025-02-25", 10, "days", "2025-03-07"),
        ("2025-01-31", 10, "day of the month", "2025-02-10"),
        ("2025-12-31", 10, "day of the month", "2026-01-10"),
        ("2025-01-01", 31, "day of the month", "2025-02-28"),
    ],
)
def test_a_day_is_shifted_by_the_calendar(day: str, number: int, unit: str, expected: str) -> None:
    assert show_day(shift(parse_day(day), number, unit)) == expected


@given(DAYS, MONTHS)
def test_so_many_months_later_is_that_many_months_on_and_the_same_day_or_the_months_last(
    day: date, number: int
) -> None:
    end = later(day, number, "months")
    assert month_number(end) == month_number(day) + number
    assert end.day == min(day.day, monthrange(end.year, end.month)[1])


@given(DAYS, st.integers(0, 100))
def test_a_year_is_twelve_months(day: date, number: int) -> None:
    assert later(day, number, "years") == later(day, 12 * number, "months")


@given(DAYS, st.integers(0, 100_000))
def test_days_are_counted_one_by_one(day: date, number: int) -> None:
    assert later(day, number, "days") == day + timedelta(number)


@given(DAYS, st.integers(1, 31))
def test_a_day_of_the_month_is_of_the_next_month_whatever_the_day_it_is_counted_from(day: date, number: int) -> None:
    end = later(day, number, "day of the month")
    assert month_number(end) == month_number(day) + 1
    assert end.day == min(number, monthrange(end.year, end.month)[1])
    assert end == later(day.replace(day=1), number, "day of the month")


@given(DAYS, DAYS, st.integers(1, 99), st.sampled_from(UNITS))
def test_who_begins_later_never_ends_earlier(one: date, other: date, number: int, unit: str) -> None:
    first, second = sorted((one, other))
    assert later(first, number, unit) <= later(second, number, unit)
    assert first < later(first, number, unit)


@given(DAYS, st.integers(1, 98), st.sampled_from(UNITS))
def test_a_longer_time_never_ends_earlier(day: date, number: int, unit: str) -> None:
    assert later(day, number, unit) <= later(day, number + 1, unit)


@given(DAYS, st.integers(0, 120), st.integers(0, 120))
def test_two_times_one_after_the_other_never_end_later_than_both_at_once(day: date, one: int, other: int) -> None:
    apart = later(later(day, one, "months"), other, "months")
    assert apart <= later(day, one + other, "months")
    assert month_number(apart) == month_number(day) + one + other


@given(st.integers(0, 1000), st.sampled_from(UNITS))
def test_any_time_after_never_is_never(number: int, unit: str) -> None:
    assert shift(NEVER, number, unit) == NEVER


@given(DAYS)
def test_a_month_has_one_first_day_and_one_last(day: date) -> None:
    number = day.toordinal()
    first, last = first_of_month(number), day_of(day.year, day.month, 31)
    assert month_and_day(first) == (day.month, 1)
    assert (is_last_of_month(last), is_last_of_month(number)) == (True, number == last)
    assert first <= number <= last
    assert last == shift(first, 1, "months") - 1


@given(DAYS, st.integers(0, 800))
def test_the_months_between_two_days_are_each_there_once_by_their_last_day(day: date, days: int) -> None:
    first, last = day.toordinal(), day.toordinal() + days
    ends = list(last_days_between(first, last))
    months = [month_number(date.fromordinal(end)) for end in ends]
    assert all(is_last_of_month(end) for end in ends)
    assert months == list(range(month_number(day), month_number(date.fromordinal(last)) + 1))


def test_between_a_day_and_one_before_it_there_is_no_month() -> None:
    assert list(last_days_between(parse_day("2025-03-01"), parse_day("2025-02-28"))) == []


def test_a_month_is_shown_in_english_with_its_year() -> None:
    assert show_month(parse_day("2025-02-01")) == show_month(parse_day("2025-02-28")) == "February 2025"
    assert show_month(parse_day("1900-12-31")) == "December 1900"
