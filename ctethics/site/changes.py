"""What was changed in a file, as a page shows it: the lines around a slip, and how it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher, unified_diff
from typing import Final

# A file of so many lines is shown whole; of a longer one, so many lines around what changed.
_WHOLE: Final = 14
_AROUND: Final = 2
_LEFT_OUT: Final = "…"


def excerpt(given: str, wrong: str, right: str) -> Iterator[str]:
    """The lines of `wrong` in which it differs from the other two, with those around them; all of a short file."""
    lines = wrong.splitlines()
    wanted = range(len(lines)) if len(lines) <= _WHOLE else sorted(_near(given, lines) | _near(right, lines))
    last = -1
    for place in wanted:
        if place > last + 1:
            yield _LEFT_OUT
        yield lines[place]
        last = place
    if last + 1 < len(lines):
        yield _LEFT_OUT


def mended(wrong: str, right: str) -> Iterator[str]:
    """The change from one to the other, with some lines around it; nothing where there is none."""
    rows = list(unified_diff(wrong.splitlines(), right.splitlines(), lineterm="", n=_AROUND))[2:]
    for place, row in enumerate(rows):
        if not row.startswith("@@"):
            yield row.rstrip()
        elif place:
            yield f" {_LEFT_OUT}"


def _near(other: str, lines: list[str]) -> set[int]:
    places: set[int] = set()
    for tag, _, _, first, end in SequenceMatcher(None, other.splitlines(), lines, autojunk=False).get_opcodes():
        if tag != "equal":
            places.update(range(max(0, first - _AROUND), min(len(lines), end + _AROUND)))
    return places
