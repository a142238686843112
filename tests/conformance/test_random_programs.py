"""Whole rule bases drawn at random: the engines agree on them, or one that has no room for them refuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics import EngineError, Law
from ctethics.program import AllOf, Compare, Program, Total, TotalIs
from ctethics.testing.case import make_case
from ctethics.testing.choosing import Chooser, Seeded
from tests.asking import LAW_NAMES, OTHER_ENGINES, Told, answers, law_named, law_of
from tests.rule_bases import SMALL, WIDE, RuleBase, Size, make_program, programs, vocabulary
from tests.rule_bases.files import provision_of
from tests.rule_bases.large import make_large
from tests.rule_bases.limits import limit_of
from tests.strategies import Terrain, cases, questions

REFUSED = ["CTE702"]
SEEDS = range(25)
# The engines that have no room for the largest rule bases: those of the columnar one are refused for other reasons.
WITHIN_LIMITS = ("durable", "generated")


@pytest.mark.parametrize("engine", OTHER_ENGINES)
@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
@given(data=st.data())
def test_an_engine_answers_as_the_direct_one_or_refuses_the_program(
    engine: str, size: Size, data: st.DataObject
) -> None:
    law_named("current", engine)  # skips where the engine cannot load
    program = data.draw(programs(size))
    question = data.draw(questions(program))
    law = law_of(program, str(question.pop("law")), engine)
    for _ in range(5):
        case = data.draw(cases(Terrain(program), most_events=3))
        wanted = answers(law.assess(case, engine="direct", **question))
        assert refused_or_answered(law, case, engine, question) in (REFUSED, wanted)


def make_wide(choose: Chooser) -> RuleBase:
    return make_program(choose, WIDE)


@pytest.mark.parametrize("engine", OTHER_ENGINES)
@pytest.mark.parametrize("make", [make_wide, make_large])
def test_rule_bases_are_answered_right_or_refused_and_some_are_answered(
    engine: str, make: Callable[[Chooser], RuleBase]
) -> None:
    found = told_of(engine, make)

    assert found["answered"] > len(SEEDS) // 5
    if make is make_large and engine in WITHIN_LIMITS:
        assert found["refused"] > 0


def told_of(engine: str, make: Callable[[Chooser], RuleBase]) -> Counter[str]:
    """How many rule bases the engine answers, always as the direct one does, and how many it refuses."""
    law_named("current", engine)
    found: Counter[str] = Counter()
    for seed in SEEDS:
        program = make(Seeded(seed))
        case = make_case(Seeded(f"{seed}/case"), Terrain(program))
        law = law_of(program, LAW_NAMES[seed % 2], engine)
        told = refused_or_answered(law, case, engine, {})
        assert told in (REFUSED, answers(law.assess(case, engine="direct"))), seed
        found["refused" if told == REFUSED else "answered"] += 1
    return found


@pytest.mark.parametrize("engine", OTHER_ENGINES)
@pytest.mark.parametrize(("cents", "bill"), [(10**14, 10**14), (1, 10**14)], ids=["one limit", "amended"])
def test_a_limit_a_head_of_more_than_any_amount_is_beyond_them_all(engine: str, cents: int, bill: int) -> None:
    law_named("current", engine)
    over = Compare("value", "more than", limit_of("more than", "dollars", cents, bill), "heads")
    program = Program(vocabulary(), {"1-1(a)": provision_of("1-1(a)", "transfer", over, {}, (), "1-1(a)")})
    core = {"kind": "transfer", "date": "2025-03-03", "donor": "acme", "recipient": "lee", "value": "$100.00"}
    heads = [{"id": f"e{number}", "heads": number, **core} for number in (1, 92_234, 10**9)]

    result = law_of(program, "sb434", engine).assess({"parties": {"acme": {}, "lee": {}}, "events": heads})

    assert [finding.outcome for event in result for finding in event.findings] == ["does not apply"] * 3


@pytest.mark.parametrize("engine", OTHER_ENGINES)
def test_a_total_kept_apart_twice_by_one_unknown_thing_counts_each_event_once(engine: str) -> None:
    law_named("current", engine)
    per = ("donor agency", "on behalf of agency")  # where nobody says otherwise, they are the same
    total = Total("1-1(a) t1", "transfer", ("value",), False, AllOf(()), per, False)
    over = TotalIs(total, "more than", limit_of("more than", "dollars", 150, 150))
    program = Program(vocabulary(), {"1-1(a)": provision_of("1-1(a)", "transfer", over, {}, (), "1-1(a)")})
    core = {"kind": "transfer", "date": "2025-03-03", "recipient": "lee"}
    events = [
        {"id": "e1", "donor": "bolt", "value": "$0.01", **core},
        {"id": "e2", "donor": "acme", "value": "$1.00", **core},
    ]
    case: Told = {"parties": {"acme": {}, "bolt": {"agency": "OPM"}, "lee": {}}, "events": events}

    result = law_of(program, "current", engine).assess(case)

    assert [finding.outcome for event in result for finding in event.findings] == ["does not apply"] * 2


def refused_or_answered(law: Law, case: Told, engine: str, question: Told) -> object:
    """The whole determination, or the codes under which the engine refused the program."""
    try:
        return answers(law.assess(case, engine=engine, **question))
    except EngineError as error:
        return [diagnostic.code for diagnostic in error.diagnostics]
