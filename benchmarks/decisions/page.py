"""Where the benchmarks write: tables between their marks on docs/performance.md, and progress on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"


@dataclass(frozen=True, slots=True)
class Goal:
    """What was to be reached: `found` not above `most`; `form` shows both."""

    name: str
    most: float
    found: float | None
    form: str = ",.1f"

    def row(self) -> list[str]:
        if self.found is None:
            return [self.name, f"{self.most:g}", "", "not measured"]
        return [
            self.name,
            f"{self.most:g}",
            format(self.found, self.form),
            "yes" if self.found <= self.most else "**no**",
        ]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], text: int = 1) -> str:
    """Markdown; the first `text` columns are words, the others numbers to the right."""
    rule = ["---" if number < text else "---:" for number in range(len(heads))]
    lines = [f"| {' | '.join(cells)} |" for cells in (heads, *rows)]
    return "\n".join([lines[0], f"|{'|'.join(rule)}|", *lines[1:]])


def goals(some: Sequence[Goal]) -> str:
    return table(["goal", "at most", "found", "met"], [goal.row() for goal in some])


def write(text: str, begin: str, end: str, page: Path = PAGE) -> None:
    """Put the text between its marks on the page. Raises ValueError where a mark is missing or stands twice."""
    told = page.read_text(encoding="utf-8")
    if told.count(begin) != 1 or told.count(end) != 1:
        raise ValueError(f"{page.name} must have {begin!r} and {end!r} once each")
    before, rest = told.split(begin)
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{rest.split(end)[1]}", encoding="utf-8")


def say(text: str) -> None:
    """One line that the next replaces."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
