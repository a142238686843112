"""The desk's steps for offers that it knows well."""

import ctethics
import pytest
from ctethics.testing import assert_applies, assert_does_not_apply, assert_excepted, assert_owed, assert_undetermined

from giftdesk import REPORT, Entry, Offer, Step, case_of, entries

LAW = ctethics.load("sb434")
DINNER = Offer("dinner", "2025-03-03", "acme", "lee", "food or beverage", "$75.00", is_hosted=True)
PEN = Offer("pen", "2025-03-03", "acme", "lee", "merchandise", "$20.00")


def answer(*offers, vendors=("acme",), law=LAW):
    return law.assess(case_of(offers, "DOT", vendors))


def test_a_meal_under_the_limit_is_logged_and_the_donors_report_is_awaited():
    dinner = answer(DINNER)
    assert_excepted(dinner, "1-84(m)", by="1-79(5)(I)")
    assert_owed(dinner, REPORT, due="2025-03-13", to=("lee", "head of DOT"))
    assert entries(dinner) == [Entry("dinner", Step.LOG, report_due="2025-03-13")]


def test_the_same_meal_is_declined_under_the_law_before_the_bill():
    dinner = answer(DINNER, law=ctethics.load("current"))
    assert_applies(dinner, "1-84(m)")
    assert entries(dinner) == [Entry("dinner", Step.DECLINE)]


def test_the_second_meal_that_crosses_the_limit_of_the_year_is_declined():
    lunch = Offer("lunch", "2025-06-02", "acme", "lee", "food or beverage", "$40.00", is_hosted=True)
    both = answer(DINNER, lunch)
    assert_excepted(both, "1-84(m)", "dinner")
    assert_applies(both, "1-84(m)", "lunch")
    assert [entry.step for entry in entries(both)] == [Step.LOG, Step.DECLINE]


def test_a_meal_of_which_nobody_says_whether_the_donor_was_there_is_asked_about():
    meal = answer(Offer("meal", "2025-03-03", "acme", "lee", "food or beverage", "$75.00"))
    assert_undetermined(meal, "1-84(m)", needs="donor in attendance")
    assert entries(meal) == [Entry("meal", Step.ASK, ask=("donor in attendance",))]


@pytest.mark.parametrize("offer", [DINNER, PEN], ids=lambda offer: offer.name)
def test_what_comes_from_a_stranger_is_no_business_of_the_desk(offer):
    stranger = answer(offer, vendors=())
    assert_does_not_apply(stranger, "1-84(m)")
    assert_does_not_apply(stranger, REPORT)
    assert entries(stranger) == [Entry(offer.name, Step.NOTHING)]
