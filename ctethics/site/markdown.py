"""Words of files as Markdown and HTML in which nothing of them is taken for a mark."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ctethics.law.citation import parse_citation

_MARKS: Final = re.compile(r"[\\`*_{}\[\]<>|#~$&]")
# What begins a list, a rule, a target or a comment at the start of a line.
_FIRST: Final = re.compile(r"^(?P<number>\d+(?=[.)]))?(?P<mark>(?<=\d)[.)]|[-+=%(])")
MADE: Final = "% Made by `ctethics docs` from rules/, statutes/ and tests/cases/: edit those, not this page."


def plain(text: str) -> str:
    """The text on one line, as Markdown shows it letter for letter."""
    escaped = _MARKS.sub(r"\\\g<0>", " ".join(text.split()))
    return _FIRST.sub(lambda found: f"{found['number'] or ''}\\{found['mark']}", escaped, count=1)


def markup(text: str) -> str:
    """The text on one line as HTML shows it letter for letter."""
    return html.escape(" ".join(text.split()))


def slug(text: str) -> str:
    """The text as part of an anchor: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def anchor(sort: str, *names: str) -> str:
    """The anchor of a fact, a role, a provision, a reading …: `fact-transfer-value`."""
    return "-".join(slug(part) for part in (sort, *names))


def link(text: str, target: str) -> str:
    """The text, still to be escaped, as a link to an anchor of any page."""
    return f"[{plain(text)}](#{target})"


def page_of(citation: str) -> str:
    """Where a file's page is under `provisions/`, without its ending: `1-79/5`."""
    parsed = parse_citation(citation)
    return parsed.path if parsed is not None else slug(citation)


def section(title: str, lines: Iterable[str], level: int = 2, target: str = "") -> Iterator[str]:
    """A heading, written as Markdown, with what stands under it; nothing where nothing does."""
    found = list(lines)
    if found:
        yield from ([f"({target})="] if target else [])
        yield from (f"{'#' * level} {title}", "", *found)
        yield from [""] if found[-1] else []


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table of cells written as Markdown; nothing where there are no rows."""
    found = [f"| {' | '.join(row)} |" for row in rows]
    if found:
        yield from (f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *found, "")


def folded(title: str, lines: Iterable[str]) -> Iterator[str]:
    """What a reader opens when they want it."""
    yield from (f"<details><summary>{markup(title)}</summary>", "", *lines, "", "</details>", "")


def counted(number: int, noun: str) -> str:
    """`1 example`, `12 examples`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
