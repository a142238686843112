"""`ctethics check`: every problem of every file in one run, in three forms."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ctethics.cli import cli

BASE = Path(__file__).parents[2] / "docs" / "codes" / "scenes" / "base"
RULE, FACTS, STATUTE = "rules/1-1/a.yaml", "rules/facts.yaml", "statutes/1-1/a.txt"
UNKNOWN_FACT = (RULE, "{fact: value, is: more than, limit: small", "{fact: valeu, is: more than, limit: small")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the rule base of the rejects, in which the command is run."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edit(*edits: tuple[str, str, str]) -> None:
    for name, old, new in edits:
        text = Path(name).read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old!r}"
        Path(name).write_text(text.replace(old, new), encoding="utf-8")


def place(words: str) -> tuple[int, int]:
    """The line and column at which the rule has these words."""
    text = Path(RULE).read_text(encoding="utf-8")
    before = text[: text.index(words)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def check(*options: str) -> Result:
    return CliRunner().invoke(cli, ["check", *options])


def codes(*options: str) -> list[str]:
    return [problem["code"] for problem in json.loads(check("--format", "json", *options).output)["problems"]]


def test_the_shipped_rules_have_no_problem() -> None:
    done = check()
    assert (done.exit_code, done.output.endswith("; no problems\n")) == (0, True), done.output


def test_the_folder_one_works_in_is_checked_and_not_the_shipped_rules(here: Path) -> None:
    assert check().output.startswith("1 rule file: 1 provision, 1 exception, 4 quotations found in the statutes, ")


def test_slips_of_several_files_and_of_an_example_are_told_in_one_run(here: Path) -> None:
    edit(
        UNKNOWN_FACT,
        (RULE, "item: food or beverage}\n  cases", "item: food and beverage}\n  cases"),
        (RULE, "20.01}, expect: {every law: applies}", "20.01}, expect: {every law: binds}"),
    )
    (here / "statutes/1-2.txt").write_text("provision: 1-3\n---\nwords\n", encoding="utf-8")
    assert codes() == ["CTE201", "CTE602", "CTE501", "CTE305"]


def test_a_slip_in_the_facts_does_not_hide_those_of_the_other_files(here: Path) -> None:
    edit((FACTS, "type: amount", "type: amuont"), (RULE, "kind: definition", "kind: definitoin"), UNKNOWN_FACT)
    done = check()
    assert codes() == ["CTE202", "CTE203"]
    assert done.output.endswith("; the names in the rule files are looked up once rules/facts.yaml has no slip\n")


def test_an_error_or_a_warning_is_status_1_and_the_summary_counts_both(here: Path) -> None:
    edit(UNKNOWN_FACT)
    done, (line, column) = check(), place("valeu")
    assert done.exit_code == 1
    assert done.output.splitlines()[0] == f"{RULE}:{line}:{column}: error[CTE201] unknown fact `valeu`"
    assert done.output.splitlines()[-1] == "1 error in 1 file"


def test_json_gives_each_problem_with_its_place_its_why_and_its_fix(here: Path) -> None:
    edit(UNKNOWN_FACT)
    done, (line, column) = check("--format", "json"), place("valeu")
    told = json.loads(done.output)
    assert done.exit_code == 1
    assert told["problems"] == [
        {
            "code": "CTE201",
            "severity": "error",
            "file": RULE,
            "line": line,
            "column": column,
            "width": 5,
            "what": "unknown fact `valeu`",
            "why": "a condition may only use facts declared in rules/facts.yaml.",
            "fix": "write `value`, or declare the new fact with its type and question.",
        }
    ]
    assert (told["files"], told["exceptions"]) == (1, 1)


def test_github_gets_an_annotation_at_the_line(here: Path) -> None:
    edit(UNKNOWN_FACT)
    done, (line, column) = check("--format", "github"), place("valeu")
    assert done.output.splitlines()[0] == (
        f"::error file={RULE},line={line},col={column},endColumn={column + 5},"
        "title=CTE201 unknown fact `valeu`::unknown fact `valeu`"
        "%0Awhy: a condition may only use facts declared in rules/facts.yaml."
        "%0Afix: write `value`, or declare the new fact with its type and question."
    )


def test_what_an_annotation_says_cannot_start_another(here: Path) -> None:
    edit((RULE, "kind: definition", 'kind: "a,b:c\\n::error::d%0A"'))
    first, *rest = check("--format", "github").output.splitlines()
    assert "title=CTE202 unknown kind `a%2Cb%3Ac %3A%3Aerror%3A%3Ad%250A`" in first
    assert not any(row.startswith("::") for row in rest)


def test_a_folder_named_is_named_in_every_place(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(UNKNOWN_FACT, (STATUTE, "provision: 1-1(a)", "provision: 1-1(b)"))
    (here / "elsewhere").mkdir()
    monkeypatch.chdir(here / "elsewhere")
    told = json.loads(check("--rules", "../rules", "--format", "json").output)
    assert {problem["file"] for problem in told["problems"]} == {"../statutes/1-1/a.txt"}


def test_a_folder_that_is_not_there_is_said_to_lack_its_facts(here: Path) -> None:
    done = check("--rules", "nowhere")
    assert done.exit_code == 1
    assert done.output.startswith("nowhere/facts.yaml: error[CTE101] cannot be read: No such file or directory")


def test_colours_are_for_terminals_alone(here: Path) -> None:
    edit(UNKNOWN_FACT)
    assert "\x1b" not in check().output
    assert "\x1b[31m\x1b[1merror[CTE201]\x1b[0m" in CliRunner().invoke(cli, ["check"], color=True).output


def test_a_check_that_stops_at_the_thousandth_error_tells_them_in_the_form_asked_for(here: Path) -> None:
    wrong = "".join(f"wrong {number}: 1\n" for number in range(3_000))
    Path(RULE).write_text(Path(RULE).read_text(encoding="utf-8") + wrong, encoding="utf-8")
    told = json.loads(check("--format", "json").output)
    assert (told["files"], len(told["problems"])) == (None, 1_000)
    for form in ("text", "github"):
        done = check("--format", form)
        assert done.exit_code == 1
        assert done.output.endswith("\n1,000 errors, and what comes after was not looked at\n")
