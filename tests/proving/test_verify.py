"""What is proved of every case, and the smallest cases that show otherwise, each confirmed by the judge."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result as Ran

from ctethics.api import load, load_rules
from ctethics.cli import cli
from ctethics.diagnostics import Collector, UsageError
from ctethics.facts import type_case
from ctethics.law.regimes import LAWS

pytest.importorskip("z3", reason='the solver is not installed: pip install "ctethics[verify]"')

from ctethics.proving.verify import search
from ctethics.proving.verify.plain import Plain, plain_of
from ctethics.proving.verify.result import Result
from ctethics.proving.verify.run import run, tasks
from ctethics.proving.verify.words import case_text

BASE = Path(__file__).parents[2] / "docs" / "codes" / "scenes" / "base"
RULE = "rules/1-1/a.yaml"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("COLUMNS", "100")  # lines are folded to the screen
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edit(old: str, new: str, name: str = RULE) -> None:
    text = Path(name).read_text(encoding="utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new), encoding="utf-8")


def verify(*options: str) -> Ran:
    return CliRunner().invoke(cli, ["verify", *options])


def told(*options: str) -> list[dict[str, object]]:
    return json.loads(verify("--format", "json", *options).output)["statements"]  # type: ignore[no-any-return]


@cache
def usual() -> Plain:
    compiled = load_rules()
    return plain_of(type_case(one.case, compiled.program.vocabulary, Collector()) for one in compiled.examples)


@cache
def shipped(statement: str, citation: str) -> tuple[Result, ...]:
    program = load_rules().program
    return tuple(run((program,), usual(), tasks(program, [statement], [citation]), 60, processes=1))


def by_says(results: tuple[Result, ...], citation: str, says: str) -> Result:
    return next(one for one in results if one.citation == citation and says in one.says)


def test_rules_of_which_every_condition_decides_are_proved_and_the_status_is_0(here: Path) -> None:
    ran = verify("conditions")
    assert ran.exit_code == 0
    assert ran.output.startswith("conditions: each condition and each part of a rule decides some case: 2 proved\n")


def test_an_exception_that_can_never_hold_is_refuted_at_its_place_and_the_status_is_1(here: Path) -> None:
    edit(
        "{fact: item, is: plaque, quote: a plaque}",
        "{fact: item, is: plaque, quote: a plaque}\n        - {fact: item, is: food or beverage}",
    )
    ran = verify("conditions")
    assert ran.exit_code == 1
    assert "§ 1-1(a)(F), current and sb434: it cannot hold, whatever the facts: refuted" in ran.output
    assert f"at {RULE}:" in ran.output


def test_a_condition_that_another_repeats_is_a_finding_and_no_mistake(here: Path) -> None:
    edit(
        "{fact: item, is: plaque, quote: a plaque}",
        "{fact: item, is: plaque, quote: a plaque}\n        - not: {fact: item, is: food or beverage}",
    )
    ran = verify("conditions")
    assert ran.exit_code == 0
    assert "`item: food or beverage` decides no case by holding: found" in ran.output


def test_what_the_bill_changes_is_shown_by_a_case_at_the_edge_that_assess_answers_so(here: Path) -> None:
    found = [one for one in told("changes") if one["how"] == "shown"]
    assert [one["outcomes"] for one in found] == [{"current": "applies", "sb434": "does not apply"}]
    (case,) = (one["case"] for one in found)
    assert isinstance(case, dict)
    assert case["events"][0]["value"] == "$10.01"
    for law, outcome in {"current": "applies", "sb434": "does not apply"}.items():
        assert load(law, rules="rules").assess(case)["event"].finding("1-1(a)").outcome == outcome


def test_the_printed_case_is_one_that_assess_takes(here: Path) -> None:
    shown = verify("changes", "--cases").output.splitlines()
    start = next(number for number, line in enumerate(shown) if line.strip() == "parties:")
    case = [line[8:] for line in shown[start:] if line.startswith(" " * 8)]
    Path("case.yaml").write_text("\n".join(case), encoding="utf-8")
    ran = CliRunner().invoke(cli, ["assess", "case.yaml", "--law", "current", "--rules", "rules"])
    assert "§ 1-1(a) Gift: applies" in ran.output


def test_before_the_bill_nothing_comes_out_otherwise(here: Path) -> None:
    (before,) = (one for one in told("changes") if "before" in str(one["says"]))
    assert (before["says"], before["how"]) == ("before 2024-10-01 it comes out the same under both laws", "proved")


def test_a_limit_below_which_another_always_binds_is_named_with_that_other(here: Path) -> None:
    edit(
        "{fact: value, is: less than, limit: plaque}",
        "{fact: value, is: less than, limit: plaque}\n        - {fact: value, is: less than, amount: $90.00}",
    )
    ran = verify("limits")
    found = "the limit `plaque`, $100.00 never binds: `value: less than $90.00` always decides before it"
    assert found in " ".join(ran.output.split())


def test_a_statement_that_runs_out_of_time_is_not_called_proved(here: Path) -> None:
    ran = verify("changes", "--timeout", "0.000001")
    assert ran.exit_code == 1
    assert "not settled in 1e-06 s" in ran.output
    assert "proved" not in ran.output


def test_a_case_that_the_judge_answers_otherwise_is_reported_and_not_hidden(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = load_rules("rules").program
    judged = search.verdict_of
    monkeypatch.setattr(search, "verdict_of", lambda *a: judged(*a)._replace(binding=None))
    found = run((program,), Plain(), tasks(program, ["changes"], program.provisions), 30, processes=1)
    assert [one.how for one in found if "before" not in one.says] == ["unconfirmed", "proved"]


def test_what_is_found_does_not_depend_on_how_many_processes_look(here: Path) -> None:
    program = load_rules("rules").program
    asked = tasks(program, ["conditions", "kept", "limits", "changes"], program.provisions)
    assert run((program,), Plain(), asked, 30, processes=1) == run((program,), Plain(), asked, 30, processes=2)


def test_without_the_solver_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r'pip install "ctethics\[verify\]"'):  # which `main` answers with status 2
        CliRunner().invoke(cli, ["verify"], catch_exceptions=False)


def test_a_provision_there_is_not_is_wrong_use() -> None:
    ran = verify("changes", "--provision", "1-79(6)")
    assert ran.exit_code == 2
    assert "There is no provision '1-79(6)'" in ran.output


def test_the_exceptions_a_to_q_mean_the_same_in_both_definitions() -> None:
    results = shipped("shared", "1-91(7)")
    same = {one.citation for one in results if "means the same" in one.says and one.how == "proved"}
    assert same == {f"1-79(5)({key})" for key in "ABCDEFGHIJKLMNOPQ"}
    assert not [one for one in results if "means the same" in one.says and one.how != "proved"]


def test_r_and_s_are_where_the_two_definitions_part() -> None:
    parted = [one for one in shipped("shared", "1-91(7)") if one.how != "proved"]
    assert {(one.citation, one.law) for one in parted} == {(f"1-79(5)({key})", law) for key in "RS" for law in LAWS}
    assert all(one.witness is not None and one.witness.outcomes == ("excepted", "applies") for one in parted)


def test_things_that_are_tokens_only_under_the_bill_use_up_its_yearly_limit() -> None:
    stops = by_says(shipped("kept", "1-79(5)"), "1-79(5)", "is excepted under `sb434`")
    assert stops.witness is not None
    assert stops.witness.outcomes == ("excepted", "applies")
    *earlier, event = stops.witness.told["events"]
    assert [one["value"] for one in earlier] == ["$20.00"] * 5
    assert event["value"] == "$0.01"


def test_a_smallest_case_says_nothing_that_it_could_leave_out() -> None:
    for result in shipped("changes", "1-79(5)"):
        if result.witness is not None:
            for less in without_one_fact(result.witness.told):
                outcomes = [load(law).assess(less)["event"].finding("1-79(5)").outcome for law in LAWS]
                assert outcomes != list(result.witness.outcomes)


def without_one_fact(case: dict[str, dict[str, dict[str, object]]]) -> Iterator[dict[str, object]]:
    parties, events = case["parties"], list(case["events"])
    told_of = (
        ({**parties, id_: {n: v for n, v in facts.items() if n != name}}, events)
        for id_, facts in parties.items()
        for name in facts
    )
    needed = ("id", "kind", "date", "donor", "recipient")
    said = (
        (parties, [*events[:-1], {n: v for n, v in events[-1].items() if n != name}])  # type: ignore[attr-defined]
        for name in events[-1]
        if name not in needed
    )
    fewer = ((parties, [*events[:i], *events[i + 1 :]]) for i in range(len(events) - 1))
    for some_parties, some_events in chain(told_of, said, fewer):
        yield {"parties": some_parties, "events": some_events}


def test_text_that_yaml_would_read_otherwise_is_quoted() -> None:
    case = {
        "parties": {"no: one": {"agency": "a, b"}},
        "events": [{"id": "e", "value": "$1,000.00", "list": ["x", "null"]}],
    }
    assert list(case_text(case)) == [
        "parties:",
        '  "no: one": {agency: "a, b"}',
        "events:",
        "  - id: e",
        "    value: $1000.00",
        '    list: [x, "null"]',
    ]
