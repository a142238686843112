"""Earlier events of a case that make totals what they are: a few of one sort and a few of another.

They happen on the event's own day, between the same parties. All that they count in is certain, so that a total is one
figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from ctethics.engines.solver.stated import Stated
from ctethics.engines.solver.sums import Others, Sum, own
from ctethics.engines.solver.terms import Known, Term, both, chosen, either, negated, same, z3
from ctethics.engines.solver.verdicts import Side
from ctethics.program import Program, Total
from ctethics.proving.verify.pools import Pool

MOST = 10
_SORTS = 2


class Earlier:
    """The sorts of earlier events beside an event, and how many there are of each."""

    def __init__(self, event: Stated, programs: Sequence[Program]) -> None:
        self.event = event
        self.sorts = [Stated(event.kind, programs, event.names, f"earlier {i} ", event) for i in range(_SORTS)]
        self.counts = [z3.Int(f"how many earlier {i}") for i in range(_SORTS)]
        self._sides: dict[tuple[int, int], Side] = {}

    @cached_property
    def all(self) -> Term:
        """How many there are in all."""
        return z3.Sum(self.counts)

    def rules(self) -> Iterator[Term]:
        for stated, count in zip(self.sorts, self.counts, strict=True):
            yield z3.And(count >= 0, count <= MOST)
            yield from stated.rules
        yield z3.Implies(self.counts[1] > 0, self.counts[0] > 0)

    def brings(self, pool: Pool) -> Iterator[Term]:
        """That what other events bring to a total is what these bring."""
        shares = [self._share(pool, i) for i in range(_SORTS)]
        rest = pool.others.sum
        yield z3.Not(rest.is_open)
        yield rest.low == rest.high
        yield from (rule for _, rules in shares for rule in rules)
        if pool.total.is_count:
            yield from self._counted(pool, [counts for counts, _ in shares])
        else:
            yield rest.low == z3.Sum([self._brought(pool, i, counts) for i, (counts, _) in enumerate(shares)])
        if pool.total.largest_by is not None:
            mine = own(pool.total, pool.side.counts(pool.total), pool.side.facts)
            yield pool.others.joined.low == mine.low + rest.low
            yield pool.others.joined.high == mine.high + rest.high

    def side(self, beside: Side, sort: int) -> Side:
        """The side over an earlier event; before it there is nothing."""
        key = (id(beside), sort)
        if key not in self._sides:
            self._sides[key] = Side(beside.program, self.sorts[sort], beside.law, beside.readings, _nothing)
        return self._sides[key]

    def _share(self, pool: Pool, sort: int) -> tuple[Term, list[Term]]:
        """Whether an earlier event counts in the total, and that this is certain."""
        side, total = self.side(pool.side, sort), pool.total
        where = side.counts(total)
        names = [name for name in total.per if name != "donor group"]
        names += [total.largest_by] if total.largest_by else []
        keys = [(side.facts[name], pool.side.facts[name]) for name in names]
        are_known = both(*(known for pair in keys for known in (pair[0].known, pair[1].known)))
        measured = both(*(side.facts[name].known for name in total.measures))
        is_certain = both(same(where.must, where.may), either(negated(where.may), both(are_known, measured)))
        counts = both(where.must, *(_same_value(*pair) for pair in keys))
        return counts, [either(self.counts[sort] == 0, is_certain), *side.rules]

    def _brought(self, pool: Pool, sort: int, counts: Term) -> Term:
        facts = self.side(pool.side, sort).facts
        one = sum((facts[name].value for name in pool.total.measures if facts[name].value is not None), z3.IntVal(0))
        each = chosen(counts, one, z3.IntVal(0))
        return z3.Sum([z3.If(self.counts[sort] > number, each, 0) for number in range(MOST)])

    def _counted(self, pool: Pool, counts: list[Term]) -> Iterator[Term]:
        texts = [self.side(pool.side, i).facts[pool.total.measures[0]] for i in range(_SORTS)]
        there = [both(one, count > 0) for one, count in zip(counts, self.counts, strict=True)]
        is_second = both(there[1], negated(both(there[0], _same_value(*texts))))
        yield pool.others.sum.low == z3.Sum([chosen(one, z3.IntVal(1), z3.IntVal(0)) for one in (there[0], is_second)])
        mine = pool.side.facts[pool.total.measures[0]]
        are_met = either(*(both(one, _same_value(text, mine)) for one, text in zip(there, texts, strict=True)))
        yield same(pool.others.is_new, negated(are_met))
        yield same(pool.others.may_be_new, negated(are_met))


def _same_value(one: Known, other: Known) -> Term:
    return False if one.value is None or other.value is None else one.value == other.value


def _nothing(side: Side, total: Total, whole: bool) -> Others:
    zero = z3.IntVal(0)
    return Others(Sum(zero, zero, False), True, True, Sum(zero, zero, False))
