"""A trace gives its answer: played again from its leaves, it comes to what the engines say."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from ctethics import Finding
from ctethics.law.phrases import OPERATORS
from ctethics.outcome import Trace
from ctethics.program import DaysAfter
from tests.asking import Told, ask, law_of
from tests.rule_bases import RuleBase, programs
from tests.strategies import Terrain, cases, questions

WORDS = {True: "yes", False: "no", None: "unknown"}


@given(case=cases(), question=questions())
def test_replaying_a_trace_gives_its_finding(case: Told, question: Told) -> None:
    for event in ask(case, **question):
        for finding in event.findings:
            check(finding)


@given(data=st.data(), program=programs())
def test_the_same_holds_of_any_small_rule_base(data: st.DataObject, program: RuleBase) -> None:
    question = data.draw(questions(program))
    law = law_of(program, str(question.pop("law")))
    for event in law.assess(data.draw(cases(Terrain(program), most_events=3)), **question):
        for finding in event.findings:
            check(finding)


@given(case=cases(), question=questions())
def test_a_leaf_that_is_open_says_what_it_lacks_and_a_settled_one_lacks_nothing(case: Told, question: Told) -> None:
    for event in ask(case, **question):
        for finding in event.findings:
            for leaf in leaves(finding.explanation.binding):
                c = leaf.condition
                law = str(question["law"])
                waits = isinstance(c, DaysAfter) and c.limit.version(law, event.day).amount is None
                assert (leaf.answer is None) == bool(leaf.unknown) or waits, leaf


@given(case=cases(), question=questions())
def test_a_measured_amount_stands_on_the_side_of_its_limit_that_the_answer_says(case: Told, question: Told) -> None:
    for event in ask(case, **question):
        for finding in event.findings:
            for leaf in leaves(finding.explanation.binding):
                if leaf.measure is not None and leaf.answer is not None:
                    holds, limit = OPERATORS[leaf.measure.operator], leaf.measure.version.amount
                    high = leaf.measure.high
                    assert holds(leaf.measure.low, limit) is leaf.answer
                    assert high is None or holds(high, limit) is leaf.answer


def check(finding: Finding) -> None:
    why = finding.explanation
    exceptions = tuple(trace.replay() for trace in why.exceptions)
    general, binding = why.general.replay(), why.binding.replay()

    assert general is why.general.answer
    assert binding is why.binding.answer
    assert exceptions == tuple(trace.answer for trace in why.exceptions)
    assert tuple(WORDS[answer] for answer in exceptions) == tuple(answer for _, answer in finding.exceptions)
    assert binding is not True or (general is True and True not in exceptions)
    assert outcome_of(general, binding) in (finding.outcome, None)
    assert ("applies" in finding.possible) == (general is not False and binding is not False)
    assert ("does not apply" in finding.possible) == (general is not True)


def outcome_of(general: bool | None, binding: bool | None) -> str | None:
    """What the two answers settle between them, or None."""
    if general is False:
        return "does not apply"
    if general is True and binding is not None:
        return "applies" if binding else "excepted"
    return None


def leaves(trace: Trace) -> Iterator[Trace]:
    if trace.sort == "leaf":
        yield trace
    for part in trace.parts:
        yield from leaves(part)
