"""Reading the limits that a running text states."""

import pytest

from ctethics.api import load_statutes
from ctethics.law.phrases import Meaning
from ctethics.law.regimes import LAWS
from ctethics.law.stated import StatedLimit, stated_limits

TEXTS = {
    "(P) Anything having a value of not more than ten dollars, provided": [
        StatedLimit("not more than ten dollars", Meaning("not more than", 10, "dollars"))
    ],
    "does not exceed one thousand five hundred dollars in value;": [
        StatedLimit("not exceed one thousand five hundred dollars", Meaning("not more than", 1500, "dollars"))
    ],
    "a gift of fifty dollars or more, within thirty days": [
        StatedLimit("fifty dollars or more", Meaning("at least", 50, "dollars")),
        StatedLimit("within thirty days", Meaning("not more than", 30, "days")),
    ],
    "gifts of $100 or more from an individual": [StatedLimit("$100 or more", Meaning("at least", 100, "dollars"))],
    "for one year after leaving state service": [StatedLimit("one year", None)],
    "hosted not more than once in any calendar year": [
        StatedLimit("not more than once", Meaning("not more than", 1, "times"))
    ],
    "one or more persons, two of the members": [],
}


@pytest.mark.parametrize("text", TEXTS)
def test_each_number_with_a_unit_is_told_with_the_words_that_give_it_an_operator(text: str) -> None:
    assert stated_limits(text) == TEXTS[text]


def test_a_phrase_is_never_read_without_the_word_before_that_turns_it_round() -> None:
    for statute in load_statutes().values():
        for law in LAWS:
            text = statute.text(law)
            for stated in stated_limits(text):
                if stated.meaning is not None and stated.meaning.operator == "more than":
                    assert f"not {stated.words}" not in text
                    assert f"no {stated.words}" not in text
