"""Which rows a total can matter to: the split that no query optimizer finds.

A total's tests stand beside other conditions, as "the item is food" stands beside "less than $50 in the year". Where
such a condition is no, the test is not asked; where the total's own `where` has the same condition, the row does not
count in it either. All other rows can be left out of the total's window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from ctethics.program import (
    AllOf,
    AnyOf,
    Applies,
    Compare,
    Condition,
    DaysAfter,
    IsOneOf,
    Limit,
    Not,
    Reading,
    Total,
    TotalIs,
    leaves,
    parts_of,
)
from ctethics.program.limit import Version


def shared_by_all(total: Total, conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """The conditions that every event must meet to count in the total, or for any test of it to matter.

    total, conditions -- plain ones.
    """
    uses = [guards for condition in conditions for guards in _uses(condition, total, ())]
    own = [part for part in _conjuncts(total.where) if not _asks_provisions(part)]
    return tuple(part for part in own if all(any(_rules_out(part, guard) for guard in guards) for guards in uses))


def plain(condition: Condition, readings: Mapping[str, str]) -> Condition:
    """The condition under the chosen readings, without the words that it and its limits rest on."""
    match condition:
        case AllOf(parts=parts):
            return AllOf(tuple(plain(part, readings) for part in parts))
        case AnyOf(parts=parts):
            return AnyOf(tuple(plain(part, readings) for part in parts))
        case Not(part=part):
            return Not(plain(part, readings))
        case Reading(name=name, choices=choices):
            return plain(choices[readings[name]], readings)
        case Compare(limit=limit) | DaysAfter(limit=limit):
            return replace(condition, quote=None, limit=_bare(limit))
        case TotalIs(limit=limit):
            return replace(condition, quote=None, limit=_bare(limit))
        case _:
            return replace(condition, quote=None)


def _bare(limit: Limit) -> Limit:
    """The limit's amounts without its name and words, so that two that say the same are the same."""
    versions = {
        law: tuple(Version(v.start, v.amount, None, None) for v in some) for law, some in limit.versions.items()
    }
    return Limit(repr(versions), limit.unit, versions)


def are_apart(one: Iterable[Condition], other: Iterable[Condition], is_filled: Callable[[str], bool]) -> bool:
    """Whether no row meets, or may meet, both sets of conditions: they want two values of a fact that no row lacks."""
    mine = {part.fact: part.values for part in one if isinstance(part, IsOneOf)}
    return any(
        mine[part.fact].isdisjoint(part.values) and is_filled(part.fact)
        for part in other
        if isinstance(part, IsOneOf) and part.fact in mine
    )


def _conjuncts(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, AllOf):
        for part in condition.parts:
            yield from _conjuncts(part)
    else:
        yield condition


def _uses(condition: Condition, total: Total, guards: tuple[Condition, ...]) -> Iterator[tuple[Condition, ...]]:
    """For each test of the total inside a condition, the conditions of which each alone makes it not matter."""
    if isinstance(condition, TotalIs) and condition.total.name == total.name:
        yield guards
    parts = parts_of(condition)
    for place, part in enumerate(parts):
        beside = parts[:place] + parts[place + 1 :] if isinstance(condition, AllOf) else ()
        yield from _uses(part, total, guards + tuple(one for other in beside for one in _conjuncts(other)))


def _rules_out(own: Condition, guard: Condition) -> bool:
    """Whether the guard is no wherever the total's own condition is."""
    if isinstance(own, IsOneOf) and isinstance(guard, IsOneOf):
        return own.fact == guard.fact and guard.values <= own.values
    return own == guard


def _asks_provisions(condition: Condition) -> bool:
    # Whether a provision applies is asked with and without its exceptions, so that the answers need not agree.
    return any(isinstance(leaf, Applies) for leaf in leaves(condition))
