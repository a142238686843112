"""Whole small rule bases drawn at random: the engines agree on them, or the durable one refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics import EngineError, Law
from ctethics.program import Program
from tests.asking import OTHER_ENGINES, Told, answers, law_named, law_of
from tests.rule_bases import programs
from tests.strategies import Terrain, cases, questions


@pytest.mark.parametrize("engine", OTHER_ENGINES)
@given(data=st.data(), program=programs())
def test_an_engine_answers_as_the_direct_one_or_refuses_the_program(
    engine: str, data: st.DataObject, program: Program
) -> None:
    law_named("current", engine)  # skips where the engine cannot load
    question = data.draw(questions(program))
    law = law_of(program, str(question.pop("law")), engine)
    for _ in range(5):
        case = data.draw(cases(Terrain(program), most_events=3))
        wanted = answers(law.assess(case, engine="direct", **question))
        assert refused_or_answered(law, case, engine, question) in (["CTE702"], wanted)


def refused_or_answered(law: Law, case: Told, engine: str, question: Told) -> object:
    """The whole determination, or the codes under which the engine refused the program."""
    try:
        return answers(law.assess(case, engine=engine, **question))
    except EngineError as error:
        return [diagnostic.code for diagnostic in error.diagnostics]
