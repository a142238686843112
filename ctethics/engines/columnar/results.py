"""What a ledger's rows are told: columns made of a plan's answers, named as the reports name them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

import narwhals as nw

from ctethics.engines.columnar.chosen import Chosen
from ctethics.engines.columnar.doubts import Doubts
from ctethics.engines.columnar.facts import NEVER_DATE, Sheet, as_expression
from ctethics.engines.columnar.kleene import Truth, expression, maybe
from ctethics.engines.columnar.outcomes import Outcomes
from ctethics.engines.columnar.plan import Plan
from ctethics.engines.columnar.rounds import Answer
from ctethics.engines.columnar.sums import Interval
from ctethics.engines.columnar.told import Running, told
from ctethics.engines.columnar.translate import amount_of, shifted, translate
from ctethics.engines.situation import Question
from ctethics.law.phrases import CEILINGS
from ctethics.outcome import Outcome
from ctethics.program import Program, Provision, facts_in
from ctethics.tables.steps import Step, Work


class Results:
    """The columns told of one kind of event: an outcome for each asked provision, and what `show` asks for."""

    def __init__(
        self,
        program: Program,
        kind: str,
        question: Question,
        sheet: Sheet,
        asked: Collection[str],
        show: Collection[str],
        chosen: Chosen,
    ) -> None:
        self._program, self._sheet = program, sheet
        self.told = told(program, asked, show, chosen)
        self.provisions = self.told.provisions
        more = [answer for one in self.told.running for answer in _sums(one)]
        self.plan = Plan(program, kind, question, sheet, chosen, more if "totals" in show else None)
        self._outcomes = Outcomes(program, self.plan, with_exceptions="excepted by" in show)

    def run(self, begun: Work) -> Work:
        """The frame with the told columns; those of a row that cannot be read are null."""
        return self.plan.run(begun).add(*self._steps)

    @cached_property
    def _steps(self) -> list[Step]:
        return [Step(made) for made in (*self._outcomes.steps, self.columns)]

    @cached_property
    def doubts(self) -> Doubts:
        """On what the answers wait."""
        return Doubts(self._program, self.plan)

    def possible(self, citation: str) -> dict[Outcome, Truth]:
        """Whether each outcome of a provision is possible, as columns of the frame that `run` returns."""
        found = self._outcomes.possible[citation]
        return {"applies": found.applies, "excepted": found.excepted, "does not apply": found.not_applying}

    @cached_property
    def columns(self) -> dict[str, nw.Expr]:
        """The told columns by name."""
        made: dict[str, nw.Expr] = {}
        for p in self.provisions:
            name = p.citation
            made[name] = self._outcomes.outcome(name)
            made[f"{name} applies"] = expression(self.plan.binding[name])
            exceptions = zip(p.exceptions, self.plan.exceptions[name], strict=True)
            made |= {e.citation: expression(truth) for e, truth in exceptions}
            made[f"{name} excepted by"] = self._outcomes.excepted_by.get(name, nw.lit(None, nw.String()))
            if name in self.told.due:
                made[f"{name} due"] = self._due(p)
        for one in self.told.running:
            made |= self._left(one)
        return {name: self._accepted(made[name]) for name in self.told.names}

    @property
    def silent(self) -> tuple[str, ...]:
        """The asked provisions that are undetermined in every row, whatever the rows say."""
        return tuple(p.citation for p in self.provisions if self._outcomes.is_silent(p.citation))

    def lacking(self, citation: str) -> tuple[str, ...]:
        """The facts that a provision looks at and that are known of no row, in the order written."""
        rule = self.plan.chosen.rules[citation]
        names = dict.fromkeys(name for condition in rule.conditions for name in facts_in(condition))
        return tuple(name for name in names if self.plan.facts[name] is None)

    def _accepted(self, expr: nw.Expr) -> nw.Expr:
        rejected = self._sheet.rejected
        return expr if rejected is None else nw.when(~nw.col(rejected)).then(expr)

    # Duties

    def _due(self, p: Provision) -> nw.Expr:
        assert p.duty is not None
        due = p.duty.due
        assert due.limit is not None
        assert due.after is not None
        start = as_expression(self.plan.facts[due.after], "date")
        begun = nw.when(start != NEVER_DATE).then(start)
        is_owed = self._outcomes.only(p.citation, "applies")
        return nw.when(expression(is_owed)).then(shifted(begun, due.limit, self.plan.terms))

    def _left(self, one: Running) -> dict[str, nw.Expr]:
        """What is used of a limit and what is left, in cents, for the rows that count in its total or may."""
        counts = maybe(translate(self.plan.chosen.total(one.test.total).where, self.plan.terms, self.plan.binding))
        if counts is False:
            return dict.fromkeys((one.used, one.most, one.left), nw.lit(None, nw.Int64()))
        limit = as_expression(amount_of(one.test.limit, self.plan.terms), "amount") - CEILINGS[one.test.operator]
        low, high = nw.col(f"ct:{one.used}"), nw.col(f"ct:{one.most}")
        zero = nw.lit(0, nw.Int64)
        rest = nw.when(high <= limit).then(limit - high).otherwise(zero)
        shown = {one.used: low, one.most: high, one.left: rest}
        return {name: nw.when(expression(counts)).then(expr).cast(nw.Int64) for name, expr in shown.items()}


def _sums(one: Running) -> Iterable[Answer]:
    """The exact ends of the total that a running limit looks at; the upper one null where there is none."""

    def most(interval: Interval) -> nw.Expr:
        high = interval.high.cast(nw.Int64)
        return high if interval.is_open is None else nw.when(~interval.is_open).then(high)

    total, whole = one.test.total, one.test.whole
    yield Answer(f"ct:{one.used}", total, whole, lambda interval: interval.low.cast(nw.Int64), nw.Int64())
    yield Answer(f"ct:{one.most}", total, whole, most, nw.Int64())
