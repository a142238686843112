"""Amounts about a limit and days about a change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ctethics.law.calendar import EARLIEST, LATEST, day_of, parse_day, shift, show_day, year_of
from ctethics.law.money import MOST_CENTS, parse_cents, show_cents
from ctethics.testing.boundary import Boundary

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_YEAR: Final = 366


def amounts_near(limit: Boundary | str | int | Decimal) -> SearchStrategy[str]:
    """Amounts such as `"$49.99"`: mostly the limit, a cent or a dollar on either side, or a share of it; at times any
    up to twice as much. The smallest is the limit itself.

    limit -- `"$50.00"`, an int or Decimal of dollars, or a Boundary that is in dollars.
    Raises ValueError for what is no amount of money.
    """
    from hypothesis import strategies

    cents = parse_cents(limit.limit if isinstance(limit, Boundary) else limit)
    parts = (cents // 2, cents - cents // 2, cents // 5, cents // 10, 2 * cents)
    near = [cents, *(cents + side for side in (-1, 1, -100, 100)), *parts, 0, 1]
    fitting = list(dict.fromkeys(amount for amount in near if 0 <= amount <= MOST_CENTS))
    anywhere = strategies.integers(0, min(MOST_CENTS, max(2 * cents, 100)))
    return strategies.one_of(strategies.sampled_from(fitting), anywhere).map(show_cents)


def dates_near(change: date | str) -> SearchStrategy[str]:
    """Days such as `"2024-09-30"`: mostly the change, the day before or after, the ends of the years about it, a month
    or a year away; at times any within a year. The smallest is the change itself.

    change -- `"2024-10-01"` or a date. Raises ValueError for what is no date.
    """
    from hypothesis import strategies

    day = parse_day(change)
    year = year_of(day)
    ends = (day_of(year - 1, 12, 31), day_of(year, 12, 31))
    away = (shift(day, 30, "days"), shift(day, 1, "months"), shift(day, 1, "years"))
    near = [day, day - 1, day + 1, *(end + side for end in ends for side in (0, 1)), *away]
    fitting = [one for one in dict.fromkeys(near) if EARLIEST.toordinal() <= one <= LATEST.toordinal()]
    least, most = max(EARLIEST.toordinal(), day - _YEAR), min(LATEST.toordinal(), day + _YEAR)
    anywhere = strategies.integers(least, most)
    return strategies.one_of(strategies.sampled_from(fitting), anywhere).map(show_day)
