"""Where something was written."""

from __future__ import annotations

import re
from typing import NamedTuple


class Source(NamedTuple):
    """One text, by the name it is shown under; `lines` are without their line ends."""

    name: str
    lines: tuple[str, ...] = ()


class Span(NamedTuple):
    """A place in a source: line and column from 1, `width` in characters.

    Line 0 means the whole source: a file that could not be read, or a value that came from Python,
    where the source's name is the path to the value (`case.events[0].value`).
    """

    source: Source
    line: int = 0
    column: int = 1
    width: int = 1

    @classmethod
    def whole(cls, name: str) -> Span:
        """The span of a source that has no lines to point at."""
        return cls(Source(name))

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}" if self.line else self.source.name

    @property
    def sort_key(self) -> tuple[list[str | tuple[int, str]], int, int]:
        """Sorts as people count: `events[2]` before `events[10]`."""
        parts = re.split(r"([0-9]+)", self.source.name)
        return ([_counted(part) if i % 2 else part for i, part in enumerate(parts)], self.line, self.column)

    @property
    def text(self) -> str:
        """The source line, empty where there is none."""
        return self.source.lines[self.line - 1] if 0 < self.line <= len(self.source.lines) else ""


def _counted(digits: str) -> tuple[int, str]:
    # In the order of the numbers, which may have more digits than Python makes an int of.
    bare = digits.lstrip("0")
    return len(bare), bare
