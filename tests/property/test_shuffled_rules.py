"""In which order a rule file lists the parts of `all` and `any`, its exceptions, its choices, changes no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctethics import Determination, Law
from ctethics.program import AllOf, AnyOf, Condition, Not, Program, Provision, Reading, Stated, Total, TotalIs
from tests.asking import LAW_NAMES, OTHER_ENGINES, ask_example, law_named, law_of
from tests.conformance.test_random_programs import refused_or_answered
from tests.rule_bases import RuleBase, programs
from tests.strategies import Terrain, cases, load_rules, questions

EXAMPLES = load_rules().examples


@lru_cache(maxsize=1)
def turned_rules(law: str, engine: str) -> Law:
    """The shipped rules with every list in them the other way round."""
    return law_of(shuffled(load_rules().program, backwards), law, engine)


@pytest.mark.parametrize("law", LAW_NAMES)
@pytest.mark.parametrize("engine", ["direct", "durable", "generated"])
def test_the_shipped_rules_with_every_list_turned_round_answer_the_same(engine: str, law: str) -> None:
    law_named(law, engine)  # skips where the engine cannot load
    for example in (one for one in EXAMPLES[::43] if one.law == law):
        assert told(ask_example(turned_rules(law, engine), example)) == told(ask_example(law_named(law), example))


@given(data=st.data(), program=programs(), random=st.randoms(use_true_random=False))
def test_shuffling_the_lists_of_any_small_rule_base_changes_no_answer(
    data: st.DataObject, program: RuleBase, random: Random
) -> None:
    check(data, program, shuffled(program, lambda some: random.sample(some, len(some))), "direct")


@pytest.mark.parametrize("engine", OTHER_ENGINES)
@settings(max_examples=10)
@given(data=st.data(), program=programs(), random=st.randoms(use_true_random=False))
def test_the_same_holds_under_every_engine_that_takes_the_program(
    engine: str, data: st.DataObject, program: RuleBase, random: Random
) -> None:
    law_named("current", engine)
    check(data, program, shuffled(program, lambda some: random.sample(some, len(some))), engine)


def test_turning_the_shipped_rules_round_changes_them() -> None:
    program = load_rules().program
    turned = shuffled(program, backwards)
    changed = [c for c, p in turned.provisions.items() if p.general != program.provisions[c].general]

    assert len(changed) >= len(program.provisions) // 2
    assert shuffled(turned, backwards).provisions == program.provisions


def check(data: st.DataObject, program: Program, other: Program, engine: str) -> None:
    question = data.draw(questions(program))
    question["readings"] = program.default_readings | dict(question["readings"])  # the first choice is the default
    law = str(question.pop("law"))
    case = data.draw(cases(Terrain(program), most_events=3))
    wanted = told(law_of(program, law).assess(case, **question))
    found = refused_or_answered(law_of(other, law, engine), case, engine, question)
    if engine == "direct" or found != ["CTE702"]:
        assert told(law_of(other, law, engine).assess(case, **question)) == wanted


def told(determination: Determination) -> list[tuple[object, ...]]:
    """What is answered, but not in which order the exceptions and what is needed are named."""
    return [
        (event.id, f.provision, f.outcome, set(f.possible), set(f.excepted_by), dict(f.exceptions), event.duties)
        for event in determination
        for f in event.findings
    ]


def backwards(some: Sequence[object]) -> list[object]:
    return list(reversed(some))


def shuffled(program: Program, order: object) -> Program:
    """The program with each list in it in another order; `order` gives the items of one in theirs."""
    turn = Turn(order)
    return Program(program.vocabulary, {c: turn.provision(p) for c, p in program.provisions.items()})


class Turn:
    """Each total is turned once: a program knows it by its name."""

    def __init__(self, order: object) -> None:
        self.order, self.totals = order, {}

    def provision(self, provision: Provision) -> Provision:
        exceptions = [replace(one, when=self.condition(one.when)) for one in provision.exceptions]
        duty = provision.duty
        if duty is not None:
            duty = replace(duty, states=tuple(self.stated(one) for one in duty.states))
        general = self.condition(provision.general)
        return replace(provision, general=general, exceptions=tuple(self.order(exceptions)), duty=duty)

    def stated(self, one: Stated) -> Stated:
        return replace(one, source=self.total(one.source)) if isinstance(one.source, Total) else one

    def total(self, total: Total) -> Total:
        if total.name not in self.totals:
            where, per = self.condition(total.where), tuple(self.order(total.per))
            self.totals[total.name] = replace(total, where=where, per=per, measures=tuple(self.order(total.measures)))
        return self.totals[total.name]

    def condition(self, condition: Condition) -> Condition:
        match condition:
            case AllOf(parts=parts) | AnyOf(parts=parts):
                return replace(condition, parts=tuple(self.order([self.condition(part) for part in parts])))
            case Not(part=part):
                return replace(condition, part=self.condition(part))
            case Reading(choices=choices):
                kept = {name: self.condition(choices[name]) for name in self.order(list(choices))}
                return replace(condition, choices=kept)
            case TotalIs(total=total):
                return replace(condition, total=self.total(total))
            case _:
                return condition
