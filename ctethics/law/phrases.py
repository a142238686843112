"""What a phrase of the law means: "not more than twenty dollars" is an operator, a number and a unit."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from ctethics.law.money import show_cents

OPERATORS: Final[dict[str, Callable[[int, int], bool]]] = {
    "less than": operator.lt,
    "not more than": operator.le,
    "more than": operator.gt,
    "at least": operator.ge,
}

OPPOSITES: Final = {
    "less than": "at least",
    "at least": "less than",
    "not more than": "more than",
    "more than": "not more than",
}

# What an operator says of its two sides the other way about.
TURNED: Final = {
    "less than": "more than",
    "not more than": "at least",
    "more than": "less than",
    "at least": "not more than",
}

# The last amount within a ceiling lies so far below its limit.
CEILINGS: Final = {"less than": 1, "not more than": 0}

# The statute's variants; a longer one is read before what it holds: "not more than" before "more than".
_VARIANTS_OF: Final = {
    "less than": ("less than", "fewer than", "earlier than", "sooner than"),
    "not more than": (
        *("not more than", "no more than", "not greater than", "no greater than", "not later than", "no later than"),
        *("not exceed", "not to exceed", "not exceeding", "cannot exceed", "not in excess of", "at most", "up to"),
        *("within", "between the first and", "or less", "or fewer"),
    ),
    "more than": (
        *("more than", "greater than", "later than", "exceed", "exceeds", "exceeding", "in excess of"),
        # What is not within ten days comes on day eleven at the earliest.
        "not within",
    ),
    "at least": (
        *("at least", "not less than", "no less than", "not fewer than", "no fewer than", "not earlier than"),
        *("no earlier than", "not sooner than", "no sooner than", "for a period of", "or more"),
    ),
}
VARIANTS: Final = {variant: meaning for meaning, variants in _VARIANTS_OF.items() for variant in variants}
_WORDS: Final = re.compile(r"[a-z]+|\$?\d[\d,.]*|\|")
_NEGATIONS: Final = re.compile(r"\b(no|not|nor|never|neither|cannot|without)\b")
# "nine hundred ninety-nine thousand nine hundred ninety-nine", the longest below a million.
_MOST_SPELLED: Final = 9
# What is no later than ten days before a day is ten days before it or more.
_LATER: Final = re.compile(r"\b(later|earlier|sooner) than\b")
_BEFORE: Final = re.compile(r"\b(before|prior|preceding)\b")
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
_OFTEN: Final = {"once": 1, "twice": 2}
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

    @property
    def amount(self) -> int:
        """The number as a limit holds it: dollars in cents."""
        return self.number * 100 if self.unit == "dollars" else self.number

    @property
    def shown(self) -> str:
        return show_cents(self.amount) if self.unit == "dollars" else f"{self.number} {self.unit}"


@lru_cache(maxsize=4096)
def parse_phrase(phrase: str) -> Meaning | None:
    """The one limit that the phrase states, or None where it states none or more than one.

    A negation outside the statute's own variants ("never exceeds"), a number not spelled as the statute spells it
    ("ten (10)", "one hundred and fifty") and days counted backwards ("not later than ten days before") give None
    rather than a guess.
    """
    text = " ".join(phrase.lower().split())
    later = _LATER.search(text)
    if later and _BEFORE.search(text, later.end()):
        return None
    operators = []
    for variant, meaning in _patterns().items():
        text, count = variant.subn("|", text)
        operators += [meaning] * count
    numbers = list(_numbers(_WORDS.findall(text)))
    if len(operators) != 1 or len(numbers) != 1 or numbers[0] is None or _NEGATIONS.search(text):
        return None
    return Meaning(operators[0], *numbers[0])


@lru_cache(maxsize=256)
def numbers_in(text: str) -> frozenset[tuple[int, str]]:
    """Every number that a text states, in words or digits, with its unit; of "thirty (30) days" the words."""
    words = _WORDS.findall(re.sub(r"\(\d+\)", "", text.lower()))
    return frozenset(number for number in _numbers(words) if number is not None)


@cache
def _patterns() -> dict[re.Pattern[str], str]:
    # Made when a phrase is read, so that rules already compiled do not wait for them.
    longest_first = sorted(VARIANTS, key=len, reverse=True)
    return {re.compile(rf"\b{variant}\b"): VARIANTS[variant] for variant in longest_first}


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
        if word in _OFTEN:
            yield _OFTEN[word], "times"
        if word in _ORDINALS:
            yield _ORDINALS[word], "day of the month"


def _number(words: list[str]) -> int | None:
    """The number that digits, or words as the statute spells them, say."""
    if words[0][0].isdigit():
        is_whole = len(words) == 1 and re.fullmatch(r"\d{1,3}(,\d{3}){1,4}|\d{1,15}", words[0])
        return int(words[0].replace(",", "")) if is_whole else None
    if len(words) > _MOST_SPELLED:
        return None
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


def is_number(word: str) -> bool:
    """Whether a lower-case word says a number, or part of one: `hundred`, `twenty-five`, `$50`, `10`."""
    parts = word.removeprefix("$").split("-")
    return all(part in _NUMBER_WORDS or part.isdecimal() for part in parts)


def is_unit(word: str) -> bool:
    """Whether a lower-case word is a unit that limits are stated in."""
    return word in _UNITS
