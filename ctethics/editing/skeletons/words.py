"""Plain words of a law as a statute text: a heading to fill in, and a mark where each lettered part begins."""

from __future__ import annotations

import re
import textwrap
from typing import Final

from ctethics.editing.skeletons import TODO
from ctethics.law.citation import Citation

_WIDTH: Final = 100
_PART: Final = re.compile(r"(?<!\S)\(([A-Z]|[0-9]{1,2}|[ivx]{1,5})\)(?= )")
# Before a letter in brackets, these name another part, and none begins.
_CITING: Final = re.compile(
    r"\b(sections?|clauses?|subsections?|subdivisions?|subparagraphs?|items?)\s+"
    r"(\(\w+\)[,\s]\s*((and|or|to|through)\s+)?)*$"
)
# The bill takes effect on one day throughout.
_OF_THE_BILL: Final = re.compile(r"\{(--|\+\+)")
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def statute_text(citation: Citation, title: str, words: str) -> str:
    """The file's text."""
    heading = [
        f"provision: {citation}",
        f"title: {title}",
        "words: not in the sources",
        *(["effective: 2024-10-01"] if _OF_THE_BILL.search(words) else []),
        f"rests on: {TODO}, which public copy these words are from",
        "---",
    ]
    return "\n".join([*heading, *_marked(words, citation)]) + "\n"


def _marked(words: str, citation: Citation) -> list[str]:
    lines: list[str] = []
    open_parts: list[str] = []
    paragraphs = [part for part in re.split(r"\n\s*\n", words.replace("\r", "")) if part.strip()]
    for number, paragraph in enumerate(paragraphs, start=1):
        marked = _paragraph(paragraph, open_parts, citation)
        if not marked.startswith("{>>"):
            marked = "{>>" + ("stem" if number == 1 else f"paragraph {number}") + "<<}" + marked
        for line in marked.split("\n"):
            lines += _wrapped(line.strip())
    return lines


def _paragraph(paragraph: str, open_parts: list[str], citation: Citation) -> str:
    """The words with a mark before each part that begins; `open_parts` are those it may lie in, outermost first."""
    done, out = 0, []
    for found in _PART.finditer(paragraph):
        before, part = paragraph[: found.start()], found[1]
        if not before.strip() and citation.parts and part == citation.parts[-1]:
            continue
        depth = _depth(part, open_parts)
        if depth is None or _CITING.search(before[-80:]):
            continue
        open_parts[depth:] = [part]
        out += [paragraph[done : found.start()], "{>>", *(f"({one})" for one in open_parts), "<<}"]
        done = found.start()
    return "".join([*out, paragraph[done:]]).strip()


def _depth(part: str, open_parts: list[str]) -> int | None:
    """Where among the open parts this one stands: after the one before it, or first of a list inside the last."""
    for depth in reversed(range(len(open_parts))):
        if _after(open_parts[depth]) == part:
            return depth
    return len(open_parts) if part in ("A", "1", "i") else None


def _after(part: str) -> str:
    if part in _ROMAN[:-1]:
        return _ROMAN[_ROMAN.index(part) + 1]
    return str(int(part) + 1) if part.isdecimal() else chr(ord(part[-1]) + 1)


def _wrapped(line: str) -> list[str]:
    """The line in several; in one where a part would end in a hyphen, which would join it with the next."""
    parts = textwrap.wrap(line, _WIDTH, break_on_hyphens=False, break_long_words=False)
    return [line] if any(part.endswith("-") for part in parts[:-1]) else parts
