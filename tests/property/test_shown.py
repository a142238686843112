"""What is parsed can be shown and what is shown parses to the same: values, whole cases, a ledger's facts and answers.

Rule bases: tests/property/test_written_rules.py; amounts, days, citations and phrases alone: tests/unit.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ctethics.balance.answer import answer_of, pack_answer, unpack_answer
from ctethics.balance.told import pack, told_event, told_party, type_facts, unpack
from ctethics.diagnostics import Collector
from ctethics.explain.duties import show_value
from ctethics.facts import Ledger, type_case
from ctethics.facts.case import read_case
from ctethics.facts.value import parse_value
from ctethics.law.calendar import EARLIEST, LATEST, NEVER
from ctethics.law.money import MOST_CENTS
from ctethics.program import Fact, Value
from ctethics.source.python_tree import from_python
from tests.asking import Told, answers, ask, law_named
from tests.rule_bases import RuleBase, programs
from tests.strategies import LAW_NAMES, Terrain, cases, questions, shipped

WORDS = shipped().program.vocabulary
DECLARED = [*WORDS.party.values(), *(fact for kind in WORDS.events.values() for fact in kind.facts.values())]
NAMES = st.text("abcé, []:#'\"%$-_ 0", min_size=1, max_size=12).map(str.strip).filter(bool)


def values(fact: Fact) -> st.SearchStrategy[Value]:
    """Every typed value that a fact can have."""
    days = st.integers(EARLIEST.toordinal(), LATEST.toordinal()) | st.just(NEVER)
    return {
        "yes or no": st.booleans(),
        "choice": st.sampled_from(fact.choices or ("",)),
        "list": st.frozensets(NAMES.filter(lambda name: name != "unknown"), max_size=3),
        "amount": st.integers(0, MOST_CENTS),
        "number": st.integers(0, 10**9),
        "date": days,
        "text": NAMES.filter(lambda name: name != "unknown"),
    }[fact.type]


@pytest.mark.parametrize("type_", sorted({fact.type for fact in DECLARED}))
@given(data=st.data())
def test_a_value_that_is_shown_parses_to_itself(data: st.DataObject, type_: str) -> None:
    fact = data.draw(st.sampled_from([one for one in DECLARED if one.type == type_]))
    value = data.draw(values(fact))
    problems = Collector()
    shown = sorted(value) if isinstance(value, frozenset) else show_value(value, type_)
    node = from_python(shown, "value", problems)

    assert node is not None
    assert parse_value(fact, node, problems) == value
    assert not problems


@given(case=cases())
def test_what_a_case_states_is_typed_the_same_when_it_is_told_again(case: Told) -> None:
    check(case, shipped())


@given(data=st.data(), program=programs())
def test_so_is_what_is_stated_over_any_small_vocabulary(data: st.DataObject, program: RuleBase) -> None:
    terrain = Terrain(program)
    check(data.draw(cases(terrain, most_events=3)), terrain)


def check(case: Told, terrain: Terrain) -> None:
    words = terrain.program.vocabulary
    typed = typed_of(case, terrain)
    events = [told_event(event, words) for event in typed.events]
    parties = {party.id: told_party(party, words) for party in typed.parties.values()}

    assert type_facts(words, events, parties) == typed
    for facts in (*(event.facts for event in typed.events), *(party.facts for party in typed.parties.values())):
        assert unpack(pack(facts)) == facts


def typed_of(case: Told, terrain: Terrain) -> Ledger:
    problems = Collector()
    node = read_case(case, problems)
    assert node is not None
    typed = type_case(node, terrain.program.vocabulary, problems)
    assert not problems
    return typed


@given(case=cases(), question=questions())
def test_an_answer_kept_in_a_ledger_file_is_read_as_it_was_written(case: Told, question: Told) -> None:
    for event in ask(case, **question):
        answer = answer_of(event)
        assert unpack_answer(event.id, pack_answer(answer)) == answer


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(case=cases(most_events=3), law=LAW_NAMES)
def test_a_case_written_as_yaml_is_answered_as_the_mapping_it_was(tmp_path: Path, case: Told, law: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")

    assert answers(law_named(law).assess(path)) == answers(ask(case, law))
