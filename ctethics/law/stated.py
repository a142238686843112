"""The limits that a running text states: each phrase with an operator, a number and a unit, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ctethics.law.phrases import Meaning, is_number, is_unit, parse_phrase

# How many words from the number its operator may stand: "to exceed in the aggregate one hundred dollars".
_BEFORE: Final = 6
_AFTER: Final = 4
# "does not exceed" changes what "exceed" means, and stands this many words before it.
_CHANGING: Final = 3


class StatedLimit(NamedTuple):
    """The words of a phrase as they stand in the text; `meaning` None: a number and its unit without one operator."""

    words: str
    meaning: Meaning | None


def stated_limits(text: str) -> list[StatedLimit]:
    """Every number with a unit in the text, with the phrase around it that gives it an operator."""
    words = text.split()
    return [_stated(words, first, last) for first, last in _numbers(words)]


def _numbers(words: list[str]) -> Iterator[tuple[int, int]]:
    """Where each number stands with its unit, as the first word of it and the last."""
    first = 0
    while first < len(words):
        last = first
        while last < len(words) and is_number(_bare(words[last])):
            last += 1
        if last > first and last < len(words) and is_unit(_bare(words[last])):
            yield first, last
        elif _bare(words[first]) == "once" or words[first].startswith("$"):
            yield first, first
        first = max(last, first + 1)


def _stated(words: list[str], first: int, last: int) -> StatedLimit:
    """The shortest run of words around a number that states a limit, and the words before it that change it."""
    spans = ((before, after) for before in range(_BEFORE + 1) for after in range(_AFTER + 1))
    for before, after in sorted(spans, key=sum):
        start, end = max(0, first - before), min(len(words), last + 1 + after)
        meaning = parse_phrase(_phrase(words, start, end))
        if meaning is not None:
            return _changed(words, start, end, meaning)
    return StatedLimit(_phrase(words, first, last + 1), None)


def _changed(words: list[str], start: int, end: int, meaning: Meaning) -> StatedLimit:
    for earlier in range(start - 1, max(-1, start - 1 - _CHANGING), -1):
        other = parse_phrase(_phrase(words, earlier, end))
        if other is not None and other != meaning:
            return StatedLimit(_phrase(words, earlier, end), other)
    return StatedLimit(_phrase(words, start, end), meaning)


def _phrase(words: list[str], start: int, end: int) -> str:
    return " ".join(words[start:end]).strip("\"'.,;:()")


def _bare(word: str) -> str:
    return re.sub(r"[^a-z0-9$-]", "", word.lower())
