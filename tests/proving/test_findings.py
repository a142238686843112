"""The page of findings is about the rules as they are, says what is proved, and its cases come out as it says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner
from click.testing import Result as Ran

from ctethics.api import load, load_rules, rule_folders
from ctethics.cli import cli
from ctethics.compile.files import RuleFiles
from ctethics.law.regimes import LAWS
from ctethics.proving.findings.digest import digest_of

pytest.importorskip("z3", reason='the solver is not installed: pip install "ctethics[verify]"')

from ctethics.proving.findings.apart import shared_lines
from ctethics.proving.findings.changed import rule_lines
from ctethics.proving.findings.page import page_of
from ctethics.proving.findings.told import Findings
from ctethics.proving.verify.result import UNSETTLED, Result
from ctethics.proving.verify.run import Task, run
from tests.proving.test_verify import BASE, RULE, edit, usual

PAGE: Final = Path(__file__).parents[2] / "docs" / "findings.md"
_BLOCK: Final = re.compile(r"^(?P<says>.+)\n\n```yaml\n(?P<case>(?:.*\n)*?)```$", re.MULTILINE)


@cache
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def section(title: str) -> str:
    return page().partition(f"## {title}\n")[2].partition("\n## ")[0]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def verify(*options: str) -> Ran:
    return CliRunner().invoke(cli, ["verify", *options])


def test_the_page_is_about_the_rules_as_they_are() -> None:
    digest = digest_of(RuleFiles(*rule_folders(None)))
    assert f"`{digest}`" in page(), "stale: write it anew with `ctethics verify --page docs/findings.md`"


@pytest.mark.parametrize(
    ("name", "old", "new", "is_another"),
    [
        (RULE, "is: plaque", "is: merchandise", True),
        ("statutes/1-1/a.txt", "---\n", "---\n\n", True),
        ("rules/facts.yaml", "\n", "\n\n", True),
        (RULE, "\n  cases:\n", "\n  cases:\n\n", False),
    ],
)
def test_a_page_is_stale_after_a_change_of_the_rules_and_not_of_their_examples(
    here: Path, name: str, old: str, new: str, is_another: bool
) -> None:
    before = digest_of(RuleFiles(here / "rules", here / "statutes"))
    edit(old, new, name)
    assert (digest_of(RuleFiles(here / "rules", here / "statutes")) != before) == is_another


def cases() -> Iterator[tuple[str, str, str]]:
    """Each case of the page with what stands above it and the heading before."""
    for found in _BLOCK.finditer(page()):
        heading = page()[: found.start()].rpartition("\n### [")[2].partition("]")[0]
        yield heading, found["says"], found["case"]


def test_every_case_of_the_page_comes_out_as_it_says(tmp_path: Path) -> None:
    path, count = tmp_path / "case.yaml", 0
    for heading, says, case in cases():
        path.write_text(case, encoding="utf-8")
        for side, outcome in re.findall(r"(`\w+`|§ [^:;]+): \*\*(.*?)\*\*", says):
            laws = [law for law in LAWS if side.strip("`") == law or f"Not so under `{law}`:" in says] or list(LAWS)
            cited = (heading if side.strip("`") in LAWS else side).removeprefix("§ ")
            for law in laws:
                found = load(law, engine="direct").assess(path)["event"].by_provision
                citation = max((name for name in found if cited.startswith(name)), key=len)
                assert found[citation].outcome == outcome, (heading, side, case)
                count += 1
    assert count >= 2 * page().count("```yaml") > 60


def test_what_is_said_to_move_by_reference_has_nothing_struck_or_inserted_in_its_words() -> None:
    paths = re.findall(r"\(provisions/(.*?)\.md\): with", section("What moves by reference"))
    texts = [(rule_folders(None)[1] / f"{path}.txt").read_text(encoding="utf-8") for path in paths]
    assert "1-97/d" in paths
    assert not [path for path, text in zip(paths, texts, strict=True) if "{--" in text or "{++" in text]


def test_the_words_of_an_amount_left_behind_stand_in_a_text_under_both_laws() -> None:
    phrases = re.findall(r'"([^"]+)"', section("What is left behind"))
    statutes = {rule.statute for rule in load_rules().program.provisions.values()}
    assert "one hundred dollars or more" in phrases
    for phrase in phrases:
        assert any(all(text.find(phrase, law) for law in LAWS) for text in statutes), phrase


@cache
def proved(*tasks: tuple[str, str]) -> tuple[Result, ...]:
    asked = [Task(*task) for task in tasks]
    return tuple(run((load_rules().program,), usual(), asked, 60, processes=1))


def without_cases(lines: Iterator[str]) -> str:
    """The lines of a page but for its cases, which another example may make other."""
    return re.sub(r"```yaml\n.*?```\n", "", "\n".join(lines) + "\n", flags=re.DOTALL)


def test_what_the_page_says_that_the_bill_changes_is_what_is_proved_anew() -> None:
    tasks = [("changes", "1-84(o)"), ("changes", "1-79(5)"), ("kept", "1-79(5)")]
    told = Findings(proved(*tasks), load_rules().program)
    for citation in ("1-84(o)", "1-79(5)"):
        assert without_cases(rule_lines(told, citation)) in without_cases(iter(page().splitlines()))


def test_where_the_page_says_that_two_provisions_part_is_what_is_proved_anew() -> None:
    told = Findings(proved(("shared", "1-91(7)")), load_rules().program)
    sides = ("1-79(5)", "1-91(7)")
    assert without_cases(shared_lines(told, sides)) in without_cases(iter(page().splitlines()))


def test_the_command_writes_the_same_page_each_time(here: Path) -> None:
    assert verify("--page", "one.md").exit_code == 0
    assert verify("--page", "two.md").exit_code == 0
    one = Path("one.md").read_text(encoding="utf-8")
    assert one == Path("two.md").read_text(encoding="utf-8")
    assert "The prohibition applies in fewer cases" in one or "The definition is met in fewer cases" in one


def test_a_page_of_some_statements_is_wrong_use(here: Path) -> None:
    ran = verify("changes", "--page", "one.md")
    assert (ran.exit_code, Path("one.md").exists()) == (2, False)
    assert "leave out STATEMENT" in ran.output


def test_a_page_in_a_folder_that_is_not_there_is_wrong_use_before_anything_is_proved(here: Path) -> None:
    ran = verify("--page", "nowhere/one.md")
    assert (ran.exit_code, "There is no folder nowhere" in ran.output) == (2, True)


def test_what_is_not_settled_is_listed_and_not_counted_as_proved() -> None:
    results = list(proved(("changes", "1-84(o)")))
    open_ = [replace(one, how=UNSETTLED, witness=None) for one in results]
    text = page_of(open_, load_rules().program, "0")
    assert f"- not settled: {len(open_)}\n" in text
    assert "0 are proved to come out the same" in text
    assert all(f"  - `changes`, § 1-84(o): {one.says}" in text for one in open_)
