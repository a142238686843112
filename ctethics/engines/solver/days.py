"""The calendar in terms of the solver: years, months and days of a day number, and a day so many months later."""

from __future__ import annotations

from typing import NamedTuple

from ctethics.engines.solver.terms import Term, z3
from ctethics.law.calendar import EARLIEST, LATEST

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NEW_YEAR = EARLIEST.toordinal()


class Civil(NamedTuple):
    """A day by its year, its month counted from 0, and its day of the month."""

    year: Term
    month: Term
    day: Term


def _is_leap(year: Term) -> Term:
    # Of the years that can be written and those a limit reaches, these two centuries alone leave their leap day out.
    return z3.And(year % 4 == 0, year != 1900, year != 2100, year != 2200, year != 2300)


def length(year: Term, month: Term) -> Term:
    """How many days a month has."""
    term = z3.If(_is_leap(year), z3.IntVal(29), z3.IntVal(28))
    for number, days in enumerate(_LENGTHS):
        term = term if number == 1 else z3.If(month == number, z3.IntVal(days), term)
    return term


def number(civil: Civil) -> Term:
    """The day number."""
    before, passed = z3.IntVal(0), 0
    for month in range(1, 12):
        passed += _LENGTHS[month - 1]
        before = z3.If(civil.month >= month, z3.IntVal(passed), before)
    leap_day = z3.If(z3.And(civil.month >= 2, _is_leap(civil.year)), z3.IntVal(1), z3.IntVal(0))
    left_out = [z3.If(civil.year > century, 1, 0) for century in (1900, 2100, 2200, 2300)]
    leaps = (civil.year - 1897) / 4 - z3.Sum(left_out)
    return _NEW_YEAR + 365 * (civil.year - 1900) + leaps + before + leap_day + civil.day - 1


def civil(name: str, day: Term) -> tuple[Civil, Term]:
    """A day by year, month and day, and what makes it so where the day is one of the calendar."""
    found = Civil(z3.Int(f"{name} year"), z3.Int(f"{name} month"), z3.Int(f"{name} day"))
    first, last = EARLIEST.year, LATEST.year
    within = z3.And(found.year >= first, found.year <= last, found.month >= 0, found.month <= 11, found.day >= 1)
    return found, z3.And(within, found.day <= length(found.year, found.month), number(found) == day)


def later(start: Civil, months: int, day: int | None = None) -> Term:
    """The day number so many months later, a month that is too short ending on its last day; or on that day of it."""
    ahead = start.month + months
    year, month = start.year + ahead / 12, ahead % 12
    most = length(year, month)
    wanted = start.day if day is None else z3.IntVal(day)
    return number(Civil(year, month, z3.If(wanted <= most, wanted, most)))
