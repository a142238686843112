"""Totals that the shipped rules do not reach: over labels, open at an end, and too large for a machine word."""

from __future__ import annotations

from pathlib import Path

import pytest

from ctethics.engines.registry import ENGINES
from tests.asking import OTHER_ENGINES, Told, answers, law_named
from tests.conformance.folders import events, last, law_from

SUM = """
    limits:
      cap: {every law: {amount: $100.00, rests on: made up}}
    totals:
      given: {sum: value, where: {fact: red, is: yes}, per: [PER], over: calendar year}
    holds when: {total: given, is: less than, limit: cap}
"""
COUNT = """
    limits:
      few: {every law: {times: 2, rests on: made up}}
    totals:
      labels: {count: label, where: {fact: red, is: yes}, per: [donor group], over: all time}
    holds when: {total: labels, is: not more than, limit: few}
"""
YES, NO, OPEN = "applies", "does not apply", "undetermined"


def given(value: str = "unknown", red: str = "yes", **more: str) -> Told:
    return {"value": value, "red": red, **more}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([given("$99.99")], YES),
        ([given("$100.00")], NO),
        ([given("$60.00"), given("$39.99")], YES),
        ([given("$60.00"), given("$40.00")], NO),
        ([given("$60.00", "no"), given("$40.00")], YES),
        ([given("$60.00", "unknown"), given("$39.99")], YES),
        ([given("$60.00", "unknown"), given("$40.00")], OPEN),
        ([given("$60.00", "unknown"), given("$100.00")], NO),
        ([given(), given("$1.00")], OPEN),
        ([given(), given("$100.00")], NO),
        ([given(red="no"), given("$1.00")], YES),
        ([given(red="unknown"), given("$1.00")], OPEN),
        ([given("$60.00"), given()], OPEN),
        ([given("$99.99"), given("$0.01", "unknown")], OPEN),
        ([given("$99.99"), given("$0.00", "unknown")], YES),
    ],
)
def test_a_total_is_settled_only_where_every_completion_agrees(
    tmp_path: Path, engine: str, told: list[Told], expected: str
) -> None:
    law_named("current", engine)
    law = law_from(tmp_path, engine, {"a": SUM.replace("PER", "donor, recipient")})

    assert last(law, *told) == [expected]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("one", "one"), NO),
        (("one", "two"), YES),
        (("one", "unknown"), OPEN),
        (("unknown", "one"), OPEN),
        (("unknown", "unknown"), OPEN),
    ],
)
def test_a_total_per_label_keeps_labels_apart_and_an_unknown_one_open(
    tmp_path: Path, engine: str, labels: tuple[str, str], expected: str
) -> None:
    law_named("current", engine)
    law = law_from(tmp_path, engine, {"a": SUM.replace("PER", "donor, label")})

    assert last(law, *(given("$50.00", label=label) for label in labels)) == [expected]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("one", "two"), YES),
        (("one", "two", "two"), YES),
        (("one", "two", "three"), NO),
        (("one", "unknown"), YES),
        (("one", "two", "unknown"), OPEN),
        (("unknown", "unknown", "unknown"), OPEN),
        (("one", "two", "three", "unknown"), NO),
    ],
)
def test_a_count_counts_how_many_different_labels_there_are(
    tmp_path: Path, engine: str, labels: tuple[str, ...], expected: str
) -> None:
    law_named("current", engine)
    law = law_from(tmp_path, engine, {"a": COUNT})

    assert last(law, *({"label": label, "red": "yes"} for label in labels)) == [expected]


@pytest.mark.parametrize("engine", OTHER_ENGINES)
def test_a_total_too_large_for_the_engine_is_still_over_its_limit(tmp_path: Path, engine: str) -> None:
    law_named("current", engine)
    law = law_from(tmp_path, engine, {"a": SUM.replace("PER", "donor, recipient").replace("less", "more")})
    most = "$1,000,000,000,000.00"
    many = events(*(given("$0.01"), *(given(most) for _ in range(12_000))))

    found = [result.finding("1-1(a)").outcome for result in law.assess(many)]

    assert found == ["does not apply"] + ["applies"] * 12_000


@pytest.mark.parametrize("engine", OTHER_ENGINES)
def test_the_engines_agree_on_a_hundred_of_the_largest_amounts(tmp_path: Path, engine: str) -> None:
    law_named("current", engine)
    law = law_from(tmp_path, engine, {"a": SUM.replace("PER", "donor, recipient")})
    many = events(*(given("$1,000,000,000,000.00", "unknown") for _ in range(100)))

    assert answers(law.assess(many)) == answers(law.assess(many, engine="direct"))
