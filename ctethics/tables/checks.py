"""What must hold between the cells of one row."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import narwhals as nw

from ctethics.program import EventKind, Fact
from ctethics.tables.cells import PREFIX, Cell
from ctethics.tables.columns import FIELDS, LINE


@dataclass(frozen=True, slots=True)
class Check:
    """Something that may be wrong with a row.

    column -- where, as the caller names it; is_bad -- never null; value -- the cell as text, reason -- why, both
    looked at only where it is bad.
    """

    column: str
    is_bad: nw.Expr
    value: nw.Expr
    reason: nw.Expr


def check_of(cell: Cell) -> Check | None:
    """The check that a cell can be read; None where it always can."""
    if cell.is_bad is None:
        return None
    return Check(cell.column.written.column or "", cell.is_bad, cell.shown, cell.reason)


def whole_row(columns: Collection[str]) -> Iterator[Check]:
    """That the row is one, where text files were read: it has as many fields as the table has columns."""
    if FIELDS in columns:
        yield Check("", ~nw.col(FIELDS).is_null(), nw.col(LINE).fill_null(""), nw.col(FIELDS))


def between_cells(kind: EventKind, cells: dict[str, Cell]) -> Iterator[Check]:
    """That nobody gives to themselves, and that a period ends on the event's day."""
    if "donor" in cells and "recipient" in cells:
        donor, recipient = cells["donor"], cells["recipient"]
        is_same = (donor.column.typed == recipient.column.typed).fill_null(False)
        party = recipient.column.typed.cast(nw.String)
        both = nw.concat_str([nw.lit("`"), party, nw.lit("` is both donor and recipient")])
        yield Check(_name(recipient), is_same, recipient.shown, both)
    for name, fact in kind.facts.items():
        if fact.last_day and name in cells:
            yield from _last_days(fact, cells["date"])


def _last_days(fact: Fact, date: Cell) -> Iterator[Check]:
    day, period = date.column.typed, nw.col(PREFIX + fact.name)
    for choice, (month, last) in fact.last_day:
        if last:
            is_end = (day.dt.month() == month) & (day.dt.day() == last)
            ends = f"on {month:02}-{last:02}"
        else:
            is_end = day.dt.day() == _length(day)
            ends = "on the last day of a month"
        is_bad = ((period == choice) & ~is_end).fill_null(False)
        yield Check(_name(date), is_bad, date.shown, nw.lit(f"{fact.name} is `{choice}`, which ends {ends}"))


def _length(day: nw.Expr) -> nw.Expr:
    """How many days the month has."""
    year, month = day.dt.year(), day.dt.month()
    is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    february = nw.when(is_leap).then(nw.lit(29)).otherwise(nw.lit(28))
    others = nw.when(month.is_in([4, 6, 9, 11])).then(nw.lit(30)).otherwise(nw.lit(31))
    return nw.when(month == 2).then(february).otherwise(others)


def _name(cell: Cell) -> str:
    return cell.column.written.column or cell.column.name
