"""The desk at the edges of the law, and on cases that nobody thought of."""

import ctethics
import pytest
from ctethics.testing import amounts_near, assert_applies, assert_excepted, boundaries, cases, dates_near
from hypothesis import given, settings

from giftdesk import BANS, Offer, Step, case_of, entries

LAW = ctethics.load("sb434")
TOKEN = [one for one in boundaries("1-79(5)(P)", law="sb434") if one.measure == "value"]
MEAL = next(one for one in boundaries("1-79(5)(I)", law="sb434") if one.side == "at")

settings.register_profile("giftdesk", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("giftdesk")


def answer(item, value, day="2025-03-03", is_hosted=None):
    return LAW.assess(case_of([Offer("it", day, "acme", "lee", item, value, is_hosted)], "DOT", ["acme"]))


def step(*asked, **more):
    return entries(answer(*asked, **more))[0].step


@pytest.mark.parametrize("edge", TOKEN, ids=str)
def test_a_token_is_let_in_up_to_its_limit(edge):
    pen = answer("merchandise", edge.amount)
    if edge.holds:
        assert_excepted(pen, "1-84(m)", by="1-79(5)(P)")
    else:
        assert_applies(pen, "1-84(m)")
    assert (entries(pen)[0].step == Step.DECLINE) is not edge.holds


@given(amounts_near(MEAL), amounts_near(MEAL))
def test_a_dearer_meal_is_never_taken_more_lightly(one, other):
    cheap, dear = sorted((one, other), key=lambda amount: int(amount.lstrip("$").replace(",", "").replace(".", "")))
    assert step("food or beverage", cheap, is_hosted=True) <= step("food or beverage", dear, is_hosted=True)


@given(dates_near("2024-10-01"))
def test_the_bill_lets_a_pen_of_fifteen_dollars_in_from_its_first_day_on(day):
    assert step("merchandise", "$15.00", day=day) == (Step.LOG if day >= "2024-10-01" else Step.DECLINE)


@given(cases("sb434", "1-84(m)", unknowns=True))
def test_nothing_is_let_in_that_may_be_forbidden(case):
    found = LAW.assess(case)
    for entry in entries(found):
        if entry.step < Step.ASK:
            for ban in BANS:
                possible = found[entry.offer].finding(ban).possible
                assert "applies" not in possible, "\n".join(found.reasons(entry.offer, ban))


@given(cases("sb434", "1-84(m)", unknowns=True))
def test_whoever_is_asked_is_asked_for_something(case):
    assert all(entry.ask or entry.step != Step.ASK for entry in entries(LAW.assess(case)))
