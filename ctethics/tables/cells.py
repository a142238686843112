"""One column of a table as one fact: the expressions that type a cell, tell a bad one, and say why it is bad.

The work goes in stages, each over the columns of the one before, so that no expression is written out twice:
the cell as text, `ct:~<fact>`, null where it says nothing; the typed cell, `ct:<fact>`; whether it is bad.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import narwhals as nw
from narwhals.dtypes import DType

from ctethics.program import Fact
from ctethics.tables.column_map import Written

PREFIX: Final = "ct:"
AUX: Final = "ct:~"
# What Python's str.strip strips; each backend has a list of its own.
_BLANKS: Final = (*range(9, 14), *range(28, 33), 133, 160, 5760, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288)
BLANKS: Final = "".join(map(chr, _BLANKS))
# Between the names of a typed list, and at both its ends.
UNIT: Final = "\x1f"
UNKNOWN: Final = ("unknown", "Unknown", "UNKNOWN")
EMPTY: Final = "is empty"
# As source.unseen, as every backend's patterns have it; no column of text holds half of a pair.
_UNSEEN: Final = r"[\x00-\x1f\x7f-\x{9f}\x{2028}-\x{202e}\x{2066}-\x{2069}]"
UNSEEN: Final = "it holds a character that cannot be seen"


@dataclass(frozen=True, slots=True)
class Column:
    """A column that states a fact.

    name -- the fact's, as in `ct:<name>`; type -- one of program.TYPES, or `id` or `kind`; fact -- None: id, kind, date
    or a role; is_needed -- an empty cell is a bad one; is_event_date -- the day of the event, which is never `never`.
    """

    name: str
    type: str
    written: Written
    dtype: DType
    fact: Fact | None = None
    is_needed: bool = False
    is_event_date: bool = False

    @property
    def raw(self) -> nw.Expr:
        return nw.col(self.written.column or "")

    @property
    def text(self) -> nw.Expr:
        """The cell as text, null where it says nothing: what `stated` makes."""
        return nw.col(AUX + self.name)

    @property
    def typed(self) -> nw.Expr:
        return nw.col(PREFIX + self.name)

    @property
    def is_text(self) -> bool:
        """Whether the cells are text, or of no type at all as all are null."""
        return isinstance(self.dtype, nw.String | nw.Categorical | nw.Enum | nw.Unknown)

    @property
    def is_list(self) -> bool:
        return isinstance(self.dtype, nw.List)


@dataclass(frozen=True, slots=True)
class Cell:
    """What is done with one column's cells.

    text -- makes `ct:~<fact>`, where the rest needs it; typed -- makes `ct:<fact>`; is_bad -- never null; None: no
    cell can be; reason -- why, on the rows where it is; shown -- the cell as the rejects show it.
    """

    column: Column
    text: nw.Expr | None
    typed: nw.Expr
    is_bad: nw.Expr | None
    reason: nw.Expr
    shown: nw.Expr


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a whole column cannot state its fact."""

    what: str
    why: str
    fix: str


def trimmed(column: Column) -> nw.Expr:
    """The cell as text without spaces around it; null where it is, unless the map says what an empty cell means."""
    raw = column.raw if isinstance(column.dtype, nw.String) else column.raw.cast(nw.String)
    text = raw.str.strip_chars(BLANKS)
    return text.fill_null("") if "" in _meanings(column) else text


def stated(column: Column) -> nw.Expr:
    """The cell as text, null where it is empty or says `unknown`; as it stands where the map says that it is clean."""
    if column.written.clean and isinstance(column.dtype, nw.String):
        return column.raw
    text = trimmed(column)
    silent = {"", *UNKNOWN, *column.written.unknown} - _meanings(column)
    return nw.when(~text.is_in(sorted(silent))).then(text)


def _meanings(column: Column) -> set[str]:
    written = column.written
    return {*written.yes, *written.no, *(cell for cell, _ in written.values)}


def unread(column: Column) -> nw.Expr:
    """Whether a cell that says something could not be typed."""
    return ~column.text.is_null() & column.typed.is_null()


def holds_unseen(text: nw.Expr) -> nw.Expr:
    """Whether text has a character that is refused in the names of a case too; never null."""
    return text.str.contains(_UNSEEN).fill_null(False)


def first_of(cases: Sequence[tuple[nw.Expr, object]], otherwise: object = None) -> nw.Expr:
    """The value of the first case that holds; values are expressions or literals."""
    chain = as_expr(otherwise)
    for condition, value in reversed(cases):
        chain = nw.when(condition).then(as_expr(value)).otherwise(chain)
    return chain


def as_expr(value: object) -> nw.Expr:
    """The expression itself, or the literal."""
    return value if isinstance(value, nw.Expr) else nw.lit(value)  # type: ignore[arg-type]


def any_of(conditions: Iterable[nw.Expr]) -> nw.Expr | None:
    """Whether one of them holds; None where there are none. None of them may be null."""
    listed = list(conditions)
    if not listed:
        return None
    return listed[0] if len(listed) == 1 else nw.any_horizontal(*listed, ignore_nulls=False)


def make(
    column: Column, typed: nw.Expr, reason: object, *, text: nw.Expr | None = None, is_bad: nw.Expr | None
) -> Cell:
    """The cell; of a column that is needed, one that says nothing is bad too."""
    cause = as_expr(reason)
    if column.is_needed:
        said = column.typed if text is None else column.text
        is_bad = said.is_null() if is_bad is None else is_bad | said.is_null()
        blank = column.raw.is_null() if not column.is_text else ~(trimmed(column) != "").fill_null(False)
        told = nw.when(said.is_null()).then(nw.lit("must be stated")).otherwise(cause)
        cause = nw.when(blank).then(nw.lit(EMPTY)).otherwise(told)
    return Cell(column, text, typed, is_bad, cause, shown(column))


def shown(column: Column) -> nw.Expr:
    """The cell as the rejects show it; nothing where it is null."""
    if column.is_list:
        return column.text.str.strip_chars(UNIT).str.replace_all(UNIT, "; ", literal=True).fill_null("")
    raw = column.raw if isinstance(column.dtype, nw.String) else column.raw.cast(nw.String)
    return raw.fill_null("")
