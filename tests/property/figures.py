"""One amount of a case: put to it cent by cent, the figures at which an answer may turn, and which way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ctethics.engines.totals import Totals
from ctethics.law.money import show_cents
from ctethics.program import (
    Applies,
    Compare,
    CompareFacts,
    Condition,
    Fact,
    Limit,
    Not,
    Program,
    Reading,
    TotalIs,
    parts_of,
)
from tests.asking import Told
from tests.property.gaps import is_stated

UP, DOWN = 1, -1
# More than, at least: yes for large amounts.
WAYS = {"more than": UP, "at least": UP, "less than": DOWN, "not more than": DOWN}
STILL: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Amount:
    """An amount of the event at `place`; `names` are the facts that it is, itself and those it stands in for."""

    place: int
    names: frozenset[str]
    name: str

    def at(self, case: Told, cents: int) -> Told:
        """The case with the amount at so many cents, all else as it was."""
        events = list(case["events"])
        events[self.place] = {**events[self.place], self.name: show_cents(cents)}
        return {**case, "events": events}


def amounts_in(case: Told, program: Program) -> list[Amount]:
    """Every amount that an event of the case may state."""
    return [
        Amount(place, frozenset(names_of(name, told, kind.facts)), name)
        for place, told in enumerate(case["events"])
        for kind in (program.vocabulary.events[told["kind"]],)
        for name, fact in kind.facts.items()
        if fact.type == "amount"
    ]


def names_of(name: str, told: Told, declared: Mapping[str, Fact]) -> Iterator[str]:
    yield name
    for other in declared.values():
        if other.otherwise == name and not is_stated(told, other.name):
            yield other.name


def chosen(condition: Condition, readings: Mapping[str, str]) -> Iterator[Condition]:
    """The leaves under these readings, those of what its totals count among them."""
    if isinstance(condition, Reading):
        yield from chosen(condition.choices[readings[condition.name]], readings)
        return
    parts = parts_of(condition)
    for part in parts:
        yield from chosen(part, readings)
    if not parts:
        yield condition
    if isinstance(condition, TotalIs):
        yield from chosen(condition.total.where, readings)


def turns(program: Program, totals: Totals, amount: Amount, id_: str) -> set[int]:
    """The last cents before an answer about the event may turn by a comparison with the amount itself."""
    (index,) = (index for index, event in enumerate(totals.ledger.events) if event.id == id_)
    situation = totals.situation(index)
    found: set[int] = set()
    for leaf in leaves_of(program, totals):
        if isinstance(leaf, Compare) and leaf.fact in amount.names:
            number = situation.facts.get(leaf.per) if leaf.per else 1
            figure = leaf.limit.at(totals.question.law, situation.event.day) * int(number or 0)
            found.add(last_before(leaf.operator, figure))
        elif isinstance(leaf, CompareFacts) and leaf.fact in amount.names:
            found.add(last_before(leaf.operator, int(situation.facts.get(leaf.other) or 0)))
        elif isinstance(leaf, CompareFacts) and leaf.other in amount.names:
            # Seen from the other side: `A less than B` says of B what `B more than A` does.
            mirrored = {"less than": "more than", "more than": "less than"}
            mirrored |= {"at least": "not more than", "not more than": "at least"}
            found.add(last_before(mirrored[leaf.operator], int(situation.facts.get(leaf.fact) or 0)))
    return found


def leaves_of(program: Program, totals: Totals) -> Iterator[Condition]:
    for provision in program.provisions.values():
        for condition in provision.conditions():
            yield from chosen(condition, totals.question.readings)


def last_before(operator: str, figure: int) -> int:
    """The last cent on the lower side: below $50.00 the one before it, not more than $50.00 itself."""
    return figure - 1 if operator in ("less than", "at least") else figure


def crossing(program: Program, here: Totals, there: Totals) -> bool:
    """Whether from one cent to the next an end of any event's total passes over its limit."""
    tests = [leaf for leaf in leaves_of(program, here) if isinstance(leaf, TotalIs)]
    return any(passes(leaf, here, there, index) for leaf in tests for index in range(len(here.ledger.events)))


def passes(leaf: TotalIs, here: Totals, there: Totals, index: int) -> bool:
    if here.ledger.events[index].kind != leaf.total.kind:
        return False
    limit: Limit = leaf.limit
    last = last_before(leaf.operator, limit.at(here.question.law, here.ledger.events[index].day))
    ends = zip(here.interval(leaf.total, index, leaf.whole), there.interval(leaf.total, index, leaf.whole), strict=True)
    return any(one is not None and other is not None and one <= last < other for one, other in ends)


def ways(program: Program, names: frozenset[str], readings: Mapping[str, str]) -> dict[str, frozenset[int]]:
    """Which way `applies` may go as the amount grows, by provision: UP, DOWN, both, or neither."""
    found: dict[str, frozenset[int]] = {}
    for provision in program.provisions.values():
        exceptions = [way(exception.when, names, readings, found) for exception in provision.exceptions]
        general = way(provision.general, names, readings, found)
        found[provision.citation] = general | turned(frozenset().union(*exceptions))
    return found


def way(
    condition: Condition, names: frozenset[str], readings: Mapping[str, str], found: Mapping[str, frozenset[int]]
) -> frozenset[int]:
    """Which way a condition's answer may go, from no by unknown to yes or back, read off its form alone."""
    match condition:
        case Reading(name=name, choices=choices):
            return way(choices[readings[name]], names, readings, found)
        case Not(part=part):
            return turned(way(part, names, readings, found))
        case Applies(provision=citation):
            return found[citation]
        case Compare(fact=fact, operator=operator):
            return frozenset({WAYS[operator]}) if fact in names else STILL
        case CompareFacts(fact=fact, other=other, operator=operator):
            one = frozenset({WAYS[operator]}) if fact in names else STILL
            return one | (frozenset({-WAYS[operator]}) if other in names else STILL)
        case TotalIs(total=total, operator=operator):
            grows = frozenset({UP}) if names.intersection(total.measures) else STILL
            grows |= way(total.where, names, readings, found)
            return grows if WAYS[operator] == UP else turned(grows)
        case _:
            return STILL.union(*(way(part, names, readings, found) for part in parts_of(condition)))


def turned(some: frozenset[int]) -> frozenset[int]:
    return frozenset(-one for one in some)
