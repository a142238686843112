"""What comes out otherwise than an example or a case expects, and the exact whole message it gets."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from ctethics.cli import cli

BASE = Path(__file__).parent / "base"
RULE, CASE = Path("rules/1-1/a.yaml"), Path("cases/1-1/a/meal.yaml")
MEAL = """name: Meal of a friend
case:
  parties: {ann: {agency: OPM}, bob: {dealing with: [OPM]}}
  events:
    - {id: meal, kind: transfer, date: 2025-03-03, donor: bob, recipient: ann, item: food or beverage, value: $15.00}
    - {id: plate, kind: transfer, date: 2025-03-03, donor: bob, recipient: ann, item: plaque, value: $50.00}
expect:
  current: {meal: {1-1(a): applies}}
  every law: {meal: {1-1(a): does not apply}, plate: {1-1(a): excepted by (F)}}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the rule base and one case, in which the command is run."""
    monkeypatch.setenv("COLUMNS", "100")
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    CASE.parent.mkdir(parents=True)
    CASE.write_text(MEAL)


def told(path: Path, old: str, new: str) -> str:
    """What `ctethics test` says after a change."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    done = CliRunner().invoke(cli, ["test"])
    assert done.exit_code == 1, done.output
    return done.output


def test_the_examples_and_the_case_come_out_as_they_expect() -> None:
    done = CliRunner().invoke(cli, ["test"])
    expected = "2 examples and 1 case ran under direct and generated: none failed\n"
    assert (done.exit_code, done.output) == (0, expected)


def test_an_example_that_fails_under_one_law_is_told_with_the_reasons_and_what_to_write() -> None:
    assert told(RULE, "value: $20.01", "value: $20.00") == (
        'rules/1-1/a.yaml:36:73: error[CTE502] "one cent over", under sb434: expected applies, found does not apply\n'
        " 36 |     - {name: one cent over, event: {value: $20.00}, expect: {every law: applies}}\n"
        "    |                                                                         ^^^^^^^\n"
        " why: this is how § 1-1(a) comes to it on 2025-03-03:\n"
        "   § 1-1(a) Gift: does not apply\n"
        "     value $20.00 is not more than $20.00: $0.01 short\n"
        " fix: if the rule is right, write `current: applies, sb434: does not apply` in place of `every law: applies`; "
        "if the example is right, mend the rule.\n"
        "\n"
        "2 examples and 1 case ran under direct and generated: 1 example failed\n"
    )


def test_a_case_that_fails_is_told_with_the_words_of_the_statute() -> None:
    assert told(CASE, "plate: {1-1(a): excepted by (F)}", "plate: {1-1(a): does not apply}") == (
        "cases/1-1/a/meal.yaml:9:63: error[CTE503] Meal of a friend, event `plate`, under current: "
        "expected does not apply, found excepted by (F)\n"
        " 9 |   every law: {meal: {1-1(a): does not apply}, plate: {1-1(a): does not apply}}\n"
        "   |                                                               ^^^^^^^^^^^^^^\n"
        " why: this is how § 1-1(a) comes to it on 2025-03-03:\n"
        "   § 1-1(a) Gift: excepted by 1-1(a)(F)\n"
        "     1-1(a)(F) Plaque: holds\n"
        "       item: plaque\n"
        '         "a plaque" (§ 1-1(a)(F), bill line 2)\n'
        "       value $50.00 is less than $100.00: $49.99 to spare\n"
        '         "less than one hundred dollars" (§ 1-1(a)(F), bill line 2)\n'
        " fix: if the rule is right, write `excepted by (F)` here; if the case is right, mend the rule.\n"
        "\n"
        "cases/1-1/a/meal.yaml:9:63: error[CTE503] Meal of a friend, event `plate`, under sb434: "
        "expected does not apply, found excepted by (F)\n"
        " 9 |   every law: {meal: {1-1(a): does not apply}, plate: {1-1(a): does not apply}}\n"
        "   |                                                               ^^^^^^^^^^^^^^\n"
        " why: this is how § 1-1(a) comes to it on 2025-03-03:\n"
        "   § 1-1(a) Gift: excepted by 1-1(a)(F)\n"
        "     1-1(a)(F) Plaque: holds\n"
        "       item: plaque\n"
        '         "a plaque" (§ 1-1(a)(F), bill line 2)\n'
        "       value $50.00 is less than $100.00: $49.99 to spare\n"
        '         "less than one hundred dollars" (§ 1-1(a)(F), bill line 2)\n'
        " fix: if the rule is right, write `excepted by (F)` here; if the case is right, mend the rule.\n"
        "\n"
        "2 examples and 1 case ran under direct and generated: 1 case failed\n"
    )


def test_words_that_speak_of_every_law_are_to_be_written_out_where_the_laws_differ() -> None:
    said = told(CASE, "item: plaque, value: $50.00", "item: food or beverage, value: $15.00")
    fix = (
        " fix: if the rule is right, write `every law` out as current and sb434, "
        "with `current: applies, sb434: does not apply` here; if the case is right, mend the rule.\n"
    )
    assert said.count(fix) == 2


def test_what_one_law_says_of_an_event_goes_before_what_every_law_says() -> None:
    assert "under current: expected does not apply, found applies" in told(CASE, "  current: {", "  sb434: {")


@pytest.mark.parametrize(
    ("old", "new", "what", "fix"),
    [
        ("expect:", "expects:", "7:1: error[CTE202] unknown key `expects`", "write `expect`."),
        ("every law:", "all laws:", "9:3: error[CTE501] unknown law `all laws`", "write one of: every law, current, "),
        ("plate: {1-1", "plat: {1-1", "9:47: error[CTE501] no event has the id `plat`", "write `plate`."),
        ("plate: {1-1(a)", "plate: {1-1(b)", "9:55: error[CTE501] no rule is `1-1(b)`", "write `1-1(a)`."),
        ("excepted by (F)}", "allowed}", "9:63: error[CTE501] `allowed` is not an outcome", "write one of: applies, "),
        ("{meal: {1-1(a): applies}}", "applies", "8:12: error[CTE501] no event is named", "write `{pen: {1-84(j): "),
        ("meal: {1-1(a): applies}", "meal: applies", "8:19: error[CTE501] no provision is named", "write `{pen: "),
        ("value: $15.00", "value: much", "5:111: error[CTE602] `value` is `much`", "write "),
        ("item: plaque", "itme: plaque", "6:81: error[CTE601] unknown fact `itme`", "write `item`."),
        ("case:", "case: [", "4:3: error[CTE102] did not find ", "check the indentation"),
    ],
)
def test_a_malformed_case_is_told_at_its_place_and_fails(old: str, new: str, what: str, fix: str) -> None:
    said = told(CASE, old, new)
    assert f"cases/1-1/a/meal.yaml:{what}" in said
    assert f" fix: {fix}" in said
    assert said.endswith("2 examples and 1 case ran under direct and generated: 1 case failed\n")
