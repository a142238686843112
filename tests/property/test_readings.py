"""An answer says which readings and which other law would change it, and names no other."""

from __future__ import annotations

from hypothesis import given

from ctethics import Determination
from tests.asking import LAW_NAMES, Told, ask, outcomes
from tests.strategies import cases, questions, shipped


@given(case=cases(), question=questions())
def test_depends_on_lists_exactly_the_choices_that_change_an_outcome(case: Told, question: Told) -> None:
    readings = shipped().program.readings
    here = ask(case, **question)
    chosen = shipped().program.default_readings | dict(question["readings"])
    others = [(name, choice) for name, r in readings.items() for choice in r.choices if choice != chosen[name]]
    wanted = set()
    for name, choice in others:
        there = ask(case, **(question | {"readings": chosen | {name: choice}}))
        wanted |= {(event, name, choice, provision, outcome) for (event, provision), outcome in changed(here, there)}

    found = [(event.id, d.reading, d.choice, d.provision, d.outcome) for event in here for d in event.depends_on]
    assert set(found) == wanted
    assert len(found) == len(wanted)


@given(case=cases(), question=questions())
def test_differs_under_lists_exactly_what_the_other_law_changes(case: Told, question: Told) -> None:
    here = ask(case, **question)
    wanted = {
        (event, law, provision, outcome)
        for law in LAW_NAMES
        for (event, provision), outcome in changed(here, ask(case, **(question | {"law": law})))
    }

    found = [(event.id, d.law, d.provision, d.outcome) for event in here for d in event.differs_under]
    assert set(found) == wanted
    assert len(found) == len(wanted)


@given(case=cases(), question=questions())
def test_a_case_may_name_its_readings_and_the_caller_has_the_last_word(case: Told, question: Told) -> None:
    chosen = shipped().program.default_readings | dict(question["readings"])
    other = {name: next(c for c in r.choices if c != chosen[name]) for name, r in shipped().program.readings.items()}
    asked = {name: value for name, value in question.items() if name != "readings"}

    named_in_case = ask({**case, "readings": chosen}, **asked)
    overruled = ask({**case, "readings": other}, **asked, readings=chosen)
    wanted = ask(case, **question)
    assert outcomes(named_in_case) == outcomes(overruled) == outcomes(wanted)
    assert named_in_case.readings == overruled.readings == wanted.readings == chosen


def changed(here: Determination, there: Determination) -> list[tuple[tuple[str, str], str]]:
    before = outcomes(here)
    return [(key, outcome) for key, outcome in outcomes(there).items() if before[key] != outcome]
