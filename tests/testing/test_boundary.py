"""Boundaries: the exact figures about each limit, and the side each falls on."""

from __future__ import annotations

import pytest

from ctethics import UsageError
from ctethics.testing import Boundary, boundaries
from tests.asking import LAW_NAMES, ask, law_named
from tests.property.boundaries import case_of, thing


def told(found: tuple[Boundary, ...]) -> list[tuple[str, str, str, bool]]:
    return [(b.measure, b.amount, b.side, b.holds) for b in found]


def test_a_token_is_excepted_up_to_its_limit_and_so_is_all_of_the_year() -> None:
    assert told(boundaries("1-79(5)(P)", law="sb434")) == [
        ("value", "$19.99", "below", True),
        ("value", "$20.00", "at", True),
        ("value", "$20.01", "above", False),
        ("things in a year", "$99.99", "below", True),
        ("things in a year", "$100.00", "at", True),
        ("things in a year", "$100.01", "above", False),
    ]


def test_look_alike_tests_fall_on_different_sides_at_the_figure_itself() -> None:
    def at(citation: str) -> dict[str, bool]:
        return {f"{b.measure} {b.amount}": b.holds for b in boundaries(citation, "sb434") if b.side == "at"}

    assert at("1-79(5)(F)") == {"cost $250.00": False}
    assert at("1-84(i)") == {"value $250.00": True}
    assert at("1-84(o)") == {"value $20.00": False}


def test_each_law_and_each_day_has_its_own_amounts() -> None:
    limits = {
        (law, day): {b.limit for b in boundaries("1-84(o)", law, on=day)}
        for law in LAW_NAMES
        for day in (None, "2024-09-30", "2024-10-01")
    }

    assert limits == {
        ("current", None): {"$10.00"},
        ("current", "2024-09-30"): {"$10.00"},
        ("current", "2024-10-01"): {"$10.00"},
        ("sb434", None): {"$20.00"},
        ("sb434", "2024-09-30"): {"$10.00"},
        ("sb434", "2024-10-01"): {"$20.00"},
    }


def test_a_rule_has_those_of_its_exceptions_too() -> None:
    found = boundaries("1-79(5)", "sb434")

    assert {b.provision for b in found} == {
        *("1-79(5)", "1-79(5)(F)", "1-79(5)(I)", "1-79(5)(J)", "1-79(5)(K)", "1-79(5)(L)", "1-79(5)(M)", "1-79(5)(P)"),
    }
    assert set(boundaries("1-79(5)(P)", "sb434")) < set(found)


def test_a_length_of_time_has_days_on_either_side_and_the_dates_they_fall_on() -> None:
    lengths = [b for b in boundaries("1-79(5)", "current") if b.measure == "returned after date"]

    assert [(b.amount, b.holds, b.date("2025-03-03")) for b in lengths] == [
        ("29 days", True, "2025-04-01"),
        ("30 days", True, "2025-04-02"),
        ("31 days", False, "2025-04-03"),
    ]
    year = [b for b in boundaries("1-84b(b)", "current") if b.unit == "years"]
    assert [(b.amount, b.date("2024-02-29")) for b in year] == [
        ("1 years less a day", "2025-02-27"),
        ("1 years", "2025-02-28"),
        ("1 years and a day", "2025-03-01"),
    ]


def test_an_amount_of_money_has_no_date() -> None:
    with pytest.raises(ValueError, match=r"^value is counted in dollars: it has no date$"):
        boundaries("1-84(o)", "sb434")[0].date("2025-03-03")


def test_a_count_is_a_bare_number_and_nothing_lies_below_none() -> None:
    counts = [b for b in boundaries("1-79(5)(J)", "sb434") if b.unit == "times"]
    assert [(b.amount, b.holds) for b in counts] == [("0", True), ("1", True), ("2", False)]

    assert [(b.amount, b.holds) for b in boundaries("1-79(5)", "sb434") if b.limit == "$0.00"] == [
        ("$0.00", False),
        ("$0.01", True),
    ]


def test_a_boundary_reads_as_the_comparison_that_holds_there() -> None:
    assert [str(b) for b in boundaries("1-84(o)", "current")] == [
        "1-84(o) value $9.99: not more than $10.00",
        "1-84(o) value $10.00: not more than $10.00",
        "1-84(o) value $10.01: more than $10.00",
    ]


@pytest.mark.parametrize("boundary", boundaries("1-79(5)(P)", "sb434")[:3], ids=str)
def test_the_law_answers_at_each_boundary_as_it_says(boundary: Boundary) -> None:
    finding = ask(case_of(thing(boundary.amount))).events[0].finding("1-79(5)")

    assert dict(finding.exceptions)["1-79(5)(P)"] == ("yes" if boundary.holds else "no")


def test_every_rule_and_every_exception_can_be_asked_for() -> None:
    law = law_named("sb434")
    for rule in law.program.provisions.values():
        found = set(boundaries(rule.citation, law))
        for exception in rule.exceptions:
            assert set(boundaries(exception.citation, law)) <= found


def test_what_there_is_not_is_refused() -> None:
    with pytest.raises(UsageError, match=r"unknown provision `1-79\(5\)\(Z\)`"):
        boundaries("1-79(5)(Z)", "sb434")
    with pytest.raises(UsageError, match="unknown law `draft`"):
        boundaries("1-79(5)", "draft")
