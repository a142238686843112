"""CTE902: which conditions of a tiny rule are said to come out one way, and which are not."""

from __future__ import annotations

import pytest

from ctethics.program import Applies, Compare, CompareFacts, Condition, Includes, Not, Reading
from tests.lint.tiny import after, all_, any_, dollars, is_, limit, settled, total

OPEN, ASKED = is_("open", True), is_("asked for", True)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (dollars("value", "at least", 0), True),
        (dollars("value", "less than", 0), False),
        (dollars("value", "less than", 0, per="heads"), False),
        (total("at least", 0), True),
        (is_("open", True, False), True),
        (is_("sort", "meal", "plaque", "loan", "trip", "cash", "book", "other"), True),
        (CompareFacts("value", "not more than", "value"), True),
        (CompareFacts("value", "more than", "value"), False),
    ],
)
def test_what_no_case_can_answer_otherwise_is_settled_by_itself(condition: Condition, holds: bool) -> None:
    assert settled(condition) == [(condition, holds)]


@pytest.mark.parametrize(
    "condition",
    [
        dollars("value", "more than", 0),
        dollars("value", "not more than", 0),
        total("at least", 1),
        is_("sort", "meal", "plaque"),
        is_("label", "x"),
        CompareFacts("value", "not more than", "cost"),
        Includes("donor deals with", "donor deals with"),
        after("not more than", 0),
        after("at least", None),
    ],
)
def test_what_a_case_can_answer_either_way_is_not(condition: Condition) -> None:
    assert settled(condition) == []


@pytest.mark.parametrize(
    ("first", "second", "holds"),
    [
        (dollars("value", "less than", 50), dollars("value", "less than", 100), True),
        (dollars("value", "less than", 50), dollars("value", "at least", 50), False),
        (dollars("value", "more than", 50), Not(dollars("value", "not more than", 20)), True),
        (total("not more than", 20), total("less than", 50), True),
        (total("at least", 50, whole=True), total("less than", 50, whole=True), False),
        (is_("sort", "meal"), is_("sort", "meal", "plaque"), True),
        (is_("label", "x"), is_("label", "y"), False),
        (after("not more than", 30), after("less than", 60), True),
        (after("not more than", 12, "months"), after("not more than", 1, "years"), True),
        (CompareFacts("cost", "less than", "value"), CompareFacts("value", "more than", "cost"), True),
        (any_(is_("sort", "meal"), is_("sort", "plaque")), is_("sort", "cash"), False),
        (Includes("donor deals with", "label"), Includes("donor deals with", "label"), True),
    ],
)
def test_what_its_neighbour_decides_is_settled(first: Condition, second: Condition, holds: bool) -> None:
    inner, turned = (second.part, not holds) if isinstance(second, Not) else (second, holds)
    assert settled(all_(first, second)) == [(inner, turned)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (dollars("value", "less than", 50), dollars("cost", "less than", 50)),
        (dollars("value", "less than", 50), dollars("value", "less than", 50, per="heads")),
        (total("less than", 50), total("less than", 50, whole=True)),
        (after("less than", 30), after("less than", 1, "months")),
        (is_("label", "x", "y"), is_("label", "y", "z")),
        (Includes("donor deals with", "label"), Includes("recipient deals with", "label")),
    ],
)
def test_neighbours_of_which_neither_decides_the_other_are_not(first: Condition, second: Condition) -> None:
    assert settled(all_(first, second)) == []
    assert settled(any_(second, first)) == []


def test_what_asks_more_than_its_neighbour_settles_the_neighbour_alone() -> None:
    narrow, wide = dollars("value", "less than", 50), dollars("value", "less than", 100)
    assert settled(all_(wide, narrow)) == [(wide, True)]


def test_of_two_neighbours_that_say_the_same_the_later_is_settled() -> None:
    first, second = dollars("value", "less than", 50), Not(dollars("value", "at least", 50))
    assert settled(all_(first, second)) == [(second.part, False)]
    assert settled(all_(second, first)) == [(first, True)]


def test_what_is_so_under_one_law_alone_is_not_settled() -> None:
    assert settled(all_(dollars("value", "less than", 50, 200), dollars("value", "less than", 100))) == []
    assert len(settled(all_(dollars("value", "less than", 50, 80), dollars("value", "less than", 100)))) == 1


def test_between_two_cents_there_is_nothing_but_between_two_shares_there_is() -> None:
    def in_between(per: str | None) -> Condition:
        a_cent = Compare("value", "less than", limit("dollars", 1), per)
        return all_(dollars("value", "more than", 0, per=per), OPEN, a_cent)

    assert len(settled(in_between(None))) == 1
    assert settled(in_between("heads")) == []


def test_a_time_counted_from_a_date_that_may_be_never_is_no_either_way() -> None:
    late, soon = after("more than", 30, start="sent back too"), after("not more than", 30, start="sent back too")
    assert settled(any_(late, soon)) == []
    assert settled(any_(after("more than", 30), after("not more than", 30))) != []


def test_one_of_all_there_is_settles_the_last_of_them() -> None:
    yes, no = is_("open", True), is_("open", False)
    assert settled(any_(yes, no)) == [(no, True)]


def test_what_stands_beside_it_in_any_is_known_not_to_hold() -> None:
    small, smaller = dollars("value", "less than", 100), dollars("value", "less than", 50)
    assert settled(any_(small, smaller)) == [(smaller, False)]


def test_what_encloses_it_is_known_however_deep_it_stands() -> None:
    again = is_("open", True)
    assert settled(all_(OPEN, any_(ASKED, all_(dollars("value", "more than", 5), Not(Not(again)))))) == [(again, True)]


def test_what_the_general_rule_asks_is_known_where_an_exception_is_read() -> None:
    again = is_("open", True)
    assert settled(all_(OPEN, dollars("value", "more than", 0)), all_(ASKED, again)) == [(again, True)]
    assert settled(any_(OPEN, dollars("value", "more than", 0)), all_(ASKED, again)) == []


def test_a_provision_that_the_general_rule_asks_may_be_excepted_where_an_exception_asks_it() -> None:
    assert settled(all_(OPEN, Applies("1-1(z)")), all_(ASKED, Applies("1-1(z)"))) == []


def test_a_choice_of_a_reading_may_ask_nothing_more_than_is_asked_anyway() -> None:
    again = is_("open", True)
    assert settled(all_(OPEN, Reading("doubt", {"nothing more": again, "more": ASKED}))) == []
    one, other = is_("open", True), is_("open", True)
    reading = Reading("doubt", {"this": one, "that": other})
    assert settled(all_(OPEN, reading)) == [(reading, True)]


def test_what_each_reading_asks_is_known_beside_it() -> None:
    again = dollars("value", "less than", 100)
    reading = Reading("doubt", {"narrow": dollars("value", "less than", 10), "wide": dollars("value", "less than", 50)})
    assert settled(all_(reading, again)) == [(again, True)]


def test_what_counts_in_a_total_is_judged_by_itself() -> None:
    every = dollars("value", "at least", 0)
    assert settled(all_(dollars("value", "less than", 5), total("less than", 50, where=every))) == [(every, True)]
    narrow = dollars("value", "less than", 9)
    assert settled(all_(dollars("value", "less than", 5), total("less than", 50, where=narrow))) == []
