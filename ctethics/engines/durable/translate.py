"""A program to strata of durable_rules rule sets: pure, nothing is registered or run.

Each answer the direct engine computes is a *conclusion* here: an exception, a provision's general rule, whether it
binds. A conclusion is two rules. Of an exception, which most often does not hold, one fires if it certainly does and
one if it may; neither fired is no. Of the others one fires for yes and one for no; neither fired is unknown. A
conclusion stands in the stratum after those it looks at, so that negation only meets finished strata and the order of
firing cannot matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from ctethics.diagnostics import Diagnostic, EngineError, Span
from ctethics.engines.durable.formula import Expression, Formula, Names, answered, both, either, firings
from ctethics.program import AllOf, Condition, Program, Provision
from ctethics.program.program import references

# durable_rules fails with error 303 at 100 firings for one fact, and with error 302 near 300 properties.
MOST_FIRINGS = 90
MOST_PROPERTIES = 200
ANCHOR: Expression = {"case": 1}
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Conclusion:
    """One answer to be found: the rules by what it means that they fire, `yes` and one of `possible` and `no`.

    name -- its property in later strata; excepts -- the provision it is an exception of.
    """

    name: str
    rules: dict[str, Expression]
    excepts: str | None = None


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules to be registered together; `reads` the properties its fact needs, flags included."""

    definition: dict[str, dict[str, object]]
    conclusions: tuple[Conclusion, ...]
    reads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Translation:
    """All strata for one kind of event under one law on one day."""

    names: Names
    strata: tuple[tuple[RuleSet, ...], ...]


def translate(program: Program, kind: str, law: str, day: int) -> Translation:
    """The strata for events of `kind` under `law` as it is on `day`.

    Raises EngineError (CTE702) for a condition that durable_rules could not run right.
    """
    names = Names(program, kind, law, day)
    waiting = list(_conclusions(program, kind, names))
    strata: list[tuple[RuleSet, ...]] = []
    pending = {c.name for c in waiting} | {exceptions_of(c.excepts) for c in waiting if c.excepts}
    while waiting:
        ready = [c for c in waiting if not _looks_at(c, pending)]
        waiting = [c for c in waiting if c not in ready]
        pending = {c.name for c in waiting} | {exceptions_of(c.excepts) for c in waiting if c.excepts}
        strata.append(tuple(_split(ready)))
    return Translation(names, tuple(strata))


def general_of(citation: str) -> str:
    """The property that says whether a provision's general rule holds."""
    return f"g {citation}"


def own_of(citation: str) -> str:
    """The property that says whether the parts of a general rule that refer to no provision hold."""
    return f"o {citation}"


def exceptions_of(citation: str) -> str:
    """The property that says whether any exception of a provision holds."""
    return f"x {citation}"


def binding_of(citation: str) -> str:
    """The property that says whether a provision applies."""
    return f"b {citation}"


def _conclusions(program: Program, kind: str, names: Names) -> Iterator[Conclusion]:
    def general(citation: str, wanted: bool, is_sure: bool) -> Expression:
        return answered(general_of(citation), wanted, is_sure)

    def binding(citation: str, wanted: bool, is_sure: bool) -> Expression:
        if program.references[citation]:
            return answered(binding_of(citation), wanted, is_sure)
        return _binds(answered(general_of(citation), wanted, is_sure), program.provisions[citation], wanted, is_sure)

    as_general, as_binding = Formula(names, general), Formula(names, binding)
    for provision in program.about(kind):
        citation = provision.citation
        for e in provision.exceptions:
            rules = {"yes": as_binding.of(e.when, True, True), "possible": as_binding.of(e.when, True, False)}
            yield Conclusion(e.citation, rules, citation)
        own, referring = _without_references(provision)
        if not referring:
            yield _rule(general_of(citation), provision.general, as_general)
            yield _binding(provision, {w: answered(general_of(citation), w, True) for w in (True, False)})
            continue
        if own is not None:
            yield _rule(own_of(citation), own, as_general)
        mine = [own] if own is not None else []
        for name, formula in ((general_of(citation), as_general), (binding_of(citation), as_binding)):
            rule = {
                wanted: (both if wanted else either)(
                    *(answered(own_of(citation), wanted, True) for _ in mine),
                    *(formula.of(part, wanted, True) for part in referring),
                )
                for wanted in (True, False)
            }
            if formula is as_binding:
                yield _binding(provision, rule)
            else:
                yield Conclusion(name, {"yes": rule[True], "no": rule[False]})


def _rule(name: str, c: Condition, formula: Formula) -> Conclusion:
    return Conclusion(name, {"yes": formula.of(c, True, True), "no": formula.of(c, False, True)})


def _binding(provision: Provision, rule: dict[bool, Expression]) -> Conclusion:
    rules = {"yes" if wanted else "no": _binds(rule[wanted], provision, wanted, True) for wanted in (True, False)}
    return Conclusion(binding_of(provision.citation), rules)


def _without_references(provision: Provision) -> tuple[Condition | None, tuple[Condition, ...]]:
    """The general rule's parts that refer to no provision, as one condition, and those that do."""
    parts = provision.general.parts if isinstance(provision.general, AllOf) else (provision.general,)
    referring = tuple(part for part in parts if any(references(part)))
    own = tuple(part for part in parts if part not in referring)
    return (AllOf(own) if own else None), referring


def _binds(rule: Expression, provision: Provision, wanted: bool, is_sure: bool) -> Expression:
    """The rule holds and no exception does; or, wanted no, the rule does not or an exception does."""
    if not provision.exceptions:
        return rule
    excepted = answered(exceptions_of(provision.citation), not wanted, is_sure)
    return both(rule, excepted) if wanted else either(rule, excepted)


def _looks_at(conclusion: Conclusion, pending: set[str]) -> bool:
    looked = _NOTHING.union(*map(_properties, conclusion.rules.values()))
    return not looked.isdisjoint(pending)


def _properties(expression: Expression) -> frozenset[str]:
    found: set[str] = set()
    for key, value in expression.items():
        if key in ("$and", "$or"):
            found |= _NOTHING.union(*map(_properties, value))
        elif key.startswith("$"):
            found |= set(value)
        else:
            found.add(key)
    return frozenset(found)


def _split(ready: list[Conclusion]) -> Iterator[RuleSet]:
    """The conclusions of one stratum in as many rule sets as the engine's limit on firings asks for."""
    chunk: list[Conclusion] = []
    count = 1
    for conclusion in ready:
        cost = sum(map(firings, conclusion.rules.values()))
        if cost >= MOST_FIRINGS:
            refuse(conclusion.name, f"could fire {cost} times for one event; durable_rules stops at 100")
        if count + cost >= MOST_FIRINGS:
            yield _rule_set(chunk)
            chunk, count = [], 1
        chunk.append(conclusion)
        count += cost
    yield _rule_set(chunk)


def _rule_set(chunk: list[Conclusion]) -> RuleSet:
    definition: dict[str, dict[str, object]] = {"anchor": {"all": [{"m": ANCHOR}]}}
    reads = _NOTHING
    for number, conclusion in enumerate(chunk):
        for sort, expression in conclusion.rules.items():
            definition[f"{sort} {number}"] = {"all": [{"m": both(ANCHOR, expression)}]}
            reads |= _properties(expression)
        if len(reads) > MOST_PROPERTIES:
            refuse(conclusion.name, f"makes the fact {len(reads)} properties wide; durable_rules fails before 300")
    return RuleSet(definition, tuple(chunk), reads)


def refuse(conclusion: str, what: str) -> NoReturn:
    """Raises EngineError: the engine could not run this conclusion's rules, or not run them right."""
    why = "the engine's limits are fixed in its C source, and beyond them it answers wrong or stops."
    fix = "use engine=`direct`, or split the provision's condition into exceptions of its own."
    span = Span.whole(f"engine durable, {conclusion}")
    raise EngineError([Diagnostic("CTE702", span, f"the condition {what}", why, fix)])
