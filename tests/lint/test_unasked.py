"""CTE910: which totals and readings are said to be asked for by nothing."""

from __future__ import annotations

from pathlib import Path

from ctethics.lint.unasked import check_unasked
from tests.lint.bases import PLAQUE, RULE, Edit, checked, said, shipped

TOTAL = "  more: {sum: value, where: {fact: item, is: plaque}, per: [donor], over: all time}\nreadings:\n"
READING = (
    "readings:\n  plaques:\n    question: Is a plaque a plaque?\n    default: it is\n"
    "    choices: {it is: so, it is not: so}\n    why: so\n"
)
CHOSEN = "{reading: plaques, choose: {it is: {fact: item, is: plaque}, it is not: {fact: item, is: food or beverage}}}"
MORE = (RULE, "readings:\n", TOTAL)


def told(folder: Path, *edits: Edit) -> list[str]:
    return said(checked(folder, *edits), "CTE910")


def test_a_total_or_reading_that_nothing_asks_for_is_said_to_be_so(tmp_path: Path) -> None:
    assert told(tmp_path / "total", MORE) == ["nothing asks for the total `more`"]
    assert told(tmp_path / "reading", (RULE, "readings:\n", READING)) == ["nothing asks for the reading `plaques`"]


def test_a_total_that_a_duty_states_is_asked_for(tmp_path: Path) -> None:
    duty = (
        "duty:\n  what: report\n  owed by: donor\n  owed to: [recipient]\n  due: {with: the next}\n"
        "  states: {all: {total: more}}\nexamples:\n"
    )
    assert told(tmp_path, MORE, (RULE, "examples:\n", duty)) == []


def test_a_total_that_a_further_rule_of_the_file_asks_for_is_asked_for(tmp_path: Path) -> None:
    also = "also:\n  more:\n    title: More\n    holds when: {total: more, is: more than, limit: small}\nexamples:\n"
    assert told(tmp_path, MORE, (RULE, "examples:\n", also)) == []


def test_a_reading_by_which_a_total_counts_is_asked_for_where_the_total_is(tmp_path: Path) -> None:
    counts = (RULE, "where: {fact: item, is: food or beverage}", f"where: {CHOSEN}")
    assert told(tmp_path / "asked", (RULE, "readings:\n", READING), counts) == []
    of_more = (RULE, "where: {fact: item, is: plaque}, per: [donor]", f"where: {CHOSEN}, per: [donor]")
    found = told(tmp_path / "unasked", (RULE, "readings:\n", READING), MORE, of_more)
    assert found == ["nothing asks for the total `more`", "nothing asks for the reading `plaques`"]


def test_of_a_file_with_a_slip_nobody_knows_what_it_asks_for(tmp_path: Path) -> None:
    found = checked(tmp_path, MORE, (RULE, PLAQUE, PLAQUE.replace("value", "worth")))
    assert [problem.code for problem in found.problems] == ["CTE201"]


def test_every_shipped_total_and_reading_is_asked_for() -> None:
    whole = shipped()
    check_unasked(whole)
    assert list(whole.problems) == []
