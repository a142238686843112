"""The conditions of a provision one by one, each with the readings under which it is asked, and others in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from ctethics.program import Condition, Program, Provision, Reading, Total, TotalIs, leaves, parts_of
from ctethics.proving.rebuilding import rebuilt
from ctethics.proving.stake import NO, YES

Choices = Mapping[str, str]


class Leaf(NamedTuple):
    """A condition without parts: of which part of the provision, the how manyth there, and what must be chosen.

    inside -- the total in whose `where` it stands, if it does.
    """

    citation: str
    number: int
    condition: Condition
    choices: Choices
    inside: Total | None = None


def parts(provision: Provision) -> Iterator[tuple[str, Condition]]:
    """The general rule and each exception."""
    yield provision.citation, provision.general
    for exception in provision.exceptions:
        yield exception.citation, exception.when


def leaves_of(provision: Provision) -> Iterator[Leaf]:
    """The conditions of all parts, and of what counts in the totals they ask for, each total once."""
    seen: set[str] = set()
    for citation, condition in parts(provision):
        for number, (leaf, choices) in enumerate(_leaves(condition, {})):
            yield Leaf(citation, number, leaf, choices)
            if isinstance(leaf, TotalIs) and leaf.total.name not in seen:
                seen.add(leaf.total.name)
                for inner, chosen in _leaves(leaf.total.where, choices):
                    yield Leaf(citation, number, inner, chosen, leaf.total)


def _leaves(condition: Condition, choices: Choices) -> Iterator[tuple[Condition, Choices]]:
    if isinstance(condition, Reading):
        for choice, part in condition.choices.items():
            yield from _leaves(part, {**choices, condition.name: choice})
    elif parts_of(condition):
        for part in parts_of(condition):
            yield from _leaves(part, choices)
    else:
        yield condition, choices


def settled(provision: Provision, leaf: Leaf, holds: bool) -> Provision:
    """The provision with a condition taken to be yes, or no, of every event."""
    by = YES if holds else NO
    if leaf.inside is None:
        made: Provision = rebuilt(provision, {id(leaf.condition): by})
        return made
    # A total of another name is added up anew.
    where = rebuilt(leaf.inside.where, {id(leaf.condition): by})
    total = replace(leaf.inside, name=f"{leaf.inside.name}, of {id(leaf.condition)} {holds}", where=where)
    for _, condition in parts(provision):
        for test in leaves(condition):
            if isinstance(test, TotalIs) and test.total is leaf.inside:
                provision = rebuilt(provision, {id(test): replace(test, total=total)})
    return provision


def needed_by(program: Program, provision: Provision) -> tuple[Provision, ...]:
    """The provision and those it looks at."""
    return program.with_those_looked_at(provision.about, [provision.citation])


def is_moved(program: Program, provision: Provision) -> bool:
    """Whether any limit that the provision or those it looks at compare with is another under another law."""
    limits = (limit for one in needed_by(program, provision) for limit in one.limits())
    return any(len({_amounts(limit.versions[law]) for law in limit.versions}) > 1 for limit in limits)


def is_open(program: Program, provision: Provision, law: str) -> bool:
    """Whether any limit that it rests on is one that the law does not establish."""
    limits = (limit for one in needed_by(program, provision) for limit in one.limits())
    return any(version.amount is None for limit in limits for version in limit.versions[law])


def _amounts(versions: tuple[object, ...]) -> tuple[object, ...]:
    return tuple((getattr(v, "start", 0), getattr(v, "amount", None)) for v in versions)
