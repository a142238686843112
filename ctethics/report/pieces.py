"""A statute's words in pieces, words and signs, so that any stretch of a text can be told by its pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, groupby
from typing import Final, NamedTuple

from ctethics.law.phrases import parse_phrase
from ctethics.law.statute import Quotation, Statute, Words

# What stands before is no space, as those are all taken together: each is looked at once.
_PIECE: Final = re.compile(r"(?<!\s)(\s*)(\w+|[^\w\s])")


class Piece(NamedTuple):
    """A word or a sign; `lead` is the space before it, if any, `place` its own under whatever law."""

    lead: str
    text: str
    place: tuple[int, int]
    run: Words


def pieces(statute: Statute, law: str | None) -> list[Piece]:
    """The pieces of the text under a law, or of all laws' words in one; put together they are the running text."""
    found: list[Piece] = []
    runs = ((number, run) for number, run in enumerate(statute.words) if law is None or law in run.laws)
    for _, on_line in groupby(runs, key=lambda pair: pair[1].line):
        joins, has_gap = not found or found[-1].text == "-", True
        for number, run in on_line:
            for place, match in enumerate(_PIECE.finditer(run.text)):
                lead = " " if (has_gap or match[1]) and not joins else ""
                found.append(Piece(lead, match[2], (number, place), run))
                joins = has_gap = False
            has_gap = has_gap or run.text[-1].isspace()
    return found


class Text:
    """The text under one law, and where in it each piece starts."""

    def __init__(self, statute: Statute, law: str) -> None:
        self.pieces = pieces(statute, law)
        self.text = "".join(piece.lead + piece.text for piece in self.pieces)
        ends = list(accumulate(len(piece.lead) + len(piece.text) for piece in self.pieces))
        starts = (end - len(piece.text) for end, piece in zip(ends, self.pieces, strict=True))
        self._at = {start: number for number, start in enumerate(starts)}
        self._ending = {end: number for number, end in enumerate(ends)}

    def of(self, quotation: Quotation, is_phrase: bool) -> list[Piece]:
        """The pieces of a quotation that was found in this text."""
        found = list(self._places(quotation.text))
        stated = [place for place in found if not is_phrase or not self._is_cut(place, quotation.text)]
        own = [place for place in stated if _is_at(self.pieces[place[0]], quotation)]
        first, last = next(iter(own or stated or found))
        return self.pieces[first : last + 1]

    def _places(self, words: str) -> Iterator[tuple[int, int]]:
        """The first and the last piece of each place where the words stand, not as part of longer ones."""
        start = self.text.find(words)
        while start >= 0:
            first, last = self._at.get(start), self._ending.get(start + len(words))
            if first is not None and last is not None:
                yield first, last
            start = self.text.find(words, start + 1)

    def _is_cut(self, place: tuple[int, int], phrase: str) -> bool:
        """Whether the word before a phrase changes the limit that it states."""
        before = self.pieces[place[0] - 1].text if place[0] else ""
        return before.isalpha() and parse_phrase(f"{before} {phrase}") != parse_phrase(phrase)


def _is_at(piece: Piece, quotation: Quotation) -> bool:
    """Whether a place begins in the clause, and on the bill's line, that the compiler found."""
    line = quotation.bill_lines[0] if quotation.bill_lines else None
    return piece.run.clause == quotation.clause and piece.run.bill_line == line
