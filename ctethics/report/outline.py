"""A condition as an indented outline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ctethics.law.calendar import LATEST
from ctethics.law.regimes import LAWS
from ctethics.program import Condition, Limit, Reading, TotalIs, parts_of
from ctethics.report.styled import Line
from ctethics.report.words import describe, show_limit

# How far a line is indented, and the line.
Row = tuple[int, Line]
_LAST: Final = LATEST.toordinal()
_BILL: Final = "sb434"


def outline(c: Condition, law: str | None, sort: str, depth: int = 0) -> Iterator[Row]:
    """The condition's rows in the style of what it belongs to, two spaces a level.

    law -- limits as they will be under it; without one, those of both laws where they differ.
    """
    if isinstance(c, Reading):
        for number, (choice, part) in enumerate(c.choices.items()):
            yield 2 * depth, ((f"reading `{c.name}: {choice}`{' (default)' if number == 0 else ''}", sort),)
            yield from outline(part, law, sort, depth + 1)
        return
    yield 2 * depth, _described(c, law, "total" if isinstance(c, TotalIs) else sort)
    for part in parts_of(c):
        yield from outline(part, law, sort, depth + 1)


def _described(c: Condition, law: str | None, sort: str) -> Line:
    """A condition in words, the limit of the law that it compares with in a style of its own."""
    text, limit = describe(c, law or _BILL, _LAST), getattr(c, "limit", None)
    if not isinstance(limit, Limit) or limit.name.startswith("$"):
        return ((text, sort),)
    before, _, after = text.rpartition(show_limit(limit, law or _BILL, _LAST))
    return ((before, sort), *_limit(limit, law), (after, sort))


def _limit(limit: Limit, law: str | None) -> Line:
    """The limit under a law; without one as the bill changes it."""
    shown = [show_limit(limit, name, _LAST) for name in ((law,) if law else LAWS)]
    if len(set(shown)) == 1:
        return ((shown[0], "limit"),)
    return ((shown[0], "struck"), (" ", ""), (shown[1], "inserted"))
