"""Conclusions as rules, put together into rule sets within what durable_rules can run right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NoReturn

from ctethics.diagnostics import Diagnostic, EngineError, Span
from ctethics.engines.durable.expression import (
    MOST,
    UNKNOWN,
    YES,
    Expression,
    both,
    breadth,
    joints,
    properties_in,
    reach,
    renamed,
    ways,
)

# durable_rules keeps the conditions it has yet to follow on a stack of 64 (error 303) and a fact's properties in a
# table of 255 (error 302); a rule has room for 15 joints (error 113). It fires once for each way in which it holds, and
# ways multiply. It knows a property only by a hash of its name: those of `p0` to `p199` differ.
MOST_BREADTH = 64
MOST_JOINTS = 15
MOST_WAYS = 90
MOST_PROPERTIES = 200
# Every rule asks for this, and one for nothing else: a session in which nothing ever fired cannot be deleted.
ANCHOR: Expression = {"case": 1}
ANCHOR_RULE = "anchor"


@dataclass(frozen=True, slots=True)
class Conclusion:
    """One answer to be found: no, or unknown if the rule `possible` fires, or yes if the rule `sure` does too.

    Of the many provisions and exceptions about an event most do not apply, and then nothing fires.
    name -- the answer's property in later strata.
    """

    name: str
    possible: Expression
    sure: Expression


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules to be registered together.

    means -- the conclusion and its answer by rule; reads -- the properties its fact needs; fact -- the fact as JSON, a
    place left for the session and each of those properties.
    """

    definition: dict[str, dict[str, object]]
    means: dict[str, tuple[str, int]]
    reads: tuple[str, ...]
    fact: str


@dataclass(frozen=True, slots=True)
class _Bundle:
    """Rules of one conclusion that stay together, by the answer they conclude."""

    name: str
    rules: dict[int, Expression]
    breadth: int
    reads: frozenset[str]


def rule_sets(conclusions: Iterable[Conclusion]) -> Iterator[RuleSet]:
    """The rules of one stratum in as few sets as the limits allow, in their order.

    Raises EngineError (CTE702) for a rule that no set can hold.
    """
    chunk: list[_Bundle] = []
    count, reads = 0, frozenset[str]()
    for bundle in (bundle for conclusion in conclusions for bundle in _bundles(conclusion)):
        _check(bundle)
        if chunk and (count + bundle.breadth > MOST_BREADTH or len(reads | bundle.reads) > MOST_PROPERTIES):
            yield _rule_set(chunk, reads)
            chunk, count, reads = [], 0, frozenset()
        chunk.append(bundle)
        count += bundle.breadth
        reads |= bundle.reads
    if chunk:
        yield _rule_set(chunk, reads)


def _bundles(conclusion: Conclusion) -> Iterator[_Bundle]:
    """The two rules in one where they can begin alike: durable_rules then asks no more of what is not possible."""
    possible, sure = conclusion.possible, conclusion.sure
    if ways(possible) == 1:
        yield _bundle(conclusion.name, {UNKNOWN: possible, YES: both(possible, sure)})
    else:
        yield _bundle(conclusion.name, {UNKNOWN: possible})
        yield _bundle(conclusion.name, {YES: sure})


def _bundle(name: str, rules: dict[int, Expression]) -> _Bundle:
    return _Bundle(name, rules, max(map(breadth, rules.values())), properties_in(*rules.values()))


def _check(bundle: _Bundle) -> None:
    most, width = max(map(ways, bundle.rules.values())), len(bundle.reads)
    joined = max(joints(both(ANCHOR, rule)) for rule in bundle.rules.values())
    if most >= MOST_WAYS:
        refuse(bundle.name, f"could fire {most} times for one event, once for each way in which it holds")
    if bundle.breadth > MOST_BREADTH:
        refuse(bundle.name, f"branches {bundle.breadth} times; durable_rules stops after {MOST_BREADTH}")
    if joined > MOST_JOINTS:
        refuse(bundle.name, f"joins conditions {joined} times; durable_rules has room for {MOST_JOINTS}")
    if max(map(reach, bundle.rules.values())) > MOST:
        refuse(bundle.name, f"compares with a number beyond {MOST:,}; durable_rules takes a larger one for another")
    if width > MOST_PROPERTIES:
        refuse(bundle.name, f"makes the fact {width} properties wide; durable_rules fails before 300")


def _rule_set(chunk: list[_Bundle], reads: frozenset[str]) -> RuleSet:
    """The rules and their fact, in which properties have numbers for names: nothing that anybody wrote is in either."""
    definition: dict[str, dict[str, object]] = {ANCHOR_RULE: {"all": [{"m": ANCHOR}]}}
    means: dict[str, tuple[str, int]] = {}
    names = tuple(sorted(reads))
    numbered = {name: f"p{number}" for number, name in enumerate(names)}
    for number, bundle in enumerate(chunk):
        for answer, expression in bundle.rules.items():
            rule = f"{number} {answer}"
            definition[rule] = {"all": [{"m": both(ANCHOR, renamed(expression, numbered))}]}
            means[rule] = (bundle.name, answer)
    properties = "".join(f',"{name}":%d' for name in numbered.values())
    return RuleSet(definition, means, names, f'{{"sid":"%d","id":1,"case":1{properties}}}')


def refuse(conclusion: str, what: str) -> NoReturn:
    """Raises EngineError: the engine could not run this conclusion's rules, or not run them right."""
    why = "the engine's limits are fixed in its C source, and beyond them it answers wrong or stops."
    fix = "use engine=`direct`, or split the provision's condition into exceptions of its own."
    span = Span.whole(f"engine durable, {conclusion}")
    raise EngineError([Diagnostic("CTE702", span, f"the condition {what}", why, fix)])
