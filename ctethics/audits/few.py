"""Ledgers too small to be worth a columnar plan: rows answered one by one, and told the same columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import polars as pl

from ctethics.audits.rows import Rows
from ctethics.engines.columnar.facts import Sheet
from ctethics.engines.columnar.told import Told
from ctethics.engines.protocol import Engine
from ctethics.engines.situation import Question, Situation
from ctethics.law.calendar import NEVER, shift
from ctethics.law.phrases import CEILINGS
from ctethics.outcome import Explanation, Finding, make_finding
from ctethics.program import Program, Provision
from ctethics.tables.typed_table import REJECTED

# A plan of every provision takes as long to make as some hundreds of rows to answer.
FEW: Final = 400


def answered(
    program: Program, kind: str, question: Question, engine: Engine, sheet: Sheet, told: Told, frame: pl.DataFrame
) -> pl.DataFrame:
    """The typed rows of one kind of event with the told columns; those of a row that cannot be read are null."""
    accepted = frame.with_row_index("ct:place").filter(~pl.col(REJECTED))
    declared = program.vocabulary.events[kind]
    rows = Rows(program, declared, question, sheet, accepted.iter_rows(named=True))
    cells: dict[str, list[Any]] = {name: [None] * frame.height for name in told.names}
    for index, row in enumerate(rows.rows):
        for name, cell in _cells(rows.situation(index), engine, told):
            cells[name][row["ct:place"]] = cell
    types = _types(told)
    return frame.with_columns(pl.Series(name, column, dtype=types[name]) for name, column in cells.items())


def _types(told: Told) -> dict[str, Any]:
    types: dict[str, Any] = dict.fromkeys(told.names, pl.String)
    for p in told.provisions:
        types |= dict.fromkeys((f"{p.citation} applies", *(e.citation for e in p.exceptions)), pl.Boolean)
        types[f"{p.citation} due"] = pl.Date
    for one in told.running:
        types |= dict.fromkeys((one.used, one.most, one.left), pl.Int64)
    return types


def _cells(situation: Situation, engine: Engine, told: Told) -> Iterator[tuple[str, Any]]:
    """What one row is told, by column."""
    program, question = situation.totals.program, situation.question
    verdicts = engine.verdicts(situation)
    findings: dict[str, Finding] = {}
    for p in program.about(situation.event.kind):
        refers = program.referred_to(p.citation, question.readings)
        findings[p.citation] = make_finding(p, refers, verdicts[p.citation], findings, _unexplained)
    for p in told.provisions:
        finding = findings[p.citation]
        yield p.citation, finding.outcome
        if "applies" in told.show:
            yield f"{p.citation} applies", verdicts[p.citation].binding
        if "exceptions" in told.show:
            yield from ((e.citation, answer) for e, answer in zip(p.exceptions, finding.answers, strict=True))
        if p.citation in told.excepted_by:
            yield f"{p.citation} excepted by", ", ".join(finding.excepted_by) or None
        if p.citation in told.due and finding.outcome == "applies":
            yield f"{p.citation} due", _due(p, situation)
    yield from _left(situation, told)


def _due(p: Provision, situation: Situation) -> date | None:
    assert p.duty is not None
    due = p.duty.due
    assert due.limit is not None
    assert due.after is not None
    start: Any = situation.facts.get(due.after)
    number = due.limit.version(situation.question.law, situation.event.day).amount
    if start is None or start == NEVER or number is None:
        return None
    return date.fromordinal(shift(start, number, due.limit.unit))


def _left(situation: Situation, told: Told) -> Iterator[tuple[str, int | None]]:
    """What is used of each running limit and what is left, in cents, where the row counts in its total or may."""
    totals, index = situation.totals, situation.index
    for one in told.running:
        total = one.test.total
        if totals.entries(total)[index].counts is False:
            continue
        low, high = totals.interval(total, index, one.test.whole)
        most = one.test.limit.at(situation.question.law, situation.event.day) - CEILINGS[one.test.operator]
        yield one.used, low
        yield one.most, high
        yield one.left, 0 if high is None else max(0, most - high)


def _unexplained() -> Explanation:
    raise AssertionError("a ledger's rows are told what they need by `needs`, not one by one")
