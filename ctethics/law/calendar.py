"""Dates and the periods the law counts in. A date is held as its day number, `date.toordinal()`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

# Later than every date that can be written, so that "not more than 30 days after" is no.
NEVER: Final = date.max.toordinal() * 2
# In English whatever the locale is.
_MONTHS: Final = "January February March April May June July August September October November December".split()
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


class NotADate(ValueError):
    """Why a value is no date."""


def parse_day(value: object) -> int:
    """The day number of `2025-03-03` or a `datetime.date`.

    Raises NotADate for a date that does not exist, a time of day, or a year outside 1900 to 2199.
    """
    if isinstance(value, datetime):
        raise NotADate("a date has no time of day; write `.date()`")
    if isinstance(value, date):
        day = value
    elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip(), re.ASCII):
        try:
            day = date.fromisoformat(value.strip())
        except ValueError:
            raise NotADate("there is no such day in the calendar") from None
    else:
        raise NotADate("a date is written year-month-day, as in 2025-03-03")
    if not EARLIEST <= day <= LATEST:
        raise NotADate(f"a date lies between {EARLIEST} and {LATEST}")
    return day.toordinal()


def show_day(day: int) -> str:
    """The day as `2025-03-03`, or `never`."""
    return "never" if day == NEVER else date.fromordinal(day).isoformat()


def year_of(day: int) -> int:
    """The calendar year the day lies in."""
    return date.fromordinal(day).year


def shift(day: int, number: int, unit: str) -> int:
    """The day so many days, months or years later; a month that is too short ends on its last day.

    With the unit `day of the month`, that day of the next month. `never` stays never.
    """
    if day == NEVER:
        return NEVER
    if unit == "days":
        return min(day + number, NEVER)
    start = date.fromordinal(day)
    months = {"months": number, "years": 12 * number}.get(unit, 1)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    wanted = number if unit == "day of the month" else start.day
    return date(year, month + 1, min(wanted, monthrange(year, month + 1)[1])).toordinal()


def is_last_of_month(day: int) -> bool:
    """Whether the next day lies in another month."""
    return date.fromordinal(day + 1).day == 1


def month_and_day(day: int) -> tuple[int, int]:
    """The month and the day of the month."""
    at = date.fromordinal(day)
    return at.month, at.day


def first_of_month(day: int) -> int:
    """The first day of the month the day lies in."""
    return date.fromordinal(day).replace(day=1).toordinal()


def day_of(year: int, month: int, day: int) -> int:
    """The day number; a month too short for the day ends on its last."""
    return date(year, month, min(day, monthrange(year, month)[1])).toordinal()


def last_days_between(first: int, last: int) -> Iterator[int]:
    """The last day of each month that the days from `first` to `last` touch."""
    day = first_of_month(first)
    while day <= last:
        end = shift(day, 1, "months") - 1
        yield end
        day = end + 1


def show_month(day: int) -> str:
    """The month the day lies in, as `February 2025`."""
    at = date.fromordinal(day)
    return f"{_MONTHS[at.month - 1]} {at.year}"
