"""CTE904: which declared facts are said to be looked at by no rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from ctethics.lint.facts import check_facts
from tests.lint.bases import FACTS, PLAQUE, RULE, Edit, checked, said, shipped

DUTY = (
    "duty:\n  what: report\n  owed by: donor\n  owed to: [{to}]\n  due: {{limit: span, after: {after}}}\n"
    "  states: {{{states}}}\nexamples:\n"
)
SPAN = (RULE, "totals:\n", "  span:\n    every law: {days: 10, rests on: ten days}\ntotals:\n")


def unused(folder: Path, *edits: Edit) -> set[str]:
    """The names that nothing looks at."""
    told = said(checked(folder, *edits), "CTE904")
    return {what.partition("`")[2].partition("`")[0] for what in told}


def asked(condition: str) -> Edit:
    return RULE, PLAQUE, f"{PLAQUE}        - {condition}\n"


def owed(to: str = "recipient", after: str = "date", states: str = "worth: value") -> Edit:
    return RULE, "examples:\n", DUTY.format(to=to, after=after, states=states)


BASE = {"agency", "dealing with", "persons", "returned", "knowingly", "reception"}


def test_the_facts_of_conditions_and_totals_are_looked_at(tmp_path: Path) -> None:
    assert unused(tmp_path) == BASE


@pytest.mark.parametrize(
    ("edits", "used"),
    [
        ([asked("{fact: knowingly, is: yes}")], {"knowingly"}),
        ([asked("not: {fact: value, per: persons, is: less than, limit: plaque}")], {"persons"}),
        ([asked("{fact: donor dealing with, includes: recipient agency}")], {"dealing with", "agency"}),
        ([(RULE, "{fact: item, is: food or beverage}", "{fact: knowingly, is: yes}")], {"knowingly"}),
        ([(RULE, "per: [donor, recipient]", "per: [donor, reception]")], {"reception"}),
        ([SPAN, owed(to="head of recipient agency")], {"agency"}),
        ([SPAN, owed(after="returned")], {"returned"}),
        ([SPAN, owed(states="known: knowingly")], {"knowingly"}),
    ],
)
def test_a_fact_is_looked_at_wherever_a_rule_names_it(edits: list[Edit], used: set[str], tmp_path: Path) -> None:
    assert unused(tmp_path, *edits) == BASE - used


def test_what_only_a_total_that_a_duty_states_counts_is_looked_at(tmp_path: Path) -> None:
    total = "  known: {sum: value, where: {fact: knowingly, is: yes}, per: [donor], over: all time}\nreadings:\n"
    stated = owed(states="all: {total: known}")
    assert unused(tmp_path, SPAN, (RULE, "readings:\n", total), stated) == BASE - {"knowingly"}


def test_what_stands_in_for_a_fact_that_is_looked_at_is_looked_at(tmp_path: Path) -> None:
    stand_ins = (
        "      value: {type: amount, question: What is it worth?, otherwise: cost, why: it is near}\n"
        "      cost: {type: amount, question: What did it cost?}\n"
        "      price: {type: amount, question: What was asked?, otherwise: value, why: it is near}\n"
    )
    declared = (FACTS, "      value: {type: amount, question: What is it worth?}\n", stand_ins)
    assert unused(tmp_path, declared) == BASE | {"price"}


def test_who_counts_as_one_donor_is_looked_at_whoever_names_it(tmp_path: Path) -> None:
    declared = (FACTS, "party:\n", "party:\n  employed by: {type: list, question: Who employs this person?}\n")
    assert unused(tmp_path, declared) == BASE


def test_a_fact_of_one_kind_of_event_is_not_looked_at_where_another_kind_has_one_of_its_name(tmp_path: Path) -> None:
    loan = (
        "  loan:\n    about: something is lent\n    parties:\n      lender: {question: Who lent it?}\n"
        "    facts:\n      value: {type: amount, question: What is it worth?}\n"
    )
    declared = (FACTS, "events:\n", f"events:\n{loan}")
    assert "no rule looks at the fact `value` of a loan" in said(checked(tmp_path, declared), "CTE904")


def test_where_a_rule_has_a_slip_nobody_knows_what_it_looks_at(tmp_path: Path) -> None:
    found = checked(tmp_path, (RULE, "is: plaque", "is: plague"))
    assert [problem.code for problem in found.problems] == ["CTE204"]


def test_every_shipped_fact_is_looked_at_and_none_were_there_no_rules() -> None:
    whole = shipped()
    check_facts(whole)
    assert list(whole.problems) == []
    rules = dict(list(whole.provisions.items())[:1])
    few = shipped(provisions=rules)
    few.base.documents = {citation: few.base.documents[citation] for citation in rules}
    few.base.known = dict.fromkeys(rules)
    check_facts(few)
    assert len(list(few.problems)) > 100
