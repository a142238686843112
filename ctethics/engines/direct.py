"""The meaning of a program: a plain walk over it. Every other engine is held to this one.

A condition is yes (True), no (False) or unknown (None) by Kleene's strong logic: `all` is no as soon as one part is
no, and yes only if every part is yes; a comparison with something unknown is unknown, unless every value it could
have gives the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ctethics.engines.situation import Situation
from ctethics.law.calendar import NEVER, shift
from ctethics.law.phrases import OPERATORS
from ctethics.outcome import Verdict
from ctethics.program import (
    AllOf,
    AnyOf,
    Applies,
    Compare,
    CompareFacts,
    Condition,
    DaysAfter,
    Includes,
    IsOneOf,
    Not,
    Program,
    Provision,
    Reading,
    TotalIs,
)

if TYPE_CHECKING:
    from ctethics.engines.totals import Totals

Answer = bool | None
Applied = dict[str, Answer]


class DirectEngine:
    """Evaluates each provision by walking over its conditions."""

    name = "direct"

    def __init__(self, program: Program) -> None:
        self.program = program

    def prepare(self, cases: Sequence[Totals]) -> None:
        """Nothing: each event is answered when it is asked about."""

    def verdicts(self, situation: Situation) -> dict[str, Verdict]:
        """Each provision's answers for one event, in the program's order."""
        return self.verdicts_of(self.program.about(situation.event.kind), situation)

    def verdicts_of(self, provisions: Iterable[Provision], situation: Situation) -> dict[str, Verdict]:
        """The answers of these provisions, each after those it looks at."""
        found: dict[str, Verdict] = {}
        general: Applied = {}
        binding: Applied = {}
        for provision in provisions:
            key = provision.citation
            exceptions = tuple(answer(e.when, situation, binding) for e in provision.exceptions)
            general[key] = answer(provision.general, situation, general)
            # With the provisions it refers to binding, their exceptions considered: the same where it refers to none.
            rule = answer(provision.general, situation, binding) if self.program.references[key] else general[key]
            binding[key] = binds(rule, exceptions)
            found[key] = Verdict(general[key], exceptions, binding[key])
        return found


def all_of(answers: tuple[Answer, ...]) -> Answer:
    """Kleene's `and`."""
    return False if False in answers else None if None in answers else True


def any_of(answers: tuple[Answer, ...]) -> Answer:
    """Kleene's `or`."""
    return True if True in answers else None if None in answers else False


def not_(answer: Answer) -> Answer:
    """Kleene's `not`."""
    return None if answer is None else not answer


def binds(rule: Answer, exceptions: tuple[Answer, ...]) -> Answer:
    """Whether a provision applies: its rule holds and no exception does."""
    return all_of((rule, not_(any_of(exceptions))))


def answer(condition: Condition, situation: Situation, applied: Applied) -> Answer:
    """Whether the condition holds of the event; `applied` answers the references to other provisions."""
    return _MEANING[type(condition)](condition, situation, applied)


def _all(c: AllOf, situation: Situation, applied: Applied) -> Answer:
    result: Answer = True
    for part in c.parts:
        one = _MEANING[type(part)](part, situation, applied)
        if one is False:
            return False
        if one is None:
            result = None
    return result


def _any(c: AnyOf, situation: Situation, applied: Applied) -> Answer:
    result: Answer = False
    for part in c.parts:
        one = _MEANING[type(part)](part, situation, applied)
        if one is True:
            return True
        if one is None:
            result = None
    return result


def _not(c: Not, situation: Situation, applied: Applied) -> Answer:
    return not_(answer(c.part, situation, applied))


def _reading(c: Reading, situation: Situation, applied: Applied) -> Answer:
    return answer(c.choices[situation.question.readings[c.name]], situation, applied)


def _is_one_of(c: IsOneOf, situation: Situation, applied: Applied) -> Answer:
    value = situation.facts.get(c.fact)
    return None if value is None else value in c.values


def _compare(c: Compare, situation: Situation, applied: Applied) -> Answer:
    value: Any = situation.facts.get(c.fact)
    limit = c.limit.at(situation.question.law, situation.event.day)
    if c.per is not None:
        number: Any = situation.facts.get(c.per)
        if not number:
            return None  # unknown, or divided by nothing
        limit *= number
    return None if value is None else OPERATORS[c.operator](value, limit)


def _compare_facts(c: CompareFacts, situation: Situation, applied: Applied) -> Answer:
    one: Any = situation.facts.get(c.fact)
    other: Any = situation.facts.get(c.other)
    return None if one is None or other is None else OPERATORS[c.operator](one, other)


def _days_after(c: DaysAfter, situation: Situation, applied: Applied) -> Answer:
    day: Any = situation.facts.get(c.fact)
    start: Any = situation.facts.get(c.after)
    number = c.limit.version(situation.question.law, situation.event.day).amount
    if start == NEVER:
        return False  # nothing comes after what never happened
    if day is None or start is None or number is None:
        return None
    return OPERATORS[c.operator](day, shift(start, number, c.limit.unit))


def _includes(c: Includes, situation: Situation, applied: Applied) -> Answer:
    names: Any = situation.facts.get(c.fact)
    wanted: Any = situation.facts.get(c.other)
    if isinstance(wanted, str):
        wanted = frozenset({wanted})
    if names is None or wanted is None:
        return False if frozenset() in (names, wanted) else None
    return not names.isdisjoint(wanted)


def _total_is(c: TotalIs, situation: Situation, applied: Applied) -> Answer:
    low, high = situation.totals.interval(c.total, situation.index, c.whole)
    holds = OPERATORS[c.operator]
    limit = c.limit.at(situation.question.law, situation.event.day)
    at_low = holds(low, limit)
    at_high = holds(high, limit) if high is not None else c.operator in ("more than", "at least")
    return at_low if at_low == at_high else None


def _applies(c: Applies, situation: Situation, applied: Applied) -> Answer:
    return applied[c.provision]


_MEANING: dict[type, Callable[[Any, Situation, Applied], Answer]] = {
    AllOf: _all,
    AnyOf: _any,
    Not: _not,
    Reading: _reading,
    IsOneOf: _is_one_of,
    Compare: _compare,
    CompareFacts: _compare_facts,
    DaysAfter: _days_after,
    Includes: _includes,
    TotalIs: _total_is,
    Applies: _applies,
}
