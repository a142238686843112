"""`ctethics test`: the examples and the decided cases, what is run, how it is told, and what may be pasted."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ctethics.cli import cli

TESTS = Path(__file__).parents[1]
RULE = Path("rules/1-1/a.yaml")
FAILING = ("value: $20.01}, expect", "value: $20.00}, expect")
CASE = """case:
  parties: {ann: {agency: OPM}, bob: {dealing with: [OPM]}}
  events:
    - {id: plate, kind: transfer, date: 2025-03-03, donor: bob, recipient: ann, item: plaque, value: $50.00}
expect: {every law: {plate: {1-1(a): excepted by (F)}}}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the rule base of the rejects, in which the command is run."""
    shutil.copytree(TESTS / "rejects" / "base", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same with the rule base that has every feature of the language."""
    shutil.copytree(TESTS / "unit" / "whole", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edit(old: str, new: str, path: Path = RULE) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add_case(name: str, text: str = CASE) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text)


def run(*options: str) -> Result:
    return CliRunner().invoke(cli, ["test", *options])


def told(*options: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(run("--format", "json", *options).output)
    return read


def test_all_examples_and_cases_that_are_shipped_come_out_as_expected() -> None:
    done = run()
    wanted = r"[1-9][0-9]{3} examples and [1-9][0-9] cases ran under direct and generated: none failed\n"
    assert (done.exit_code, re.fullmatch(wanted, done.output) is not None) == (0, True), done.output


def test_the_rules_of_the_folder_one_works_in_are_run_and_not_the_shipped_ones(here: Path) -> None:
    assert run().output == "2 examples ran under direct and generated: none failed\n"


def test_each_example_fails_once_and_not_once_for_each_engine(here: Path) -> None:
    edit(*FAILING)
    assert [problem["code"] for problem in told("--engine", "direct")["problems"]] == ["CTE502"]
    assert [problem["code"] for problem in told("--engine", "all")["problems"]] == ["CTE502"]
    assert run("--engine", "direct").exit_code == 1


def test_one_engine_runs_alone_and_all_run_where_all_are_asked_for(here: Path) -> None:
    assert told("--engine", "columnar")["engines"] == ["columnar"]
    assert {"direct", "generated", "columnar"} <= set(told("--engine", "all")["engines"])


def test_an_engine_that_there_is_not_is_wrong_use(here: Path) -> None:
    done = run("--engine", "direkt")
    assert "unknown engine `direkt`" in str(done.exception)


def test_the_answer_for_programs_counts_what_ran_and_has_the_reasons(here: Path) -> None:
    edit(*FAILING)
    add_case("cases/plate.yaml")
    read = told()
    (problem,) = read.pop("problems")
    counted = {"examples": 2, "cases": 1, "engines": ["direct", "generated"], "failed": {"examples": 1, "cases": 0}}
    assert read == counted
    assert (problem["file"], problem["line"], problem["width"]) == ("rules/1-1/a.yaml", 36, len("applies"))
    assert problem["reasons"] == [
        "§ 1-1(a) Gift: does not apply",
        "  value $20.00 is not more than $20.00: $0.01 short",
    ]


def test_a_failure_is_an_annotation_for_github(here: Path) -> None:
    edit(*FAILING)
    said = run("--format", "github").output
    assert said.startswith('::error file=rules/1-1/a.yaml,line=36,col=73,endColumn=80,title=CTE502 "one cent over"%2C')
    assert "%0A   § 1-1(a) Gift: does not apply%0A" in said


def test_an_example_that_cannot_be_put_to_the_law_is_told_and_the_others_are_run(here: Path) -> None:
    edit("  cases:\n", "  cases:\n    - {name: slip, event: {value: much}, expect: {sb434: applies}}\n")
    read = told()
    assert ([p["code"] for p in read["problems"]], read["examples"]) == (["CTE602"], 3)
    assert read["failed"] == {"examples": 1, "cases": 0}


def test_rules_that_do_not_load_are_told_with_their_problems_and_nothing_is_run(here: Path) -> None:
    edit("item, is: plaque", "itme, is: plaque")
    done = run()
    assert (done.exit_code, "error[CTE201]" in done.output) == (1, True)
    assert done.output.endswith("\nthe rules do not load, so nothing was run: `ctethics check`\n")
    assert [problem["code"] for problem in told()["problems"]] == ["CTE201"]


@pytest.mark.parametrize("folder", ["cases", "tests/cases"])
def test_cases_beside_the_rules_are_run_wherever_they_are_filed(here: Path, folder: str) -> None:
    add_case(f"{folder}/plate.yaml")
    add_case(f"{folder}/1-1/a/plate.yaml")
    add_case(f"{folder}/not-reached.yaml", "not reached: []\n")
    add_case(f"{folder}/.#plate.yaml", "an editor's own")
    assert run().output == "2 examples and 2 cases ran under direct and generated: none failed\n"


def test_cases_of_another_folder_are_run_where_it_is_named_and_none_where_none_are_wanted(here: Path) -> None:
    add_case("cases/plate.yaml")
    add_case("mine/plate.yaml", CASE.replace("excepted by (F)", "applies"))
    assert told("--no-cases")["cases"] == 0
    assert [problem["file"] for problem in told("--cases", "mine")["problems"]] == ["mine/plate.yaml"] * 2
    assert run("--cases", "nowhere").exit_code == 2


def test_a_reading_that_a_case_chooses_is_put(here: Path) -> None:
    meals = CASE.replace("item: plaque, value: $50.00", "item: food or beverage, value: $15.00")
    add_case("cases/meal.yaml", meals.replace("excepted by (F)", "applies") + "readings: {meals: together}\n")
    assert [p["what"].split("under ")[1] for p in told()["problems"]] == [
        "sb434: expected applies, found does not apply"
    ]
    add_case("cases/meal.yaml", meals + "readings: {meals: apart}\n")
    assert [p["code"] for p in told()["problems"]] == ["CTE607"]


def test_of_one_provision_its_examples_and_the_cases_that_expect_something_of_it_are_run(whole: Path) -> None:
    add_case("cases/plate.yaml")
    add_case("cases/1-2/b/plate.yaml")
    assert (told()["examples"], told()["cases"]) == (8, 2)
    assert (told("1-1(a)")["examples"], told("1-1(a)")["cases"]) == (6, 2)
    assert (told("1-1(a)(2)")["examples"], told("1-1(a)(2)")["cases"]) == (2, 0)
    assert (told("1-2(b)")["examples"], told("1-2(b)")["cases"]) == (2, 1)


def test_a_provision_that_there_is_not_is_wrong_use(here: Path) -> None:
    done = run("1-1(b)")
    assert "unknown provision `1-1(b)`" in str(done.exception)
    assert "write `1-1(a)`" in str(done.exception)


def test_that_nothing_ran_is_no_success(whole: Path) -> None:
    about_the_other = (
        "      rule: (2)\n      event: {kind: meeting, host: ann, value: $20.01}\n      expect: {every law: {outcome: "
    )
    edit(about_the_other, "      event: {value: $20.01}\n      expect: {every law: {outcome: ")
    done = run("1-1(a)(2)")
    assert done.exit_code == 1
    assert done.output.endswith("no example ran, and a check that examined nothing has failed\n")


# What stands before it, what is expected rightly and wrongly, and what is to be written.
EXPECTED = [
    ("every law: ", "excepted by (F)", "applies", "excepted by (F)"),
    ("every law: ", "excepted by (F)", "'excepted by (F), back'", "excepted by (F)"),
    ("a: ", "does not apply", "applies", "does not apply"),
    ("b: ", "'undetermined, needs returned'", "'undetermined, needs value; fee'", "'undetermined, needs returned'"),
    ("b: ", "'undetermined, needs returned'", "does not apply", "'undetermined, needs returned'"),
    ("due: ", "2025-04-10", "2025-04-11", "2025-04-10"),
    ("due: ", "the next", "the last", "the next"),
    ("owed to: ", "[Board of Gifts, ann, head of OPM]", "[ann]", "[Board of Gifts, ann, head of OPM]"),
    ("worth: ", "$20.01", "$20.02", "$20.01"),
    ("how many: ", "'1'", "'2'", "1"),
    ("voidable: ", "2025-07-09", "2025-07-10", "2025-07-09"),
    ("penalty: ", "'not more than $2,000.00'", "$2000.00", "'not more than $2,000.00'"),
]


@pytest.mark.parametrize(("before", "right", "wrong", "write"), EXPECTED)
def test_what_is_to_be_written_may_be_pasted_at_the_place_told(
    whole: Path, before: str, right: str, wrong: str, write: str
) -> None:
    edit(before + right, before + wrong)
    problem = told()["problems"][0]
    assert problem["fix"] == f"if the rule is right, write `{write}` here; if the example is right, mend the rule."
    lines = RULE.read_text().split("\n")
    line, start = lines[problem["line"] - 1], problem["column"] - 1
    assert line[start:].startswith(wrong)
    lines[problem["line"] - 1] = line[:start] + line[start:].replace(wrong, write, 1)
    RULE.write_text("\n".join(lines))
    assert told()["problems"] == []


def test_where_no_duty_arises_and_nothing_of_a_name_follows_the_expectation_is_to_be_taken_out(whole: Path) -> None:
    edit("penalty: 'not more than $2,000.00'", "fine: $5.00")
    edit("{every law: excepted by (F)}", "{every law: {outcome: excepted by (F), due: 2025-04-10}}")
    problems = told()["problems"]
    assert [p["what"].partition(": ")[2] for p in problems] == [
        "expected the consequence `fine: $5.00`, found none of that name",
        "expected a duty, found none",
        "expected a duty, found none",
    ]
    assert {p["fix"] for p in problems} == {
        "if the rule is right, take this out; if the example is right, mend the rule."
    }
