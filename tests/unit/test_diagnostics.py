"""How a problem is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.diagnostics import Collector, Diagnostic, Source, Span, near, render, render_all

SOURCE = Source("rules/1-1/a.yaml", ("title: Gift", "x" * 161, "\x1b[31m: red"))


def problem(span: Span, what: str = "no") -> Diagnostic:
    return Diagnostic("CTE101", span, what, "because.", "do.")


def test_a_problem_names_its_place_shows_its_line_and_says_why_and_what_to_do() -> None:
    assert render(problem(Span(SOURCE, 1, 8, 4))) == (
        "rules/1-1/a.yaml:1:8: error[CTE101] no\n 1 | title: Gift\n   |        ^^^^\n why: because.\n fix: do."
    )


@pytest.mark.parametrize("line", [0, 2, 4], ids=["the whole file", "too long a line", "no such line"])
def test_a_line_that_would_not_help_is_not_shown(line: int) -> None:
    shown = render(problem(Span(SOURCE, line)))
    assert [row.split(":")[0] for row in shown.splitlines()] == ["rules/1-1/a.yaml", " why", " fix"]


def test_the_caret_stands_under_the_place_even_after_escapes() -> None:
    rows = render(problem(Span(SOURCE, 3, 6, 1))).splitlines()
    assert rows[1] == " 3 | \\x1b[31m: red"
    assert rows[2].index("^") == rows[1].index(":")


@given(st.text())
def test_nothing_that_a_file_holds_can_drive_the_terminal(text: str) -> None:
    shown = render(problem(Span(Source(text, (text,)), 1), text))
    assert all(row.isprintable() for row in shown.split("\n"))
    assert len(shown.split("\n")) in (3, 5)


def test_problems_are_told_once_in_the_order_of_their_places() -> None:
    problems = Collector()
    places = [
        Span(SOURCE, 10),
        Span(SOURCE, 9, 2),
        Span(SOURCE, 9, 1),
        Span.whole("rules/1-10/a"),
        Span.whole("rules/1-9/a"),
    ]
    for span in [*places, *places]:
        problems.add("CTE101", span, "no", why="because.", fix="do.")
    assert [str(found.span) for found in problems] == [
        "rules/1-1/a.yaml:9:1",
        "rules/1-1/a.yaml:9:2",
        "rules/1-1/a.yaml:10:1",
        "rules/1-9/a",
        "rules/1-10/a",
    ]
    assert render_all(problems).count("\n\n") == 4


def test_a_near_spelling_is_guessed_and_a_far_one_is_not() -> None:
    assert near("valeu", ["value", "item"]) == "value"
    assert near("yacht", ["value", "item"]) is None
