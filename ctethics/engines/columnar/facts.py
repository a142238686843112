"""Stratum zero over columns: each event's facts as the program names them, presumptions applied.

The same as `engines.situation.resolve` for one event.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import narwhals as nw

from ctethics.engines.columnar.kleene import Column
from ctethics.law.calendar import NEVER
from ctethics.program import EventKind, Fact, FactRef, Program, Value
from ctethics.tables.cells import UNIT
from ctethics.tables.constants import DTYPES

# What stands in a column of dates for `never`: later than every date a ledger may have.
NEVER_DATE: Final = date.max


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that is the same for every event."""

    value: Value


Known = Column | Constant | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a ledger's frame states of one kind of event: a fact called `x` stands in the column `ct:x`.

    stated -- the facts there is a column of; filled -- those of them that every row has.
    order -- the columns by which running totals count the rows, `ct:date` and one that tells events apart.
    rejected -- the column that says which rows cannot be read; within -- a column that keeps whole ledgers apart.
    is_ready -- the columns stand as they were read; nothing had to be worked out to get them.
    is_grouped -- whether the columns `ct:donor group` and `ct:possible donor group` say who counts as one donor.
    is_polars -- each window gets only the rows it needs, what branches begin with being worked out once, and both ends
    of a total in one, as whole numbers of 128 bits; databases would work all of it out again for each branch.
    """

    stated: frozenset[str]
    filled: frozenset[str]
    order: tuple[str, ...]
    rejected: str | None = None
    within: str | None = None
    is_grouped: bool = False
    is_ready: bool = True
    is_polars: bool = False


@dataclass
class Facts:
    """The facts of one kind of event by the names conditions use; `made` are columns to add, by name."""

    program: Program
    kind: EventKind
    sheet: Sheet
    is_strict: bool
    made: dict[str, nw.Expr] = field(default_factory=dict)
    _known: dict[str, Known] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Known:
        """What is known of a fact: a column, one value for all, or nothing (None)."""
        if name not in self._known:
            ref = self.program.vocabulary.refer(self.kind.name, name)
            self._known[name] = None if ref is None else self._kept(name, self._resolved(ref))
        return self._known[name]

    def _kept(self, name: str, known: Known) -> Known:
        """What had to be worked out gets a column of its own, worked out once."""
        if not isinstance(known, Column) or known.name:
            return known
        made = f"ct:known {name}"
        self.made[made] = known.expr
        return Column(nw.col(made), known.may_be_null, made)

    def _stated(self, name: str) -> Column | None:
        if name not in self.sheet.stated:
            return None
        return Column(nw.col(f"ct:{name}"), name not in self.sheet.filled, f"ct:{name}")

    def _resolved(self, ref: FactRef) -> Known:
        if ref.role is None:
            return self._stated(ref.name) if ref.fact is None else self._of(ref.fact, "")
        return self._part(ref.role) if ref.fact is None else self._of_party(ref.role, ref.fact)

    def _part(self, role: str) -> Known:
        """The party who has a part: who is named, else whoever is presumed."""
        own, base = self._stated(role), self._base(role)
        return own if base is None else _first(own, self._part(base))

    def _base(self, role: str) -> str | None:
        return None if self.is_strict else self.kind.roles[role].presume

    def _of_party(self, role: str, fact: Fact) -> Known:
        """A fact of whoever has the part."""
        named, base = self._stated(role), self._base(role)
        if named is None:
            return None if base is None else self._of_party(base, fact)
        own = self._of(fact, f"{role} ")
        if not named.may_be_null:
            return own
        return _chosen(named.expr.is_null(), None if base is None else self._of_party(base, fact), own, fact.type)

    def _of(self, fact: Fact, before: str) -> Known:
        """A stated fact, or what stands in for it: another fact, then what is presumed."""
        known: Known = self._stated(before + fact.name)
        if fact.otherwise is not None:
            known = _first(known, self._stated(before + fact.otherwise))
        if fact.presume is None or self.is_strict:
            return known
        return _first(known, Constant(fact.presume), fact.type)


def _first(one: Known, other: Known, type_: str = "text") -> Known:
    """The one where it is known, else the other."""
    if one is None or other is None:
        return one if one is not None else other
    if isinstance(one, Constant) or not one.may_be_null:
        return one
    return Column(nw.coalesce(one.expr, as_expression(other, type_)), isinstance(other, Column) and other.may_be_null)


def _chosen(is_first: nw.Expr, one: Known, other: Known, type_: str) -> Known:
    if one is None and other is None:
        return None
    expr = nw.when(is_first).then(as_expression(one, type_)).otherwise(as_expression(other, type_))
    return Column(
        expr, any(known is None or (isinstance(known, Column) and known.may_be_null) for known in (one, other))
    )


def as_expression(known: Known, type_: str) -> nw.Expr:
    """The value as a column's expression, of the type that a fact's column has."""
    if isinstance(known, Column):
        return known.expr
    if known is None:
        return nw.lit(None, DTYPES[type_])
    return nw.lit(literal(known.value, type_), DTYPES[type_])


def literal(value: Value, type_: str) -> bool | str | int | date:
    """A value as a cell of a column holds it."""
    if isinstance(value, frozenset):
        return UNIT + "".join(name + UNIT for name in sorted(value))
    if type_ == "date" and isinstance(value, int):
        return NEVER_DATE if value == NEVER else date.fromordinal(value)
    return value


def value_of(cell: Any) -> Value | None:
    """What a cell of a typed column states: the other way round than `literal`."""
    if isinstance(cell, date):
        return NEVER if cell == NEVER_DATE else cell.toordinal()
    if isinstance(cell, str) and cell.startswith(UNIT):
        return frozenset(cell.strip(UNIT).split(UNIT)) - {""}
    return cell  # type: ignore[no-any-return]
