"""Lines of text of a given width for a terminal or a pipe, in colour only where asked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len, chop_cells

from ctethics.outcome.finding import Outcome
from ctethics.report.bars import bar

NARROWEST: Final = 60
_STYLES: Final = {
    "heading": "1",
    "faint": "2",
    "accent": "34",
    "applies": "31",
    "undetermined": "33",
    "excepted": "36",
    "does not apply": "2",
}
# Told apart by shade where there is no colour.
SHADES: Final[dict[Outcome, str]] = {"applies": "█", "undetermined": "▒", "excepted": "░"}


@dataclass(frozen=True, slots=True)
class Canvas:
    """How wide the lines are, in cells of the screen, and whether they are coloured."""

    width: int
    colour: bool

    def paint(self, text: str, style: str) -> str:
        """The text in a style: an outcome, or heading, faint, accent."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colour and text.strip() else text

    def wrap(self, text: str, indent: int = 0, hanging: int = 2) -> Iterator[str]:
        """The text in lines that fit, indented, later lines by `hanging` more."""
        line, lead = " " * indent, " " * (indent + hanging)
        is_empty = True
        # A section sign stays with its number.
        for word in plain(text).replace("§ ", "§\u00a0").split(" "):
            if not is_empty and cell_len(line) + 1 + cell_len(word) > self.width:
                yield line.replace("\u00a0", " ")
                line, is_empty = lead, True
            pieces = chop_cells(word, self.width - len(lead)) or [""]
            for piece in pieces[:-1]:
                yield line + piece
                line = lead
            line += pieces[-1] if is_empty else f" {pieces[-1]}"
            is_empty = False
        yield line.replace("\u00a0", " ")

    def heading(self, text: str) -> Iterator[str]:
        yield ""
        lines = list(self.wrap(text, 0, 0))
        yield from (self.paint(line, "heading") for line in lines)
        yield self.paint("─" * min(self.width, max(cell_len(line) for line in lines)), "faint")

    def entry(self, count: int, most: int, text: str) -> Iterator[str]:
        """A count, a bar as long as it is of the most there is, and what is counted."""
        number, cells = f"{count:>9,}", self.width // 6
        lead = 2 + len(number) + 1 + cells + 2
        first, *rest = self.wrap(text, lead, 0)
        drawn = self.paint(bar(count, most, cells), "accent") + " " * (cells - len(bar(count, most, cells)))
        yield f"  {number} {drawn}  {first[lead:]}"
        yield from rest


def plain(text: str) -> str:
    """The text on one line, with nothing in it that would act on a terminal."""
    return "".join(_shown(c) for c in text)


def _shown(c: str) -> str:
    if c in "\t\n\r\u2028\u2029":
        return " "
    # Controls, what turns the direction of writing, and halves of surrogates.
    is_odd = unicodedata.category(c) in ("Cc", "Cf", "Cs")
    return "�" if is_odd and c not in "\u200c\u200d" else c


def fit(text: str, cells: int) -> str:
    """The text in exactly so many cells, cut with an ellipsis where it is longer."""
    text = plain(text)
    if cell_len(text) > cells:
        text = chop_cells(text, cells - 1)[0] + "…"
    return text + " " * (cells - cell_len(text))


def right(text: str, cells: int) -> str:
    """As `fit`, at the right."""
    fitted = fit(text, cells).rstrip(" ")
    return " " * (cells - cell_len(fitted)) + fitted


def columns(texts: Iterable[str]) -> int:
    """The cells of the widest text, 0 where there is none."""
    return max((cell_len(plain(text)) for text in texts), default=0)
