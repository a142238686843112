"""`ctethics explain`: the page of a code on the terminal."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ctethics.cli import cli
from ctethics.cli.explaining import plain
from ctethics.diagnostics import CODES
from ctethics.site import code_groups

BASE = Path(__file__).resolve().parents[2] / "docs" / "codes" / "scenes" / "base"


def explain(*codes: str) -> Result:
    return CliRunner().invoke(cli, ["explain", *codes])


def test_a_page_says_what_the_code_means_what_is_wrong_and_how_it_is_mended() -> None:
    done = explain("CTE301")
    assert done.exit_code == 0
    assert done.output.startswith(
        "CTE301: a quotation is not in the statute\n"
        "=========================================\n\n"
        "An error: the rules do not load until it is mended.\n\n"
        "A rule quotes words that the statute text does not have, "
    )
    assert '    rules/1-1/a.yaml:18:43: error[CTE301] "a medal" is not in clause (F) of § 1-1(a)\n' in done.output
    assert "    -        - {fact: item, is: plaque, quote: a medal}\n" in done.output
    assert done.output.endswith("- CTE304: a limit is not stated as it must be\n")


@pytest.mark.parametrize("said", ["301", "cte301", "Cte301"])
def test_a_code_may_be_written_shorter(said: str) -> None:
    assert explain(said).output == explain("CTE301").output


def test_several_codes_are_told_one_after_the_other() -> None:
    assert explain("301", "603").output == f"{explain('301').output}\n\n{explain('603').output}"


def test_without_a_code_all_are_listed_with_their_lines() -> None:
    lines = explain().output.splitlines()
    assert [tuple(line.strip().split("  ", 1)) for line in lines if line.startswith("  ")] == list(CODES.items())
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_told_without_marks_and_its_words_fit_the_screen(code: str) -> None:
    done = explain(code)
    assert done.exit_code == 0, done.output
    words = [line for line in done.output.splitlines() if not line.startswith("    ")]
    assert not [line for line in words if re.search(r"^#|^```|^% |\]\(", line)]
    assert max(map(len, words)) <= 96


def test_an_unknown_code_is_wrong_use_and_the_near_one_is_named() -> None:
    done = explain("3O1")
    assert (done.exit_code, done.output.splitlines()[-1]) == (
        2,
        "Error: There is no code '3O1'; did you mean CTE301?",
    )
    assert explain("medal").output.endswith("Error: There is no code 'medal'; `ctethics explain` lists the codes.\n")


def test_a_page_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_groups, "code_folder", lambda: tmp_path)
    done = explain("CTE301")
    assert (done.exit_code, done.output) == (
        1,
        "Error: CTE301, a quotation is not in the statute: its page is not here: No such file or directory.\n",
    )


def test_what_is_in_a_file_stays_as_it_is() -> None:
    assert plain(
        "% made\n\n# Title\n\n*An\nerror.*\n\n```yaml\n# a *note*\n\n- [x](y)\n```\n\n- [CTE1](CTE1.md): x"
    ) == ("Title\n=====\n\nAn error.\n\n    # a *note*\n\n    - [x](y)\n\n- CTE1: x")


def test_check_names_the_command_that_tells_more_of_the_codes_it_met(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    rule = Path("rules/1-1/a.yaml")
    assert "more:" not in CliRunner().invoke(cli, ["check"]).output
    rule.write_text(rule.read_text().replace("quote: a plaque", "quote: a medal").replace("title: Gift", "titel: Gift"))
    lines = CliRunner().invoke(cli, ["check"]).output.splitlines()
    (told,) = (line for line in lines if line.startswith("more: "))
    assert told == "more: ctethics explain CTE202 CTE301"
    assert explain(*told.split()[3:]).exit_code == 0
