"""The limits by which two laws differ, and the program in which one of them alone is exchanged.

Two laws differ in nothing else: the rules are the same, and each limit has its amounts under each law.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ctethics.diagnostics import Diagnostic, Span, UsageError
from ctethics.explain.duties import show_amount
from ctethics.law.regimes import other_laws
from ctethics.program import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    DaysAfter,
    Limit,
    Not,
    Program,
    Provision,
    Reading,
    TotalIs,
    parts_of,
)
from ctethics.program.program import looked_at

Swap = Callable[[Limit], Limit]


@dataclass(frozen=True, slots=True)
class Differing:
    """A limit whose amounts two laws do not share; `file` cites the provision that declares it."""

    file: str
    limit: Limit

    @property
    def name(self) -> str:
        return self.limit.name

    def shown(self, law: str) -> str:
        """Its amount under a law, the last one where there are several: `$50.00`."""
        amount = self.limit.versions[law][-1].amount
        return "not established" if amount is None else show_amount(amount, self.limit.unit)


def check_apart(one: str, other: str) -> None:
    """Raises UsageError where the two laws are one."""
    if one == other:
        fix = f"name another: {' or '.join(other_laws(one))}."
        why = "nothing changes from a law to itself."
        raise UsageError([Diagnostic("CTE607", Span.whole("laws"), f"both laws are `{one}`", why, fix)])


def differing(
    program: Program, kinds: Iterable[str], readings: Mapping[str, str], laws: tuple[str, str]
) -> list[Differing]:
    """The limits that differ between two laws and that the rules about these kinds of events look at, each once."""
    found: dict[tuple[str, str], Differing] = {}
    one, other = laws
    for kind in kinds:
        for p in program.about(kind):
            for limit in _limits(p, readings):
                if _amounts(limit, one) != _amounts(limit, other):
                    found.setdefault((p.file, limit.name), Differing(p.file, limit))
    return list(found.values())


def depending(
    program: Program, kind: str, readings: Mapping[str, str], limits: Collection[Differing]
) -> frozenset[str]:
    """The provisions about a kind of event whose answer may rest on one of the limits, be it through others."""
    named = {(limit.file, limit.name) for limit in limits}
    found: set[str] = set()
    for p in program.about(kind):  # each comes after those that it looks at
        own = {(p.file, limit.name) for limit in _limits(p, readings)}
        if not named.isdisjoint(own) or not found.isdisjoint(looked_at(p)):
            found.add(p.citation)
    return frozenset(found)


def exchanged(program: Program, which: Differing, laws: tuple[str, str]) -> Program:
    """The program in whose conditions this limit has, under the first law, its amounts under the second."""
    one, other = laws

    def swap(limit: Limit) -> Limit:
        if limit.name != which.name:
            return limit
        return replace(limit, versions={**limit.versions, one: limit.versions[other]})

    provisions = {c: _with(p, swap) if p.file == which.file else p for c, p in program.provisions.items()}
    return replace(program, provisions=provisions)


def _amounts(limit: Limit, law: str) -> list[tuple[int, int | None]]:
    return [(version.start, version.amount) for version in limit.versions[law]]


def _limits(p: Provision, readings: Mapping[str, str]) -> Iterator[Limit]:
    for condition in p.conditions():
        yield from _limits_in(condition, readings)


def _limits_in(condition: Condition, readings: Mapping[str, str]) -> Iterator[Limit]:
    """The limits that a condition and the totals in it look at under the chosen readings."""
    match condition:
        case Compare(limit=limit) | DaysAfter(limit=limit):
            yield limit
        case TotalIs(limit=limit, total=total):
            yield limit
            yield from _limits_in(total.where, readings)
        case Reading(name=name, choices=choices):
            yield from _limits_in(choices[readings[name]], readings)
        case _:
            for part in parts_of(condition):
                yield from _limits_in(part, readings)


def _with(p: Provision, swap: Swap) -> Provision:
    exceptions = tuple(replace(e, when=_swapped(e.when, swap)) for e in p.exceptions)
    return replace(p, general=_swapped(p.general, swap), exceptions=exceptions)


def _swapped(condition: Condition, swap: Swap) -> Condition:
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return replace(condition, parts=tuple(_swapped(part, swap) for part in parts))
        case Not(part=part):
            return replace(condition, part=_swapped(part, swap))
        case Reading(choices=choices):
            return replace(condition, choices={name: _swapped(choice, swap) for name, choice in choices.items()})
        case Compare(limit=limit) | DaysAfter(limit=limit):
            return replace(condition, limit=swap(limit))
        case TotalIs(limit=limit, total=total):
            return replace(condition, limit=swap(limit), total=replace(total, where=_swapped(total.where, swap)))
        case _:
            return condition
