"""CTE905: which days are said to leave a gap or to overlap."""

from __future__ import annotations

from pathlib import Path

import pytest

from ctethics.lint.dates import check_dates
from tests.lint.bases import RULE, STATUTE, Edit, checked, said, shipped

DAY = "effective: 2024-10-01\n"
SPAN = "  span:\n    every law: {day of the month: 10, rests on: the tenth day of the month}\ntotals:\n"
DUTY = (
    "duty:\n  what: report\n  owed by: donor\n  owed to: [recipient]\n"
    "  due: {limit: span, of the month after: date, opens: %s}\n  states: {worth: value}\nexamples:\n"
)


def told(folder: Path, *edits: Edit, files: dict[str, str] | None = None) -> list[str]:
    return said(checked(folder, *edits, files=files), "CTE905")


def test_a_text_that_changes_on_its_day_leaves_no_gap(tmp_path: Path) -> None:
    assert told(tmp_path) == []


def test_a_day_written_among_the_words_is_no_second_one(tmp_path: Path) -> None:
    assert told(tmp_path, (STATUTE, "one hundred dollars.", "one hundred dollars.\n  3 effective: 2025-01-01")) == []


@pytest.mark.parametrize("amount", ["$20.00", "$1000.00"])
def test_a_limit_that_the_bill_changes_needs_a_day(amount: str, tmp_path: Path) -> None:
    edits = [(STATUTE, DAY, ""), (STATUTE, "{--ten--} {++twenty++}", "ten")]
    edits += [(RULE, "{amount: $20.00, says: more than twenty dollars}", f"{{amount: {amount}, rests on: a bill}}")]
    assert told(tmp_path, *edits) == ["limit `small` is another under `sb434`, from no day on"]


def test_an_amount_written_in_two_ways_is_one_amount(tmp_path: Path) -> None:
    edits = [(STATUTE, DAY, ""), (STATUTE, "{--ten--} {++twenty++}", "ten")]
    edits += [(RULE, "{amount: $20.00, says: more than twenty dollars}", "{amount: $10.00, rests on: a bill}")]
    edits += [
        (
            RULE,
            "    every law: {amount: $100.00, says: less than one hundred dollars}\n",
            "    current: {amount: $1000.00, rests on: x}\n    sb434: {amount: '$1,000.00', rests on: x}\n",
        )
    ]
    assert told(tmp_path, *edits) == []


@pytest.mark.parametrize(("opens", "is_over"), [("10", False), ("11", True)])
def test_what_is_due_may_be_done_on_its_last_day_at_the_latest(opens: str, is_over: bool, tmp_path: Path) -> None:
    found = told(tmp_path, (RULE, "examples:\n", DUTY % opens), (RULE, "totals:\n", SPAN))
    assert len(found) == is_over


@pytest.mark.parametrize(("day", "count"), [("2024-10-01", 0), ("2024-10-02", 1)])
def test_a_rule_taken_over_changes_on_one_day_in_both_texts(day: str, count: int, tmp_path: Path) -> None:
    words = (Path(__file__).parents[1] / "rejects" / "base" / STATUTE).read_text()
    rule = (
        "provision: 1-2(b)\ntitle: Gift\nabout: transfer\nkind: definition\nshares: {with: 1-1(a)}\nexamples:\n"
        "  given:\n    parties: {ann: {}, bob: {}}\n"
        "    event: {kind: transfer, date: 2025-03-03, donor: bob, recipient: ann}\n"
        "  cases:\n    - {name: here, event: {value: $20.01}, expect: {every law: applies}}\n"
    )
    words = words.replace("1-1(a)", "1-2(b)").replace("2024-10-01", day)
    assert len(told(tmp_path, files={"rules/1-2/b.yaml": rule, "statutes/1-2/b.txt": words})) == count


def test_the_shipped_texts_leave_no_gap() -> None:
    whole = shipped()
    check_dates(whole)
    assert list(whole.problems) == []
