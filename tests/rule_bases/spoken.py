"""The words of a statute that a random rule base could rest on: each limit's phrase with the bill's change marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ctethics.law.phrases import OPERATORS, VARIANTS
from ctethics.program import Limit
from tests.unit.test_phrases import spelled

HEADING = """provision: {citation}
title: made up
words: not in the sources
rests on: nothing, it is made up
effective: 2024-10-01
---
"""
AFTER = ("or less", "or fewer", "or more")
_ORDINAL = "between the first and"
# How the words of a statute may say each operator before a number.
_SAID = {
    operator: [said for said, means in VARIANTS.items() if means == operator and said not in (*AFTER, _ORDINAL)]
    for operator in OPERATORS
}
_TIMES = {1: "once", 2: "twice"}
# Digits from here on.
_FEW = 1_000_000


def says(limit: Limit, amount: int | None) -> str | None:
    """The words that state one of the limit's amounts, its operator among them; None where no words can."""
    number = None if amount is None else number_words(limit.unit, amount)
    if number is None or amount is None or limit.rests_on:
        return None
    said = _SAID[operator_of(limit)]
    return f"{said[sum(map(int, str(amount))) % len(said)]} {number}"


def operator_of(limit: Limit) -> str:
    """The operator that a limit's own name begins with."""
    return max((operator for operator in OPERATORS if limit.name.startswith(operator)), key=len)


def number_words(unit: str, amount: int) -> str | None:
    """The amount with its unit as a statute writes it, in whole dollars."""
    if unit == "times":
        return _TIMES.get(amount)
    number, cents = divmod(amount, 100) if unit == "dollars" else (amount, 0)
    if cents:
        return None
    if number < _FEW:
        return f"{spelled(number)} {unit.removesuffix('s') if number == 1 else unit}"
    return f"${number:,}" if unit == "dollars" else f"{number:,} {unit}"


def stated(limit: Limit) -> str:
    """What the statute says of a limit: plain where the bill leaves it, else with what it strikes and inserts."""
    first, last = (says(limit, limit.versions[law][-1].amount) for law in ("current", "sb434"))
    return marked((first or "").split(), (last or "").split())


def marked(before: list[str], after: list[str]) -> str:
    """Words with the bill's change marked and what they share at either end left alone."""
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    struck, inserted = (" ".join(words[start : len(words) - end]) for words in (before, after))
    middle = (f"{{--{struck}--}}" if struck else "") + (f"{{++{inserted}++}}" if inserted else "")
    return " ".join(filter(None, (*before[:start], middle, *before[len(before) - end :])))


def _shared(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    differ = (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differ, min(len(one), len(other)))


def quote_of(place: str, law: str) -> str:
    """The words that the condition at a place rests on; the bill changes them at some places."""
    return f"the {'new ' if law == 'sb434' and place.endswith('1') else ''}words {place}"


def statute(citation: str, clauses: Mapping[str, Iterable[str]]) -> str:
    """A statute's file, of what each clause says."""
    lines = (f"{{>>{clause}<<}}{clause} says: {'; '.join(said)}." for clause, said in clauses.items())
    return HEADING.format(citation=citation) + "\n".join(lines) + "\n"
