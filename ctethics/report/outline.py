"""A condition as an indented outline."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.law.calendar import LATEST
from ctethics.program import AllOf, AnyOf, Condition, Not, Reading, parts_of
from ctethics.report.words import describe


def outline(c: Condition, law: str, depth: int = 0) -> Iterator[str]:
    """The condition's lines, with limits as they will be under the law, two spaces a level."""
    if isinstance(c, AllOf | AnyOf | Not):
        yield "  " * depth + describe(c, law, LATEST.toordinal())
        for part in parts_of(c):
            yield from outline(part, law, depth + 1)
    elif isinstance(c, Reading):
        for number, (choice, part) in enumerate(c.choices.items()):
            yield "  " * depth + f"reading `{c.name}: {choice}`{' (default)' if number == 0 else ''}"
            yield from outline(part, law, depth + 1)
    else:
        yield "  " * depth + describe(c, law, LATEST.toordinal())
