"""What `verify` and `diff` print of their results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ctethics.compile.checked import Checked
    from ctethics.proving.verify.result import Result


def print_statement(words: str, results: list[Result], checked: Checked, *, with_cases: bool, is_whole: bool) -> None:
    """One statement: how many of its results ended how, and those that are not proved, or all."""
    from ctethics.proving.verify.words import counted

    click.echo(f"{words}: {counted(results)}")
    print_results(results, checked, with_cases=with_cases, is_whole=is_whole)
    click.echo()


def print_results(results: list[Result], checked: Checked, *, with_cases: bool, is_whole: bool) -> None:
    """The results that are not proved, or all."""
    from ctethics.proving.verify.result import PROVED, REFUTED, UNCONFIRMED
    from ctethics.proving.verify.words import lines

    for result in _merged(one for one in results if is_whole or one.how != PROVED):
        shows = with_cases or result.how in (REFUTED, UNCONFIRMED)
        for line in lines(result, _at(result, checked), with_case=shows):
            click.echo(line)


def told(result: Result, checked: Checked) -> dict[str, object]:
    """A result as JSON-ready data, with its place in the rule files."""
    return {**result.to_dict(), "place": _place(result, checked) or None}


def status(results: list[Result]) -> int:
    """1 if something is refuted, not settled or not confirmed, or if nothing was stated."""
    from ctethics.proving.verify.result import REFUTED, UNCONFIRMED, UNSETTLED

    return 1 if not results or any(r.how in (REFUTED, UNCONFIRMED, UNSETTLED) for r in results) else 0


def _merged(results: Iterable[Result]) -> Iterator[Result]:
    """What is the same under each law, once."""
    found: dict[object, Result] = {}
    for one in results:
        key = replace(one, law="", examined=0) if one.witness is None else len(found)
        before = found.get(key)
        found[key] = one if before is None else replace(before, law=f"{before.law} and {one.law}")
    return iter(found.values())


def _at(result: Result, checked: Checked) -> str:
    place = _place(result, checked)
    return f"at {place}" if place else ""


def _place(result: Result, checked: Checked) -> str:
    """Where the condition that a result is about was written."""
    if result.leaf is None:
        return ""
    from ctethics.program import leaves
    from ctethics.proving.verify.parts import parts

    every = (part for rule in checked.provisions.values() for part in parts(rule))
    condition = next(condition for citation, condition in every if citation == result.citation)
    return str(checked.node(list(leaves(condition))[result.leaf]).span)
