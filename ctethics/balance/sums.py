"""What events bring to totals, kept in a ledger's file so that the next event need not read them again.

Each event has a row for each total that it counts in. Their sums are kept by day, by month and over all: what came
before a day is the months before its month, the days before it in the month, and the rows of the day itself.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from ctethics.balance.places import PlaceBook, Places, place_of
from ctethics.balance.plan import Plan, Use
from ctethics.engines.entries import OUTSIDE, Entry, Place
from ctethics.engines.totals import Totals
from ctethics.law.calendar import first_of_month
from ctethics.program import Total

# The columns of one sum: whether it is certain, its label, both ends, how many without an upper end, how many at all.
Sum = tuple[int, int, str, int, int, int, int]


class Row(NamedTuple):
    """What one event brings to one total."""

    place: Place
    day: int
    id: str
    counts: int
    label: str
    low: int
    high: int | None


class Sums:
    """Reads and writes rows and sums inside the caller's transactions."""

    def __init__(self, sql: sqlite3.Connection, plan: Plan, places: PlaceBook) -> None:
        self.sql, self.plan, self.places = sql, plan, places

    def row(self, use: Use, totals: Totals) -> Row | None:
        """The row of the ledger's one event, or None where it does not count."""
        entry = totals.entries(use.total)[0]
        event = totals.ledger.events[0]
        if entry.counts is False:
            return None
        label = _label(use.total, entry.text, event.id)
        return Row(entry.place, event.day, event.id, int(entry.counts is True), label, entry.low, entry.high)

    def rows_of(self, id_: str) -> dict[int, Row]:
        """The rows of an event by the number of the total."""
        asked = """SELECT total, text, day, id, counts, label, low, high
            FROM counted JOIN places ON n = place WHERE id = ?"""
        found = self.sql.execute(asked, (id_,)).fetchall()
        return {number: _row(*rest) for number, *rest in found}

    def put(self, use: Use, row: Row) -> None:
        n = self.places.number(use.shape, row.place)
        cells = (use.number, n, row.day, row.id, row.counts, row.label, _cell(row.low), _cell(row.high))
        self.sql.execute("INSERT INTO counted VALUES (?, ?, ?, ?, ?, ?, ?, ?)", cells)
        self._add(use, n, row, 1)

    def remove(self, use: Use, row: Row) -> None:
        n = self.places.number(use.shape, row.place)
        asked = "DELETE FROM counted WHERE total = ? AND place = ? AND day = ? AND id = ?"
        self.sql.execute(asked, (use.number, n, row.day, row.id))
        self._add(use, n, row, -1)

    def _add(self, use: Use, n: int, row: Row, sign: int) -> None:
        """Adds a row to its sums, or takes it out. The sums are worked out here: SQLite's integers have an end."""
        where = "total = ? AND place = ? AND level = ? AND at = ? AND counts = ? AND label = ?"
        for level, at in ((0, row.day), (1, first_of_month(row.day)), (2, 0)):
            key = (use.number, n, level, at, row.counts, row.label)
            asked = f"SELECT low, high, open, many FROM sums WHERE {where}"
            low, high, open_, many = map(int, self.sql.execute(asked, key).fetchone() or (0, 0, 0, 0))
            if many + sign == 0:
                self.sql.execute(f"DELETE FROM sums WHERE {where}", key)
                continue
            ends = (low + sign * row.low, high + sign * (row.high or 0))
            cells = (*map(_cell, ends), open_ + sign * (row.high is None), many + sign)
            self.sql.execute("INSERT OR REPLACE INTO sums VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*key, *cells))

    def carried(self, total: Total, whole: bool, totals: Totals, near: dict[int, Places]) -> list[Entry]:
        """What the other events bring to a total of the ledger's one event: those before it, or all of the period.

        near -- by the number of the shape, the places near the event's that were looked up before.
        """
        use = self.plan.numbered.get(total.name)
        event = totals.ledger.events[0]
        if use is None or event.kind != total.kind:
            return []
        if use.shape.number not in near:
            near[use.shape.number] = self.places.near(use.shape, totals.place(total, 0), totals)
        places = near[use.shape.number]
        found = [one for n in places for one in self._sums(use, n, None if whole else (event.day, event.id))]
        if whole:
            own = self.rows_of(event.id).get(use.number)
            found += [(self.places.number(use.shape, own.place), *_negative(own))] if own else []
        return _entries(total, places, found)

    def position(self, use: Use, place: Place, near: Places) -> tuple[int, int | None] | None:
        """Between which of the use's edges both ends of the whole sum at a place lie; None where that is in doubt.

        near -- the places that may be the same as the place.
        """
        if use.edges is None or None in place or any(other != place for other in near.values()):
            return None
        low, high = 0, 0
        is_open = False
        for n in near:
            for _, counts, _, least, most, open_, _ in self._sums(use, n, None):
                low += int(least) if counts else 0
                high += int(most)
                is_open |= bool(open_)
        return bisect_right(use.edges, low), None if is_open else bisect_right(use.edges, high)

    def _sums(self, use: Use, n: int, before: tuple[int, str] | None) -> Iterator[Sum]:
        columns = "SELECT place, counts, label, low, high, open, many FROM sums WHERE total = ? AND place = ?"
        key = (use.number, n)
        if before is None:
            yield from self.sql.execute(f"{columns} AND level = 2 AND at = 0", key)
            return
        day, id_ = before
        month = first_of_month(day)
        yield from self.sql.execute(f"{columns} AND level = 1 AND at < ?", (*key, month))
        yield from self.sql.execute(f"{columns} AND level = 0 AND at >= ? AND at < ?", (*key, month, day))
        that_day = """SELECT place, counts, label, low, coalesce(high, 0), high IS NULL, 1 FROM counted
            WHERE total = ? AND place = ? AND day = ? AND id < ?"""
        yield from self.sql.execute(that_day, (*key, day, id_))


def _entries(total: Total, places: Places, sums: list[Sum]) -> list[Entry]:
    """The sums put together by place, certainty and label."""
    together: dict[tuple[int, int, str], list[int]] = {}
    for n, counts, label, *ends in sums:
        so_far = together.get((n, counts, label), [0, 0, 0, 0])
        together[n, counts, label] = [one + int(other) for one, other in zip(so_far, ends, strict=True)]
    return [
        Entry(
            OUTSIDE, True if counts else None, low, None if open_ else high, _named(total, label), places[n], None, many
        )
        for (n, counts, label), (low, high, open_, many) in together.items()
        if many
    ]


def _negative(row: Row) -> tuple[int, str, int, int, int, int]:
    return row.counts, row.label, -row.low, -(row.high or 0), -int(row.high is None), -1


def _label(total: Total, text: str | None, id_: str) -> str:
    """What keeps the rows of a total apart: nothing, the text, or of a sum that may belong to any text the event."""
    if not (total.is_count or total.largest_by):
        return ""
    if text is not None:
        return f"={text}"
    return "?" if total.is_count else f"?{id_}"


def _named(total: Total, label: str) -> str | None:
    return label[1:] if label.startswith("=") else None


def _row(text: str, day: int, id_: str, counts: int, label: str, low: object, high: object) -> Row:
    return Row(place_of(text), day, id_, counts, label, int(str(low)), None if high is None else int(str(high)))


def _cell(number: int | None) -> int | str | None:
    """A number as SQLite keeps it: what is beyond 64 bits as text."""
    return number if number is None or -(2**63) <= number < 2**63 else str(number)
