"""Whole conditions and totals, drawn at random."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ctethics.program import AllOf, AnyOf, Applies, Condition, Not, Reading, ReadingChoice, Total
from ctethics.testing.choosing import Chooser, happens, some_of
from tests.rule_bases.leaves import make_leaf, make_test
from tests.rule_bases.vocabulary import Words


@dataclass(frozen=True, slots=True)
class Pool:
    """What a condition may ask: words, totals, other provisions, readings; its joints have up to `most` parts."""

    words: Words
    readings: Sequence[ReadingChoice] = ()
    totals: Sequence[Total] = ()
    refers: Sequence[str] = ()
    most: int = 4


def make_condition(choose: Chooser, pool: Pool, depth: int) -> Condition:
    """A condition with joints nested `depth` deep; it names no provision under `not`."""
    match choose.one_of(_sorts(pool, depth)):
        case "provision":
            return Applies(choose.one_of(pool.refers))
        case "total":
            return make_test(choose, choose.one_of(pool.totals))
        case "not":
            return Not(make_condition(choose, replace(pool, refers=()), depth - 1))
        case "reading":
            reading = choose.one_of(pool.readings)
            return Reading(reading.name, {name: make_condition(choose, pool, depth - 1) for name in reading.choices})
        case "all":
            return AllOf(_parts(choose, pool, depth))
        case "any":
            return AnyOf(_parts(choose, pool, depth))
        case _:
            return make_leaf(choose, pool.words)


def _parts(choose: Chooser, pool: Pool, depth: int) -> tuple[Condition, ...]:
    return tuple([make_condition(choose, pool, depth - 1) for _ in so_many(choose, 1, pool.most)])


def so_many(choose: Chooser, least: int, most: int) -> Iterator[int]:
    """The numbers from 0 on, while there is to be one more; every count is as likely, and the least the plainest."""
    for number in range(most):
        if number >= least and not happens(choose, most - number, most - number + 1):
            return
        yield number


def _sorts(pool: Pool, depth: int) -> list[str]:
    found = ["leaf", "leaf"]
    if depth:
        found += ["all", "any", "not"]
        if pool.readings:
            found.append("reading")
    if pool.totals:
        found.append("total")
    if pool.refers:
        found.append("provision")
    return found


def make_total(choose: Chooser, name: str, pool: Pool) -> Total:
    """A total over events of the pool's kind; what it counts, or adds up, may depend on all but other totals."""
    words = pool.words
    where = make_condition(choose, replace(pool, totals=()), 2)
    per = choose.one_of((words.named, words.per))
    per = tuple(some_of(choose, per, most=3)) or per[:1]
    is_yearly = happens(choose, 1, 2)
    if happens(choose, 1, 3):
        return Total(name, words.kind, (choose.one_of(words.names),), True, where, per, is_yearly, False)
    is_money = not happens(choose, 1, 4)
    known = words.amounts if is_money else words.numbers
    first = choose.one_of(known)
    measures = (first, *(other for other in some_of(choose, known, most=1) if other != first))
    apart = choose.one_of((*words.names, "sort")) if happens(choose, 1, 3) else None
    return Total(name, words.kind, measures, False, where, per, is_yearly, is_money, apart)
