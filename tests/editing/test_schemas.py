"""The JSON Schemas: what editors find right and wrong."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from ctethics.editing.schemas.folder import modeline, out_of_date
from tests.editing.running import run
from tests.editing.validating import ROOT, Schemas

RULES = ROOT / "rules"
NAMES = sorted(path.relative_to(RULES).with_suffix("").as_posix() for path in RULES.rglob("*.yaml"))
RULE_NAMES = [name for name in NAMES if name != "facts"]
CASES = sorted(path for path in (ROOT / "examples").glob("*.yaml") if path.stem != "ledger-map")
GIFT = RULES / "1-79/5.yaml"

DECIDED = sorted(path for path in (ROOT / "tests" / "cases").rglob("*.yaml") if path.stem != "not-reached")

each_rule = pytest.mark.parametrize("name", RULE_NAMES)
each_file = pytest.mark.parametrize("name", NAMES)
each_case = pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)


@each_rule
def test_a_shipped_rule_file_is_right_by_its_schema(name: str, shipped: Schemas) -> None:
    assert shipped.problems(f"rules/{name}.json", (RULES / f"{name}.yaml").read_text()) == []


def test_the_shipped_facts_are_right_by_their_schema(shipped: Schemas) -> None:
    assert shipped.problems("facts.json", (RULES / "facts.yaml").read_text()) == []


@each_case
def test_an_example_of_a_case_is_right_by_its_schema(path: Path, shipped: Schemas) -> None:
    assert shipped.problems("case.json", path.read_text()) == []


@pytest.mark.parametrize("path", DECIDED, ids=lambda path: path.stem)
def test_a_decided_case_is_right_by_its_schema(path: Path, shipped: Schemas) -> None:
    assert shipped.problems("decided.json", path.read_text()) == []


@each_file
def test_the_first_line_of_a_file_names_a_schema_that_is_there(name: str) -> None:
    path = RULES / f"{name}.yaml"
    first = path.read_text().split("\n")[0]

    assert first == modeline(path, RULES)
    assert (path.parent / first.partition("$schema=")[2]).is_file()


@each_case
def test_the_first_line_of_an_example_names_the_schema_of_cases(path: Path) -> None:
    assert path.read_text().startswith("# yaml-language-server: $schema=../schemas/case.json\n")


def test_the_schemas_in_the_checkout_are_up_to_date(shipped: Schemas) -> None:
    assert out_of_date(shipped.texts, ROOT / "schemas") == ()


def test_each_schema_is_a_schema(shipped: Schemas) -> None:
    for text in shipped.texts.values():
        Draft7Validator.check_schema(json.loads(text))


def test_schemas_are_made_alike_each_time_and_stay_small(shipped: Schemas) -> None:
    assert Schemas(RULES).texts == shipped.texts
    assert sum(len(text.encode()) for text in shipped.texts.values()) < 2_000_000


WRONG = {
    "a key misspelt": ("holds when:", "hold when:"),
    "a key of a condition misspelt": ("{fact: item, is: loan", "{fact: item, iz: loan"),
    "a fact misspelt": ("{fact: returned, is:", "{fact: retruned, is:"),
    "a fact of a party misspelt": ("fact: donor kind", "fact: donor kinds"),
    "an operator misspelt": ("{fact: value, is: more than,", "{fact: value, is: greater than,"),
    "a choice misspelt": ("{fact: item, is: loan", "{fact: item, is: lone"),
    "one of several choices misspelt": ("[rebate, discount, promotional item]", "[rebate, discounts]"),
    "neither yes nor no": ("{fact: donor in attendance, is: yes}", "{fact: donor in attendance, is: true}"),
    "a kind of provision that there is not": ("kind: definition", "kind: definitions"),
    "a kind of event that there is not": ("about: transfer", "about: transfers"),
    "a law that there is not": ("    sb434: {amount: $250.00", "    sb435: {amount: $250.00"),
    "an amount without its sign": ("{amount: $250.00,", "{amount: 250.00,"),
    "a period that no total runs over": ("over: calendar year", "over: fiscal year"),
    "a key of an example misspelt": ("      expect:", "      expects:"),
    "a fact of an example misspelt": ("donor in attendance: yes}", "donor in attendence: yes}"),
    "an outcome that there is not": ("expect: {every law: applies}", "expect: {every law: aplies}"),
    "an exception without its title": ("    title: Political contribution\n", ""),
    "a section left empty": ("kind: definition", "kind:"),
    "the citation of another file": ("provision: 1-79(5)", "provision: 1-79(6)"),
}


@pytest.mark.parametrize("sort", WRONG)
def test_what_is_wrong_in_a_rule_file_is_wrong_by_the_schema(sort: str, shipped: Schemas) -> None:
    right, wrong = WRONG[sort]
    text = GIFT.read_text()
    assert right in text

    assert shipped.problems("rules/1-79/5.json", text.replace(right, wrong, 1))


WRONG_FACTS = {
    "a type that there is not": ("type: amount", "type: money"),
    "a key misspelt": ("    question: What is this party?", "    querstion: What is this party?"),
    "a fact without a question": ("    question: Which agencies directly regulate what this party does?\n", ""),
    "a last day that is none": ("first quarter: 03-31", "first quarter: 31 March"),
}


@pytest.mark.parametrize("sort", WRONG_FACTS)
def test_what_is_wrong_in_the_facts_is_wrong_by_the_schema(sort: str, shipped: Schemas) -> None:
    right, wrong = WRONG_FACTS[sort]
    text = (RULES / "facts.yaml").read_text()
    assert right in text

    assert shipped.problems("facts.json", text.replace(right, wrong, 1))


WRONG_CASES = {
    "a fact misspelt": ("donor in attendance", "donor in attendence"),
    "a fact of a party misspelt": ("registrant: no", "registrants: no"),
    "a choice misspelt": ("food or beverage", "food and beverage"),
    "a kind of event that there is not": ("kind: transfer", "kind: gift"),
    "an amount without its sign": ("$75.00", "75.00"),
    "a day written otherwise": ("2025-03-03", "3 March 2025"),
    "an event without its recipient": ("    recipient: lee\n", ""),
    "no events": ("events:", "event:"),
}


@pytest.mark.parametrize("sort", WRONG_CASES)
def test_what_is_wrong_in_a_case_is_wrong_by_the_schema(sort: str, shipped: Schemas) -> None:
    right, wrong = WRONG_CASES[sort]
    text = (ROOT / "examples" / "dinner.yaml").read_text()
    assert right in text

    assert shipped.problems("case.json", text.replace(right, wrong, 1))


def test_in_a_case_an_underscore_may_stand_for_a_space(shipped: Schemas) -> None:
    text = (ROOT / "examples" / "dinner.yaml").read_text()

    assert shipped.problems("case.json", text.replace("donor in attendance", "donor_in_attendance")) == []


def test_a_name_that_the_schema_cannot_know_yet_is_no_problem(shipped: Schemas) -> None:
    text = (
        GIFT.read_text()
        .replace("ceremonial award:\n", "award of honour:\n")
        .replace("limit: ceremonial award", "limit: award of honour")
    )

    assert shipped.problems("rules/1-79/5.json", text) == []


def test_each_exception_tells_the_words_of_its_clause(shipped: Schemas) -> None:
    told = json.loads(shipped.texts["rules/1-79/5.json"])["properties"]["except"]["properties"]

    assert len(told) == 19
    assert told["P"]["description"].startswith("(P) Anything")


def test_the_command_writes_what_differs_and_no_more(mine: Path) -> None:
    status, told = run("schemas")
    written = {path: path.stat().st_mtime_ns for path in (mine / "schemas").rglob("*.json")}

    assert status == 0
    assert sorted(path.relative_to(mine / "schemas").as_posix() for path in written) == [
        "case.json",
        "decided.json",
        "facts.json",
        "rule.json",
        "rules/1-1/a.json",
    ]
    assert told.count("written") == 5
    assert run("schemas") == (0, "5 schemas in schemas: up to date\n")
    assert {path: path.stat().st_mtime_ns for path in written} == written


def test_the_check_names_what_is_out_of_date_and_writes_nothing(mine: Path) -> None:
    run("schemas")
    facts = mine / "rules" / "facts.yaml"
    facts.write_text(facts.read_text().replace("Which agency does", "Which office does"))
    (mine / "schemas" / "rules" / "stale.json").write_text("{}")

    status, told = run("schemas", "--check")

    assert status == 1
    assert "schemas/rule.json: out of date" in told
    assert "schemas/rules/stale.json: out of date" in told
    assert (mine / "schemas" / "rules" / "stale.json").is_file()
    assert "schemas/rules/stale.json: removed" in run("schemas")[1]
    assert run("schemas", "--check")[0] == 0


def test_a_rule_file_with_a_slip_keeps_the_general_schema(mine: Path) -> None:
    (mine / "rules" / "1-1" / "a.yaml").write_text("provision: [\n")

    assert run("schemas")[0] == 0
    assert json.loads((mine / "schemas/rules/1-1/a.json").read_text())["allOf"] == [{"$ref": "../../rule.json"}]


def test_without_a_folder_of_rules_the_command_says_how_to_begin_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    status, told = run("schemas")

    assert status == 2
    assert "ctethics init" in told
