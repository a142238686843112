"""The whole program for one kind of event: in which order its columns are worked out.

A provision comes after those it refers to and after its totals, a total after the provisions that it asks. What can be
worked out at once is added to the frame at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import narwhals as nw

from ctethics.engines.columnar.chosen import Chosen, Rule
from ctethics.engines.columnar.facts import Facts, Sheet
from ctethics.engines.columnar.kleene import Column, Truth, all_of, any_of, not_
from ctethics.engines.columnar.rounds import Answer, Rounds, test_of
from ctethics.engines.columnar.translate import Terms, TestKey, key_of, most_of, translate
from ctethics.engines.columnar.windows import EVERYWHERE
from ctethics.engines.situation import Question
from ctethics.program import Condition, Program
from ctethics.program.program import references
from ctethics.tables.steps import Step, Work


class Plan:
    """How a frame of one kind of event gets the answers of the chosen rules.

    general, exceptions, binding -- each provision's answers, as columns of the frame that `run` returns or as one
    answer for all rows; tests -- those of totals.
    more -- further columns to be had from totals, which are exact then and not clipped.
    """

    def __init__(
        self,
        program: Program,
        kind: str,
        question: Question,
        sheet: Sheet,
        chosen: Chosen,
        more: Iterable[Answer] | None = None,
    ) -> None:
        self.chosen, self.is_exact = chosen, more is not None
        self.facts = Facts(program, program.vocabulary.events[kind], sheet, question.is_strict)
        self.general: dict[str, Truth] = {}
        self.binding: dict[str, Truth] = {}
        self.exceptions: dict[str, tuple[Truth, ...]] = {}
        self.tests: dict[TestKey, Truth] = {}
        self.terms = Terms(self.facts, question, self.tests)
        self._steps: list[Callable[[Work], Work]] = []
        self._translate(list(more or ()))
        known = Step(self.facts.made)
        marks = Step({"ct:year": nw.col("ct:date").dt.year(), EVERYWHERE: nw.lit(0, nw.Int64)})
        self._steps.insert(0, lambda begun: begun.add(marks, known))

    def run(self, begun: Work) -> Work:
        """The frame with a column for each answer that differs from row to row."""
        for step in self._steps:
            begun = step(begun)
        return begun

    def _translate(self, more: list[Answer]) -> None:
        waiting = dict(self.chosen.rules)
        tests = {key_of(test): test for rule in waiting.values() for test in rule.tests}
        pending = [*more]
        for number, (key, test) in enumerate(tests.items()):
            pending.append(test_of(f"ct:test {number}", test, self.terms))
            self.tests[key] = Column(nw.col(f"ct:test {number}"), name=f"ct:test {number}")
        beyond = max((most_of(test.limit, self.terms.question.law) + 1 for test in tests.values()), default=1)
        while waiting or pending:
            ready = [answer for answer in pending if self._is_known(answer)]
            if ready:
                rounds = Rounds(ready, None if self.is_exact else beyond, self.chosen, self.terms, self.binding)
                self._steps.append(rounds.add)
                pending = [answer for answer in pending if answer not in ready]
            unknown = {answer.total.name for answer in pending}
            now = [rule for rule in waiting.values() if self._is_ready(rule, unknown)]
            self._conclude(now)
            waiting = {citation: rule for citation, rule in waiting.items() if rule not in now}

    def _is_known(self, answer: Answer) -> bool:
        return all(citation in self.binding for citation in references(self.chosen.total(answer.total).where))

    def _is_ready(self, rule: Rule, unknown: set[str]) -> bool:
        has_totals = all(test.total.name not in unknown for test in rule.tests)
        return has_totals and all(r in self.binding for c in rule.conditions for r in references(c))

    def _conclude(self, rules: list[Rule]) -> None:
        """The answers of provisions that look at none of each other."""
        made: dict[str, nw.Expr] = {}
        for rule in rules:
            name = rule.citation
            self.exceptions[name] = tuple(
                kept(made, f"ct:exception {number} of {name}", self._of(when, self.binding))
                for number, when in enumerate(rule.exceptions)
            )
            self.general[name] = kept(made, f"ct:general {name}", self._of(rule.general, self.general))
        self._add(made)
        bound: dict[str, nw.Expr] = {}
        for rule in rules:
            name = rule.citation
            refers = any(references(rule.general))
            general = self._of(rule.general, self.binding) if refers else self.general[name]
            answer = all_of((general, not_(any_of(self.exceptions[name]))))
            self.binding[name] = kept(bound, f"ct:binding {name}", answer)
        self._add(bound)

    def _of(self, condition: Condition, applied: Mapping[str, Truth]) -> Truth:
        return translate(condition, self.terms, applied)

    def _add(self, made: dict[str, nw.Expr]) -> None:
        if made:
            step = Step(made)
            self._steps.append(lambda begun: begun.add(step))


def kept(made: dict[str, nw.Expr], name: str, truth: Truth) -> Truth:
    """A truth that differs from row to row gets a column of its own."""
    if not isinstance(truth, Column):
        return truth
    made[name] = truth.expr
    return Column(nw.col(name), truth.may_be_null, name)
