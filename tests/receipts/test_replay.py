"""A receipt asked again: the same answer, or what is answered otherwise and which files that rests on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import ctethics
from ctethics import EngineError, RuleError, UsageError
from ctethics.engines import registry
from ctethics.receipts import again
from tests.asking import Told
from tests.receipts.folders import LIMIT, SEVENTY, command, dinner, edit, forged, own_rules
from tests.strategies import cases, questions


@given(cases(most_events=2), questions())
def test_a_receipt_of_any_case_replays_as_the_same(case: Told, question: Told) -> None:
    made = ctethics.receipt(case=case, engine="direct", **question)  # type: ignore[arg-type]
    found = ctethics.replay(made)
    assert (found.is_same, found.files, found.notes) == (True, (), ())
    assert found.to_dict()["answer"] == made.answer


@given(cases(most_events=2), questions())
def test_a_receipt_of_any_case_comes_back_from_its_file_as_it_was(case: Told, question: Told) -> None:
    made = ctethics.receipt(case=case, engine="direct", **question)  # type: ignore[arg-type]
    path = Path(f"/dev/shm/{id(made)}.json") if Path("/dev/shm").is_dir() else Path(f"{id(made)}.json")
    try:
        made.write(path)
        read = ctethics.read_receipt(path)
    finally:
        path.unlink(missing_ok=True)
    assert str(read) == str(made)
    assert read.answer == made.answer


@pytest.mark.parametrize("law", ["current", "sb434"])
def test_each_example_replays_as_the_same_by_every_engine(law: str) -> None:
    made = dinner(law)
    for engine in registry.loadable_engines():
        assert ctethics.replay(made, engine=engine).is_same


def test_the_same_is_said_in_two_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    dinner().write(tmp_path / "r.json")
    done = command("replay", tmp_path / "r.json")
    version = ctethics.__version__
    assert (done.exit_code, done.output) == (
        0,
        f"Asked under sb434; answered then by direct, ctethics {version}; now by direct, ctethics {version}.\n\n"
        "The answer is the same, and so is every rule and statute file.\n",
    )


def test_a_limit_that_moved_is_told_with_the_answers_it_changed_and_the_files_they_rest_on(tmp_path: Path) -> None:
    found = ctethics.replay(dinner(), rules=own_rules(tmp_path, *SEVENTY))
    assert [(one.name, one.how, one.is_asked) for one in found.files] == [
        ("rules/1-79/5.yaml", "changed", True),
        ("statutes/1-79/5.txt", "changed", True),
        ("statutes/1-91/7.txt", "changed", True),
    ]
    five = ("rules/1-79/5.yaml", "statutes/1-79/5.txt")
    outcomes = [(one.provision, one.was, one.now, one.files) for one in found.changes if one.what == "outcome"]
    assert outcomes == [
        ("1-79(5)", "excepted", "applies", five),
        ("1-84(m)", "excepted", "applies", five),
        ("1-91(7)", "excepted", "applies", (*five, "statutes/1-91/7.txt")),
    ]
    (room,) = (one for one in found.changes if one.what.startswith("room"))
    assert (room.provision, room.was, room.now) == (
        "1-79(5)(I)",
        "$24.99 left, $75.00 used, limit $100.00",
        "$0.00 left, $75.00 used, limit $70.00",
    )


def test_the_report_of_a_change_has_the_reasons_of_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    dinner().write(tmp_path / "r.json")
    done = command("replay", tmp_path / "r.json", "--rules", own_rules(tmp_path, *SEVENTY))
    assert done.exit_code == 1
    assert (
        "dinner, § 1-79(5): excepted by (I) → applies\n"
        "  exception (I): yes → no\n"
        "  under the law current: applies → the same\n"
        "  why: it rests on rules/1-79/5.yaml (changed), statutes/1-79/5.txt (changed)\n"
        "  now:\n"
        "§ 1-79(5) Gift: applies\n"
    ) in done.output
    assert "    food and beverage in the year $75.00 is not less than $70.00: $5.01 over\n" in done.output
    assert max(map(len, done.output.splitlines())) <= 100


def test_the_json_of_a_replay_says_the_same(tmp_path: Path) -> None:
    dinner().write(tmp_path / "r.json")
    own = own_rules(tmp_path, *SEVENTY)
    done = command("replay", tmp_path / "r.json", "--rules", own, "--format", "json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["same"]) == (1, False)
    assert told == json.loads(json.dumps(ctethics.replay(tmp_path / "r.json", rules=own).to_dict()))


def test_a_moved_due_date_is_told_of_the_duty(tmp_path: Path) -> None:
    own = own_rules(tmp_path)
    edit(tmp_path, ("rules/1-84/o.yaml", "days: 10, says: not later than ten", "days: 12, says: not later than twelve"))
    statute = tmp_path / "statutes" / "1-84" / "o.txt"
    statute.write_text(statute.read_text(encoding="utf-8").replace("ten days", "twelve days"), encoding="utf-8")
    found = ctethics.replay(dinner(), rules=own)
    assert [(one.provision, one.what, one.was, one.now) for one in found.changes] == [
        ("1-84(o)", "duty due", "2025-03-13", "2025-03-15")
    ]
    assert found.changes[0].files == ("rules/1-84/o.yaml", "statutes/1-84/o.txt")
    assert "  duty due: 2025-03-13 → 2025-03-15\n" in f"{found}\n"


def test_files_that_differ_without_another_answer_are_told_and_are_no_failure(tmp_path: Path) -> None:
    own = own_rules(tmp_path, ("rules/1-84/b.yaml", "# yaml", "# A remark.\n# yaml"))
    dinner().write(tmp_path / "r.json")
    done = command("replay", tmp_path / "r.json", "--rules", own)
    assert done.exit_code == 0
    assert done.output.endswith(
        "\nThe answer is the same.\n\nRule and statute files that are not as they were:\n  changed rules/1-84/b.yaml\n"
    )


def test_a_file_that_no_changed_answer_rests_on_is_told_apart(tmp_path: Path) -> None:
    own = own_rules(tmp_path, *SEVENTY, ("rules/1-84/b.yaml", "# yaml", "# A remark.\n# yaml"))
    found = ctethics.replay(dinner(), rules=own)
    assert [one.name for one in found.files if not one.is_asked] == ["rules/1-84/b.yaml"]
    assert "  changed rules/1-84/b.yaml: nothing that changed rests on it\n" in str(found)


def test_a_provision_that_vanished_rests_on_the_file_that_is_gone(tmp_path: Path) -> None:
    own = own_rules(tmp_path)
    (own / "opm" / "6.yaml").unlink()
    found = ctethics.replay(dinner(), rules=own)
    assert [(one.name, one.how) for one in found.files] == [
        ("rules/opm/6.yaml", "removed"),
        ("statutes/opm/6.txt", "removed"),
    ]
    outcomes = [one for one in found.changes if one.what == "outcome"]
    assert [(one.provision, one.was, one.now) for one in outcomes] == [("opm(6)", "applies", None)]
    assert outcomes[0].files == ("rules/opm/6.yaml", "statutes/opm/6.txt")
    assert "dinner, OPM policy, item 6: applies → not answered\n" in str(found)


def test_a_provision_that_is_new_rests_on_the_file_that_was_added(tmp_path: Path) -> None:
    before = own_rules(tmp_path / "before")
    (before / "opm" / "6.yaml").unlink()
    found = ctethics.replay(dinner(rules=before))
    assert [(one.name, one.how) for one in found.files] == [
        ("rules/opm/6.yaml", "added"),
        ("statutes/opm/6.txt", "added"),
    ]
    assert {one.provision for one in found.changes} == {"opm(6)"}


def test_a_presumption_that_changed_is_blamed_on_the_facts(tmp_path: Path) -> None:
    facts = own_rules(tmp_path) / "facts.yaml"
    facts.write_text(facts.read_text(encoding="utf-8") + "# A remark.\n", encoding="utf-8")
    made = dinner()
    answer = json.loads(json.dumps(made.answer))
    answer["events"][0]["findings"][0]["presumed"] = []
    found = ctethics.replay(replace(made, answer=answer), rules=tmp_path / "rules")
    assert {one.files for one in found.changes} == {("rules/facts.yaml",)}


def other_answer(**told: object) -> ctethics.Receipt:
    """A receipt whose answer is not that of its own rules."""
    made = dinner()
    answer = json.loads(json.dumps(made.answer))
    answer["events"][0]["duties"] = []
    return replace(made, answer=answer, **told)  # type: ignore[arg-type]


def why(receipt: ctethics.Receipt) -> str:
    found = ctethics.replay(receipt, engine="direct")
    (line,) = (line for line in str(found).replace("\n    ", " ").splitlines() if line.startswith("  why: "))
    return line.removeprefix("  why: ")


def test_where_no_file_differs_the_library_itself_is_named() -> None:
    version = ctethics.__version__
    told = f"no file that it rests on differs; ctethics {version} itself answers otherwise than 0.0.1"
    assert why(other_answer(version="0.0.1")) == told


def test_where_the_engine_alone_differs_that_is_to_be_reported() -> None:
    told = "no file that it rests on differs; the engines generated and direct must agree and do not: please report it"
    assert why(other_answer(engine="generated")) == told


def test_where_nothing_differs_the_receipt_is_doubted() -> None:
    assert why(other_answer()) == (
        "no file that it rests on differs, nor the version or the engine: ctethics was edited, or something else"
        " wrote the receipt"
    )


def test_an_engine_that_does_not_load_is_replaced_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "loadable_engines", lambda: ["direct", "generated"])
    monkeypatch.setattr(again, "default_engine", lambda: "generated")
    found = ctethics.replay(replace(dinner(), engine="durable"))
    assert (found.is_same, found.determination.engine) == (True, "generated")
    assert found.notes == ("The engine durable cannot load here: generated answered in its place.",)


def test_the_readings_of_then_are_asked_though_the_defaults_have_changed(tmp_path: Path) -> None:
    own = own_rules(tmp_path)
    text = (own / "1-79" / "5.yaml").read_text(encoding="utf-8")
    assert "crossing:" in text
    made = dinner("current", readings={"crossing": "the whole year"})
    found = ctethics.replay(made, rules=own)
    assert (found.is_same, found.determination.readings["crossing"]) == (True, "the whole year")
    assert "Reading crossing: the whole year.\n" in str(found)


def test_a_default_reading_that_is_gone_or_new_is_noted_and_no_error() -> None:
    made = dinner()
    readings = {name: choice for name, choice in made.readings.items() if name != "crossing"} | {"gone": "so"}
    found = ctethics.replay(replace(made, readings={**readings, "family": "no such choice"}))
    assert found.notes == (
        "The reading family can no longer be no such choice, its default then: the list of (D) was taken.",
        "These rules have no reading gone, which was so by default.",
        "The reading crossing is new: only the crossing meal was taken, its default.",
    )
    assert found.is_same


def test_rules_with_a_slip_and_engines_there_are_not_are_told_as_ever(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="CTE303"):
        ctethics.replay(
            dinner(),
            rules=own_rules(
                tmp_path,
                (
                    LIMIT[0],
                    "$100.00, says: less than one hundred dollars in",
                    "$70.00, says: less than one hundred dollars in",
                ),
            ),
        )
    with pytest.raises((UsageError, EngineError), match="unknown engine `dirct`"):
        ctethics.replay(dinner(), engine="dirct")


def test_what_somebody_wrote_in_a_receipt_cannot_drive_the_terminal(tmp_path: Path) -> None:
    escape = "\x1b[31m"

    def change(told: dict[str, Any]) -> None:
        told["made_by"]["ctethics"] = escape
        told["files"][f"rules/{escape}.yaml"] = "0"
        told["answer"]["events"][0]["id"] = f"dinner{escape}"
        told["answer"]["events"][0]["duties"][0]["what"] = escape

    done = command("replay", forged(tmp_path / "r.json", change))
    assert (done.exit_code, "\x1b" in done.output) == (1, False)
