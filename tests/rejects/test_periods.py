"""Events that are periods, and parts that nobody need take: what a case gets wrong of them, and its whole message."""

from pathlib import Path

import pytest

from ctethics import CaseError, Law
from tests.unit.rules import FACTS, law

QUARTERS = (
    FACTS,
    "persons: {type: number",
    "period: {type: choice, choices: [month, first quarter], question: Which period?, "
    "last day: {month: end of the month, first quarter: 03-31}}\n      persons: {type: number",
)
OPTIONAL = (FACTS, "donor: {question: Who gave it?}", "donor: {question: Who gave it?, optional: yes}")
CASE = """parties: {acme: {}, lee: {}}
events:
  - id: report
    kind: transfer
    date: 2025-03-31
    donor: acme
    recipient: lee
    period: first quarter
"""


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Law:
    """The base with a fact that names a period, and a donor who need not be named."""
    monkeypatch.chdir(tmp_path)
    return law(tmp_path, QUARTERS, OPTIONAL)


def message(base: Law, old: str = "", new: str = "") -> str:
    Path("case.yaml").write_text(CASE.replace(old, new))
    with pytest.raises(CaseError) as caught:
        base.assess("case.yaml")
    return str(caught.value)


def test_the_case_that_each_of_these_changes_is_valid(base: Law) -> None:
    for case in (CASE, CASE.replace("    donor: acme\n", ""), CASE.replace("period: first quarter", "period: unknown")):
        Path("case.yaml").write_text(case)
        assert base.assess("case.yaml")["report"].finding("1-1(a)").outcome == "undetermined"


def test_a_quarter_on_the_day_before_its_last_is_refused(base: Law) -> None:
    assert message(base, "03-31", "03-30") == (
        "case.yaml:5:11: error[CTE602] `date` is `2025-03-30`, but period is `first quarter`\n"
        " 5 |     date: 2025-03-30\n"
        "   |           ^^^^^^^^^^\n"
        " why: the date of a transfer is the last day of the period, and this one ends on 03-31.\n"
        " fix: write that day, or name the other period."
    )


def test_a_month_that_does_not_end_on_the_day_is_refused(base: Law) -> None:
    Path("leap.yaml").write_text(CASE.replace("2025-03-31", "2024-02-28").replace("first quarter", "month"))
    with pytest.raises(CaseError) as caught:
        base.assess("leap.yaml")
    assert str(caught.value) == (
        "leap.yaml:5:11: error[CTE602] `date` is `2024-02-28`, but period is `month`\n"
        " 5 |     date: 2024-02-28\n"
        "   |           ^^^^^^^^^^\n"
        " why: the date of a transfer is the last day of the period, and this one ends on the last day of a month.\n"
        " fix: write that day, or name the other period."
    )


def test_a_period_there_is_not_is_told_and_its_day_is_left_alone(base: Law) -> None:
    assert message(base, "first quarter", "second quarter") == (
        "case.yaml:8:13: error[CTE602] `period` is `second quarter`\n"
        " 8 |     period: second quarter\n"
        "   |             ^^^^^^^^^^^^^^\n"
        " why: it is one of a closed list.\n"
        " fix: write one of: month, first quarter."
    )


def test_a_part_that_is_not_optional_is_missed_beside_one_that_is(base: Law) -> None:
    assert message(base, "    donor: acme\n    recipient: lee\n", "") == (
        "case.yaml:3:5: error[CTE603] `recipient` is missing\n"
        " 3 |   - id: report\n"
        "   |     ^\n"
        " why: a transfer has one.\n"
        " fix: add `recipient: …`, a name from `parties`."
    )


def test_a_party_in_an_optional_part_must_be_one_of_the_parties(base: Law) -> None:
    assert message(base, "donor: acme", "donor: acne") == (
        "case.yaml:6:12: error[CTE604] the donor `acne` is not a party\n"
        " 6 |     donor: acne\n"
        "   |            ^^^^\n"
        " why: each party is described once under `parties`.\n"
        " fix: write `acme`."
    )


def test_in_python_the_place_is_named_too(base: Law) -> None:
    event = {"id": "a", "kind": "transfer", "date": "2025-06-30", "recipient": "lee", "period": "first quarter"}
    with pytest.raises(CaseError) as caught:
        base.assess({"parties": {"lee": {}}, "events": [event]})
    assert str(caught.value) == (
        "case.events[0].date: error[CTE602] `date` is `2025-06-30`, but period is `first quarter`\n"
        " why: the date of a transfer is the last day of the period, and this one ends on 03-31.\n"
        " fix: write that day, or name the other period."
    )
