"""A small vocabulary, tables on several backends, and what comes of typing them."""

from collections.abc import Callable, Mapping
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from ctethics.diagnostics import Collector
from ctethics.program import EventKind, Fact, Role, Vocabulary
from ctethics.tables import ColumnMap, Typed, read_column_map, rejects, typed

PARTY = {
    "kind": Fact("kind", "choice", "?", choices=("person", "business")),
    "registrant": Fact("registrant", "yes or no", "?"),
    "doing business with": Fact("doing business with", "list", "?"),
    "agency": Fact("agency", "text", "?"),
}
TRANSFER = EventKind(
    "transfer",
    "something passes",
    {
        "donor": Role("donor", "?"),
        "recipient": Role("recipient", "?"),
        "on behalf of": Role("on behalf of", "?", presume="donor"),
    },
    {
        "item": Fact("item", "choice", "?", choices=("food or beverage", "plaque", "none of these")),
        "value": Fact("value", "amount", "?"),
        "cost": Fact("cost", "amount", "?"),
        "copies": Fact("copies", "number", "?"),
        "returned": Fact("returned", "date", "?"),
        "donor in attendance": Fact("donor in attendance", "yes or no", "?"),
        "label": Fact("label", "text", "?"),
        "agencies": Fact("agencies", "list", "?"),
    },
)
_LAST_DAYS = (("month", (0, 0)), ("first quarter", (3, 31)))
PERIOD = EventKind(
    "filing period",
    "a period ends",
    {"registrant": Role("registrant", "?")},
    {"period": Fact("period", "choice", "?", choices=("month", "first quarter"), last_day=_LAST_DAYS)},
)
VOCABULARY = Vocabulary(PARTY, {"transfer": TRANSFER, "filing period": PERIOD})

Backend = Callable[[pl.DataFrame], nw.LazyFrame[Any]]


def in_polars(frame: pl.DataFrame) -> nw.LazyFrame[Any]:
    return nw.from_native(frame.lazy())


def in_duckdb(frame: pl.DataFrame) -> nw.LazyFrame[Any]:
    duckdb = pytest.importorskip("duckdb")
    return nw.from_native(duckdb.from_arrow(frame.to_arrow()))


BACKENDS = pytest.mark.parametrize("backend", [in_polars, in_duckdb])


def rows(frame: nw.LazyFrame[Any]) -> list[dict[str, Any]]:
    return list(frame.collect(backend="polars").iter_rows(named=True))


def mapped(told: Mapping[str, object]) -> ColumnMap:
    problems = Collector()
    found = read_column_map(told, problems)
    assert not problems, [problem.what for problem in problems]
    assert found is not None
    return found


def events(cells: Mapping[str, Any]) -> pl.DataFrame:
    """Rows that differ in the cells given, and are right in all else."""
    given = pl.DataFrame(cells)
    right = {"id": "e", "date": "2025-03-03", "donor": "acme", "recipient": "lee"}
    return given.with_columns(pl.lit(cell).alias(name) for name, cell in right.items() if name not in given.columns)


def typed_cells(
    name: str, cells: Any, backend: Backend = in_polars, told: Mapping[str, object] | None = None
) -> tuple[list[Any], list[bool]]:
    """What the cells of one column become, None where rejected, and which rows are rejected."""
    answer = made(events({name: cells}), backend, told)
    found = rows(answer.frame)
    bad = [row["ct:rejected"] for row in found]
    return [None if row["ct:rejected"] else row[f"ct:{name}"] for row in found], bad


def made(frame: pl.DataFrame, backend: Backend = in_polars, told: Mapping[str, object] | None = None) -> Typed:
    return typed(backend(frame), TRANSFER, VOCABULARY, mapped(told) if told else None)


def reasons(name: str, cells: Any, backend: Backend = in_polars, told: Mapping[str, object] | None = None) -> list[Any]:
    """The column, the value and the reason of each bad cell, in the order of the rows."""
    frame = events({name: cells})
    if name != "id":
        frame = frame.with_columns(pl.int_range(pl.len()).alias("id"))
    found = rows(rejects(made(frame, backend, told)))
    return [(row["column"], row["value"], row["reason"]) for row in sorted(found, key=lambda row: int(row["id"] or 0))]
