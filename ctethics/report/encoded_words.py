"""The words of a statute, each stretch with what of the rules rests on it: for any page that colours a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, Literal, NamedTuple

from ctethics.law.regimes import LAWS
from ctethics.law.statute import Statute
from ctethics.program import Provision
from ctethics.report.clauses import clauses_of
from ctethics.report.pieces import Piece, Text, pieces
from ctethics.report.resting import SORTS, Rest, Sort, rests

Change = Literal["", "struck", "inserted"]
_EVERY: Final = frozenset(LAWS)


class EncodedWords(NamedTuple):
    """A stretch of a clause's words, spaces and all, with what encodes them.

    sort -- what rests on them, of overlapping quotations the narrowest; of words that nothing quotes what is said of
    their clause, and empty where other words of the clause encode it.
    parts -- the citations of the rules and exceptions that rest on them, the narrowest quotation first.
    change -- whether the bill strikes or inserts them; empty in the text under one law.
    """

    words: str
    clause: str
    sort: Sort | Literal[""]
    parts: tuple[str, ...] = ()
    change: Change = ""


def encoded_words(statute: Statute, rules: Sequence[Provision], law: str | None = None) -> tuple[EncodedWords, ...]:
    """The text under a law, or without one the change between the laws, as stretches that together are the text.

    rules -- every rule of the statute's file; a clause is the stretches whose `clause` starts with its name.
    """
    resting = _Resting(statute, rules, (law,) if law else tuple(LAWS))
    found: list[EncodedWords] = []
    for piece in pieces(statute, law):
        sort, parts = resting.on(piece)
        this = EncodedWords(piece.text, piece.run.clause, sort, parts, "" if law else _change(piece))
        if piece.lead:
            found.append(_between(found[-1], this))
        found.append(this)
    return tuple(_joined(found))


def word_count(statute: Statute, rules: Sequence[Provision]) -> tuple[int, int]:
    """How many words the text has, struck and inserted ones too, and how many of them a quotation or limit rests on."""
    resting = _Resting(statute, rules, tuple(LAWS))
    words = quoted = 0
    is_quoted = True
    for piece in pieces(statute, None):
        if piece.lead or not words:
            words, is_quoted = words + 1, False
        if not is_quoted and resting.is_quoted(piece):
            quoted, is_quoted = quoted + 1, True
    return words, quoted


def _between(one: EncodedWords, other: EncodedWords) -> EncodedWords:
    """The space between two pieces: like them as far as they are alike."""
    if one[1:] == other[1:]:
        return one._replace(words=" ")
    return EncodedWords(" ", one.clause, "", (), one.change if one.change == other.change else "")


def _change(piece: Piece) -> Change:
    if piece.run.laws == _EVERY:
        return ""
    return "inserted" if "sb434" in piece.run.laws else "struck"


def _joined(found: list[EncodedWords]) -> Iterator[EncodedWords]:
    """The stretches, neighbours that differ in nothing but their words put together."""
    for key, same in groupby(found, key=lambda words: words[1:]):
        yield EncodedWords("".join(words.words for words in same), *key)


class _Resting:
    """What rests on each piece of a statute, under one law or several."""

    def __init__(self, statute: Statute, rules: Sequence[Provision], laws: Sequence[str]) -> None:
        self._sorts = {clause.name: clause.sort for clause in clauses_of(statute, rules)}
        self._marks: dict[tuple[int, int], list[tuple[bool, int, int, str]]] = {}
        texts = {law: Text(statute, law) for law in laws}
        for rest in (rest for rule in rules for rest in rests(rule)):
            for text, law in ((texts[law], law) for law in laws):
                self._add(rest, _under(rest, text, law))

    def on(self, piece: Piece) -> tuple[Sort | Literal[""], tuple[str, ...]]:
        """The sort that shows, and the citations of all that rests there."""
        found = sorted(self._marks.get(piece.place, ()))
        if not found:
            return self._sorts[piece.run.clause], ()
        return SORTS[found[0][2]], tuple(dict.fromkeys(part for _, _, _, part in found))

    def is_quoted(self, piece: Piece) -> bool:
        return any(not is_clause for is_clause, _, _, _ in self._marks.get(piece.place, ()))

    def _add(self, rest: Rest, stretch: list[Piece]) -> None:
        mark = (bool(rest.clause), len(stretch), SORTS.index(rest.sort), rest.part)
        for piece in stretch:
            self._marks.setdefault(piece.place, []).append(mark)


def _under(rest: Rest, text: Text, law: str) -> list[Piece]:
    """The words something rests on, in the text under a law."""
    if rest.clause:
        return [piece for piece in text.pieces if piece.run.clause.startswith(rest.clause)]
    return text.of(rest.by_law[law], rest.is_phrase) if law in rest.by_law else []
