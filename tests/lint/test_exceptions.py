"""CTE903: which exceptions of a tiny rule are said to make no difference."""

from __future__ import annotations

from ctethics.program import Applies, Condition
from tests.lint.tiny import all_, any_, dollars, is_, without_difference

FLAGS = (
    "open",
    "asked for",
    "donor registrant",
    "donor insider",
    "recipient insider",
    "recipient registrant",
    "on behalf of insider",
)
GENERAL = all_(is_("sort", "meal", "plaque"), dollars("value", "more than", 0))
MEAL, PLAQUE = is_("sort", "meal"), is_("sort", "plaque")


def test_an_exception_of_what_the_rule_does_not_reach_never_holds() -> None:
    assert without_difference(GENERAL, is_("sort", "cash")) == ("A", "")
    assert without_difference(GENERAL, MEAL, dollars("value", "not more than", 0)) == ("B", "")


def test_an_exception_that_can_hold_where_the_rule_does_is_left_alone() -> None:
    assert without_difference(GENERAL, MEAL, PLAQUE) == ("", "")
    assert without_difference(GENERAL, is_("open", True), is_("asked for", True)) == ("", "")


def test_an_exception_within_another_changes_nothing() -> None:
    assert without_difference(GENERAL, MEAL, all_(MEAL, dollars("value", "less than", 50))) == ("", "B")
    assert without_difference(GENERAL, all_(MEAL, dollars("value", "less than", 50)), MEAL) == ("", "A")


def test_an_exception_partly_within_another_is_left_alone() -> None:
    small, large = dollars("value", "less than", 50), dollars("value", "less than", 100)
    assert without_difference(GENERAL, all_(MEAL, small), all_(is_("open", True), large)) == ("", "")
    assert without_difference(GENERAL, all_(MEAL, small), all_(is_("open", True), MEAL, large)) == ("", "")


def test_of_exceptions_that_hold_alike_the_last_changes_nothing() -> None:
    assert without_difference(GENERAL, MEAL, is_("open", True), MEAL) == ("", "C")


def test_an_exception_each_case_of_which_another_has_changes_nothing() -> None:
    either = any_(all_(MEAL, is_("open", True)), PLAQUE)
    assert without_difference(GENERAL, MEAL, PLAQUE, is_("asked for", True), either) == ("", "D")
    assert without_difference(GENERAL, MEAL, is_("asked for", True), either) == ("", "")


def test_an_exception_within_another_under_one_law_alone_is_left_alone() -> None:
    assert without_difference(GENERAL, dollars("value", "less than", 50, 200), dollars("value", "less than", 100)) == (
        "",
        "",
    )


def test_an_exception_that_always_holds_does_not_make_the_others_idle() -> None:
    assert without_difference(GENERAL, dollars("value", "more than", 0), MEAL) == ("", "")


def test_an_exception_that_asks_a_provision_is_within_another_that_asks_it() -> None:
    asks = Applies("1-1(z)")
    assert without_difference(all_(GENERAL, asks), asks, all_(asks, MEAL)) == ("", "B")
    assert without_difference(all_(GENERAL, asks), all_(asks, MEAL), MEAL) == ("", "A")


def test_of_an_exception_with_too_many_cases_nothing_is_said() -> None:
    either = any_(MEAL, PLAQUE)
    assert without_difference(GENERAL, MEAL, PLAQUE, all_(*in_ways(2), either)) == ("", "C")
    assert without_difference(GENERAL, MEAL, PLAQUE, all_(*in_ways(7), either)) == ("", "")
    # Within a single other one its cases need not be told apart.
    assert without_difference(GENERAL, MEAL, all_(*in_ways(7), MEAL)) == ("", "B")


def in_ways(number: int) -> list[Condition]:
    """So many conditions, each of which can hold in two ways."""
    return [any_(is_(flag, True), dollars("cost", "less than", 10 + n)) for n, flag in enumerate(FLAGS[:number])]
