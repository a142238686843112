"""A table's cells typed: one expression a fact, nothing read and nothing collected."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import narwhals as nw
from narwhals.dtypes import DType

from ctethics.diagnostics import CaseError, Collector, Span
from ctethics.program import EventKind, FactRef, Vocabulary
from ctethics.tables.amount_cells import amount
from ctethics.tables.cells import AUX, PREFIX, Cell, Column, Misfit, any_of
from ctethics.tables.checks import Check, between_cells, check_of, whole_row
from ctethics.tables.column_map import ColumnMap, Written
from ctethics.tables.columns import Found, Names, find, names_of_events, names_of_parties, near_misses, own, refuse_dots
from ctethics.tables.constants import constant
from ctethics.tables.day_cells import day
from ctethics.tables.lists import join_lists
from ctethics.tables.steps import Step
from ctethics.tables.word_cells import choice, identity, kind_of_event, names, number, text, yes_or_no

Frame = nw.LazyFrame[Any]
REJECTED: Final = "ct:rejected"
_TYPES: Final[dict[str, Callable[[Column], Cell | Misfit]]] = {
    "id": identity,
    "whole role": identity,
    "role": text,
    "yes or no": yes_or_no,
    "choice": choice,
    "text": text,
    "list": names,
    "amount": amount,
    "number": number,
    "date": day,
}


@dataclass(frozen=True)
class Typed:
    """A table with typed columns beside the caller's own.

    frame -- the caller's columns, a `ct:<fact>` each for the facts read, and `ct:rejected`, never null: some cell of
    the row cannot be read. What a rejected row's typed columns hold means nothing.
    stated -- what the table states, and was asked for, by name: the typed columns there are.
    checks -- what may be wrong with a row; `rejects` lists what is.
    filled -- the facts that every accepted row states; is_ready -- no cell had to be read from text;
    has_lists -- columns of lists had to be joined into text first;
    stages -- the columns added, in their order, fit for any table with the same columns where there are no lists.
    """

    frame: Frame
    stated: Mapping[str, FactRef]
    checks: tuple[Check, ...]
    table: str
    filled: frozenset[str]
    is_ready: bool
    has_lists: bool
    stages: tuple[Step, ...]
    _found: Found
    _names: Names

    @property
    def notes(self) -> tuple[str, ...]:
        """What the caller may have meant otherwise: columns whose names are nearly a fact's."""
        return tuple(near_misses(self._found, self._names))

    def column_of(self, name: str) -> str:
        """The caller's column that states a fact; the fact's name where the column map says it of every row."""
        return self._found.facts[name].column or name


def typed(
    frame: Frame,
    kind: EventKind,
    vocabulary: Vocabulary,
    columns: ColumnMap | None = None,
    *,
    wanted: Collection[str] | None = None,
    table: str = "the table",
) -> Typed:
    """The table with its cells typed as facts of events of `kind`; lazy.

    Where the table has the column `kind`, only rows of this kind are checked, and rows whose kind there is not.
    wanted -- the facts to type, besides id, kind, date and the roles an event must have; None: all that are found.
    table -- what messages call the table.
    Raises CaseError for columns that are missing, twice there, or of a type that cannot state their fact.
    """
    problems = Collector()
    told = columns or ColumnMap()
    schema = _schema(frame, table, problems)
    sought = names_of_events(kind, vocabulary)
    found = find(list(schema), sought, told.columns, table, problems)
    needed = [role.name for role in kind.roles.values() if role.presume is None and not role.is_optional]
    required = ("id", "date", *needed)
    _check_required(required, found, kind.name, schema, table, problems)
    used = _wanted(found, wanted, {*required, "kind"})
    made = _columns(used, schema, sought, frozenset({*required, "kind"}))
    cells = _cells(made, tuple(vocabulary.events), table, problems)
    if problems:
        raise CaseError(problems)
    refs = {name: vocabulary.refer(kind.name, name) for name in used}
    stated = {name: ref for name, ref in refs.items() if ref is not None}
    checks = [*whole_row(schema), *_of_kind(kind, cells, [*_cell_checks(cells), *between_cells(kind, cells)])]
    return _made(frame, stated, cells, checks, table, found, sought)


def party_facts(
    frame: Frame,
    vocabulary: Vocabulary,
    columns: ColumnMap | None = None,
    *,
    wanted: Collection[str] | None = None,
    table: str = "the table of parties",
) -> Typed:
    """A table of one row a party, its column `id` the party's name, typed in the same way.

    Raises CaseError as `typed` does.
    """
    problems = Collector()
    told = columns or ColumnMap()
    schema = _schema(frame, table, problems)
    sought = names_of_parties(vocabulary)
    found = find(list(schema), sought, told.columns, table, problems)
    _check_required(("id",), found, "party", schema, table, problems)
    used = _wanted(found, wanted, {"id"})
    cells = _cells(_columns(used, schema, sought, frozenset({"id"})), (), table, problems)
    if problems:
        raise CaseError(problems)
    facts = {name: vocabulary.party[name] for name in used if name != "id"}
    stated = {name: FactRef(name, None, fact, fact.type) for name, fact in facts.items()}
    checks = [*whole_row(schema), *_cell_checks(cells)]
    return _made(frame, stated, cells, checks, table, found, sought)


def _schema(frame: Frame, table: str, problems: Collector) -> Mapping[str, DType]:
    schema = frame.collect_schema()
    if frame.implementation.is_pyspark() or frame.implementation.is_pyspark_connect():
        refuse_dots(schema, table, problems)
        if problems:
            raise CaseError(problems)
    return schema


def _made(
    frame: Frame,
    stated: Mapping[str, FactRef],
    cells: Mapping[str, Cell],
    checks: Collection[Check],
    table: str,
    found: Found,
    sought: Names,
) -> Typed:
    stages = _stages(cells, checks)
    is_always = {
        name for name, cell in cells.items() if cell.column.is_needed or cell.column.written.always is not None
    }
    has_text = any(cell.text is not None and not cell.column.written.clean for cell in cells.values())
    has_lists = any(cell.column.is_list for cell in cells.values())
    applied = _applied(frame, cells, stages)
    return Typed(
        applied, stated, tuple(checks), table, frozenset(is_always), not has_text, has_lists, stages, found, sought
    )


def _wanted(found: Found, wanted: Collection[str] | None, always: Collection[str]) -> dict[str, Written]:
    return {
        name: written for name, written in found.facts.items() if wanted is None or name in wanted or name in always
    }


def _check_required(
    required: Collection[str],
    found: Found,
    what: str,
    schema: Mapping[str, DType],
    table: str,
    problems: Collector,
) -> None:
    missing = [name for name in required if name not in found.facts]
    # A column that the map has wrong is not missing besides.
    if missing and not problems:
        listed = ", ".join(f"`{name}`" for name in missing)
        why = f"every {what} has {'one' if len(missing) == 1 else 'each'}."
        has = ", ".join(own(schema)) or "none"
        fix = f"add the column, or say in a column map which one it is; its columns are: {has}."
        problems.add("CTE610", Span.whole(table), f"there is no column for {listed}", why=why, fix=fix)


def _columns(
    used: Mapping[str, Written], schema: Mapping[str, DType], sought: Names, required: frozenset[str]
) -> list[Column]:
    roles = [written for name, written in used.items() if sought.types[name][0] == "role"]
    are_whole = all(written.column is not None and schema[written.column].is_integer() for written in roles)
    made = []
    for name, written in used.items():
        type_, fact = sought.types[name]
        type_ = "whole role" if type_ == "role" and are_whole else type_
        dtype = schema[written.column] if written.column is not None else nw.String()
        is_needed = name in required or written.required
        made.append(Column(name, type_, written, dtype, fact, is_needed, name == "date"))
    return made


def _cells(columns: Collection[Column], kinds: tuple[str, ...], table: str, problems: Collector) -> dict[str, Cell]:
    cells = {}
    for column in columns:
        made = _cell(column, kinds)
        if isinstance(made, Misfit):
            span = column.written.span or Span.whole(table)
            where = f"column `{column.written.column}`, the {column.name}," if column.written.column else column.name
            problems.add("CTE611", span, f"{where} {made.what}", why=made.why, fix=made.fix)
        else:
            cells[column.name] = made
    return cells


def _cell(column: Column, kinds: tuple[str, ...]) -> Cell | Misfit:
    if column.written.always is not None:
        value = constant(column.type, column.fact, column.written.always)
        empty = nw.lit("")
        return value if isinstance(value, Misfit) else Cell(column, None, value, None, empty, empty)
    make = partial(kind_of_event, kinds=kinds) if column.type == "kind" else _TYPES[column.type]
    return make(column)


def _cell_checks(cells: Mapping[str, Cell]) -> list[Check]:
    return [check for cell in cells.values() if (check := check_of(cell)) is not None]


def _of_kind(kind: EventKind, cells: Mapping[str, Cell], checks: list[Check]) -> list[Check]:
    """The checks, of rows of another kind none but that there is such a kind."""
    if "kind" not in cells:
        return checks
    is_other = (nw.col(PREFIX + "kind") != kind.name).fill_null(False)
    return [Check(check.column, check.is_bad & ~is_other, check.value, check.reason) for check in checks]


def _stages(cells: Mapping[str, Cell], checks: Collection[Check]) -> tuple[Step, ...]:
    """The columns to add: the cells as text, the typed cells, and whether the row cannot be read."""
    texts = {AUX + name: cell.text for name, cell in cells.items() if cell.text is not None}
    typed_cells = {PREFIX + name: cell.typed for name, cell in cells.items()}
    rejected = any_of(check.is_bad for check in checks)
    is_rejected = {REJECTED: nw.lit(False) if rejected is None else rejected}
    return Step(texts), Step(typed_cells), Step(is_rejected)


def _applied(frame: Frame, cells: Mapping[str, Cell], stages: Collection[Step]) -> Frame:
    """The frame with the columns of each stage."""
    staged = join_lists(frame, [cell.column for cell in cells.values() if cell.column.is_list])
    for stage in stages:
        staged = stage(staged)
    return staged
