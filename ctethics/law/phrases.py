"""What a phrase of the law means: "not more than twenty dollars" is an operator, a number and a unit."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

OPERATORS: Final[dict[str, Callable[[int, int], bool]]] = {
    "less than": operator.lt,
    "not more than": operator.le,
    "more than": operator.gt,
    "at least": operator.ge,
}

# The last amount within a ceiling lies so far below its limit.
CEILINGS: Final = {"less than": 1, "not more than": 0}

# The statute's variants, longest first: "not more than" holds "more than" inside it.
_VARIANTS: Final = {
    "not to exceed": "not more than",
    "shall not exceed": "not more than",
    "does not exceed": "not more than",
    "do not exceed": "not more than",
    "may not exceed": "not more than",
    "not later than": "not more than",
    "no later than": "not more than",
    "not more than": "not more than",
    "no more than": "not more than",
    "not less than": "at least",
    "no less than": "at least",
    "in excess of": "more than",
    "less than": "less than",
    "more than": "more than",
    "at least": "at least",
    "exceeds": "more than",
    "exceed": "more than",
    "for a period of": "at least",
    "between the first and": "not more than",
    "within": "not more than",
    "or more": "at least",
}
_NEGATIONS: Final = re.compile(r"\b(no|not|nor|never|neither|cannot|without)\b")
_UNITS: Final = {
    "dollar": "dollars",
    "dollars": "dollars",
    "day": "days",
    "days": "days",
    "hours": "hours",
    "hour": "hours",
    "month": "months",
    "months": "months",
    "year": "years",
    "years": "years",
}
# "the tenth day" is a day of the month, not a number of days.
_ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth".split(),
        start=1,
    )
}
_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBER_WORDS: Final = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: number * 10 for number, word in enumerate(_TENS, start=2)},
    "hundred": 100,
    "thousand": 1000,
}


class Meaning(NamedTuple):
    """An operator of the four, a whole number, and its unit: dollars, days, months, years, hours, times, or the
    day of the month."""

    operator: str
    number: int
    unit: str


@lru_cache(maxsize=4096)
def parse_phrase(phrase: str) -> Meaning | None:
    """The one limit that the phrase states, or None where it states none or more than one.

    A negation outside the statute's own variants ("never exceeds") and a number not spelled as the statute spells it
    ("ten (10)", "one hundred and fifty") give None rather than a guess.
    """
    text = " ".join(phrase.lower().split())
    operators = []
    for variant, meaning in _patterns().items():
        text, count = variant.subn("|", text)
        operators += [meaning] * count
    numbers = list(_numbers(re.findall(r"[a-z]+|\$?\d[\d,.]*|\|", text)))
    if len(operators) != 1 or len(numbers) != 1 or numbers[0] is None or _NEGATIONS.search(text):
        return None
    return Meaning(operators[0], *numbers[0])


@cache
def _patterns() -> dict[re.Pattern[str], str]:
    # Made when a phrase is read, so that rules already compiled do not wait for them.
    return {re.compile(rf"\b{variant}\b"): meaning for variant, meaning in _VARIANTS.items()}


def _numbers(words: list[str]) -> Iterator[tuple[int, str] | None]:
    """Each run of number words with the unit after it, None for one without; "once" is one time."""
    run: list[str] = []
    for word in [*words, ""]:
        if word in _NUMBER_WORDS or word[:1].isdigit():
            run.append(word)
            continue
        if word.startswith("$"):
            dollars = _number([word[1:].rstrip(",.")])
            yield None if dollars is None else (dollars, "dollars")
        if run:
            number = _number(run)
            yield (number, _UNITS[word]) if number is not None and word in _UNITS else None
            run = []
        if word == "once":
            yield 1, "times"
        if word in _ORDINALS:
            yield _ORDINALS[word], "day of the month"


def _number(words: list[str]) -> int | None:
    """The number that digits, or words as the statute spells them, say."""
    if words[0][0].isdigit():
        is_whole = len(words) == 1 and re.fullmatch(r"\d{1,3}(,\d{3})+|\d+", words[0])
        return int(words[0].replace(",", "")) if is_whole else None
    total, current = 0, 0
    for word in words:
        if word == "thousand":
            total, current = total + current * 1000, 0
        else:
            current = current * 100 if word == "hundred" else current + _NUMBER_WORDS.get(word, 0)
    return total + current if words == _spell(total + current) else None


def _spell(number: int) -> list[str]:
    """The words of a number below one million, without hyphens."""
    if number >= 1000:
        return [*_spell(number // 1000), "thousand", *(_spell(number % 1000) if number % 1000 else ())]
    if number >= 100:
        return [*_spell(number // 100), "hundred", *(_spell(number % 100) if number % 100 else ())]
    if number < 20:
        return [_ONES[number]]
    return [_TENS[number // 10 - 2], *([_ONES[number % 10]] if number % 10 else ())]
