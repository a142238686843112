"""Frames of any kind, taken in and given back: those in memory are worked on by Polars, all others where they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from ctethics.diagnostics import CaseError, Diagnostic, Span, UsageError
from ctethics.tables.columns import ROW

Frame = nw.LazyFrame[Any]


@dataclass(frozen=True)
class Given:
    """A caller's frame as a lazy one; `eager` is the caller's own where its rows are in memory."""

    lazy: Frame
    eager: nw.DataFrame[Any] | None

    @property
    def columns(self) -> tuple[object, ...]:
        """What a way of answering it depends on: where it is worked on, and its columns with their types."""
        columns = tuple((name, str(dtype)) for name, dtype in self.lazy.collect_schema().items())
        return (self.lazy.implementation, *columns)

    def with_columns_of(self, answered: Frame, told: Sequence[str]) -> Any:
        """The caller's frame with the told columns beside its own, of the same kind; rows in memory keep their order.

        answered -- the lazy frame worked out further. Raises UsageError where a told column would replace an own one.
        """
        own = [name for name in self.lazy.collect_schema().names() if name != ROW]
        twice = [name for name in told if name in own]
        if twice:
            what = f"the table has a column `{twice[0]}` of its own"
            fix = "rename it, or ask for the other columns only."
            raise UsageError([Diagnostic("CTE610", Span.whole("the table"), what, "the answer would replace it.", fix)])
        if self.eager is None:
            return answered.select(*own, *told).to_native()
        found = answered.select(ROW, *told).to_native().collect(engine="streaming").sort(ROW).drop(ROW)
        return _beside(self.eager, found)


def given(frame: Any) -> Given:
    """Any frame that Narwhals knows. Raises UsageError for what is none, CaseError for what cannot be read."""
    try:
        known: Any = nw.from_native(frame)
    except TypeError as error:
        what = f"a {type(frame).__name__} is no table"
        why = "tables are frames of Polars, pandas, PyArrow, DuckDB, Spark and the like."
        fix = "give a frame, or read the file with one of them."
        raise UsageError([Diagnostic("CTE611", Span.whole("frame"), what, why, fix)]) from error
    if isinstance(known, nw.LazyFrame):
        return Given(known, None)
    import polars as pl

    try:
        native = known.to_polars()
    except (TypeError, ValueError, pl.exceptions.PolarsError) as error:
        what, why = "the table cannot be taken over", f"{error}."
        fix = "give each column one type: text, whole numbers, Decimal, dates, yes or no."
        raise CaseError([Diagnostic("CTE611", Span.whole("the table"), what, why, fix)]) from error
    return Given(nw.from_native(native.with_row_index(ROW, offset=1).lazy()), known)


def check_alike(ledger: Given, parties: Given) -> None:
    """Raises UsageError where the table of parties cannot be put beside the ledger."""
    one, other = str(ledger.lazy.implementation), str(parties.lazy.implementation)
    if one != other:
        what = f"the ledger is in {one} and the table of parties in {other}"
        why = "the two are joined where the ledger is."
        raise UsageError([Diagnostic("CTE611", Span.whole("parties"), what, why, "give both in the same.")])


def _beside(own: nw.DataFrame[Any], found: Any) -> Any:
    """The frame with the columns of a Polars frame beside its own."""
    made = as_kind_of(own, found)
    if own.implementation.is_pandas_like():
        made.index = own.to_native().index
    return nw.concat([own, nw.from_native(made)], how="horizontal").to_native()


def as_kind_of(own: nw.DataFrame[Any], found: Any) -> Any:
    """A Polars frame as one of the kind that the caller's is."""
    if own.implementation.is_polars():
        return found
    if own.implementation.is_pandas_like():
        return found.to_pandas(use_pyarrow_extension_array=True)
    return nw.DataFrame.from_arrow(nw.from_native(found).to_arrow(), backend=own.implementation).to_native()
