"""Kleene's logic over columns: yes, no and unknown are true, false and null, and what is the same for every row is no
column at all but True, False or None."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

import narwhals as nw


@dataclass(frozen=True, slots=True)
class Column:
    """What differs from row to row.

    may_be_null -- False only where no row can have null; name -- the frame's column that it is, if it is one.
    """

    expr: nw.Expr
    may_be_null: bool = True
    name: str = ""


Truth = bool | None | Column


def all_of(parts: Iterable[Truth]) -> Truth:
    """Kleene's `and`."""
    return _joined(tuple(parts), and_, decides=False)


def any_of(parts: Iterable[Truth]) -> Truth:
    """Kleene's `or`."""
    return _joined(tuple(parts), or_, decides=True)


def not_(part: Truth) -> Truth:
    """Kleene's `not`."""
    if isinstance(part, Column):
        return Column(~part.expr, part.may_be_null)
    return None if part is None else not part


def maybe(part: Truth) -> Truth:
    """Whether it may be: yes or unknown. Never null itself."""
    if isinstance(part, Column):
        return Column(part.expr.fill_null(True), False) if part.may_be_null else part
    return part is not False


def surely(part: Truth) -> Truth:
    """Whether it is certain: yes, neither no nor unknown. Never null itself."""
    if isinstance(part, Column):
        return Column(part.expr.fill_null(False), False) if part.may_be_null else part
    return part is True


def expression(part: Truth) -> nw.Expr:
    """The truth as a column's expression, whether it differs from row to row or not."""
    return part.expr if isinstance(part, Column) else nw.lit(part, nw.Boolean)


def _joined(parts: tuple[Truth, ...], join: Callable[[nw.Expr, nw.Expr], nw.Expr], *, decides: bool) -> Truth:
    if any(part is decides for part in parts):
        return decides
    columns = [part for part in parts if isinstance(part, Column)]
    is_open = None in parts
    if not columns:
        return None if is_open else not decides
    exprs = [column.expr for column in columns] + ([nw.lit(None, nw.Boolean)] if is_open else [])
    return Column(balanced(exprs, join), is_open or any(column.may_be_null for column in columns))


def balanced(exprs: Sequence[nw.Expr], join: Callable[[nw.Expr, nw.Expr], nw.Expr]) -> nw.Expr:
    """All joined, halves first: a chain of a hundred would nest a hundred deep."""
    if len(exprs) <= 2:
        return reduce(join, exprs)
    middle = len(exprs) // 2
    return join(balanced(exprs[:middle], join), balanced(exprs[middle:], join))
