"""What the other events of a case bring to totals, and how what they bring to one bounds what they bring to another.

Totals that count the same events by the same keys are the same; where every event that counts in one counts in the
other, the one is no more than the other. Both are proved of any event at all, so they hold of every case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ctethics.engines.solver.stated import Stated
from ctethics.engines.solver.sums import Others, others, rules_of
from ctethics.engines.solver.terms import Term, both, either, negated, z3
from ctethics.engines.solver.verdicts import Side
from ctethics.facts.groups import LINKS
from ctethics.program import (
    Applies,
    Compare,
    CompareFacts,
    Condition,
    DaysAfter,
    Includes,
    IsOneOf,
    Limit,
    Not,
    Program,
    Reading,
    Total,
    TotalIs,
    parts_of,
)
from ctethics.program.condition import facts_of_leaf

# What tells conditions apart by what they mean, whatever they are called.
Form = tuple[Any, ...]


class Pool(NamedTuple):
    """What other events bring to one total under one side."""

    side: Side
    total: Total
    whole: bool
    form: Form
    others: Others


# What other events bring to a total that a side asks for.
Bringing = Callable[[Side, Total, bool], Others]


@dataclass
class Pools:
    """The totals met so far; `until` is the day before which the event asked about happens, if that is known.

    elsewhere -- each side over another event, any that may count; inner -- the totals met there.
    """

    until: int | None
    inner: Pools | None = None
    label: str = ""
    elsewhere: dict[int, Side] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.found: dict[Form, Pool] = {}
        self._made = 0
        self._implied: dict[tuple[Form, Form], bool] = {}

    def __call__(self, side: Side, total: Total, whole: bool) -> Others:
        form = (whole, *_form(side, total, None if whole else self.until))
        if form not in self.found:
            self._made += 1
            self.found[form] = Pool(side, total, whole, form, others(f"{self.label}others {self._made}"))
        return self.found[form].others

    def rules(self) -> Iterator[Term]:
        """How the totals bound one another, as far as can be proved of any event."""
        yield from (_bounded(one.others, other.others) for one, other in self.bounds())

    def bounds(self) -> Iterator[tuple[Pool, Pool]]:
        """The totals that are never more than another, each with that other."""
        for one in self.found.values():
            for other in self.found.values():
                if one is not other and _may_bound(one, other) and self._is_within(one, other):
                    yield one, other

    def forget(self, forms: Iterable[Form]) -> None:
        """As if these totals had not been met."""
        for form in forms:
            del self.found[form]

    def _is_within(self, one: Pool, other: Pool) -> bool:
        """Whether every event that counts in one total, or may, does so in the other."""
        forms = (one.form[-1], other.form[-1])
        if forms[0] == forms[1]:
            return True
        key = (one.form, other.form)
        if key not in self._implied:
            self._implied[key] = self._proved_within(one, other)
        return self._implied[key]

    def _proved_within(self, one: Pool, other: Pool) -> bool:
        first, second = (self.elsewhere[id(pool.side)] for pool in (one, other))
        small, large = first.counts(one.total), second.counts(other.total)
        solver = z3.Solver()
        solver.set("timeout", 2000)
        solver.add(*first.stated.rules, *first.rules, *second.rules)
        if self.inner is not None:
            solver.add(*self.inner.rules(), *(rules_of(pool.others) for pool in self.inner.found.values()))
        if self.until is not None and not one.whole:
            solver.add(first.stated.day < self.until)
        solver.add(either(both(small.must, negated(large.must)), both(small.may, negated(large.may))))
        return bool(solver.check() == z3.unsat)


def _form(side: Side, total: Total, until: int | None) -> Form:
    """What tells totals apart: what they add up and keep apart, and what counts in them."""
    measured = tuple(_fact(side.program, total.kind, name) for name in total.measures)
    keys = tuple(sorted(_fact(side.program, total.kind, name) for name in total.per))
    where = _meaning(total.where, side, total.kind, until)
    return total.kind, total.is_count, measured, keys, total.yearly, total.largest_by, where


def _may_bound(one: Pool, other: Pool) -> bool:
    """Whether one total cannot be more than the other if its events are among the other's."""
    _, kind, is_count, measured, keys, yearly, largest, _ = one.form
    _, *others = other.form
    are_measured = measured == others[2] if is_count else set(measured) <= set(others[2])
    by_keys = set(keys) >= set(others[3]) and (yearly or not others[4])
    return bool(
        kind == others[0] == one.side.stated.kind
        and is_count == others[1]
        and are_measured
        and by_keys
        and others[5] in (None, largest)
        and (other.whole or not one.whole)
    )


def _bounded(one: Others, other: Others) -> Term:
    within = z3.And(z3.Not(one.sum.is_open), one.sum.high <= other.sum.high)
    return z3.And(one.sum.low <= other.sum.low, z3.Or(other.sum.is_open, within))


def elsewhere(sides: Iterable[Side], stated: Stated, pool: Bringing) -> dict[int, Side]:
    """The same programs, laws and readings over another event, by the identity of the sides they are taken from."""
    return {id(one): Side(one.program, stated, one.law, one.readings, pool) for one in sides}


def anything() -> Bringing:
    """Of other events nothing is known: they may bring anything to a total."""
    made: dict[tuple[int, str, bool], Others] = {}

    def pool(side: Side, total: Total, whole: bool) -> Others:
        key = (id(side), total.name, whole)
        return made.setdefault(key, others(f"{side.stated.label}others {len(made)}"))

    return pool


def _fact(program: Program, kind: str, name: str) -> Form:
    """A fact by its name and what stands in for it."""
    if name == "donor group":
        party = program.vocabulary.party
        return name, tuple((link, party[link].presume is None) for link in LINKS if link in party)
    ref = program.vocabulary.refer(kind, name)
    fact = ref.fact if ref is not None else None
    if fact is None:
        return (name,)
    presumed = sorted(fact.presume) if isinstance(fact.presume, frozenset) else (fact.presume,)
    return name, fact.type, fact.choices, fact.otherwise or "", tuple(map(str, presumed))


def _meaning(condition: Condition, side: Side, kind: str, until: int | None) -> Form:
    facts = tuple(_fact(side.program, kind, name) for name in facts_of_leaf(condition))
    match condition:
        case Reading(name=name, choices=choices):
            return _meaning(choices[side.readings[name]], side, kind, until)
        case Applies(provision=citation):
            rule = side.program.provisions[citation]
            return "provision", tuple(_meaning(part, side, kind, until) for part in rule.conditions())
        case TotalIs(total=total, operator=operator, limit=limit, whole=whole):
            since = None if whole else until
            return "total", whole, _form(side, total, since), operator, _amounts(limit, side.law, until)
        case IsOneOf(values=values):
            return "is one of", facts, tuple(sorted(map(str, values)))
        case Includes():
            return "includes", facts
        case CompareFacts(operator=operator):
            return "order", facts, operator
        case Compare(operator=operator, limit=limit) | DaysAfter(operator=operator, limit=limit):
            return type(condition).__name__, facts, operator, limit.unit, _amounts(limit, side.law, until)
        case Not(part=part):
            return "not", _meaning(part, side, kind, until)
        case _:
            return type(condition).__name__, tuple(_meaning(part, side, kind, until) for part in parts_of(condition))


def _amounts(limit: Limit, law: str, until: int | None) -> Form:
    versions = [v for v in limit.versions[law] if until is None or v.start < until]
    changes = [v for i, v in enumerate(versions) if i == 0 or v.amount != versions[i - 1].amount]
    return tuple((0 if i == 0 else v.start, v.amount) for i, v in enumerate(changes))
