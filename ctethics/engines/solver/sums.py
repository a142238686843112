"""Totals as intervals: what the event brings itself, by its facts, and what others may bring, which is left open.

What the other events of a case bring is any interval at all. Whoever knows more of them says so of `Others`.
"""

from __future__ import annotations

from typing import NamedTuple

from ctethics.engines.solver.facts import Facts
from ctethics.engines.solver.terms import Known, Term, Truth, both, chosen, either, negated, z3
from ctethics.program import Total


class Sum(NamedTuple):
    """The least and the most a total can be; where `is_open`, there is no most."""

    low: Term
    high: Term
    is_open: Term


class Others(NamedTuple):
    """What the other events of a case bring to a total.

    is_new, may_be_new -- of a count: whether this event's text is none that certainly counts, and none that may.
    joined -- of the largest of several sums: what it is with this event.
    """

    sum: Sum
    is_new: Term
    may_be_new: Term
    joined: Sum


def others(name: str) -> Others:
    """Anything that other events may bring."""
    return Others(_any(name), z3.Bool(f"{name} new"), z3.Bool(f"{name} may be new"), _any(f"{name} joined"))


def _any(name: str) -> Sum:
    return Sum(z3.Int(f"{name} low"), z3.Int(f"{name} high"), z3.Bool(f"{name} open"))


def rules_of(some: Others) -> Term:
    """What holds of whatever others bring."""
    return z3.And(some.sum.low >= 0, some.sum.low <= some.sum.high)


def own(total: Total, counts: Truth, facts: Facts) -> Sum:
    """What an event brings to a sum."""
    known = [facts[name] for name in total.measures]
    low = sum((chosen(one.known, one.value, z3.IntVal(0)) for one in known if one.value is not None), z3.IntVal(0))
    return Sum(
        chosen(counts.must, low, z3.IntVal(0)),
        chosen(counts.may, low, z3.IntVal(0)),
        both(counts.may, negated(both(*(one.known for one in known)))),
    )


def total_of(total: Total, counts: Truth, facts: Facts, rest: Others) -> tuple[Sum, Term]:
    """The total with this event counted, and what is known of it where it cannot be worked out."""
    if total.is_count:
        found = _counted(counts, facts[total.measures[0]], rest)
        return found, either(found.is_open, found.low <= found.high)
    mine = own(total, counts, facts)
    plain = Sum(mine.low + rest.sum.low, mine.high + rest.sum.high, either(mine.is_open, rest.sum.is_open))
    return (plain, True) if total.largest_by is None else _largest(mine, rest, plain)


def _counted(counts: Truth, text: Known, rest: Others) -> Sum:
    one, none = z3.IntVal(1), z3.IntVal(0)
    is_added = both(counts.must, text.known, rest.is_new)
    least = chosen(counts.must, one, none)
    low = rest.sum.low + chosen(is_added, one, none)
    may_be_added = both(counts.may, either(negated(text.known), rest.may_be_new))
    high = rest.sum.high + chosen(may_be_added, one, none)
    return Sum(z3.If(low >= least, low, least), high, rest.sum.is_open)


def _largest(mine: Sum, rest: Others, plain: Sum) -> tuple[Sum, Term]:
    """The largest of the sums by what they are kept apart by: no less than any, no more than all together."""
    low, high, _ = rest.joined
    lowest = z3.And(low >= mine.low, low >= rest.sum.low, low <= plain.low)
    highest = z3.And(high >= low, high >= mine.high, high >= rest.sum.high, high <= plain.high)
    return Sum(low, high, plain.is_open), z3.And(lowest, highest)
