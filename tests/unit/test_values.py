"""One stated value, typed by its fact's declaration."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.diagnostics import Collector, Span
from ctethics.facts import parse_value
from ctethics.law.calendar import NEVER
from ctethics.program import Fact, Value
from ctethics.program.vocabulary import TYPES
from ctethics.source.python_tree import from_python

CHOICES = ("plaque", "food or beverage")


def fact(sort: str) -> Fact:
    return Fact("it", sort, "What is it?", CHOICES if sort == "choice" else ())


def typed(sort: str, value: object) -> tuple[Value | None, list[str]]:
    problems = Collector()
    node = from_python(value, "case.it", problems)
    assert node is not None
    return parse_value(fact(sort), node, problems), [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("sort", "told", "value"),
    [
        ("yes or no", "yes", True),
        ("yes or no", "no", False),
        ("yes or no", False, False),
        ("choice", "food or beverage", "food or beverage"),
        ("list", [" OPM ", "DAS"], frozenset({"OPM", "DAS"})),
        ("list", [], frozenset()),
        ("list", {"OPM"}, frozenset({"OPM"})),
        ("amount", "$1,234.56", 123456),
        ("amount", Decimal("0.01"), 1),
        ("amount", 75, 7500),
        ("number", "120", 120),
        ("number", 0, 0),
        ("date", "2025-03-03", date(2025, 3, 3).toordinal()),
        ("date", date(2025, 3, 3), date(2025, 3, 3).toordinal()),
        ("date", "never", NEVER),
        ("text", " wedding of lee ", "wedding of lee"),
    ],
)
def test_a_value_is_typed_by_its_facts_declaration(sort: str, told: object, value: Value) -> None:
    assert typed(sort, told) == (value, [])


@pytest.mark.parametrize("sort", TYPES)
def test_unknown_may_be_written_of_every_fact_and_is_no_value(sort: str) -> None:
    assert typed(sort, "unknown") == (None, [])


@pytest.mark.parametrize(
    ("sort", "told"),
    [
        ("yes or no", "Yes"),
        ("yes or no", 1),
        ("choice", "Plaque"),
        ("choice", True),
        ("list", "OPM"),
        ("list", 3),
        ("list", {"OPM": "yes"}),
        ("list", ["OPM", ""]),
        ("list", ["OPM", 3]),
        ("amount", "75"),
        ("number", "-1"),
        ("number", "1e3"),
        ("number", "٣"),
        ("number", 2.0),
        ("number", 10**10),
        ("date", "soon"),
        ("text", "x" * 201),
        ("text", 3),
        *((sort, wrong) for sort in TYPES if sort != "list" for wrong in ("", "  ", None, ["a", "b"], {})),
    ],
)
def test_a_value_of_another_sort_is_refused(sort: str, told: object) -> None:
    assert typed(sort, told) == (None, ["CTE602"])


@given(
    st.sampled_from(TYPES), st.recursive(st.none() | st.text() | st.floats() | st.integers(), st.lists, max_leaves=4)
)
def test_any_value_whatever_is_typed_unknown_or_refused(sort: str, told: object) -> None:
    value, problems = typed(sort, told)
    assert (value is None) == (bool(problems) or told == "unknown")


def test_the_place_of_a_wrong_value_is_its_own() -> None:
    problems = Collector()
    node = from_python(["a", 3], "case.it", problems)
    assert node is not None
    parse_value(fact("list"), node, problems)
    assert [problem.span for problem in problems] == [Span.whole("case.it")]
