"""CTE901: which limits of a small rule base are said never to be reached."""

from __future__ import annotations

import shutil
from pathlib import Path

from ctethics.compile import check_rules
from ctethics.compile.files import RuleFiles
from ctethics.lint.conditions import check_conditions
from ctethics.lint.limits import check_limits_used
from tests.unit.rules import BASE, RULE

PLAQUE = "        - {fact: value, is: less than, limit: plaque}\n"
LAST = "examples:\n"


def token(current: str, bill: str) -> tuple[str, str]:
    """A further limit with an amount under each law."""
    amounts = f"current: {{amount: {current}, rests on: a letter}}, sb434: {{amount: {bill}, rests on: a letter}}"
    return "totals:\n", f"  token: {{{amounts}}}\ntotals:\n"


def beside(condition: str) -> tuple[str, str]:
    """A condition put beside the one that compares with `plaque`, which is $100.00 under each law."""
    return PLAQUE, f"{PLAQUE}        - {condition}\n"


def said(folder: Path, *edits: tuple[str, str]) -> list[str]:
    """What is said of limits, conditions and exceptions where the base's rule is changed so."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    text = (folder / RULE).read_text()
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    (folder / RULE).write_text(text)
    checked = check_rules(RuleFiles(folder / "rules", folder / "statutes"))
    check_limits_used(checked)
    check_conditions(checked)
    return [f"{problem.code} {problem.what}" for problem in checked.problems]


def test_the_limits_of_the_base_are_all_reached(tmp_path: Path) -> None:
    assert said(tmp_path) == []


def test_a_limit_that_nothing_uses_is_never_reached(tmp_path: Path) -> None:
    assert said(tmp_path, token("$5.00", "$5.00")) == ["CTE901 nothing uses the limit `token`"]


def test_a_limit_that_a_duty_or_a_consequence_uses_is_used(tmp_path: Path) -> None:
    fine = "consequences:\n  - {what: a fine, amount: {limit: fine}}\n"
    limit = "totals:\n", "  fine: {every law: {amount: $9.00, says: less than one hundred dollars}}\ntotals:\n"
    limit = limit[0], limit[1].replace("$9.00", "$100.00")
    assert said(tmp_path, limit, (LAST, fine + LAST)) == []


def test_a_limit_behind_another_under_one_law_is_never_reached_there(tmp_path: Path) -> None:
    edits = (
        token("$50.00", "$200.00"),
        beside("any: [{fact: knowingly, is: yes}, {fact: value, is: at least, limit: token}]"),
    )
    assert said(tmp_path, *edits) == [
        "CTE901 limit `token` is never reached under `sb434`: `plaque` always binds first"
    ]


def test_a_limit_behind_another_under_each_law_makes_the_condition_idle(tmp_path: Path) -> None:
    edits = token("$150.00", "$200.00"), beside("{fact: value, is: not more than, limit: token}")
    assert said(tmp_path, *edits) == ["CTE902 always true where it stands: `value` is not more than limit `token`"]


def test_a_limit_that_is_reached_where_it_is_used_again_is_reached(tmp_path: Path) -> None:
    edits = token("$50.00", "$200.00"), beside("{fact: value, is: not more than, limit: token}")
    total = (
        "together: {total: given, is: more than, limit: small}",
        "together: {total: given, is: more than, limit: token}",
    )
    assert said(tmp_path / "once", *edits) == [
        "CTE901 limit `plaque` is never reached under `current`: `token` always binds first",
        "CTE901 limit `token` is never reached under `sb434`: `plaque` always binds first",
    ]
    assert said(tmp_path / "again", *edits, total) == [
        "CTE901 limit `plaque` is never reached under `current`: `token` always binds first"
    ]


def test_the_law_under_which_a_limit_is_not_reached_is_named(tmp_path: Path) -> None:
    edits = token("$200.00", "$50.00"), beside("{fact: value, is: not more than, limit: token}")
    assert said(tmp_path, *edits) == [
        "CTE901 limit `plaque` is never reached under `sb434`: `token` always binds first",
        "CTE901 limit `token` is never reached under `current`: `plaque` always binds first",
    ]
