"""Assertions on an answer: each holds where the answer does, and says why where it does not."""

from __future__ import annotations

import pytest

import ctethics
from ctethics.testing.asserting import (
    assert_applies,
    assert_does_not_apply,
    assert_excepted,
    assert_owed,
    assert_undetermined,
)

pytest_plugins = ["pytester"]

DINNER = "examples/dinner.yaml"


@pytest.fixture(autouse=True)
def _wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture(scope="module")
def law():
    return ctethics.load("sb434")


@pytest.fixture
def dinner(law):
    return law.assess(DINNER)


@pytest.fixture
def unsure(law):
    return law.assess(DINNER, strict=True)


def said(failing, *asked, **more):
    """What the failure of an assertion says."""
    with pytest.raises(AssertionError) as failure:
        failing(*asked, **more)
    return str(failure.value)


def test_what_is_so_passes(dinner, unsure):
    assert_applies(dinner, "1-84(o)")
    assert_applies(dinner, "opm(6)", "dinner")
    assert_does_not_apply(dinner, "1-84(j)")
    assert_excepted(dinner, "1-84(m)")
    assert_excepted(dinner, "1-84(m)", by="1-79(5)(I)")
    assert_undetermined(unsure, "1-84(o)")
    assert_undetermined(unsure, "1-84(o)", needs="consideration")
    assert_owed(dinner, "1-84(o)")
    assert_owed(dinner, "1-84(o)", "dinner", due="2025-03-13", to=("lee", "head of OPM"))


OUTCOMES = {
    "1-84(o)": assert_applies,
    "1-84(j)": assert_does_not_apply,
    "1-84(m)": assert_excepted,
    "1-79(5)": assert_undetermined,
}


@pytest.mark.parametrize("so", OUTCOMES)
@pytest.mark.parametrize("asserted", OUTCOMES.values(), ids=lambda one: one.__name__)
def test_an_outcome_passes_as_itself_alone(dinner, unsure, so, asserted):
    answer = unsure if so == "1-79(5)" else dinner
    if OUTCOMES[so] is asserted:
        asserted(answer, so)
    else:
        assert f"found {answer['dinner'].finding(so).outcome}" in said(asserted, answer, so)


def test_a_failure_says_what_was_expected_what_was_found_and_why(dinner):
    assert said(assert_applies, dinner, "1-84(m)") == (
        """\
§ 1-84(m), under sb434: expected applies, found excepted by 1-79(5)(I)
this is how it comes to that on 2025-03-03:
  § 1-84(m) Gifts from those who deal with the recipient's agency: excepted by 1-79(5)(I)
    recipient position: state employee
      "a state employee or public official may not knowingly accept a gift" (Advisory Opinion 2006-3)
    donor doing business with [OPM] includes OPM
      "doing business with or seeking to do business with the individual's department or agency"
        (Advisory Opinion 2006-3)
    knowingly: yes (presumed)
      "may not knowingly accept a gift" (Advisory Opinion 2006-3)
    § 1-79(5): excepted by 1-79(5)(I)
      "accepting any gift or gifts" (OPM policy, item 6)
    presumed: consideration; directly and personally received; returned; knowingly"""
    )


def test_a_failure_names_the_event_where_there_are_several(law):
    answer = law.assess("examples/conflict.yaml")
    assert said(assert_applies, answer, "1-84(b)", "grant").startswith(
        "§ 1-84(b), event `grant`, under sb434: expected applies, found does not apply\n"
        "this is how it comes to that on 2025-03-03:\n"
        "  § 1-84(b) "
    )


@pytest.mark.parametrize(
    ("asserted", "more", "told"),
    [
        (assert_excepted, {"by": "1-79(5)(P)"}, "expected excepted by 1-79(5)(P), found excepted by 1-79(5)(I)"),
        (
            assert_excepted,
            {"by": ["1-79(5)(P)", "1-79(5)(I)"]},
            "expected excepted by 1-79(5)(I), 1-79(5)(P), found excepted by 1-79(5)(I)",
        ),
        (assert_undetermined, {"needs": "value"}, "expected undetermined, needs value, found excepted by 1-79(5)(I)"),
        (assert_owed, {}, "expected applies, found excepted by 1-79(5)(I)"),
    ],
)
def test_by_and_needs_are_all_that_hold(dinner, asserted, more, told):
    assert said(asserted, dinner, "1-84(m)", **more).splitlines()[0] == f"§ 1-84(m), under sb434: {told}"


def test_needs_are_the_facts_that_the_finding_names(unsure):
    told = said(assert_undetermined, unsure, "1-84(o)", needs=("value", "consideration"))
    assert told.splitlines()[0] == (
        "§ 1-84(o), under sb434: "
        "expected undetermined, needs consideration; value, found undetermined, needs consideration"
    )


def test_a_duty_is_held_to_its_day_and_to_whom_it_is_owed(dinner):
    told = said(assert_owed, dinner, "1-84(o)", due="2025-03-14", to="lee")
    assert told.splitlines()[0] == (
        "§ 1-84(o), under sb434: "
        "expected due 2025-03-14, found 2025-03-13; expected owed to lee, found lee, head of OPM"
    )
    assert "value $75.00 is more than $20.00: $55.00 over" in told


def test_what_applies_without_a_duty_owes_nothing(dinner):
    told = said(assert_owed, dinner, "opm(6)").splitlines()
    assert told[0] == "OPM policy, item 6, under sb434: expected a duty, found none"


def test_what_there_is_not_is_an_error_that_names_what_there_is(law, dinner):
    with pytest.raises(KeyError, match=r"no finding for '1-84\(z\)'; there are: 1-79\(5\), .*1-84\(m\)"):
        assert_applies(dinner, "1-84(z)")
    with pytest.raises(KeyError, match="no event 'lunch'; there are: dinner"):
        assert_applies(dinner, "1-84(m)", "lunch")
    several = law.assess("examples/conflict.yaml")
    with pytest.raises(ValueError, match="the case has 2 events; name the one that is meant: grant, consulting"):
        assert_applies(several, "1-84(b)")


def test_pytest_shows_the_callers_line_and_the_reasons_and_nothing_of_ours(pytester):
    pytester.makepyfile(
        """
        import ctethics
        from ctethics.testing.asserting import assert_applies

        CASE = {
            "parties": {"acme": {"kind": "business"}, "lee": {"kind": "person"}},
            "events": [{"id": "pen", "kind": "transfer", "date": "2025-03-03", "donor": "acme", "recipient": "lee"}],
        }

        def test_of_its_own():
            assert_applies(ctethics.load("sb434").assess(CASE), "1-84(o)")
        """
    )
    done = pytester.runpytest("-p", "no:cacheprovider")
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(
        [
            '>       assert_applies(ctethics.load("sb434").assess(CASE), "1-84(o)")',
            "E       AssertionError: § 1-84(o), under sb434: expected applies, found undetermined, needs value",
            "E       this is how it comes to that on 2025-03-03:",
            "E         § 1-84(o) Written report of things given: undetermined",
            "E           would settle it: *",
        ]
    )
    assert "asserting.py" not in done.stdout.str()


def test_a_determination_gives_the_reasons_of_a_finding_as_its_report_has_them(dinner):
    reasons = dinner.reasons("dinner", "1-84(o)")
    assert reasons[0] == "§ 1-84(o) Written report of things given: applies"
    assert "\n".join(reasons) in str(dinner)
