"""Columns of lists as text: the one thing that Narwhals has no expression for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import narwhals as nw

from ctethics.diagnostics import Diagnostic, Span, UsageError
from ctethics.tables.cells import AUX, UNIT, Column


def join_lists(frame: nw.LazyFrame[Any], columns: Collection[Column]) -> nw.LazyFrame[Any]:
    """The frame with `ct:~<fact>` for each column of lists: its names between unit separators, one at each end."""
    if not columns:
        return frame
    joined = _joined(frame, {AUX + column.name: column.written.column or "" for column in columns})
    ended = [nw.concat_str([nw.lit(UNIT), column.text, nw.lit(UNIT)]).alias(AUX + column.name) for column in columns]
    return joined.with_columns(*ended)


def _joined(frame: nw.LazyFrame[Any], names: dict[str, str]) -> nw.LazyFrame[Any]:
    made: nw.LazyFrame[Any] = nw.from_native(_joined_native(frame.to_native(), frame.implementation, names))
    return made


def _joined_native(native: Any, made: nw.Implementation, names: dict[str, str]) -> Any:
    if made.is_polars():
        import polars as pl

        return native.with_columns(pl.col(old).list.join(UNIT).alias(new) for new, old in names.items())
    if made.is_duckdb():
        from duckdb import ColumnExpression, ConstantExpression, FunctionExpression, StarExpression

        texts = (
            FunctionExpression("array_to_string", ColumnExpression(old), ConstantExpression(UNIT)).alias(new)
            for new, old in names.items()
        )
        return native.select(StarExpression(), *texts)
    if made.is_pyspark():
        from pyspark.sql import functions

        return native.withColumns({new: functions.array_join(f"`{old}`", UNIT) for new, old in names.items()})
    what = f"lists in a {made} table"
    why, fix = "lists are read from Polars, DuckDB and Spark.", "make them text, the names separated by `;`."
    raise UsageError([Diagnostic("CTE611", Span.whole("the table"), what, why, fix)])
