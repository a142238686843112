"""Conditions at the edge of what durable_rules can run: many ways, many values, readings inside readings."""

from __future__ import annotations

from pathlib import Path

import pytest

from ctethics import EngineError, Law
from ctethics.engines.registry import ENGINES
from tests.asking import OTHER_ENGINES, Told, answers, law_named
from tests.conformance.folders import FLAGS, SHADES, events, last, law_from

PAIRS = [
    f"{{any: [{{fact: {one}, is: yes}}, {{fact: {other}, is: yes}}]}}"
    for one, other in zip(FLAGS[::2], FLAGS[1::2], strict=True)
]
DEEP = """
    readings:
      outer: {question: Which?, default: one, choices: {one: first, two: second}, why: made up}
      inner: {question: Which?, default: narrow, choices: {narrow: first, wide: second}, why: made up}
    holds when:
      reading: outer
      choose:
        one: {fact: red, is: yes}
        two:
          reading: inner
          choose:
            narrow: {all: [{fact: red, is: yes}, {fact: green, is: yes}]}
            wide: {any: [{fact: red, is: yes}, {fact: green, is: yes}]}
"""


def test_the_direct_engine_answers_a_condition_that_can_hold_in_128_ways(tmp_path: Path) -> None:
    law = law_from(tmp_path, "direct", {"a": f"holds when: {{all: [{', '.join(PAIRS)}]}}\n"})

    assert last(law, dict.fromkeys(FLAGS[::2], "yes")) == ["applies"]
    assert last(law, dict.fromkeys(FLAGS[:2], "no")) == ["does not apply"]
    assert last(law, dict.fromkeys(FLAGS[2:], "yes")) == ["undetermined"]


@pytest.mark.parametrize("engine", OTHER_ENGINES)
@pytest.mark.parametrize("many", range(1, len(PAIRS) + 1))
def test_an_engine_refuses_a_condition_that_is_too_wide_and_never_answers_it_wrong(
    tmp_path: Path, engine: str, many: int
) -> None:
    law_named("current", engine)
    law = law_from(tmp_path, engine, {"a": f"holds when: {{all: [{', '.join(PAIRS[:many])}]}}\n"})
    every: list[Told] = [dict.fromkeys(FLAGS, value) for value in ("yes", "no", "unknown")]

    found = refused_or_answered(law, every)

    assert found in (["CTE702"], answers(law.assess(events(*every), engine="direct")))
    assert engine != "durable" or (found == ["CTE702"]) == (2**many >= 90)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("chosen", [SHADES[::6], SHADES[:30], SHADES[30:], SHADES[1:2], SHADES[59:]], ids=len)
def test_a_choice_among_sixty_values_is_told_from_its_neighbours(
    tmp_path: Path, engine: str, chosen: tuple[str, ...]
) -> None:
    law_named("current", engine)
    law = law_from(tmp_path, engine, {"a": f"holds when: {{fact: shade, is one of: [{', '.join(chosen)}]}}\n"})

    found = {shade: last(law, {"shade": shade}) for shade in SHADES}

    assert found == {shade: ["applies" if shade in chosen else "does not apply"] for shade in SHADES}
    assert last(law, {}) == ["undetermined"]


@pytest.mark.parametrize("engine", OTHER_ENGINES)
def test_an_engine_refuses_or_answers_a_choice_of_every_other_value(tmp_path: Path, engine: str) -> None:
    law_named("current", engine)
    law = law_from(tmp_path, engine, {"a": f"holds when: {{fact: shade, is one of: [{', '.join(SHADES[::2])}]}}\n"})
    every: list[Told] = [{"shade": shade} for shade in SHADES]

    assert refused_or_answered(law, every) in (["CTE702"], answers(law.assess(events(*every), engine="direct")))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("fact", ["shade", "red"])
def test_a_condition_that_names_every_value_is_still_open_while_the_fact_is_unknown(
    tmp_path: Path, engine: str, fact: str
) -> None:
    law_named("current", engine)
    values = ", ".join(SHADES if fact == "shade" else ("yes", "no"))
    rules = {
        "a": f"""
        holds when: {{fact: green, is: yes}}
        except: {{A: {{title: A, when: {{not: {{fact: {fact}, is one of: [{values}]}}}}}}}}
    """
    }
    law = law_from(tmp_path, engine, rules)

    assert last(law, {"green": "yes"}) == ["undetermined"]
    assert last(law, {"green": "yes", fact: SHADES[59] if fact == "shade" else "no"}) == ["applies"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [("one", "narrow", "applies"), ("two", "narrow", "does not apply"), ("two", "wide", "applies")],
)
def test_a_reading_inside_a_reading_takes_both_choices(
    tmp_path: Path, engine: str, outer: str, inner: str, expected: str
) -> None:
    law_named("current", engine)
    law = law_from(tmp_path, engine, {"a": DEEP})

    found = last(law, {"red": "yes", "green": "no"}, readings={"outer": outer, "inner": inner})

    assert found == [expected]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("operator", ["at least", "more than", "less than", "not more than"])
def test_a_comparison_with_nothing_at_all_is_open_while_the_amount_is_unknown(
    tmp_path: Path, engine: str, operator: str
) -> None:
    law_named("current", engine)
    law = law_from(tmp_path, engine, {"a": f"holds when: {{fact: value, is: {operator}, amount: $0.00}}\n"})

    assert last(law, {}) == ["undetermined"]
    holds = operator in ("at least", "not more than")
    assert last(law, {"value": "$0.00"}) == ["applies" if holds else "does not apply"]


def refused_or_answered(law: Law, told: list[Told]) -> object:
    """The whole determination, or the codes under which the law's engine refused it."""
    try:
        return answers(law.assess(events(*told)))
    except EngineError as error:
        return [diagnostic.code for diagnostic in error.diagnostics]
