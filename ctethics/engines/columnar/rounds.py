"""Totals over a frame: each window only over the rows that can matter to it, then all rows together again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

import narwhals as nw

from ctethics.engines.columnar.chosen import Chosen
from ctethics.engines.columnar.facts import as_expression
from ctethics.engines.columnar.guards import are_apart
from ctethics.engines.columnar.kleene import Column, Truth, all_of, expression, maybe
from ctethics.engines.columnar.sums import Interval, interval_of
from ctethics.engines.columnar.translate import Terms, amount_of, translate
from ctethics.engines.columnar.windows import Windows
from ctethics.program import AllOf, Compare, Condition, FactRef, IsOneOf, Total, TotalIs, facts_in
from ctethics.tables.steps import Step, Where, Work, together


@dataclass(frozen=True, slots=True)
class Answer:
    """A column that a total gives: `of` makes it from the total's interval; `empty` is what rows outside have."""

    name: str
    total: Total
    whole: bool
    of: Callable[[Interval], nw.Expr]
    dtype: nw.dtypes.DType


@dataclass(frozen=True, slots=True)
class Branch:
    """Totals that look at the same rows: those that meet, or may meet, all the conditions."""

    conditions: tuple[Condition, ...]
    rows: Truth
    answers: tuple[Answer, ...]


def test_of(name: str, test: TotalIs, terms: Terms) -> Answer:
    """The column that says whether a total stands to a limit as the test asks: yes or no only if both its ends do."""
    bound = as_expression(amount_of(test.limit, terms), "amount")

    def answered(interval: Interval) -> nw.Expr:
        at_low, at_high = interval.stands(test.operator, bound)
        return nw.when(at_low == at_high).then(at_low)

    return Answer(name, test.total, test.whole, answered, nw.Boolean())


class Rounds:
    """What is added to a frame so that the totals' answers stand in columns.

    most -- what amounts are clipped at, beyond every limit that a total is tested against; None for exact sums.
    """

    def __init__(
        self,
        answers: Sequence[Answer],
        most: int | None,
        chosen: Chosen,
        terms: Terms,
        applied: Mapping[str, Truth],
    ) -> None:
        self._most, self._chosen, self._terms, self._applied = most, chosen, terms, applied
        branches = [self._branch(some) for some in _by_total(answers)]
        self._is_first = not applied
        self._idle = Step(_empty(answer for branch in branches if branch.rows is False for answer in branch.answers))
        self.rounds = [_Round(one, [self._steps(branch) for branch in one]) for one in self._side_by_side(branches)]

    def add(self, begun: Work) -> Work:
        """The frame with a column for each answer."""
        for number, one in enumerate(self.rounds):
            # What has been read from text, or added up before, is not worked out for each branch again.
            is_light = number == 0 and self._is_first and self._terms.facts.sheet.is_ready
            begun = one(begun if is_light else begun.held())
        return begun.add(self._idle)

    def _branch(self, answers: tuple[Answer, ...]) -> Branch:
        if not self._terms.facts.sheet.is_polars:
            return Branch((), True, answers)
        shared = self._chosen.shared(answers[0].total)
        if not any(map(self._is_telling, shared)):
            # Nearly every row would be in the branch: it costs more to part them than to look at all.
            return Branch((), all_of((self._accepted(),)), answers)
        rows = [maybe(self._of(condition)) for condition in shared]
        return Branch(shared, all_of((*rows, self._accepted())), answers)

    def _is_telling(self, condition: Condition) -> bool:
        """Whether the condition may well leave most rows out: it asks for a value, and none that is presumed."""
        facts = self._terms.facts
        names = [name for name in facts_in(condition) if name != "date"]
        refs = [facts.program.vocabulary.refer(facts.kind.name, name) for name in names]
        is_presumed = any(ref is not None and ref.fact is not None and ref.fact.presume is not None for ref in refs)
        return isinstance(condition, IsOneOf | Compare) and (not is_presumed or _is_unusual(condition, refs))

    def _of(self, condition: Condition) -> Truth:
        return translate(condition, self._terms, self._applied)

    def _accepted(self) -> Truth:
        rejected = self._terms.facts.sheet.rejected
        return True if rejected is None else Column(~nw.col(rejected), False)

    def _side_by_side(self, branches: Iterable[Branch]) -> list[list[Branch]]:
        """Branches that no row can be in two of go side by side; those with the same rows are one."""
        rounds: list[list[Branch]] = []
        for branch in branches:
            if branch.rows is False:
                continue
            for one in rounds:
                same = next((b for b in one if _same(b.conditions, branch.conditions)), None)
                if same is not None:
                    one[one.index(same)] = replace(same, answers=same.answers + branch.answers)
                    break
                if all(are_apart(b.conditions, branch.conditions, self._is_filled) for b in one):
                    one.append(branch)
                    break
            else:
                rounds.append([branch])
        return rounds

    def _is_filled(self, fact: str) -> bool:
        known = self._terms.facts[fact]
        return isinstance(known, Column) and not known.may_be_null

    def _steps(self, branch: Branch) -> list[dict[str, nw.Expr]]:
        """The columns to add to a branch's rows, in an order in which each looks only at those before it."""
        steps: list[dict[str, nw.Expr]] = []
        sums: dict[str, nw.Expr] = {}
        answered: dict[str, nw.Expr] = {}
        known: list[tuple[Total, bool, Interval]] = []
        for answer in branch.answers:
            total = self._chosen.total(answer.total)
            alike = replace(total, name="")
            interval = next((i for t, whole, i in known if (t, whole) == (alike, answer.whole)), None)
            if interval is None:
                prefix = f"ct:sum {len(known)}"
                windows = Windows(total, self._terms.facts, self._counts(total, branch), self._most, prefix)
                found = interval_of(windows, whole=answer.whole)
                steps += windows.steps
                interval = found if found.both is not None else _named(prefix, found, sums)
                known.append((alike, answer.whole, interval))
            answered[answer.name] = answer.of(interval)
        return [*steps, sums, answered]

    def _counts(self, total: Total, branch: Branch) -> Truth:
        """Whether a row of the branch counts: what makes it one of the branch's rows need not be asked again."""
        counts = self._of(without(total.where, [c for c in branch.conditions if not _may_be_unknown(self._of(c))]))
        return counts if branch.rows is not True else all_of((counts, self._accepted()))


class _Round:
    """Branches side by side, and the rows that are in none of them; made once for any frame."""

    def __init__(self, branches: Sequence[Branch], steps: Sequence[list[dict[str, nw.Expr]]]) -> None:
        self.branches = branches
        self._answers = [answer for branch in branches for answer in branch.answers]
        self._parts: list[tuple[Where | None, list[Step]]] = []
        for branch, own in zip(branches, steps, strict=True):
            others = _empty(answer for answer in self._answers if answer not in branch.answers)
            where = None if branch.rows is True else Where(expression(branch.rows))
            self._parts.append((where, [Step(made) for made in (*own[:-1], own[-1] | others)]))
        if all(branch.rows is not True for branch in branches):
            inside = reduce(or_, (expression(branch.rows) for branch in branches))
            self._parts.append((Where(~inside), [Step(_empty(self._answers))]))

    def __call__(self, begun: Work) -> Work:
        names = [*begun.names, *(answer.name for answer in self._answers)]
        parts = []
        for where, steps in self._parts:
            part = begun if where is None else begun.where(where)
            parts.append(part.add(*steps).select(names))
        return together(parts)


def _named(prefix: str, found: Interval, sums: dict[str, nw.Expr]) -> Interval:
    """The interval as columns of their own, put into `sums`: several answers look at them."""
    sums |= {f"{prefix} low": found.low, f"{prefix} high": found.high}
    interval = Interval(nw.col(f"{prefix} low"), nw.col(f"{prefix} high"))
    if found.is_open is None:
        return interval
    sums[f"{prefix} open"] = found.is_open
    return replace(interval, is_open=nw.col(f"{prefix} open"))


def _is_unusual(condition: Condition, refs: Sequence[FactRef | None]) -> bool:
    """Whether what is presumed of the fact is not among the values asked for."""
    presumed = [ref.fact.presume for ref in refs if ref is not None and ref.fact is not None]
    return isinstance(condition, IsOneOf) and not any(value in condition.values for value in presumed)


def without(condition: Condition, known: Sequence[Condition]) -> Condition:
    """A condition's conjuncts but for those known to hold."""
    if condition in known:
        return AllOf(())
    if isinstance(condition, AllOf):
        return AllOf(tuple(without(part, known) for part in condition.parts))
    return condition


def _same(one: Sequence[Condition], other: Sequence[Condition]) -> bool:
    return all(c in other for c in one) and all(c in one for c in other)


def _may_be_unknown(truth: Truth) -> bool:
    return truth.may_be_null if isinstance(truth, Column) else truth is None


def _empty(answers: Iterable[Answer]) -> dict[str, nw.Expr]:
    return {answer.name: nw.lit(None, answer.dtype) for answer in answers}


def _by_total(answers: Iterable[Answer]) -> list[tuple[Answer, ...]]:
    by_name: dict[str, list[Answer]] = {}
    for answer in answers:
        by_name.setdefault(answer.total.name, []).append(answer)
    return [tuple(some) for some in by_name.values()]
