"""CTE906: which numbers of a rule are said to be in no text."""

from __future__ import annotations

from pathlib import Path

import pytest

from ctethics.lint.numbers import check_numbers
from tests.lint.bases import PLAQUE, RULE, STATUTE, Edit, checked, said, shipped
from tests.lint.test_dates import DUTY, SPAN

LIMIT = "every law: {amount: $100.00, says: less than one hundred dollars}"


def told(folder: Path, *edits: Edit) -> list[str]:
    return said(checked(folder, *edits), "CTE906")


def plain(amount: str) -> Edit:
    return RULE, PLAQUE, f"{PLAQUE}        - {{fact: value, is: at least, amount: {amount}}}\n"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("$250.00", "two hundred fifty dollars"),
        ("$250.00", "$250"),
        ("$250.00", "$250.00"),
        ("$2500.00", "$2,500"),
        ("$2500.00", "two thousand five hundred dollars"),
        ("$2.50", "$2.50"),
        ("$0.00", "nothing"),
    ],
)
def test_an_amount_stands_in_the_clause_in_words_or_digits(amount: str, words: str, tmp_path: Path) -> None:
    assert (
        told(tmp_path, plain(amount), (STATUTE, "one hundred dollars.", f"one hundred dollars\n  3 or {words}.")) == []
    )


@pytest.mark.parametrize(
    ("amount", "words"), [("$250.00", "$2,500"), ("$50.00", "two hundred fifty dollars"), ("$30.00", "thirty days")]
)
def test_an_amount_is_not_part_of_a_larger_one_nor_of_another_sort(amount: str, words: str, tmp_path: Path) -> None:
    (what,) = told(tmp_path, plain(amount), (STATUTE, "one hundred dollars.", f"one hundred dollars\n  3 or {words}."))
    assert what == f"`{amount}` stands nowhere in clause (F) of § 1-1(a) under `current`"


def test_an_amount_of_the_bill_alone_is_not_in_the_other_text(tmp_path: Path) -> None:
    words = (STATUTE, "one hundred dollars.", "one hundred dollars\n  3 {++or fifty dollars++}.")
    assert "under `current`" in told(tmp_path, plain("$50.00"), words)[0]


def test_an_amount_in_another_clause_does_not_count(tmp_path: Path) -> None:
    words = (STATUTE, "A gift is", "A gift of fifty dollars is")
    assert "clause (F)" in told(tmp_path, plain("$50.00"), words)[0]


@pytest.mark.parametrize(("words", "count"), [("the second day", 0), ("the 2nd day", 0), ("two days", 1), ("", 1)])
def test_the_first_day_of_a_duty_is_one_that_the_text_names(words: str, count: int, tmp_path: Path) -> None:
    text = (STATUTE, "one hundred dollars.", f"one hundred dollars\n  3 . {words}")
    assert len(told(tmp_path, (RULE, "examples:\n", DUTY % "2"), (RULE, "totals:\n", SPAN), text)) == count


@pytest.mark.parametrize(
    ("limit", "count"),
    [
        ("amount: $100.00, rests on: an opinion that says one hundred dollars", 0),
        ("amount: $100.00, rests on: an opinion that says $100", 0),
        ("amount: $100.00, rests on: an opinion that says fifty dollars", 1),
        ("amount: $100.00, rests on: an opinion that says one hundred days", 1),
        ("amount: $0.00, rests on: nothing is nothing", 0),
    ],
)
def test_the_source_of_a_limit_says_its_number(limit: str, count: int, tmp_path: Path) -> None:
    assert len(told(tmp_path, (RULE, LIMIT, f"every law: {{{limit}}}"))) == count


def test_every_shipped_number_stands_in_its_text_or_in_its_source() -> None:
    whole = shipped()
    check_numbers(whole)
    assert list(whole.problems) == []
