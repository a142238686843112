"""What a phrase of the law means: "not more than twenty dollars" is an operator, a number and a unit."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

OPERATORS: Final[dict[str, Callable[[int, int], bool]]] = {
    "less than": operator.lt,
    "not more than": operator.le,
    "more than": operator.gt,
    "at least": operator.ge,
}

# The statute's variants, longest first: "not more than" holds "more than" inside it.
_VARIANTS: Final = {
    "shall not exceed": "not more than",
    "does not exceed": "not more than",
    "do not exceed": "not more than",
    "not later than": "not more than",
    "not more than": "not more than",
    "no more than": "not more than",
    "not less than": "at least",
    "in excess of": "more than",
    "less than": "less than",
    "more than": "more than",
    "at least": "at least",
    "exceeds": "more than",
    "exceed": "more than",
    "within": "not more than",
    "or more": "at least",
}
_UNITS: Final = {
    "dollar": "dollars",
    "dollars": "dollars",
    "day": "days",
    "days": "days",
    "hours": "hours",
    "hour": "hours",
}
_ONES: Final = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
_TENS: Final = {
    word: n * 10 for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """An operator of the four, a whole number, and `dollars`, `days`, `hours` or `times`."""

    operator: str
    number: int
    unit: str


def parse_phrase(phrase: str) -> Meaning | None:
    """The one limit that the phrase states, or None where it states none or more than one."""
    text = " ".join(phrase.lower().split())
    operators = []
    for variant, meaning in _VARIANTS.items():
        if re.search(rf"\b{variant}\b", text):
            operators.append(meaning)
            text = re.sub(rf"\b{variant}\b", "|", text)
    numbers = list(_numbers(re.findall(r"[a-z]+|\d+|\|", text)))
    if len(operators) != 1 or len(numbers) != 1:
        return None
    return Meaning(operators[0], *numbers[0])


def _numbers(words: list[str]) -> list[tuple[int, str]]:
    """Each run of number words that a unit follows, with the unit; "once" is one time."""
    found: list[tuple[int, str]] = []
    total, current, has_number = 0, 0, False
    for word in words:
        if word == "once":
            found.append((1, "times"))
        elif word in _ONES or word in _TENS or word.isdigit():
            current += _ONES.get(word) or _TENS.get(word) or (int(word) if word.isdigit() else 0)
            has_number = True
        elif word == "hundred" and has_number:
            current *= 100
        elif word == "thousand" and has_number:
            total, current = total + current * 1000, 0
        else:
            if has_number and word in _UNITS:
                found.append((total + current, _UNITS[word]))
            total, current, has_number = 0, 0, False
    return found
