"""An answer is plain data: JSON and back again is the same, and asking twice gives it twice."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings

import ctethics
from ctethics.report.words import cited
from tests.asking import Told, answers, ask, law_named
from tests.strategies import LAW_NAMES, cases, questions

KEYS = {"law", "engine", "strict", "readings", "events"}
EVENT_KEYS = {
    "id",
    "kind",
    "date",
    "findings",
    "duties",
    "possible_duties",
    "consequences",
    "policy_alone",
    "needs",
    "room",
    "differs_under",
    "depends_on",
}
FINDING_KEYS = {
    "not_established",
    "layer",
    "advice",
    "provision",
    "outcome",
    "possible",
    "excepted_by",
    "exceptions",
    "needs",
    "presumed",
    "citations",
}


@given(case=cases(), question=questions())
def test_an_answer_is_json_and_back_again_the_same(case: Told, question: Told) -> None:
    told = ask(case, **question).to_dict()

    assert json.loads(json.dumps(told)) == told
    assert set(told) == KEYS
    assert [set(event) for event in told["events"]] == [EVENT_KEYS] * len(case["events"])
    assert all(set(finding) == FINDING_KEYS for event in told["events"] for finding in event["findings"])


@given(case=cases(), question=questions())
def test_asking_again_gives_the_same_answer(case: Told, question: Told) -> None:
    found = ask(case, **question)

    assert json.dumps(found.to_dict()) == json.dumps(found.to_dict()) == json.dumps(ask(case, **question).to_dict())


@given(case=cases(), question=questions())
def test_what_is_asked_first_changes_nothing(case: Told, question: Told) -> None:
    backwards = ask(case, **question)
    for event in reversed(backwards.events):
        _ = event.depends_on, event.room, event.duties, [f.explanation for f in reversed(event.findings)]

    assert backwards.to_dict() == ask(case, **question).to_dict()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=cases(), law=LAW_NAMES)
def test_a_case_is_the_same_as_a_mapping_a_case_or_a_file(tmp_path: Path, case: Told, law: str) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case), encoding="utf-8")
    wanted = answers(ask(case, law))

    assert answers(law_named(law).assess(path)) == wanted
    assert answers(law_named(law).assess(ctethics.Case(**case))) == wanted
    assert answers(ask(underscored(case), law)) == wanted


@given(case=cases(), question=questions())
def test_every_answer_can_be_read_as_text(case: Told, question: Told) -> None:
    found = ask(case, **question)
    text = str(found)
    unwrapped = " ".join(text.split())

    for event in found:
        assert event.id in text
        told = [f for f in event.findings if not f.is_policy or f.outcome != "does not apply"]
        assert all(cited(finding.provision) in unwrapped for finding in told)


def underscored(told: object) -> object:
    """The case as a Python caller may write it, with `_` for each space in a name."""
    if isinstance(told, dict):
        return {name.replace(" ", "_"): underscored(value) for name, value in told.items()}
    return [underscored(value) for value in told] if isinstance(told, list) else told
