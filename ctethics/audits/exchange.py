"""The limits by which two laws differ, and the program in which one of them alone is exchanged.

Two laws differ in nothing else: the rules are the same, and each limit has its amounts under each law.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from ctethics.diagnostics import Diagnostic, Span, UsageError
from ctethics.explain.duties import show_amount
from ctethics.law.regimes import other_laws
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
    parts_of,
)
from ctethics.program.program import looked_at

# Before the citations of a program that holds its rules twice.
ONE: Final = "ct:one "
OTHER: Final = "ct:other "
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


def check_case_alone(**told: object) -> None:
    """Raises UsageError where something is said of a case that only a table has."""
    named = [name for name, value in told.items() if value is not None]
    if named:
        why = "a case names its kinds of events and its parties itself."
        what = f"`{named[0]}` is said of a case"
        raise UsageError([Diagnostic("CTE611", Span.whole(named[0]), what, why, "leave it out, or give a frame.")])


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


def exchanged(program: Program, limits: Collection[Differing], laws: tuple[str, str]) -> Program:
    """The program in whose conditions these limits have, under the first law, their amounts under the second."""
    named = {(limit.file, limit.name) for limit in limits}
    files = {file for file, _ in named}
    provisions = {
        c: _Rewriting(_swap(p.file, named, laws)).provision(p) if p.file in files else p
        for c, p in program.provisions.items()
    }
    return replace(program, provisions=provisions)


def doubled(
    program: Program, kind: str, resting: Collection[str], limits: Collection[Differing], laws: tuple[str, str]
) -> Program:
    """The rules about one kind of event twice over, as one program: as they are, and with these limits exchanged.

    The former are cited as `ct:one …`, the latter as `ct:other …`; of these there are only those in `resting`, which
    alone can come out otherwise. What both add up is the same total but for its name, so that one plan adds it up once.
    """
    named = {(limit.file, limit.name) for limit in limits}
    about = program.about(kind)
    as_one = {p.citation: ONE + p.citation for p in about}
    as_other = {p.citation: (OTHER if p.citation in resting else ONE) + p.citation for p in about}
    ones = [_Rewriting(lambda limit: limit, as_one, ONE).provision(p) for p in about]
    others = [
        _Rewriting(_swap(p.file, named, laws), as_other, OTHER).provision(p) for p in about if p.citation in resting
    ]
    return replace(program, provisions={p.citation: p for p in (*ones, *others)})


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


def _swap(file: str, named: Collection[tuple[str, str]], laws: tuple[str, str]) -> Swap:
    one, other = laws

    def swap(limit: Limit) -> Limit:
        if (file, limit.name) not in named:
            return limit
        return replace(limit, versions={**limit.versions, one: limit.versions[other]})

    return swap


@dataclass(frozen=True, slots=True)
class _Rewriting:
    """What becomes of limits, of the citations of other provisions, and of the names of totals."""

    swap: Swap
    cited: Mapping[str, str] = field(default_factory=dict)
    before: str = ""

    def provision(self, p: Provision) -> Provision:
        exceptions = tuple(replace(e, when=self.condition(e.when)) for e in p.exceptions)
        citation = self.cited.get(p.citation, p.citation)
        return replace(p, citation=citation, general=self.condition(p.general), exceptions=exceptions)

    def condition(self, condition: Condition) -> Condition:
        match condition:
            case AllOf(parts=parts) | AnyOf(parts=parts):
                return replace(condition, parts=tuple(map(self.condition, parts)))
            case Not(part=part):
                return replace(condition, part=self.condition(part))
            case Reading(choices=choices):
                return replace(condition, choices={name: self.condition(one) for name, one in choices.items()})
            case Compare(limit=limit) | DaysAfter(limit=limit):
                return replace(condition, limit=self.swap(limit))
            case TotalIs(limit=limit, total=total):
                where = self.condition(total.where)
                return replace(
                    condition,
                    limit=self.swap(limit),
                    total=replace(total, name=self.before + total.name, where=where),
                )
            case Applies(provision=provision):
                return replace(condition, provision=self.cited.get(provision, provision))
            case _:
                return condition
