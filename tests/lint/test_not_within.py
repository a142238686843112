"""What is not within ten days comes on day eleven, and no rule can take the words for their opposite."""

from __future__ import annotations

from pathlib import Path

import pytest

from ctethics.law.phrases import OPERATORS, VARIANTS
from tests.lint.bases import PLAQUE, RULE, STATUTE, Edit, checked
from tests.unit.rules import assessed, law

# Ten days after 2025-03-03.
LAST, NEXT = "2025-03-13", "2025-03-14"
# The one states a day of the month, the other how long a duty lasts.
OTHER_UNITS = ("between the first and", "for a period of")


def late(says: str, operator: str) -> list[Edit]:
    """A plaque stays excepted where it was returned so many days later."""
    condition = f"{{fact: returned, is: {operator}, limit: return, after: date}}"
    return [
        (STATUTE, "one hundred dollars.", f"one hundred dollars\n  3 and returned {says}."),
        (RULE, "totals:\n", f"  return:\n    every law: {{days: 10, says: {says}}}\ntotals:\n"),
        (RULE, PLAQUE, f"{PLAQUE}        - {condition}\n"),
    ]


def refused(folder: Path, *edits: Edit) -> list[str]:
    """The codes of the errors."""
    return [problem.code for problem in checked(folder, *edits).problems if problem.severity == "error"]


@pytest.mark.parametrize(
    ("says", "operator", "on_the_last_day", "on_the_next"),
    [
        ("within ten days", "not more than", "excepted", "applies"),
        ("not within ten days", "more than", "applies", "excepted"),
        ("not later than ten days after", "not more than", "excepted", "applies"),
        ("later than ten days after", "more than", "applies", "excepted"),
        ("not earlier than ten days after", "at least", "excepted", "excepted"),
        ("earlier than ten days after", "less than", "applies", "applies"),
    ],
)
def test_the_words_decide_which_is_the_first_day(
    says: str, operator: str, on_the_last_day: str, on_the_next: str, tmp_path: Path
) -> None:
    made = law(tmp_path, *late(says, operator))
    found = [
        assessed(made, item="plaque", value="$30.00", returned=day).finding("1-1(a)").outcome for day in (LAST, NEXT)
    ]
    assert found == [on_the_last_day, on_the_next]


@pytest.mark.parametrize(
    ("says", "operator"),
    [
        ("not within ten days", "not more than"),
        ("within ten days", "more than"),
        ("later than ten days after", "at least"),
        ("not earlier than ten days after", "more than"),
    ],
)
def test_another_operator_than_that_of_the_words_is_refused(says: str, operator: str, tmp_path: Path) -> None:
    assert refused(tmp_path, *late(says, operator)) == ["CTE302"]


@pytest.mark.parametrize("variant", [v for v in VARIANTS if v not in OTHER_UNITS])
def test_every_variant_of_the_law_fits_one_operator_and_no_other(variant: str, tmp_path: Path) -> None:
    says = f"ten days {variant}" if variant.startswith("or ") else f"{variant} ten days"
    fitting = [op for op in OPERATORS if not refused(tmp_path / op.replace(" ", "-"), *late(says, op))]
    assert fitting == [VARIANTS[variant]]


@pytest.mark.parametrize(
    ("text", "cut", "operator"),
    [
        ("not within ten days", "within ten days", "not more than"),
        ("(not within ten days)", "within ten days", "not more than"),
        ("not later than ten days after", "later than ten days after", "more than"),
        ("for a time not to exceed ten days", "exceed ten days", "more than"),
        ("for not less than ten days", "less than ten days", "less than"),
    ],
)
def test_words_cut_out_of_their_opposite_are_refused(text: str, cut: str, operator: str, tmp_path: Path) -> None:
    edits = [(name, old, new.replace(f"returned {cut}", f"returned {text}")) for name, old, new in late(cut, operator)]
    assert refused(tmp_path, *edits) == ["CTE304"]


def test_a_not_that_belongs_to_other_words_leaves_the_phrase_as_it_is(tmp_path: Path) -> None:
    edits = late("within ten days", "not more than")
    edits[0] = (STATUTE, "one hundred dollars.", "one hundred dollars\n  3 and not if kept returned within ten days.")
    assert refused(tmp_path, *edits) == []
