"""What undetermined rows lack: the smallest useful set of facts, as the one-case explanation finds it.

Rows that wait on the same unknown conditions lack the same facts, so one of each sort is explained, and the others are
told what it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import narwhals as nw
import polars as pl

from ctethics.audits.rows import situation_of
from ctethics.engines.columnar.guards import plain
from ctethics.engines.columnar.kleene import Column, Truth
from ctethics.engines.columnar.results import Results
from ctethics.engines.columnar.translate import key_of
from ctethics.engines.direct import answer
from ctethics.engines.situation import Situation
from ctethics.explain import Tracer, explain_finding
from ctethics.outcome import Outcome, Trace
from ctethics.program import Condition, Program, TotalIs, facts_in
from ctethics.program.program import references

Row = dict[str, Any]
Stage = Callable[[pl.LazyFrame], pl.LazyFrame]


def with_needs(program: Program, results: Results, answered: pl.LazyFrame, stage: Stage) -> pl.LazyFrame:
    """The answered rows of one kind of event with the column `needs`: facts, `; ` between them, null where none.

    answered -- with the working columns; stage -- as of `Audit.answered_by`. Only undetermined rows are looked through,
    once for each provision that leaves some so. Rows come in any order.
    """
    is_open = pl.any_horizontal(pl.col(p.citation) == "undetermined" for p in results.provisions).fill_null(False)
    waiting = nw.from_native(answered.filter(is_open))
    for step in results.doubts.steps:
        waiting = step(waiting)
    told = _told_needs(program, results, stage(waiting.to_native()))
    return pl.concat([told, answered.filter(~is_open)], how="diagonal")


def _told_needs(program: Program, results: Results, waiting: pl.LazyFrame) -> pl.LazyFrame:
    told: list[str] = []
    for provision in results.provisions:
        citation = provision.citation
        keys = results.doubts.keys(citation)
        undetermined = waiting.filter(pl.col(citation) == "undetermined")
        sorts = undetermined.unique(subset=keys, keep="any", maintain_order=False).collect(engine="streaming")
        if not sorts.height:
            continue
        name = f"ct:needs {citation}"
        texts = ["; ".join(_needs(program, results, row, citation)) for row in sorts.iter_rows(named=True)]
        found = sorts.select(keys).with_columns(pl.Series(name, texts, dtype=pl.String))
        is_open = pl.col(citation) == "undetermined"
        waiting = waiting.join(found.lazy(), on=keys, how="left").with_columns(pl.when(is_open).then(name).alias(name))
        told.append(name)
    if not told:
        return waiting.with_columns(needs=pl.lit(None, pl.String))
    combined = waiting.select(told).unique().collect(engine="streaming")
    ranks = {ref.name: rank for rank, ref in enumerate(program.facts[results.plan.facts.kind.name])}
    union = [_joined(row, ranks) for row in combined.iter_rows()]
    named = combined.with_columns(pl.Series("needs", union, dtype=pl.String))
    return waiting.join(named.lazy(), on=told, how="left", nulls_equal=True)


def _joined(texts: tuple[str | None, ...], ranks: dict[str, int]) -> str | None:
    """Each name once, as the rules come to them: whichever row of its sort was explained, a row is told the same."""
    names = {name for text in texts if text for name in text.split("; ")}
    return "; ".join(sorted(names, key=lambda name: (ranks.get(name, len(ranks)), name))) or None


def _needs(program: Program, results: Results, row: Row, citation: str) -> tuple[str, ...]:
    """The facts that would settle the row's finding."""
    facts = results.plan.facts
    situation = situation_of(program, facts.kind, results.plan.terms.question, facts.sheet, row)
    tracer = RowTracer(program, situation, results, row)
    possible = results.possible(citation)
    outcomes: tuple[Outcome, ...] = tuple(o for o, truth in possible.items() if _told(truth, row))
    return explain_finding(tracer, program.provisions[citation], "undetermined", outcomes).needs


def _told(truth: Truth, row: Row) -> bool | None:
    return row[truth.name] if isinstance(truth, Column) else truth


class RowTracer(Tracer):
    """Traces one row; the tests of totals are as the ledger answered them."""

    def __init__(self, program: Program, situation: Situation, results: Results, row: Row) -> None:
        super().__init__(program, situation)
        self._tests = {key: _told(truth, row) for key, truth in results.plan.tests.items()}

    def _leaf(self, c: Condition) -> Trace:
        if not isinstance(c, TotalIs):
            return super()._leaf(c)
        answered = self._tests[key_of(plain(c, self.situation.question.readings))]  # type: ignore[arg-type]
        lacking = frozenset(self._lacking_of_row(c)) if answered is None else frozenset()
        return Trace("leaf", answered, c, (), "", (), frozenset(), lacking)

    def _lacking_of_row(self, c: TotalIs) -> Iterator[str]:
        """What the row itself leaves open of a total; where it leaves nothing, other rows do."""
        situation, total = self.situation, c.total
        applied = {name: self.binding(self.program.provisions[name]).answer for name in references(total.where)}
        counts = answer(total.where, situation, applied)
        names = [name for name in total.per if name not in situation.facts and name != "donor group"]
        if counts is None:
            names += [name for name in facts_in(total.where) if name not in situation.facts]
        if counts is not False:
            looked_at = (*total.measures, total.largest_by)
            names += [name for name in looked_at if name is not None and name not in situation.facts]
        if not names:
            yield f"what other rows leave open of {total.name.partition(' ')[2] or total.name}"
        yield from (situation.asked.get(name, name) for name in names)
