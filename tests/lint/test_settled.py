"""What the checks of conditions claim of small rule bases drawn at random: leaving it out changes no answer."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ctethics import Determination
from ctethics.lint.exceptions import idle
from ctethics.lint.rules import Rule, rule_of
from ctethics.lint.settled import Settled
from ctethics.lint.worlds import worlds
from ctethics.program import (
    AllOf,
    AnyOf,
    Condition,
    Not,
    Program,
    Provision,
    Reading,
    StatutoryException,
    TotalIs,
)
from tests.asking import law_of
from tests.rule_bases import programs
from tests.strategies import Terrain, cases, questions

ALWAYS, NEVER_HOLDS = AllOf(()), AnyOf(())


def rules_of(program: Program) -> list[Rule]:
    rules = program.provisions.values()
    return [rule_of(p, program.vocabulary, worlds(p.limits()), p.exceptions) for p in rules]


def changed(condition: Condition, old: Condition, new: Condition) -> Condition:
    """The condition with another put in the place of one inside it, or inside a total that it asks for."""
    if condition is old:
        return new
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return replace(condition, parts=tuple(changed(part, old, new) for part in parts))
        case Not(part=part):
            return replace(condition, part=changed(part, old, new))
        case Reading(choices=choices):
            return replace(condition, choices={name: changed(part, old, new) for name, part in choices.items()})
        case TotalIs(total=total):
            return replace(condition, total=replace(total, where=changed(total.where, old, new)))
    return condition


def with_settled(program: Program, settled: Settled) -> Program:
    """The program with a constant in the place of a condition that is said to be one."""

    def answered(condition: Condition) -> Condition:
        return changed(condition, settled.condition, ALWAYS if settled.holds else NEVER_HOLDS)

    def in_place(p: Provision) -> Provision:
        exceptions = tuple(replace(e, when=answered(e.when)) for e in p.exceptions)
        return replace(p, general=answered(p.general), exceptions=exceptions)

    return Program(program.vocabulary, {key: in_place(p) for key, p in program.provisions.items()})


def without(program: Program, provision: Provision, exception: StatutoryException) -> Program:
    """The program with an exception that never holds in the place of one."""
    exceptions = tuple(replace(e, when=NEVER_HOLDS) if e is exception else e for e in provision.exceptions)
    changed = {provision.citation: replace(provision, exceptions=exceptions)}
    return Program(program.vocabulary, {**program.provisions, **changed})


def outcomes(found: Determination) -> dict[tuple[str, str], str]:
    return {(event.id, finding.provision): finding.outcome for event in found for finding in event.findings}


def assert_answers_stand(data: st.DataObject, program: Program, other: Program) -> None:
    """What both programs answer for certain is the same."""
    question = data.draw(questions(program))
    name = str(question.pop("law"))
    for _ in range(5):
        case = data.draw(cases(Terrain(program), most_events=3))
        before = outcomes(law_of(program, name).assess(case, **question))
        after = outcomes(law_of(other, name).assess(case, **question))
        certain = [key for key in before if "undetermined" not in (before[key], after[key])]
        assert [after[key] for key in certain] == [before[key] for key in certain]


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data(), program=programs())
def test_a_condition_said_to_be_settled_can_be_left_out(data: st.DataObject, program: Program) -> None:
    settled = [one for rule in rules_of(program) for one in rule.settled()]
    assume(settled)
    assert_answers_stand(data, program, with_settled(program, data.draw(st.sampled_from(settled))))


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data(), program=programs())
def test_an_exception_said_to_change_nothing_can_be_left_out(data: st.DataObject, program: Program) -> None:
    found = [(rule.provision, idle(rule, [])) for rule in rules_of(program)]
    exceptions = [(p, e) for p, some in found for e in (*some.never, *(one for one, _ in some.covered))]
    assume(exceptions)
    assert_answers_stand(data, program, without(program, *data.draw(st.sampled_from(exceptions))))
