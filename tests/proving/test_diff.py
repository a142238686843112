"""Two versions of the rules: proved to come out the same, or the smallest cases in which they do not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result as Ran

from ctethics.api import load_rules
from ctethics.cli import cli
from ctethics.program import Compare, Condition, DaysAfter, Limit, Program, Provision, leaves

pytest.importorskip("z3", reason='the solver is not installed: pip install "ctethics[verify]"')

from ctethics.proving.diff import declared
from ctethics.proving.rebuilding import rebuilt
from ctethics.proving.verify.result import Result
from ctethics.proving.verify.run import Task, run
from tests.proving.test_verify import usual

BASE = Path(__file__).parents[2] / "docs" / "codes" / "scenes" / "base"
GIFT = "1-79(5)"


@cache
def program() -> Program:
    return load_rules().program


def differs(new: Program, law: str = "sb434") -> list[Result]:
    return run((program(), new), usual(), [Task("diff", GIFT, law)], 60, processes=1)


def with_gift(change: Callable[[Provision], Provision]) -> Program:
    provisions = program().provisions
    return Program(program().vocabulary, {**provisions, GIFT: change(provisions[GIFT])})


def with_leaf(key: str, found: Callable[[Condition], bool], change: Callable[[Condition], Condition]) -> Program:
    """The rules with one condition of an exception, or of the general rule, changed."""

    def changed(gift: Provision) -> Provision:
        if not key:
            leaf = next(one for one in leaves(gift.general) if found(one))
            return replace(gift, general=rebuilt(gift.general, {id(leaf): change(leaf)}))
        exceptions = []
        for e in gift.exceptions:
            leaf = next((one for one in leaves(e.when) if found(one)), None) if e.key == key else None
            exceptions.append(e if leaf is None else replace(e, when=rebuilt(e.when, {id(leaf): change(leaf)})))
        return replace(gift, exceptions=tuple(exceptions))

    return with_gift(changed)


def moved(limit: Limit, by: int) -> Limit:
    versions = {
        law: tuple(replace(v, amount=(v.amount or 0) + by) for v in some) for law, some in limit.versions.items()
    }
    return replace(limit, versions=versions)


def test_rules_that_did_not_change_are_proved_to_come_out_the_same() -> None:
    assert [(one.says, one.how) for one in differs(program())] == [("it comes out the same", "proved")]


def test_an_operator_that_slipped_is_shown_by_the_exact_amount() -> None:
    slip = with_leaf("F", lambda c: isinstance(c, Compare), lambda c: replace(c, operator="not more than"))  # type: ignore[type-var]
    (result,) = differs(slip)
    assert result.witness is not None
    assert result.witness.told["events"][-1].get("cost", result.witness.told["events"][-1].get("value")) == "$250.00"
    assert result.witness.outcomes == ("applies", "excepted")


def test_a_limit_that_slipped_by_a_cent_is_shown_by_that_cent() -> None:
    slip = with_leaf("F", lambda c: isinstance(c, Compare), lambda c: replace(c, limit=moved(c.limit, -1)))  # type: ignore[type-var, attr-defined]
    (result,) = differs(slip)
    assert result.witness is not None
    assert result.witness.told["events"][-1].get("cost", result.witness.told["events"][-1].get("value")) == "$249.99"
    assert result.witness.outcomes == ("excepted", "applies")


def test_an_exception_that_was_dropped_is_shown_by_a_case_it_excepted() -> None:
    slip = with_gift(lambda gift: replace(gift, exceptions=tuple(e for e in gift.exceptions if e.key != "Q")))
    (result,) = differs(slip)
    assert result.witness is not None
    assert result.witness.outcomes == ("excepted", "applies")
    assert result.witness.told["events"][-1]["item"] == "training"
    assert [(one.name, one.how) for one in declared(program(), slip)] == [("1-79(5)(Q)", "vanishes")]


def test_a_day_that_slipped_is_shown_by_that_day() -> None:
    slip = with_leaf("", lambda c: isinstance(c, DaysAfter), lambda c: replace(c, limit=moved(c.limit, 1)))  # type: ignore[type-var, attr-defined]
    (result,) = differs(slip)
    assert result.witness is not None
    event = result.witness.told["events"][-1]
    assert (event["date"], event["returned"]) == ("2025-03-03", "2025-04-03")  # thirty-one days later
    assert result.witness.outcomes == ("applies", "does not apply")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An old and a new version of the smallest rules."""
    shutil.copytree(BASE, tmp_path / "old")
    shutil.copytree(BASE, tmp_path / "new")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def diff(*options: str) -> Ran:
    return CliRunner().invoke(cli, ["diff", "old/rules", "new/rules", *options])


def edit(name: str, old: str, new: str) -> None:
    text = Path("new", name).read_text(encoding="utf-8")
    assert old in text
    Path("new", name).write_text(text.replace(old, new), encoding="utf-8")


def test_a_folder_that_did_not_change_is_proved_equal(here: Path) -> None:
    ran = diff()
    assert (ran.exit_code, ran.output) == (0, "2 provisions by law compared: 2 proved\n")


def test_an_amount_that_changed_is_shown_with_both_outcomes(here: Path) -> None:
    edit("rules/1-1/a.yaml", "says: less than one hundred dollars", "says: less than two hundred dollars")
    edit("rules/1-1/a.yaml", "plaque:\n    every law: {amount: $100.00", "plaque:\n    every law: {amount: $200.00")
    edit("statutes/1-1/a.txt", "less than one hundred", "less than two hundred")
    edit(
        "rules/1-1/a.yaml",
        "{name: a plaque at its limit, event: {item: plaque, value: $100.00}",
        "{name: a plaque at its limit, event: {item: plaque, value: $200.00}",
    )
    ran = diff("--law", "sb434")
    assert ran.exit_code == 0
    assert "old: applies; new: excepted" in ran.output
    assert "value: $100.00" in ran.output


def test_a_fact_that_is_declared_anew_is_listed(here: Path) -> None:
    edit("rules/facts.yaml", "choices: [food or beverage, plaque]", "choices: [food or beverage, plaque, other]")
    assert "fact of a transfer item: is declared otherwise" in diff().output


def test_a_day_that_slipped_in_a_copy_of_the_shipped_rules_is_shown_by_the_command(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    for folder in ("rules", "statutes"):
        shutil.copytree(root / folder, tmp_path / folder)
    gift = tmp_path / "rules" / "1-79" / "5.yaml"
    text = gift.read_text(encoding="utf-8")
    assert "  return:\n    every law: {days: 30," in text
    gift.write_text(
        text.replace("  return:\n    every law: {days: 30,", "  return:\n    every law: {days: 31,"), encoding="utf-8"
    )
    options = ("--provision", GIFT, "--law", "current")
    ran = CliRunner().invoke(cli, ["diff", str(root / "rules"), str(tmp_path / "rules"), *options])
    assert ran.exit_code == 0
    assert "old: applies; new: does not apply" in ran.output
    assert "returned: 2025-04-03" in ran.output
