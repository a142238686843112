"""Conditions with their answers, every part of them, from one event's situation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctethics.engines.direct import answer as direct_answer
from ctethics.engines.situation import Situation
from ctethics.explain.support import NONE, support
from ctethics.law.calendar import NEVER, year_of
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
    Total,
    TotalIs,
    facts_in,
    facts_of_leaf,
    leaves,
)
from ctethics.program.program import references


class Tracer:
    """Traces one event's provisions; `general` leaves exceptions aside, `binding` considers them.

    tracers -- those of a case's other events by their index, kept where totals ask for them again and again.
    """

    def __init__(self, program: Program, situation: Situation, tracers: dict[int, Tracer] | None = None) -> None:
        self.program, self.situation = program, situation
        self._tracers = {} if tracers is None else tracers
        self._where: dict[str, Trace] = {}
        self._supported: dict[str, frozenset[str]] = {}
        self._lacks: dict[str, tuple[str, ...]] = {}
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
            presumed, unknown = self._of_total(c, answered)
        elif answered is None:
            unknown = {situation.asked.get(name, name) for name in _open(c, situation)}
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

    def _of_total(self, c: TotalIs, answered: bool | None) -> tuple[set[str], set[str]]:
        """The presumptions a test of a total rests on, and the facts it lacks, those of other events with their id.

        That a total stays low rests on what is left out of it; that it is high, on what is counted.
        """
        presumed: set[str] = set()
        unknown: set[str] = set()
        totals, here = self.situation.totals, self.situation.index
        is_low = (c.operator in ("less than", "not more than")) is answered
        for index in range(len(totals.ledger.events) if c.whole else here + 1):
            if totals.ledger.events[index].kind != c.total.kind:
                continue
            entry = totals.entries(c.total)[index]
            if totals.counts(c.total, here, index) is not False or (index == here and entry.counts is None):
                unknown |= set(self._lacking(c, index))
            is_near = index == here or totals.same_keys(c.total, here, index) is not False
            if answered is not None and is_near and entry.counts is not is_low:
                presumed |= self._of(index)._support(c.total)
            if answered is not None and (entry.counts is not False or index == here):
                presumed |= self._presumed_of_keys(c, index)
        return presumed, unknown

    def _presumed_of_keys(self, c: TotalIs, index: int) -> frozenset[str]:
        """What is presumed of what puts an event into a total, or of the one thing that keeps it out."""
        totals, here = self.situation.totals, self.situation
        other = totals.situation(index)
        if index == here.index or totals.same_keys(c.total, here.index, index) is not False:
            own = NONE.union(*(other.presumed.get(name, NONE) for name in c.total.looks_at))
            return own | (self._presumed_of_groups(index) if "donor group" in c.total.per else NONE)
        if c.total.yearly and year_of(here.event.day) != year_of(other.event.day):
            return NONE
        apart = (name for name in c.total.per if totals.same_part(name, here, other) is False)
        return min(
            (self._presumed_of_key(name, index) for name in apart), key=lambda names: (len(names), sorted(names))
        )

    def _presumed_of_key(self, name: str, index: int) -> frozenset[str]:
        if name == "donor group":
            return self._presumed_of_groups(index)
        other = self.situation.totals.situation(index)
        return self.situation.presumed.get(name, NONE) | other.presumed.get(name, NONE)

    def _presumed_of_groups(self, index: int) -> frozenset[str]:
        """The links presumed not to be there that keep another donor out of the donor's group."""
        totals, here = self.situation.totals, self.situation
        mine, donor = here.event.roles["donor"], totals.situation(index).event.roles["donor"]
        if here.question.is_strict or totals.groups.same(mine, donor) is not False:
            return NONE
        if totals.strict_groups.same(mine, donor) is False:
            return NONE
        return totals.strict_groups.lacking(donor) - totals.groups.lacking(donor)

    def _lacking(self, c: TotalIs, index: int) -> Iterator[str]:
        totals, other = self.situation.totals, self.situation.totals.situation(index)
        if "donor group" in c.total.per and totals.entries(c.total)[index].counts is not False:
            yield from totals.groups.lacking(other.event.roles["donor"])
        for name in self._of(index)._lacked_of(c.total):
            # What a provision's own total lacks of another event has that event's id already.
            is_named = index == self.situation.index or name.rpartition(" of ")[2] in totals.ledger.ids
            yield name if is_named else f"{name} of {other.event.id}"

    def _of(self, index: int) -> Tracer:
        """The tracer of another event, or of this one."""
        if index not in self._tracers:
            self._tracers[index] = Tracer(self.program, self.situation.totals.situation(index), self._tracers)
        return self._tracers[index]

    def _counted(self, total: Total) -> Trace:
        """Whether the event belongs in a total."""
        if total.name not in self._where:
            self._where[total.name] = self.trace(total.where, is_binding=True)
        return self._where[total.name]

    def _support(self, total: Total) -> frozenset[str]:
        """What is presumed where the event belongs in a total, or does not."""
        if total.name not in self._supported:
            self._supported[total.name] = frozenset(support(self._counted(total)))
        return self._supported[total.name]

    def _lacked_of(self, total: Total) -> tuple[str, ...]:
        """The facts that what the event adds to a total lacks."""
        if total.name not in self._lacks:
            self._lacks[total.name] = tuple(self._open_of(total))
        return self._lacks[total.name]

    def _open_of(self, total: Total) -> Iterator[str]:
        here = self.situation
        counts = here.totals.entries(total)[here.index].counts
        names = list(_open(total.where, here)) if counts is None else []
        names += [name for name in total.per if name not in here.facts and name != "donor group"]
        if counts is not False:
            names += [name for name in (*total.measures, total.largest_by) if name and name not in here.facts]
        yield from (here.asked.get(name, name) for name in names)
        if counts is None and any(references(total.where)):
            yield from sorted(_lacked(self._counted(total)))


def _open(c: Condition, situation: Situation) -> Iterator[str]:
    """The facts a condition looks at that are unknown, or that it would divide by and are zero."""
    divisors = {leaf.per for leaf in leaves(c) if isinstance(leaf, Compare)}
    for name in facts_in(c):
        if name not in situation.facts or (name in divisors and not situation.facts[name]):
            yield name


def _lacked(trace: Trace) -> frozenset[str]:
    """Everything unknown that any part of an answer lacks."""
    return trace.unknown.union(*(_lacked(part) for part in trace.parts)) if trace.answer is None else NONE


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
