"""Conditions with their answers, every part of them, from one event's situation."""

from __future__ import annotations

from typing import Any

from ctethics.engines.direct import answer as direct_answer
from ctethics.engines.situation import Situation
from ctethics.explain.sums import Sums, open_facts
from ctethics.law.calendar import NEVER
from ctethics.outcome import Measure, Trace
from ctethics.program import (
    AllOf,
    AnyOf,
    Applies,
    Compare,
    Condition,
    DaysAfter,
    Limit,
    Not,
    Program,
    Provision,
    Reading,
    TotalIs,
    facts_of_leaf,
)


class Tracer:
    """Traces one event's provisions; `general` leaves exceptions aside, `binding` considers them.

    tracers -- those of a case's other events by their index, kept where totals ask for them again and again.
    """

    def __init__(self, program: Program, situation: Situation, tracers: dict[int, Tracer] | None = None) -> None:
        self.program, self.situation = program, situation
        self._tracers = {} if tracers is None else tracers
        self.sums = Sums(self)
        self._general: dict[str, Trace] = {}
        self._exceptions: dict[str, tuple[Trace, ...]] = {}
        self._binding: dict[str, Trace] = {}

    def general(self, provision: Provision) -> Trace:
        """The general rule, the exceptions of provisions it refers to left aside."""
        if provision.citation not in self._general:
            self._general[provision.citation] = self.trace(provision.general, is_binding=False)
        return self._general[provision.citation]

    def exceptions(self, provision: Provision) -> tuple[Trace, ...]:
        """Each exception of the provision."""
        if provision.citation not in self._exceptions:
            self._exceptions[provision.citation] = tuple(
                _titled(self.trace(e.when, is_binding=True), f"{e.citation} {e.title}") for e in provision.exceptions
            )
        return self._exceptions[provision.citation]

    def binding(self, provision: Provision) -> Trace:
        """The general rule holds and no exception does."""
        if provision.citation not in self._binding:
            rule = self.trace(provision.general, is_binding=True)
            some = _join("any", self.exceptions(provision))
            self._binding[provision.citation] = _join("all", (rule, _join("not", (some,))), provision.citation)
        return self._binding[provision.citation]

    def trace(self, c: Condition, is_binding: bool) -> Trace:
        """The condition with its answer and its parts'."""
        match c:
            case AllOf(parts=parts):
                return _join("all", tuple(self.trace(part, is_binding) for part in parts), condition=c)
            case AnyOf(parts=parts):
                return _join("any", tuple(self.trace(part, is_binding) for part in parts), condition=c)
            case Not(part=part):
                return _join("not", (self.trace(part, is_binding),), condition=c)
            case Reading(name=name, choices=choices):
                chosen = self.situation.question.readings[name]
                return _join("same", (self.trace(choices[chosen], is_binding),), f"reading {name}: {chosen}", c)
            case Applies(provision=citation):
                provision = self.program.provisions[citation]
                referred = self.binding(provision) if is_binding else self.general(provision)
                return _join("same", (referred,), citation, c)
            case _:
                return self._leaf(c)

    def _leaf(self, c: Condition) -> Trace:
        situation = self.situation
        answered = direct_answer(c, situation, {})
        names = facts_of_leaf(c)
        seen = tuple((name, situation.facts[name]) for name in names if name in situation.facts)
        presumed = {one for name in names for one in situation.presumed.get(name, ())}
        unknown: set[str] = set()
        if isinstance(c, TotalIs):
            presumed, unknown = self.sums.of_total(c, answered)
        elif answered is None:
            unknown = {situation.asked.get(name, name) for name in open_facts(c, situation)}
        if answered is not None:
            unknown = set()
        limit = c.limit.at(situation.question.law, situation.event.day) if isinstance(c, Compare) else None
        return Trace(
            "leaf", answered, c, (), "", seen, frozenset(presumed), frozenset(unknown), self._measure(c), limit
        )

    def _measure(self, c: Condition) -> Measure | None:
        facts: Any = self.situation.facts
        match c:
            case Compare(fact=fact, per=per, operator=operator, limit=limit) if fact in facts:
                if per is None:
                    return self._measured(facts[fact], facts[fact], operator, limit)
                number = facts.get(per)
                if not number:
                    return None
                # Shown to the cent, rounded so that it stays on its side of the limit; the comparison itself is exact.
                cents, rest = divmod(facts[fact], number)
                cents += 1 if rest and operator in ("not more than", "more than") else 0
                return self._measured(cents, cents, operator, limit)
            case DaysAfter(fact=fact, after=after, operator=operator, limit=limit) if fact in facts and after in facts:
                if limit.unit != "days" or facts[after] == NEVER:
                    return None
                days = facts[fact] - facts[after]
                return self._measured(days, days, operator, limit)
            case TotalIs(total=total, operator=operator, limit=limit, whole=whole):
                low, high = self.situation.totals.interval(total, self.situation.index, whole)
                return self._measured(low, high, operator, limit)
        return None

    def _measured(self, low: int, high: int | None, operator: str, limit: Limit) -> Measure | None:
        version = limit.version(self.situation.question.law, self.situation.event.day)
        amount = version.amount
        if amount is None:
            return None
        margin = _margin(low, high, operator, amount)
        return Measure(low, high, operator, limit.unit, limit.name, version, amount, margin)

    def of(self, index: int) -> Tracer:
        """The tracer of another event, or of this one."""
        if index not in self._tracers:
            self._tracers[index] = Tracer(self.program, self.situation.totals.situation(index), self._tracers)
        return self._tracers[index]


def _margin(low: int, high: int | None, operator: str, limit: int) -> int | None:
    """How far a known amount lies from the last amount for which the comparison holds."""
    if low != high:
        return None
    return abs(
        low - {"less than": limit - 1, "not more than": limit, "more than": limit + 1, "at least": limit}[operator]
    )


def _join(sort: Any, parts: tuple[Trace, ...], title: str = "", condition: Condition | None = None) -> Trace:
    answers = [part.answer for part in parts]
    if sort == "all":
        answered = False if False in answers else None if None in answers else True
    elif sort == "any":
        answered = True if True in answers else None if None in answers else False
    elif sort == "not":
        answered = None if answers[0] is None else not answers[0]
    else:
        answered = answers[0]
    return Trace(sort, answered, condition, parts, title)


def _titled(trace: Trace, title: str) -> Trace:
    return Trace("same", trace.answer, None, (trace,), title)
