"""What a staged ledger comes to: rows alike in all that is counted are counted together, and those counts added up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Any, Final

import polars as pl

from ctethics.audits.audit import Part
from ctethics.audits.files import Staged
from ctethics.engines.situation import Question
from ctethics.law.citation import in_order
from ctethics.law.money import show_cents
from ctethics.outcome.summary import (
    DutyCount,
    ExceptionCount,
    Glance,
    LedgerRow,
    MonthCount,
    NeedCount,
    ProvisionCount,
    RejectCount,
    Summary,
)
from ctethics.program import Program, Provision
from ctethics.version import __version__

MOST_ROWS: Final = 5_000
# Reasons may name the cell, so that there may be as many as rows.
MOST_REASONS: Final = 200
_NEVER: Final = pl.lit(False)


def summary_of(staged: Staged, program: Program, question: Question) -> Summary:
    """The summary of the ledger; reads the staged rows a few times, streaming."""
    counts = _Counts(staged, program)
    return Summary(
        law=question.law,
        engine=f"columnar {__version__} on Polars {pl.__version__}",
        source=staged.asked.source,
        kinds=tuple(part.kind for part in staged.audit.parts),
        read=staged.read,
        accepted=staged.accepted,
        rejected=staged.rejected,
        provisions=tuple(counts.provisions()),
        months=tuple(counts.months()),
        exceptions=tuple(counts.exceptions()),
        duties=tuple(counts.duties()),
        needs=tuple(_needs(staged)),
        rejects=tuple(_rejects(staged)) if staged.rejected else (),
        notes=(*_notes(program, question), *staged.audit.notes),
        glance=counts.glance(),
        rows=tuple(counts.rows()),
        rows_total=counts.noted,
    )


def _notes(program: Program, question: Question) -> Iterator[str]:
    """What was asked otherwise than by default."""
    if question.is_strict:
        yield "Nothing was presumed (strict): what is not stated is unknown."
    for name, choice in sorted(question.readings.items()):
        if choice != program.default_readings[name]:
            yield f"Reading {name}: {choice}; by default {program.default_readings[name]}."


@dataclass(frozen=True)
class _Counts:
    """The accepted rows of a ledger, counted."""

    staged: Staged
    program: Program

    @cached_property
    def told(self) -> list[Provision]:
        """The provisions that were asked."""
        named = dict.fromkeys(p.citation for part in self.staged.audit.parts for p in part.results.provisions)
        return [self.program.provisions[citation] for citation in named]

    @cached_property
    def _columns(self) -> frozenset[str]:
        return frozenset(self.staged.audit.told)

    @cached_property
    def _profiles(self) -> pl.DataFrame:
        """Each combination of month, outcomes and exceptions that held, `n` rows, and the days of its duties."""
        month = pl.col("ct:date").dt.strftime("%Y-%m").alias("ct:month")
        by = [name for p in self.told for name in (p.citation, f"{p.citation} excepted by") if name in self._columns]
        dues = [f"{p.citation} due" for p in self.told if f"{p.citation} due" in self._columns]
        ends = [end for due in dues for end in (pl.col(due).min(), pl.col(due).max().alias(f"{due} last"))]
        counted = self.staged.answered.group_by(month, *by).agg(pl.len().cast(pl.Int64).alias("n"), *ends)
        return counted.collect(engine="streaming").with_row_index("ct:profile")

    def _sums(self, by: list[str]) -> list[dict[str, Any]]:
        return self._profiles.group_by(by).agg(pl.col("n").sum()).sort(by).to_dicts()

    def _rows_where(self, condition: pl.Expr) -> int:
        return int(self._profiles.filter(condition).get_column("n").sum())

    def provisions(self) -> Iterator[ProvisionCount]:
        for p in self.told:
            counts = {row[p.citation]: row["n"] for row in self._sums([p.citation]) if row[p.citation] is not None}
            yield ProvisionCount(p.citation, p.title, p.is_policy, p.kind, p.about, counts)

    def months(self) -> Iterator[MonthCount]:
        for p in self.told:
            for row in self._sums([p.citation, "ct:month"]):
                if row[p.citation] is not None:
                    yield MonthCount(p.citation, row["ct:month"], row[p.citation], row["n"])

    def exceptions(self) -> Iterator[ExceptionCount]:
        columns = [f"{p.citation} excepted by" for p in self.told if f"{p.citation} excepted by" in self._columns]
        if not columns:
            return
        listed = self._profiles.lazy().unpivot(columns, index=["ct:profile", "n"], value_name="by").drop_nulls("by")
        each = listed.with_columns(pl.col("by").str.split(", ")).explode("by").unique(["ct:profile", "by"])
        found = dict(each.group_by("by").agg(pl.col("n").sum()).collect().iter_rows())
        titles = {e.citation: e.title for p in self.program.provisions.values() for e in p.exceptions}
        for citation in sorted(found, key=in_order):
            yield ExceptionCount(citation, titles.get(citation, ""), found[citation])

    def duties(self) -> Iterator[DutyCount]:
        for p in self.told:
            owed = self._profiles.filter(pl.col(p.citation) == "applies")
            if p.duty is None or owed.is_empty():
                continue
            due = f"{p.citation} due"
            first, last = (owed[due].min(), owed[f"{due} last"].max()) if due in self._columns else (None, None)
            yield DutyCount(p.citation, p.duty.what, int(owed["n"].sum()), _day(first), _day(last), p.duty.due.is_end)

    def glance(self) -> Glance:
        forbidden = [p.citation for p in self.told if p.kind == "prohibition" and not p.is_policy]
        applies, excepted = _any(forbidden, "applies"), _any(forbidden, "excepted")
        statute = [p.citation for p in self.told if not p.is_policy]
        return Glance(
            prohibited=self._rows_where(applies),
            excepted=self._rows_where(excepted & ~applies),
            undetermined=self._rows_where(_any(statute, "undetermined")),
            owing=self._rows_where(self._owing),
            policy_alone=self._rows_where(reduce(or_, self._alone(), _NEVER)),
        )

    @property
    def _owing(self) -> pl.Expr:
        return _any([p.citation for p in self.told if p.duty is not None], "applies")

    def _alone(self) -> Iterator[pl.Expr]:
        """Of each item of the policy, whether it applies and nothing that it sums up; of those sums asked for."""
        asked = {p.citation for p in self.told}
        for p in self.told:
            if p.is_policy and (p.summarizes or p.kind == "prohibition") and asked.issuperset(p.summarizes):
                yield _any([p.citation], "applies") & ~_any(p.summarizes, "applies")

    # Rows

    @property
    def _rank(self) -> pl.Expr:
        """0: a prohibition applies or a duty arises; 1: something is undetermined; 2: excepted; 3: else it applies."""
        forbidden = [p.citation for p in self.told if p.kind == "prohibition"]
        every = [p.citation for p in self.told]
        first = pl.when(_any(forbidden, "applies") | self._owing).then(pl.lit(0))
        second = first.when(_any(every, "undetermined")).then(pl.lit(1))
        third = second.when(_any(every, "excepted")).then(pl.lit(2))
        return third.when(_any(every, "applies")).then(pl.lit(3)).otherwise(pl.lit(None, pl.Int32))

    @property
    def noted(self) -> int:
        """How many rows something happened to."""
        return self._rows_where(self._rank.is_not_null())

    def rows(self) -> Iterator[LedgerRow]:
        """The first of them."""
        ranked = self.staged.answered.with_columns(self._rank.alias("ct:rank")).drop_nulls("ct:rank")
        first = ranked.sort("ct:rank", *self.staged.place).head(MOST_ROWS).collect(engine="streaming")
        parts = {part.kind: part for part in self.staged.audit.parts}
        for row in first.iter_rows(named=True):
            part = parts[row["ct:kind"]] if "ct:kind" in row else self.staged.audit.parts[0]
            yield _listed(row, part, self.program)


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _any(citations: Iterable[str], outcome: str) -> pl.Expr:
    """Whether one of the provisions comes out so; never null."""
    return reduce(or_, ((pl.col(c) == outcome).fill_null(False) for c in citations), _NEVER)


def _listed(row: Mapping[str, Any], part: Part, program: Program) -> LedgerRow:
    outcomes = {p.citation: row[p.citation] for p in part.results.provisions if row[p.citation] is not None}
    by = [row.get(f"{citation} excepted by") for citation in outcomes]
    owed = [c for c, outcome in outcomes.items() if outcome == "applies" and program.provisions[c].duty is not None]
    dues = [row.get(f"{citation} due") for citation in owed]
    roles = [role for role in program.vocabulary.events[part.kind].roles if role in part.typed.stated]
    parties = ((role, row.get(f"ct:{role}", row.get(part.typed.column_of(role)))) for role in roles)
    worth = row.get("ct:value") if row.get("ct:value") is not None else row.get("ct:cost")
    return LedgerRow(
        id=str(row["ct:id"]),
        kind=part.kind,
        date=str(row["ct:date"]),
        parties=tuple((role, str(name).strip()) for role, name in parties if name is not None and str(name).strip()),
        value="" if worth is None else show_cents(worth),
        outcomes=outcomes,
        excepted_by=tuple(dict.fromkeys(name for text in by if text for name in text.split(", "))),
        needs=tuple(row["needs"].split("; ")) if row["needs"] else (),
        duties=tuple((c, _day(due)) for c, due in zip(owed, dues, strict=True)),
    )


def _needs(staged: Staged) -> Iterator[NeedCount]:
    counted = staged.answered.drop_nulls("needs").group_by("needs").agg(pl.len().cast(pl.Int64).alias("n"))
    each = (
        counted.with_columns(pl.col("needs").str.split("; ")).explode("needs").group_by("needs").agg(pl.col("n").sum())
    )
    for fact, count in each.sort("n", "needs", descending=[True, False]).collect(engine="streaming").iter_rows():
        yield NeedCount(fact, count)


def _rejects(staged: Staged) -> Iterator[RejectCount]:
    """The reasons, the most frequent of very many."""
    rows = pl.struct("file", "row").n_unique().cast(pl.Int64).alias("n")
    counted = staged.rejects.group_by("column", "reason").agg(rows)
    found = counted.sort("n", "column", "reason", descending=[True, False, False]).head(MOST_REASONS)
    for column, reason, count in found.collect(engine="streaming").iter_rows():
        yield RejectCount(column, reason, count)
