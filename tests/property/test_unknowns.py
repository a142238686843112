"""Filling in a missing fact: what was settled stays settled, and nothing becomes possible that was not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ctethics import Determination, Finding
from tests.asking import ask, law_of
from tests.property.gaps import filled, fillings
from tests.rule_bases import RuleBase, programs
from tests.strategies import Terrain, Told, cases, questions, shipped


@given(data=st.data(), case=cases(), question=questions())
def test_filling_in_a_missing_fact_never_makes_more_possible(data: st.DataObject, case: Told, question: Told) -> None:
    before = ask(case, **question)
    values = data.draw(fillings(case, shipped(), strict=bool(question["strict"])))
    after = ask(filled(case, values), **question)

    assert widened(before, after) == []


@given(data=st.data(), case=cases(most_events=3), question=questions())
def test_the_outcome_of_every_completion_was_possible(data: st.DataObject, case: Told, question: Told) -> None:
    before = ask(case, **question)
    values = data.draw(fillings(case, shipped(), strict=bool(question["strict"]), every=True))
    after = ask(filled(case, values), **question)

    is_for_nobody = any(told.get("persons expected") == 0 for told in filled(case, values)["events"])
    findings = [finding for event in after for finding in event.findings if not finding.not_established]
    outcomes = {finding.outcome for finding in findings}
    assert "undetermined" not in outcomes or is_for_nobody  # what is spent is not divided by nobody
    assert widened(before, after) == []


@given(data=st.data(), program=programs())
def test_the_same_holds_of_any_small_rule_base(data: st.DataObject, program: RuleBase) -> None:
    question, terrain = data.draw(questions(program)), Terrain(program)
    law = law_of(program, str(question.pop("law")))
    for every in (False, True, True):
        case = data.draw(cases(terrain, most_events=3))
        values = data.draw(fillings(case, terrain, strict=bool(question["strict"]), every=every))

        assert widened(law.assess(case, **question), law.assess(filled(case, values), **question)) == []


@given(case=cases(), question=questions())
def test_a_settled_outcome_is_the_only_possible_one(case: Told, question: Told) -> None:
    for finding in (f for event in ask(case, **question) for f in event.findings):
        assert len(set(finding.possible)) == len(finding.possible) >= 1
        settled = len(finding.possible) == 1
        assert finding.outcome == (finding.possible[0] if settled else "undetermined")


@given(data=st.data(), case=cases(), question=questions())
def test_an_exception_that_holds_goes_on_holding(data: st.DataObject, case: Told, question: Told) -> None:
    before = ask(case, **question)
    after = ask(filled(case, data.draw(fillings(case, shipped(), strict=bool(question["strict"])))), **question)

    for event in before:
        for finding in event.findings:
            later = dict(after[event.id].finding(finding.provision).exceptions)
            settled = {name: answer for name, answer in finding.exceptions if answer != "unknown"}
            assert {name: later[name] for name in settled} == settled


def test_stating_who_employs_a_lobbyist_changes_only_what_presumed_that_nobody_does() -> None:
    meal = {"kind": "transfer", "recipient": "lee", "item": "food or beverage", "donor in attendance": "yes"}
    parties = {
        "acme": {"kind": "business"},
        "dana": {"kind": "person", "registrant": "yes"},
        "lee": {"kind": "person", "position": "state employee", "agency": "OPM"},
    }
    events = [
        {**meal, "id": "first", "date": "2025-03-03", "donor": "acme", "value": "$45.00"},
        {**meal, "id": "second", "date": "2025-03-04", "donor": "dana", "value": "$45.00", "relationship": "none"},
    ]
    employed = {**parties, "dana": {**parties["dana"], "employed by": ["acme"]}}
    apart, together = ({"parties": p, "events": events} for p in (parties, employed))

    changed = widened(ask(apart, "current"), ask(together, "current"))
    assert {old.provision for old, _ in changed} >= {"1-79(5)"}
    assert all({"employed by of dana", "owned by of acme"} <= set(old.presumed) for old, _ in changed)
    assert widened(ask(apart, "current", strict=True), ask(together, "current", strict=True)) == []


def widened(before: Determination, after: Determination) -> list[tuple[Finding, Finding]]:
    """The findings for which something is possible now that was not before."""
    pairs = [(f, after[event.id].finding(f.provision)) for event in before for f in event.findings]
    return [(old, new) for old, new in pairs if not set(new.possible) <= set(old.possible)]
