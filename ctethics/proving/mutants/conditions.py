"""Slips in conditions: an operator turned, a part or value left out, `all` for `any`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final, NamedTuple

from ctethics.explain.duties import show_value
from ctethics.law.calendar import LATEST
from ctethics.law.phrases import TURNED
from ctethics.program import (
    AllOf,
    AnyOf,
    Applies,
    Compare,
    CompareFacts,
    Condition,
    DaysAfter,
    IsOneOf,
    Not,
    Reading,
    TotalIs,
    parts_of,
)
from ctethics.proving.mutants.slip import Slip
from ctethics.proving.mutants.written import Spot, WrittenProgram
from ctethics.proving.rebuilding import DROPPED
from ctethics.report.words import describe

# The operator that differs at the exact figure alone, and the one that looks the other way.
BESIDE: Final = {
    "less than": "not more than",
    "not more than": "less than",
    "more than": "at least",
    "at least": "more than",
}


class _Change(NamedTuple):
    sort: str
    words: str
    make: Callable[[Any], Condition]


def of_conditions(written: WrittenProgram) -> Iterator[Slip]:
    """Every slip in a condition, each made wherever it was written once."""
    for spot in written.spots:
        first = spot.made[0]
        for change in _changes(first):
            swaps = {id(c): change.make(c) for c in spot.made}
            what = first.fact if isinstance(first, IsOneOf) and len(first.values) > 1 else brief(first)
            yield Slip(change.sort, spot.node.span, spot.at, what, change.words, swaps)
        yield from _dropped(spot, written)
        if isinstance(first, Applies) and any(first is p.general for p in written.provisions):
            swaps = {id(c): AllOf(()) for c in spot.made}
            yield Slip("reference", spot.node.span, spot.at, brief(first), "dropped", swaps)


def _dropped(spot: Spot, written: WrittenProgram) -> Iterator[Slip]:
    """One part left out of an `all` or `any` of several."""
    first = spot.made[0]
    if not isinstance(first, AllOf | AnyOf) or len(first.parts) < 2:
        return
    for place, part in enumerate(first.parts):
        sort = "reference" if isinstance(part, Applies) else "condition"
        swaps = {id(parts_of(c)[place]): DROPPED for c in spot.made}
        yield Slip(sort, written.checked.node(part).span, spot.at, brief(part), "dropped", swaps)


def _changes(c: Condition) -> Iterator[_Change]:
    match c:
        case Compare() | CompareFacts() | DaysAfter() | TotalIs():
            yield from (_operator(c.operator, other[c.operator]) for other in (BESIDE, TURNED))
            yield from _of_comparison(c)
        case IsOneOf(values=values):
            yield from _values(values)
        case AllOf(parts=parts) if len(parts) > 1:
            yield _Change("all or any", "all → any", lambda c: AnyOf(c.parts, c.quote))
        case AnyOf(parts=parts) if len(parts) > 1:
            yield _Change("all or any", "any → all", lambda c: AllOf(c.parts, c.quote))
        case Not():
            yield _Change("not", "`not` dropped", lambda c: c.part)


def _operator(old: str, new: str) -> _Change:
    return _Change("operator", f"{old} → {new}", partial(replace, operator=new))


def _of_comparison(c: Condition) -> Iterator[_Change]:
    if isinstance(c, Compare) and c.per is not None:
        yield _Change("share", f"`per: {c.per}` dropped", partial(replace, per=None))
    if isinstance(c, TotalIs):
        words = "the whole period → up to this event" if c.whole else "up to this event → the whole period"
        yield _Change("counting", words, partial(replace, whole=not c.whole))


def _values(values: frozenset[str | bool]) -> Iterator[_Change]:
    if len(values) == 1 and isinstance(next(iter(values)), bool):
        turned = frozenset({not next(iter(values))})
        yield _Change("value", "yes → no" if True in values else "no → yes", partial(replace, values=turned))
    for value in sorted(values, key=str) if len(values) > 1 else ():
        without = values - {value}
        yield _Change("value", f"without {show_value(value, '')}", partial(replace, values=without))


def brief(c: Condition) -> str:
    """A condition with its parts in one line, as the bill has its limits."""
    match c:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            joint = " and " if isinstance(c, AllOf) else " or "
            shown = [brief(part) if len(parts_of(part)) < 2 else f"({brief(part)})" for part in parts]
            return joint.join(shown[:3]) + (f"{joint}{len(shown) - 3} more" if len(shown) > 3 else "")
        case Not(part=part):
            return f"not ({brief(part)})" if len(parts_of(part)) > 1 else f"not {brief(part)}"
        case Reading():
            return describe(c, "sb434", LATEST.toordinal()).replace("`", "")
        case _:
            return describe(c, "sb434", LATEST.toordinal())
