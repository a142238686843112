"""Outcomes and the exceptions that hold, as `outcome.finding.make_finding` tells them of one event."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from ctethics.engines.columnar.kleene import Column, Truth, all_of, any_of, expression, maybe, not_, surely
from ctethics.engines.columnar.plan import Plan, kept
from ctethics.program import Program
from ctethics.program.program import references


@dataclass(frozen=True, slots=True)
class Possible:
    """Which outcomes some completion of the unknown facts may give; never null."""

    applies: Truth
    excepted: Truth
    not_applying: Truth

    @property
    def outcomes(self) -> dict[str, Truth]:
        """Whether each outcome is the only possible one, by its name."""
        no, other, third = not_(self.applies), not_(self.excepted), not_(self.not_applying)
        return {
            "applies": all_of((self.applies, other, third)),
            "excepted": all_of((self.excepted, no, third)),
            "does not apply": all_of((self.not_applying, no, other)),
        }


class Outcomes:
    """The outcome of each provision of a plan; `steps` are the columns to add, in their order.

    excepted_by -- for the provisions under which an exception can hold, the column that names those that do.
    """

    def __init__(self, program: Program, plan: Plan, *, with_exceptions: bool) -> None:
        self._program, self._plan = program, plan
        self.steps: list[dict[str, nw.Expr]] = []
        self.excepted_by: dict[str, nw.Expr] = {}
        self.possible: dict[str, Possible] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        for citations in self._levels():
            made: dict[str, nw.Expr] = {}
            for citation in citations:
                self.possible[citation] = self._find(citation, made)
            named: dict[str, nw.Expr] = {}
            for citation in citations if with_exceptions else ():
                self._name(citation, named)
            self.steps += [step for step in (made, named) if step]

    def only(self, citation: str, outcome: str) -> Truth:
        """Whether a provision certainly comes out so."""
        return self.possible[citation].outcomes[outcome]

    def outcome(self, citation: str) -> nw.Expr:
        """The outcome of a provision, in words."""
        expr = nw.lit("undetermined")
        for outcome, truth in self.possible[citation].outcomes.items():
            if truth is True:
                return nw.lit(outcome)
            if isinstance(truth, Column):
                expr = nw.when(truth.expr).then(nw.lit(outcome)).otherwise(expr)
        return expr

    def is_silent(self, citation: str) -> bool:
        """Whether it is undetermined in every row, whatever they say."""
        return all(truth is False for truth in self.possible[citation].outcomes.values())

    def _levels(self) -> list[list[str]]:
        """The provisions, each after those that its general rule refers to."""
        levels: dict[str, int] = {}
        for citation in self._plan.chosen.rules:
            levels[citation] = 1 + max((levels[other] for other in self._referred_to(citation)), default=-1)
        return [[c for c, level in levels.items() if level == one] for one in sorted(set(levels.values()))]

    def _referred_to(self, citation: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(references(self._plan.chosen.rules[citation].general)))

    def _find(self, citation: str, made: dict[str, nw.Expr]) -> Possible:
        plan = self._plan
        inherited = (self.possible[other].excepted for other in self._referred_to(citation))
        excepted = any_of((*map(maybe, plan.exceptions[citation]), *inherited))
        may_hold = maybe(plan.general[citation])
        found = (
            all_of((maybe(plan.binding[citation]), may_hold)),
            all_of((not_(surely(plan.binding[citation])), excepted, may_hold)),
            not_(surely(plan.general[citation])),
        )
        names = (f"ct:may apply {citation}", f"ct:may be excepted {citation}", f"ct:may not apply {citation}")
        return Possible(*(kept(made, name, truth) for name, truth in zip(names, found, strict=True)))

    def _name(self, citation: str, made: dict[str, nw.Expr]) -> None:
        """Names the exceptions that hold, the provision's own first, where it is excepted or undetermined."""
        exceptions = zip(self._program.provisions[citation].exceptions, self._plan.exceptions[citation], strict=True)
        own = {e.citation: surely(truth) for e, truth in exceptions if truth is not None and truth is not False}
        others = [other for other in self._referred_to(citation) if other in self.excepted_by]
        if not own and not others:
            return
        # An exception that two of them name would be named twice; each is then asked for on its own.
        listed = [name for other in others for name in self._names[other]]
        if len(set(listed)) < len(listed):
            own |= {name: self._held(name, others) for name in listed}
            others = []
        told: list[nw.Expr] = [nw.when(expression(truth)).then(nw.lit(name)) for name, truth in own.items()]
        told += [self.excepted_by[other] for other in others]
        some = told[0] if len(told) == 1 else nw.concat_str(told, separator=", ", ignore_nulls=True)
        holds = any_of((*own.values(), *(Column(~self.excepted_by[other].is_null(), False) for other in others)))
        is_settled = any_of((self.only(citation, "applies"), self.only(citation, "does not apply")))
        made[f"ct:excepted by {citation}"] = nw.when(expression(all_of((not_(is_settled), holds)))).then(some)
        self.excepted_by[citation] = nw.col(f"ct:excepted by {citation}")
        self._names[citation] = (*own, *(name for other in others for name in self._names[other]))

    def _held(self, exception: str, others: list[str]) -> Truth:
        """Whether one of the provisions names the exception."""
        sought = f", {exception}, "
        padded = (nw.concat_str([nw.lit(", "), self.excepted_by[o], nw.lit(", ")]) for o in others)
        return any_of(Column(text.str.contains(sought, literal=True).fill_null(False), False) for text in padded)
