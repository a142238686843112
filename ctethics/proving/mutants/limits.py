"""Slips in limits: one cent, day or time more or less, or in force a day sooner or later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ctethics.diagnostics import Span
from ctethics.explain.duties import show_amount
from ctethics.law.calendar import show_day
from ctethics.program import Compare, Limit, Version
from ctethics.proving.mutants.slip import Slip
from ctethics.proving.mutants.written import WrittenProgram
from ctethics.rulefile.document import LimitDoc
from ctethics.source import Mapping


def of_limits(written: WrittenProgram) -> Iterator[Slip]:
    """Each limit of a file moved wherever it is used, and each plain amount in a condition."""
    for (file, name), made in written.limits.items():
        document = written.checked.base.documents[file].limits[name]
        assert document is not None
        for law in made[0].versions:
            yield from _moved(f"{file} limit {name}", law, made, _span(document, law))
    for spot in written.spots:
        plain = [c.limit for c in spot.made if isinstance(c, Compare) and _is_plain(spot.node)]
        for law in plain[0].versions if plain else ():
            yield from _moved(f"{spot.at} limit of {spot.fact}", law, plain, spot.node.span)


def _is_plain(node: Mapping) -> bool:
    return "amount" in node.items and "limit" not in node.items


def _span(document: LimitDoc, law: str) -> Span:
    own = document.by_law.get(law) or document.by_law["every law"]
    return own.amount.span


def _moved(at: str, law: str, made: list[Limit], span: Span) -> Iterator[Slip]:
    for place, version in enumerate(made[0].versions[law]):
        when = _when(made[0].versions[law], place)
        for step in (1, -1) if version.amount is not None else ():
            amount = version.amount or 0
            words = f"{_shown(amount, made[0])} → {_shown(amount + step, made[0])} under {law}{when}"
            yield Slip("limit", span, at, "", words, {id(one): _with(one, law, place, step, 0) for one in made}, law)
        for days in (1, -1) if place else ():
            words = f"in force from {show_day(version.start)} → {show_day(version.start + days)} under {law}"
            yield Slip("start", span, at, "", words, {id(one): _with(one, law, place, 0, days) for one in made}, law)


def _shown(amount: int, limit: Limit) -> str:
    return show_amount(amount, limit.unit) if amount >= 0 else f"-{show_amount(-amount, limit.unit)}"


def _when(versions: tuple[Version, ...], place: int) -> str:
    if len(versions) == 1:
        return ""
    return f" from {show_day(versions[place].start)}" if place else f" before {show_day(versions[1].start)}"


def _with(limit: Limit, law: str, place: int, step: int, days: int) -> Limit:
    versions = list(limit.versions[law])
    old = versions[place]
    versions[place] = replace(old, amount=(old.amount or 0) + step if step else old.amount, start=old.start + days)
    return replace(limit, versions={**limit.versions, law: tuple(versions)})
