"""Every engine gives the direct engine's answer, unknown facts, presumptions and readings included."""

from __future__ import annotations

import pytest
from hypothesis import given

from ctethics.engines.registry import ENGINES
from tests.asking import LAW_NAMES, OTHER_ENGINES, answers, ask, outcomes
from tests.strategies import Told, cases, questions, shipped


@pytest.mark.parametrize("engine", OTHER_ENGINES)
@given(case=cases(), question=questions())
def test_an_engine_gives_the_whole_determination_that_the_direct_one_gives(
    engine: str, case: Told, question: Told
) -> None:
    assert answers(ask(case, engine=engine, **question)) == answers(ask(case, **question))


# The columnar engine makes a plan for each question, so that some seventy a case would take minutes.
@pytest.mark.parametrize("engine", ["durable"])
@given(case=cases(most_events=3))
def test_the_engines_agree_under_every_law_reading_and_strictness(engine: str, case: Told) -> None:
    for law in LAW_NAMES:
        for strict in (False, True):
            for readings in each_choice():
                question = {"law": law, "strict": strict, "readings": readings}
                one, other = ask(case, engine=engine, **question), ask(case, **question)
                assert findings(one) == findings(other), question


@pytest.mark.parametrize("engine", ENGINES)
def test_the_answer_names_the_engine_that_gave_it(engine: str) -> None:
    case = {
        "parties": {"ann": {}, "rae": {}},
        "events": [{"id": "e1", "kind": "transfer", "date": "2025-03-03", "donor": "ann", "recipient": "rae"}],
    }

    told = ask(case, engine=engine).to_dict()

    assert told["engine"] == engine
    assert outcomes(ask(case, engine=engine))["e1", "1-79(5)"] == "undetermined"


def each_choice() -> list[dict[str, str]]:
    """The default of every reading, and each other choice alone."""
    readings = shipped().program.readings
    return [{}] + [
        {name: choice} for name, reading in readings.items() for choice in reading.choices if choice != reading.default
    ]


def findings(determination: object) -> list[tuple[object, ...]]:
    return [
        (e.id, f.provision, f.outcome, f.possible, f.excepted_by, f.exceptions)
        for e in determination
        for f in e.findings
    ]
