"""Where events belong together: the places in a ledger's file, and which of them may be one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import product

from ctethics.balance.plan import Shape
from ctethics.engines.entries import Place
from ctethics.engines.totals import Totals

Places = dict[int, Place]
# Made once: a place is written some hundred times for each event.
_ENCODE = json.JSONEncoder(separators=(",", ":")).encode


class PlaceBook:
    """Numbers places, and finds those that may be the same as one; `sql` is used in the caller's transactions."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self.sql = sql

    def number(self, shape: Shape, place: Place) -> int:
        """The number of a place, given to it here if it has none."""
        asked = "SELECT n FROM places WHERE shape = ? AND text = ?"
        key = (shape.number, _text(place))
        row = self.sql.execute(asked, key).fetchone()
        if row is not None:
            return int(row[0])
        return int(self.sql.execute("INSERT INTO places (shape, text) VALUES (?, ?)", key).lastrowid or 0)

    def near(self, shape: Shape, place: Place, totals: Totals) -> Places:
        """The places that may be the same as this one, itself among them, by number.

        totals -- whose parties name all who may be of the donor's group.
        """
        every: list[tuple[object, ...]] = []
        is_open = False
        for name, part in zip(("", *shape.total.per), place, strict=True):
            if part is None:
                is_open = True
                break
            others = _kin(totals, str(part)) if name == "donor group" else (part, *([None] if name else []))
            every.append(tuple(others))
        texts = [_text(one) for one in product(*every)]
        rows = self._under(shape, texts) if is_open else self._exactly(shape, texts)
        return {n: other for n, other in rows if may_be_same(shape, place, other, totals)}

    def _exactly(self, shape: Shape, texts: list[str]) -> Iterator[tuple[int, Place]]:
        asked = "SELECT n, text FROM places WHERE shape = ? AND text IN (SELECT value FROM json_each(?))"
        for n, text in self.sql.execute(asked, (shape.number, json.dumps(texts))):
            yield n, place_of(text)

    def _under(self, shape: Shape, texts: list[str]) -> Iterator[tuple[int, Place]]:
        """The places that begin so."""
        for text in texts:
            begin = text[:-1] + ","
            asked = "SELECT n, text FROM places WHERE shape = ? AND text >= ? AND text < ?"
            for n, found in self.sql.execute(asked, (shape.number, begin, begin[:-1] + "-")):
                yield n, place_of(found)

    def put(self, shape: Shape, place: Place, day: int, id_: str) -> None:
        """Says that an event belongs at a place."""
        self.sql.execute("INSERT INTO placed VALUES (?, ?, ?)", (self.number(shape, place), day, id_))

    def remove(self, id_: str) -> None:
        """Says that an event belongs nowhere."""
        self.sql.execute("DELETE FROM placed WHERE id = ?", (id_,))

    def at(self, places: Iterable[int], after: tuple[int, str] = (-1, "")) -> Iterator[str]:
        """The events at places, those after a day and id alone."""
        for n in places:
            asked = "SELECT id FROM placed WHERE place = ? AND (day, id) > (?, ?)"
            yield from (id_ for (id_,) in self.sql.execute(asked, (n, *after)))


def may_be_same(shape: Shape, one: Place, other: Place, totals: Totals) -> bool:
    """Whether nothing known keeps two places apart."""
    return all(
        mine is None
        or theirs is None
        or mine == theirs
        or (name == "donor group" and totals.groups.same(str(mine), str(theirs)) is not False)
        for name, mine, theirs in zip(("", *shape.total.per), one, other, strict=True)
    )


def _kin(totals: Totals, group: str) -> list[str]:
    """The names of the groups that may be one with this one."""
    root = totals.groups.roots(group)[1]
    both = (totals.groups.roots(party) for party in (group, *totals.ledger.parties))
    return sorted({certain for certain, possible in both if possible == root})


def _text(place: Iterable[object]) -> str:
    return _ENCODE(list(place))


def place_of(text: str) -> Place:
    """The place that a text in the file stands for."""
    return tuple(json.loads(text))
