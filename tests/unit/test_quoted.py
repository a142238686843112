"""The words that a comparison quotes, held to its operator and amount."""

from pathlib import Path

import pytest

from ctethics.compile import check_rules
from ctethics.compile.files import RuleFiles
from tests.unit.rules import RULE, STATUTE, compiled

CONDITION = "        - {fact: value, is: less than, limit: plaque}\n"
SAID = "costing less than one hundred dollars"


def codes(folder: Path, condition: str, *edits: tuple[str, str, str]) -> list[str]:
    """The codes of what is said where a condition of the exception is written so."""
    compiled(folder)
    for name, old, new in (*edits, (RULE, CONDITION, f"        - {condition}\n")):
        text = (folder / name).read_text()
        assert old in text
        (folder / name).write_text(text.replace(old, new))
    return [problem.code for problem in check_rules(RuleFiles(folder / "rules", folder / "statutes")).problems]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("{fact: value, is: less than, limit: plaque, quote: SAID}", []),
        ("{fact: value, is: less than, amount: $100.00, quote: SAID}", []),
        ("{fact: value, is: not more than, amount: $100.00, quote: SAID}", ["CTE302"]),
        ("{fact: value, is: less than, amount: $100.01, quote: SAID}", ["CTE303"]),
        ("{fact: value, is: less than, amount: $10.00, quote: costing}", []),
        ("{total: given, is: less than, limit: plaque, quote: SAID}", []),
        ("not: {fact: value, is: at least, amount: $100.00, quote: SAID}", []),
        ("not: {fact: value, is: less than, amount: $100.00, quote: SAID}", []),
        ("not: {fact: value, is: more than, amount: $100.00, quote: SAID}", ["CTE302"]),
        ("not: {fact: value, is: less than, amount: $99.99, quote: SAID}", ["CTE303"]),
    ],
)
def test_a_comparison_is_held_to_the_words_it_quotes(condition: str, found: list[str], tmp_path: Path) -> None:
    assert codes(tmp_path, condition.replace("SAID", SAID)) == found


def test_the_words_of_each_law_are_held_to_the_amount_of_that_law(tmp_path: Path) -> None:
    said = "{current: having a value of more than ten dollars, sb434: having a value of more than twenty dollars}"
    edit = "limit: small, quote: anything having a value}"
    right = (RULE, edit, f"limit: small, quote: {said}}}")
    condition = CONDITION.strip().removeprefix("- ")
    assert codes(tmp_path / "right", condition, right) == []
    assert "CTE303" in codes(tmp_path / "plain", condition, (RULE, edit, f"amount: $10.00, quote: {said}}}"))


@pytest.mark.parametrize(("operator", "years", "found"), [("not more than", 1, []), ("not more than", 2, ["CTE303"])])
def test_words_for_a_length_of_time_say_how_long_and_set_no_operator(
    operator: str, years: int, found: list[str], tmp_path: Path
) -> None:
    edits = [
        (STATUTE, "one hundred dollars.", "one hundred dollars\n  3 for a period of one year after it."),
        (RULE, "totals:\n", f"  period:\n    every law: {{years: {years}, rests on: one year}}\ntotals:\n"),
    ]
    words = "for a period of one year after it"
    condition = f"{{fact: returned, is: {operator}, limit: period, after: date, quote: {words}}}"
    assert codes(tmp_path, condition, *edits) == found
