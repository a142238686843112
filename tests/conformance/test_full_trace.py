"""The generated engine's full trace gives every condition the answer that the direct engine gives it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ctethics.api import load_rules
from ctethics.diagnostics import Collector
from ctethics.engines.direct import DirectEngine, answer
from ctethics.engines.generated.run import GeneratedEngine
from ctethics.engines.situation import Question
from ctethics.engines.totals import Totals
from ctethics.facts import type_case
from ctethics.program import Program
from ctethics.source import Node
from ctethics.source.python_tree import from_python
from tests.rule_bases import programs
from tests.strategies import LAW_NAMES, Terrain, cases, readings


def test_the_trace_of_every_seventh_example_answers_as_the_direct_engine() -> None:
    compiled = load_rules()
    engine = GeneratedEngine(compiled.program)
    questions = {law: Question(law, compiled.program.default_readings) for law in ("current", "sb434")}

    checked = sum(compare(engine, example.case, questions[example.law]) for example in compiled.examples[::7])

    assert checked > 100_000


@given(data=st.data(), program=programs(), law=LAW_NAMES, is_strict=st.booleans())
def test_the_trace_of_random_rules_answers_as_the_direct_engine(
    data: st.DataObject, program: Program, law: str, is_strict: bool
) -> None:
    question = Question(law, data.draw(readings(program)), is_strict)
    case = from_python(data.draw(cases(Terrain(program), most_events=3)), "case", Collector())
    assert case is not None

    compare(GeneratedEngine(program), case, question)


def compare(engine: GeneratedEngine, case: Node, question: Question) -> int:
    """Each event's steps beside the direct engine's answers; how many there were."""
    program, checked = engine.program, 0
    ledger = type_case(case, program.vocabulary, Collector())
    totals, judge = Totals(program, ledger, question), DirectEngine(program)
    for index, event in enumerate(ledger.events):
        situation = totals.situation(index)
        verdicts = judge.verdicts(situation)
        general = {citation: verdict.general for citation, verdict in verdicts.items()}
        binding = {citation: verdict.binding for citation, verdict in verdicts.items()}
        steps = list(engine.trace(situation))
        for step, answered in steps:
            assert answered is answer(step.condition, situation, binding if step.is_binding else general), step
        rules = [step.condition for step, _ in steps if step.depth == 0 and not step.is_binding]
        exceptions = [step.part for step, _ in steps if step.depth == 0 and step.part != step.provision]
        assert rules == [p.general for p in program.about(event.kind)]
        assert exceptions == [e.citation for p in program.about(event.kind) for e in p.exceptions]
        checked += len(steps)
    return checked
