"""The words of one provision: one marked-up file, from which the text under each law is derived.

CriticMarkup: `{--struck--}` and `{++inserted++}` by the bill, `{>>clause<<}` where a clause begins.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby
from typing import Final, NamedTuple

from ctethics.law.calendar import NotADate, parse_day
from ctethics.law.phrases import parse_phrase

# No mark holds another's braces: so a line of openings alone is looked through once.
_STRUCK: Final = r"\{--(?P<struck>[^{}]*?)--\}"
_INSERTED: Final = r"\{\+\+(?P<inserted>[^{}]*?)\+\+\}"
_CLAUSE: Final = r"\{>>(?P<clause>[^{}]*?)<<\}"
_MARK: Final = re.compile(f"{_STRUCK}|{_INSERTED}|{_CLAUSE}")
_LAST_WORDS: Final = re.compile(r"(?:[A-Za-z]+[ -]){0,3}\Z")
_NUMBERED: Final = re.compile(r"(?P<number>[ \d]{2}\d) (?P<words>.*)")


class MalformedStatute(ValueError):
    """What is wrong with a statute file; `line` is its line from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


class Words(NamedTuple):
    """A run of words: `laws` they belong to, the clause, the line of the file, and the bill's own line or None."""

    text: str
    laws: frozenset[str]
    clause: str
    line: int
    bill_line: int | None


class Quotation(NamedTuple):
    """Words found in a statute: the clause they begin in, all they run over, and the bill's lines they run over."""

    text: str
    clause: str
    bill_lines: tuple[int, int] | None
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statute:
    """A provision's words with their marks; `heading` holds the file's `key: value` lines."""

    heading: tuple[tuple[str, str], ...]
    words: tuple[Words, ...]
    source_lines: tuple[str, ...] = ()

    def get(self, key: str) -> str | None:
        """The first value of a heading, or None."""
        return next((value for name, value in self.heading if name == key), None)

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses' names in the order of the text."""
        return tuple(dict.fromkeys(run.clause for run in self.words))

    def text(self, law: str, clause: str = "") -> str:
        """The running text under `law`, of the clause and those inside it, or of the whole."""
        return " ".join(text for text, run in self._folded(law) if run.clause.startswith(clause))

    def marked(self, clause: str = "") -> str:
        """The running text with what the bill strikes in brackets and what it inserts in braces."""
        every = frozenset().union(*(run.laws for run in self.words))
        lines = []
        for _, runs in groupby((run for run in self.words if run.clause.startswith(clause)), key=lambda run: run.line):
            marked = (
                f"[{run.text}]" if "sb434" not in run.laws else f"{{{run.text}}}" if run.laws != every else run.text
                for run in runs
            )
            lines.append("".join(marked))
        return re.sub(r"-(}?) ({?)", r"-\1\2", " ".join(" ".join(lines).split())).replace("}{", "")

    def find(self, quote: str, law: str, clause: str = "") -> Quotation | None:
        """Where `quote` stands word for word under `law` inside `clause`; white space does not matter."""
        found = self._index(law).finds(quote, clause)
        return found[0][0] if found else None

    def find_phrase(self, phrase: str, law: str, clause: str = "") -> tuple[Quotation | None, str]:
        """Where a phrase that states a limit stands, at a place where the words before it do not change the limit.

        If there is none, the words that do: `not` where the phrase is cut from "not more than twenty dollars".
        """
        changing, index = "", self._index(law)
        for place, start in index.finds(phrase, clause):
            changing = _changing(index.before(start), phrase)
            if not changing:
                return place, ""
        return None, changing

    def lines(self, clause: str) -> tuple[int, int] | None:
        """The bill's first and last line of a clause and those inside it."""
        numbers = [run.bill_line for run in self.words if run.clause.startswith(clause) and run.bill_line]
        return (numbers[0], numbers[-1]) if numbers else None

    def _folded(self, law: str) -> list[tuple[str, Words]]:
        """Words under `law` by the run they begin in, single spaces between them; runs that touch on a line are put
        together.

        A word that ends in a hyphen at a line's end is joined with the next.
        """
        folded: list[tuple[str, Words]] = []
        for _, runs in groupby((run for run in self.words if law in run.laws), key=lambda run: run.line):
            hyphen, touches = bool(folded) and folded[-1][0].endswith("-"), False
            for run in runs:
                words = run.text.split()
                if words and (hyphen or (touches and not run.text[0].isspace())):
                    folded[-1] = (folded[-1][0] + words.pop(0), folded[-1][1])
                if words:
                    folded.append((" ".join(words), run))
                hyphen, touches = hyphen and run.text.isspace(), not run.text[-1:].isspace()
        return folded

    def _index(self, law: str) -> _Index:
        """The index of the text under `law`; laws that have the same words share one."""
        made = self._indexes.get(law)
        if made is None:
            same = (index for other, index in list(self._indexes.items()) if self._is_same(law, other))
            made = self._indexes[law] = next(same, None) or _Index(self._folded(law))
        return made

    def _is_same(self, law: str, other: str) -> bool:
        return all((law in laws) == (other in laws) for laws in {run.laws for run in self.words})

    @cached_property
    def _indexes(self) -> dict[str, _Index]:
        return {}


class _Index:
    """A derived text, and where in it the words of each run start."""

    def __init__(self, folded: list[tuple[str, Words]]) -> None:
        self.found: dict[tuple[str, str], list[tuple[Quotation, int]]] = {}
        self.runs = [run for _, run in folded]
        self.starts = list(accumulate((len(words) + 1 for words, _ in folded[:-1]), initial=0))
        self.text = " ".join(words for words, _ in folded)

    def finds(self, quote: str, clause: str) -> list[tuple[Quotation, int]]:
        """Each place in the clause where the quote stands as whole words, with where in the text it starts."""
        made = self.found.get((quote, clause))
        if made is None:
            words = " ".join(quote.split())
            made = self.found[quote, clause] = [
                (self._quotation(words, start), start)
                for start in self._places(words)
                if self.runs[bisect_right(self.starts, start) - 1].clause.startswith(clause)
            ]
        return made

    def _quotation(self, words: str, start: int) -> Quotation:
        end = start + len(words)
        runs = self.runs[bisect_right(self.starts, start) - 1 : bisect_right(self.starts, end - 1)]
        first, last = runs[0].bill_line, runs[-1].bill_line
        lines = None if first is None or last is None else (first, last)
        return Quotation(words, runs[0].clause, lines, tuple(dict.fromkeys([run.clause for run in runs])))

    def before(self, start: int) -> list[str]:
        """The last words before `start`, back to the first sign that is no letter."""
        run = _LAST_WORDS.search(self.text, max(0, start - 60), start)
        return re.split("[ -]", run[0][:-1]) if run and run[0] else []

    def _places(self, words: str) -> list[int]:
        """Where the words stand, not as part of longer ones."""
        places: list[int] = []
        start = self.text.find(words) if words else -1
        while start >= 0:
            end = start + len(words)
            is_whole = not (_is_letter(self.text[start - 1 : start]) or _is_letter(self.text[end : end + 1]))
            if is_whole:
                places.append(start)
            start = self.text.find(words, end if is_whole else start + 1)
        return places


def _changing(before: list[str], phrase: str) -> str:
    """The words right before a phrase with which it states another limit, or none that may be relied on."""
    meaning = parse_phrase(phrase)
    for number in range(1, len(before) + 1):
        words = " ".join(before[-number:])
        said = parse_phrase(f"{words} {phrase}")
        # Farther off, a "not" belongs to other words: "does not include food costing less than fifty dollars".
        if said != meaning and (number == 1 or said is not None):
            return words
    return ""


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def parse_statute(lines: tuple[str, ...], laws: frozenset[str], bill: str = "sb434") -> Statute:
    """A statute from its file's lines. Raises MalformedStatute.

    laws -- every law's name; what the bill strikes belongs to all but `bill`, what it inserts to `bill` alone.
    """
    if "---" not in lines:
        raise MalformedStatute(1, "no line `---` ends the heading")
    border = lines.index("---")
    heading = []
    for number, line in enumerate(lines[:border], start=1):
        key, colon, value = line.partition(": ")
        if not colon or not value.strip():
            raise MalformedStatute(number, f"`{line}` is not a heading of the form `key: value`")
        if key.strip() == "effective":
            _check_day(value, number)
        heading.append((key.strip(), value.strip()))
    is_numbered = any(key == "source" for key, _ in heading)
    belongs = {"struck": laws - {bill}, "inserted": frozenset({bill})}
    words: list[Words] = []
    clause = ""
    last = 0
    for number, line in enumerate(lines[border + 1 :], start=border + 2):
        if not line.strip():
            continue
        bill_line = found = None
        if is_numbered:
            found = _NUMBERED.fullmatch(line)
            if found is None or int(found["number"]) <= last:
                raise MalformedStatute(number, "a line begins with the bill's line number in three columns, rising")
            last = bill_line = int(found["number"])
        for text, kind in _runs(found["words"] if found else line, number):
            if kind == "clause":
                clause = text
            elif clause:
                words.append(Words(text, belongs.get(kind, laws), clause, number, bill_line))
            elif text.strip():
                raise MalformedStatute(number, "words stand before the first clause mark")
    return Statute(tuple(heading), tuple(words), lines[border + 1 :])


def _check_day(value: str, number: int) -> None:
    try:
        parse_day(value)
    except NotADate as error:
        raise MalformedStatute(number, f"`effective: {value}`: {error}") from None


def _runs(line: str, number: int) -> list[tuple[str, str]]:
    """The line as runs of (text, kind), kind being `struck`, `inserted`, `clause` or `kept`."""
    runs: list[tuple[str, str]] = []
    end = 0
    for mark in _MARK.finditer(line):
        runs.append((line[end : mark.start()], "kept"))
        runs.append((mark[mark.lastgroup or 0], mark.lastgroup or "kept"))
        end = mark.end()
    runs.append((line[end:], "kept"))
    if any("{" in text or "}" in text for text, _ in runs):
        raise MalformedStatute(number, "a mark is not closed on its own line")
    return [(text, kind) for text, kind in runs if text]


def strip_marks(line: str) -> str:
    """A line as the bill prints it: clause marks gone, struck words in brackets, inserted words plain."""
    return re.sub(_INSERTED, r"\1", re.sub(_STRUCK, r"[\1]", re.sub(_CLAUSE, "", line)))
