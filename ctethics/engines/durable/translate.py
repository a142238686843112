"""A program to strata of durable_rules rule sets: pure, nothing is registered or run.

What the engine finds are *conclusions*: an exception, a provision's general rule, and that rule again with those it
refers to binding. A conclusion stands in the stratum after those it looks at, so that negation only meets finished
strata and the order of firing cannot matter. What is asked in the same words is concluded once.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ctethics.engines.durable.expression import NO, Expression, answered, both, properties_in
from ctethics.engines.durable.formula import Formula, Names
from ctethics.engines.durable.relevance import Context, contexts
from ctethics.engines.durable.rule_set import Conclusion, RuleSet, rule_sets
from ctethics.program import AllOf, Condition, Program, Provision
from ctethics.program.program import references


@dataclass(frozen=True, slots=True)
class Answers:
    """The properties that hold a provision's answers; `rule` its general rule with those it refers to binding.

    binding -- whether the rule holds and no exception does; the rule itself where there is none.
    """

    citation: str
    general: str
    rule: str
    exceptions: tuple[str, ...]
    binding: str


@dataclass(frozen=True, slots=True)
class Stratum:
    """Rule sets that look at finished strata only.

    silent -- each conclusion's answer as long as no rule fires; bound -- the provisions of which no part is open then.
    """

    silent: dict[str, int]
    rule_sets: tuple[RuleSet, ...]
    bound: tuple[Answers, ...]


@dataclass(frozen=True, slots=True)
class Translation:
    """All strata for one kind of event under one law on one day, and what they answer in the program's order.

    contexts -- for each total, when it can matter.
    """

    names: Names
    contexts: dict[str, set[Context]]
    strata: tuple[Stratum, ...]
    answers: tuple[Answers, ...]


def translate(program: Program, kind: str, law: str, day: int) -> Translation:
    """The strata for events of `kind` under `law` as it is on `day`.

    Raises EngineError (CTE702) for a condition that durable_rules could not run right.
    """
    found = _Conclusions(Names(program, kind, law, day))
    for provision in program.about(kind):
        found.add(provision)
    names, made, answers = found.names, list(found.made.values()), tuple(found.answers.values())
    matter = contexts((c.possible for c in made), names.totals, names.given())
    return Translation(names, matter, tuple(_strata(made, answers)), answers)


def _strata(waiting: list[Conclusion], answers: tuple[Answers, ...]) -> list[Stratum]:
    unbound = [a for a in answers if a.exceptions]
    strata: list[Stratum] = []
    while waiting:
        open_ = {c.name for c in waiting} | {a.binding for a in unbound}
        ready = [c for c in waiting if open_.isdisjoint(properties_in(c.possible, c.sure))]
        waiting = [c for c in waiting if c not in ready]
        open_ = {c.name for c in waiting}
        bound = tuple(a for a in unbound if open_.isdisjoint((a.rule, *a.exceptions)))
        unbound = [a for a in unbound if a not in bound]
        strata.append(Stratum({c.name: NO for c in ready}, tuple(rule_sets(ready)), bound))
    return strata


@dataclass(slots=True)
class _Conclusions:
    """The conclusions made so far, by what they ask, and the provisions' answers by citation."""

    names: Names
    made: dict[str, Conclusion] = field(default_factory=dict)
    answers: dict[str, Answers] = field(default_factory=dict)

    def add(self, provision: Provision) -> None:
        """Conclude what is asked of one provision; those it refers to came before it."""
        citation = provision.citation
        as_general, as_binding = Formula(self.names, self._general), Formula(self.names, self._binding)
        exceptions = tuple(self._conclude(e.citation, (e.when,), as_binding) for e in provision.exceptions)
        own, referring = _without_references(provision)
        if referring:
            after = (self._conclude(f"o {citation}", own, as_general),) if own else ()
            general = self._conclude(f"g {citation}", referring, as_general, after)
            rule = self._conclude(f"r {citation}", referring, as_binding, after)
        else:
            general = rule = self._conclude(f"g {citation}", own, as_general)
        binding = f"b {citation}" if exceptions else rule
        self.answers[citation] = Answers(citation, general, rule, exceptions, binding)

    def _general(self, citation: str, wanted: bool, is_sure: bool) -> Expression:
        return answered(self.answers[citation].general, wanted, is_sure)

    def _binding(self, citation: str, wanted: bool, is_sure: bool) -> Expression:
        return answered(self.answers[citation].binding, wanted, is_sure)

    def _conclude(self, name: str, parts: tuple[Condition, ...], formula: Formula, after: tuple[str, ...] = ()) -> str:
        """The property that says whether every part holds, and every property of `after` is yes."""

        def rule(is_sure: bool) -> Expression:
            finished = (answered(one, True, is_sure) for one in after)
            return both(*finished, formula.of(AllOf(parts), True, is_sure))

        possible, sure = rule(False), rule(True)
        return self.made.setdefault(repr((possible, sure)), Conclusion(name, possible, sure)).name


def _without_references(provision: Provision) -> tuple[tuple[Condition, ...], tuple[Condition, ...]]:
    """The general rule's parts that refer to no provision, and those that do."""
    parts = provision.general.parts if isinstance(provision.general, AllOf) else (provision.general,)
    referring = tuple(part for part in parts if any(references(part)))
    return tuple(part for part in parts if part not in referring), referring
