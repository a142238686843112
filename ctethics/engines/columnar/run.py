"""The columnar engine for cases: the whole ledger of a case is answered at once, event by event when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

import narwhals as nw
import polars as pl

from ctethics.engines.columnar.chosen import Chosen
from ctethics.engines.columnar.facts import Sheet, literal
from ctethics.engines.columnar.kleene import Column, Truth
from ctethics.engines.columnar.plan import Plan
from ctethics.engines.situation import Situation
from ctethics.engines.totals import Totals
from ctethics.facts import Event
from ctethics.outcome import Verdict
from ctethics.program import Fact, Program, Value
from ctethics.tables.steps import work

# For how many choices of readings the rules are kept: callers may choose among very many combinations.
_MOST_KEPT: Final = 64
_DTYPES: dict[str, Any] = {
    "yes or no": pl.Boolean,
    "choice": pl.String,
    "text": pl.String,
    "list": pl.String,
    "amount": pl.Int64,
    "number": pl.Int64,
    "date": pl.Date,
}


class ColumnarEngine:
    """Evaluates all events of a case at once, or of many cases, as columns."""

    name = "columnar"

    def __init__(self, program: Program) -> None:
        self.program = program
        self._chosen: dict[tuple[str, tuple[str, ...]], Chosen] = {}
        self._answered: WeakKeyDictionary[Totals, dict[int, dict[str, Verdict]]] = WeakKeyDictionary()

    def verdicts(self, situation: Situation) -> dict[str, Verdict]:
        """Each provision's answers for one event, in the program's order. Raises EngineError (CTE702)."""
        if situation.totals not in self._answered:
            self.prepare([situation.totals])
        return self._answered[situation.totals][situation.index]

    def prepare(self, cases: Sequence[Totals]) -> None:
        """Answers several cases at once, each by itself: those that ask the same question make one frame."""
        by_question: dict[tuple[object, ...], list[Totals]] = {}
        for case in cases:
            question = case.question
            key = (question.law, question.is_strict, *question.readings.values())
            by_question.setdefault(key, []).append(case)
        for alike in by_question.values():
            answers: list[dict[int, dict[str, Verdict]]] = [{} for _ in alike]
            for kind in dict.fromkeys(event.kind for case in alike for event in case.ledger.events):
                for within, index, verdicts in self._answer(alike, kind):
                    answers[within][index] = verdicts
            self._answered.update(zip(alike, answers, strict=True))

    def _answer(self, cases: Sequence[Totals], kind: str) -> Iterator[tuple[int, int, dict[str, Verdict]]]:
        events = [
            _Placed(within, index, event, case)
            for within, case in enumerate(cases)
            for index, event in enumerate(case.ledger.events)
            if event.kind == kind
        ]
        if not self.program.about(kind):
            yield from ((one.within, one.index, {}) for one in events)
            return
        question = cases[0].question
        frame, sheet = _frame(self.program, kind, events)
        plan = Plan(self.program, kind, question, sheet, self._chosen_for(kind, question.readings))
        answered = plan.run(work(nw.from_native(frame.lazy()))).frame.to_native().collect()
        for row in answered.iter_rows(named=True):
            yield row["ct:within"], row["ct:row"], _verdicts(plan, row)

    def _chosen_for(self, kind: str, readings: dict[str, str]) -> Chosen:
        key = (kind, tuple(readings.values()))
        made = self._chosen.get(key)
        if made is None:
            if len(self._chosen) >= _MOST_KEPT:
                self._chosen.clear()
            made = self._chosen.setdefault(key, Chosen(self.program, kind, readings, None))
        return made


@dataclass(frozen=True, slots=True)
class _Placed:
    """An event with the number of its case and its place in it."""

    within: int
    index: int
    event: Event
    case: Totals

    def stated(self, name: str, role: str | None, fact: Fact | None) -> Value | None:
        """What the case states, nothing presumed."""
        if name == "date":
            return self.event.day
        if role is None:
            return self.event.facts.get(name)
        party = self.event.roles.get(role)
        if party is None or fact is None:
            return party
        return self.case.ledger.parties[party].facts.get(fact.name)


def _verdicts(plan: Plan, row: dict[str, Any]) -> dict[str, Verdict]:
    def told(truth: Truth) -> bool | None:
        return row[truth.name] if isinstance(truth, Column) else truth

    return {
        citation: Verdict(
            told(plan.general[citation]), tuple(map(told, plan.exceptions[citation])), told(plan.binding[citation])
        )
        for citation in plan.chosen.rules
    }


def _frame(program: Program, kind: str, events: list[_Placed]) -> tuple[pl.DataFrame, Sheet]:
    """The events of one kind as typed columns, and what they state."""
    columns = {
        "ct:within": pl.Series([one.within for one in events], dtype=pl.Int64),
        "ct:row": pl.Series([one.index for one in events], dtype=pl.Int64),
    }
    stated, filled = set(), set()
    for name in program.vocabulary.names(kind):
        ref = program.vocabulary.refer(kind, name)
        values = [one.stated(ref.name, ref.role, ref.fact) for one in events] if ref is not None else []
        if ref is None or all(value is None for value in values):
            continue
        cells = [None if value is None else literal(value, ref.type) for value in values]
        columns[f"ct:{name}"] = pl.Series(cells, dtype=_DTYPES[ref.type])
        stated.add(name)
        if None not in values:
            filled.add(name)
    is_grouped = "donor" in stated
    if is_grouped:
        roots = [one.case.groups.roots(one.event.roles["donor"]) for one in events]
        columns["ct:donor group"] = pl.Series([certain for certain, _ in roots], dtype=pl.String)
        columns["ct:possible donor group"] = pl.Series([possible for _, possible in roots], dtype=pl.String)
    within = "ct:within" if any(one.within for one in events) else None
    sheet = Sheet(
        frozenset(stated), frozenset(filled), ("ct:row",), within=within, is_grouped=is_grouped, is_polars=True
    )
    return pl.DataFrame(columns), sheet
