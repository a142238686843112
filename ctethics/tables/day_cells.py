"""Dates in tables, checked against the real calendar."""

from __future__ import annotations

from datetime import date
from typing import Final

import narwhals as nw

from ctethics.law.calendar import EARLIEST, LATEST
from ctethics.tables.cells import Cell, Column, Misfit, first_of, make, stated
from ctethics.tables.day_format import DAY, ISO_FORMAT, DayFormat

NEVER: Final = date.max
_NEVER_WORDS: Final = ("never", "Never", "NEVER")
_RANGE: Final = f"a date lies between {EARLIEST} and {LATEST}"
_NO_TIME: Final = "a date has no time of day"
_NO_SUCH: Final = "there is no such day in the calendar"


def day(column: Column) -> Cell | Misfit:
    """A Date; `never` is 9999-12-31."""
    dtype = column.dtype
    if isinstance(dtype, nw.Date):
        return _date(column)
    if isinstance(dtype, nw.Datetime):
        if dtype.time_zone is not None:
            why = "which day it is depends on where one is."
            return Misfit("holds times with a time zone", why, "make it a date.")
        return _datetime(column)
    if column.is_text or (dtype.is_integer() and column.written.format is not None):
        return _text(column, column.written.format or ISO_FORMAT)
    fix = "make it a date, or text with its `format` in the column map."
    return Misfit(f"is {dtype}", "a date is a Date, or text.", fix)


def _within(column: Column, given: nw.Expr) -> nw.Expr:
    is_within = given.is_between(nw.lit(EARLIEST), nw.lit(LATEST))
    return is_within if column.is_event_date else is_within | (given == nw.lit(NEVER))


def _date(column: Column) -> Cell:
    return make(column, column.raw, _RANGE, is_bad=~_within(column, column.raw).fill_null(True))


def _datetime(column: Column) -> Cell:
    # The day alone counts: a time of day would be lost, and with it perhaps what the author meant.
    raw = column.raw
    is_midnight = raw.dt.date().cast(column.dtype) == raw
    reason = nw.when(~is_midnight).then(nw.lit(_NO_TIME)).otherwise(nw.lit(_RANGE))
    is_bad = ~(is_midnight & _within(column, column.typed)).fill_null(True)
    return make(column, raw.dt.date(), reason, is_bad=is_bad)


def _text(column: Column, format_: DayFormat) -> Cell:
    text = column.text
    has_shape = text.str.contains(format_.pattern)
    iso = format_.iso(text)
    # The parser sees only days that there are, so that it can raise on none.
    days = nw.when(has_shape & iso.str.contains(DAY)).then(iso).str.to_date("%Y-%m-%d")
    is_never = text.is_in(_NEVER_WORDS)
    typed = days if column.is_event_date else nw.when(is_never).then(nw.lit(NEVER)).otherwise(days)
    written = f"a date is written {format_.shown}, as in {format_.example}"
    reason = first_of(
        [
            (is_never, "an event's date is a day"),
            (has_shape & ~iso.str.contains("^(?:19|20|21)"), _RANGE),
            (has_shape, _NO_SUCH),
            (text.str.contains(r"[0-9][T ][0-9]{2}:[0-9]{2}"), _NO_TIME),
        ],
        written,
    )
    is_bad = ~text.is_null() & column.typed.is_null()
    return make(column, typed, reason, text=stated(column), is_bad=is_bad)
