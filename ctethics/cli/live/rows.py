"""A table's rows as events, and what the table says of parties."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from ctethics.audits.audit import Audit, Part
from ctethics.audits.files import taken_in
from ctethics.audits.outputs import staging
from ctethics.audits.rows import situation_of
from ctethics.balance import LiveLedger
from ctethics.balance.told import told_event, told_party
from ctethics.cli.live.stated import Rejected, Source, Stated, Tables
from ctethics.diagnostics import CaseError, Collector
from ctethics.engines.columnar.facts import value_of
from ctethics.engines.situation import Situation
from ctethics.facts import Event, Party
from ctethics.program import Value
from ctethics.tables import ColumnMap, check_parties, party_facts, read_column_map
from ctethics.tables.columns import FILE, ROW
from ctethics.tables.typed_table import REJECTED


def table_source(path: Path, tables: Tables, ledger: LiveLedger) -> Source:
    """The rows of a table, or of a folder's tables, that can be read, by day; the others as rejected.

    Raises CaseError where it cannot be read at all.
    """
    shown, columns = str(path), _column_map(tables.columns)
    with staging(None) as folder:
        frame = nw.from_native(taken_in([path], None, folder / "read.parquet"))
        people = tables.parties and nw.from_native(taken_in([tables.parties], None, folder / "parties.parquet"))
        audit = Audit(
            ledger.program,
            ledger.question,
            frame,
            kind=tables.kind,
            columns=columns,
            parties=people or None,
            show=(),
            table=shown,
            is_checked=True,
        )
        cells = audit.rejects().to_native().collect().rows(named=True)
        rejected = [_rejected(cell, shown) for cell in sorted(cells, key=lambda cell: (cell.get("file"), cell["row"]))]
        typed = [(part, _accepted(part)) for part in audit.parts]
        known = _of_people(people, columns, ledger) if people else {}
    parties, twice = _all_parties(known, (party for part, rows in typed for party in _parties(part, rows)))
    rejected += [
        Rejected(
            shown, None, f"the party `{id_}` is stated in two ways: {name}; its events are left out", is_party=True
        )
        for id_, name in twice.items()
    ]
    vocabulary = ledger.program.vocabulary
    told = {id_: told_party(Party(id_, facts), vocabulary) for id_, facts in parties.items()}
    events = (
        Stated(told_event(_event(part, row), vocabulary), _place(row, shown))
        for part, rows in typed
        for row in rows.iter_rows(named=True)
    )
    return Source(shown, told, events, rejected, frozenset(twice))


def _column_map(path: Path | None) -> ColumnMap:
    problems = Collector()
    found = ColumnMap() if path is None else read_column_map(path, problems)
    if problems or found is None:
        raise CaseError(problems)
    return found


def _accepted(part: Part) -> pl.DataFrame:
    rows: pl.DataFrame = part.typed.frame.to_native().filter(~pl.col(REJECTED)).collect()
    kept = [
        name for name in rows.columns if name in ("ct:id", ROW, FILE) or name.removeprefix("ct:") in part.sheet.stated
    ]
    return rows.select(kept).sort("ct:date", "ct:id")


def _of_people(frame: Any, columns: ColumnMap, ledger: LiveLedger) -> dict[str, dict[str, Value]]:
    """The facts in the table of parties, also of those that no row names: they may join donors."""
    typed = party_facts(frame, ledger.program.vocabulary, columns.of_parties)
    check_parties(typed)
    found = {}
    for row in typed.frame.to_native().collect().iter_rows(named=True):
        values = {name: value_of(row[f"ct:{name}"]) for name in typed.stated}
        found[str(row["ct:id"])] = {name: value for name, value in values.items() if value is not None}
    return found


def _parties(part: Part, rows: pl.DataFrame) -> Iterator[Party]:
    for row in rows.iter_rows(named=True):
        yield from _situation(part, row).totals.ledger.parties.values()


def _event(part: Part, row: dict[str, Any]) -> Event:
    return _situation(part, row).event


def _situation(part: Part, row: dict[str, Any]) -> Situation:
    return situation_of(part.program, part.program.vocabulary.events[part.kind], part.question, part.sheet, row)


def _all_parties(
    known: dict[str, dict[str, Value]], stated: Iterator[Party]
) -> tuple[dict[str, dict[str, Value]], dict[str, str]]:
    """Everything said of each party, and of those that are stated in two ways the first fact that is."""
    twice: dict[str, str] = {}
    for party in stated:
        so_far = known.setdefault(party.id, {})
        for name, value in party.facts.items():
            if so_far.setdefault(name, value) != value:
                twice.setdefault(party.id, name)
    return known, twice


def _place(row: dict[str, Any], shown: str) -> str:
    return f"{row.get(FILE, shown)}, row {row[ROW]}"


def _rejected(cell: dict[str, Any], shown: str) -> Rejected:
    column = f"column {cell['column']}: " if cell["column"] else ""
    value = f"`{cell['value']}`: " if cell["value"] else ""
    return Rejected(
        f"{cell.get('file', shown)}, row {cell['row']}", cell["id"] or None, f"{column}{value}{cell['reason']}"
    )
