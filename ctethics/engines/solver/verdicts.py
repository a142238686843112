"""A program under one question about one event: each provision's three answers as terms."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ctethics.engines.solver.facts import Facts
from ctethics.engines.solver.stated import Stated
from ctethics.engines.solver.sums import Others, Sum, total_of
from ctethics.engines.solver.terms import NO, Term, Truth, all_of, any_of, both, negated, not_
from ctethics.engines.solver.translate import Applied, Translator
from ctethics.program import Program, Provision, Total, TotalIs

# What other events than the one asked about bring to a total: of the running total, or of the whole period's.
Pool = Callable[["Side", Total, bool], Others]


class Outcome(NamedTuple):
    """A provision's answers, as `Verdict` has them."""

    general: Truth
    exceptions: tuple[Truth, ...]
    binding: Truth

    @property
    def applies(self) -> Term:
        return self.binding.must

    @property
    def is_excepted(self) -> Term:
        return both(self.general.must, negated(self.binding.may))


class Side:
    """One program under a law and readings, over one event."""

    def __init__(self, program: Program, stated: Stated, law: str, readings: dict[str, str], pool: Pool) -> None:
        self.program, self.stated, self.law, self.readings = program, stated, law, readings
        self._pool = pool
        # Two functions for good: what is translated is kept by the one that answered it.
        self.general: Applied = lambda citation: self.outcome(citation).general
        self.binding: Applied = lambda citation: self.outcome(citation).binding
        self.facts = Facts(program, stated)
        self.translate = Translator(self.facts, self)
        self.tests: dict[tuple[str, bool], TotalIs] = {}
        self._sums: dict[tuple[str, bool], Sum] = {}
        self._outcomes: dict[str, Outcome] = {}

    @property
    def rules(self) -> list[Term]:
        """What holds of every case as far as it has been asked about."""
        return self.translate.rules

    def mark(self) -> tuple[int, int]:
        """A point to come back to."""
        return self.translate.mark(), len(self._sums)

    def forget(self, mark: tuple[int, int]) -> None:
        """As if no total had been met since the mark."""
        self.translate.forget(mark[0])
        for key in list(self._sums)[mark[1] :]:
            del self._sums[key]

    def outcome(self, citation: str) -> Outcome:
        """A provision's answers."""
        if citation not in self._outcomes:
            self._outcomes[citation] = self.outcome_of(self.program.provisions[citation])
        return self._outcomes[citation]

    def outcome_of(self, provision: Provision) -> Outcome:
        """The answers of a provision that may be another than the program's."""
        exceptions = tuple(self.translate(e.when, self.binding) for e in provision.exceptions)
        rule = self.translate(provision.general, self.binding)
        binding = all_of((rule, not_(any_of(exceptions))))
        return Outcome(self.translate(provision.general, self.general), exceptions, binding)

    def counts(self, total: Total) -> Truth:
        """Whether the event itself counts in a total."""
        return NO if total.kind != self.stated.kind else self.translate(total.where, self.binding)

    def sum(self, test: TotalIs) -> Sum:
        """A total with the event counted."""
        key = (test.total.name, test.whole)
        if key not in self._sums:
            self.tests[key] = test
            rest = self._pool(self, test.total, test.whole)
            self._sums[key], rule = total_of(test.total, self.counts(test.total), self.facts, rest)
            if rule is not True:
                self.rules.append(rule)
        return self._sums[key]
