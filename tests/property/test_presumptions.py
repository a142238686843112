"""What is presumed is said aloud, and strict mode takes none of it."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from ctethics.program import Fact, Program
from tests.asking import Told, ask, law_of, outcomes
from tests.rule_bases import RuleBase, programs
from tests.strategies import LAW_NAMES, UNKNOWN, Terrain, cases, presumed, questions, shipped

Ask = Callable[..., object]


@given(case=cases(), question=questions())
def test_stating_every_presumption_outright_leaves_strict_mode_nothing_to_switch_off(
    case: Told, question: Told
) -> None:
    told = stating(case, shipped().program)

    usual = ask(case, **(question | {"strict": False}))
    assert outcomes(ask(told, **(question | {"strict": True}))) == outcomes(usual)
    assert outcomes(ask(told, **(question | {"strict": False}))) == outcomes(usual)


@given(case=cases(), question=questions())
def test_an_outcome_that_rests_on_no_presumption_is_the_same_in_strict_mode(case: Told, question: Told) -> None:
    usual = ask(case, **(question | {"strict": False}))
    strict = outcomes(ask(case, **(question | {"strict": True})))
    unpresumed = {(e.id, f.provision): f.outcome for e in usual for f in e.findings if not f.presumed}

    assert {key: strict[key] for key in unpresumed} == unpresumed


@given(case=cases(most_events=3), question=questions())
def test_the_presumptions_listed_are_all_that_an_outcome_rests_on(case: Told, question: Told) -> None:
    check(shipped().program, ask, case, question)


@given(data=st.data(), program=programs(), law=LAW_NAMES)
def test_the_same_holds_of_any_small_rule_base(data: st.DataObject, program: RuleBase, law: str) -> None:
    question = data.draw(questions(program))
    question.pop("law")

    check(program, law_of(program, law).assess, data.draw(cases(Terrain(program), most_events=3)), question)


@given(case=cases(), question=questions())
def test_strict_mode_presumes_nothing_and_settles_nothing_otherwise(case: Told, question: Told) -> None:
    usual = ask(case, **(question | {"strict": False}))
    for event in ask(case, **(question | {"strict": True})):
        for finding in event.findings:
            assert finding.presumed == ()
            assert set(usual[event.id].finding(finding.provision).possible) <= set(finding.possible)


def check(program: Program, asked: Ask, case: Told, question: Told) -> None:
    """Each settled finding comes out the same where strict mode is told what the finding presumed, and no more."""
    usual = asked(case, **(question | {"strict": False}))
    strict_by_presumed: dict[tuple[str, ...], object] = {}
    for event in usual:
        for finding in event.findings:
            if finding.presumed not in strict_by_presumed:
                told = stating(case, program, finding.presumed)
                strict_by_presumed[finding.presumed] = asked(told, **(question | {"strict": True}))
            strict = strict_by_presumed[finding.presumed]
            assert strict[event.id].finding(finding.provision).outcome == finding.outcome, (event.id, finding)


def stating(case: Told, program: Program, names: tuple[str, ...] | None = None) -> Told:
    """The case with each presumption, or those of these names, written out wherever nothing is said."""
    vocabulary = program.vocabulary
    parties = {}
    of_parties = {f"{role} {fact}" for role in roles(program) for fact in vocabulary.party} if names is None else names
    for id_, told in case["parties"].items():
        mine = {n.removesuffix(f" of {id_}") for n in of_parties}
        usual = {name: fact for name, fact in vocabulary.party.items() if any(n.endswith(name) for n in mine)}
        parties[id_] = with_presumed(told, usual)
    events = []
    for told in case["events"]:
        kind = vocabulary.events[told["kind"]]
        usual = {name: fact for name, fact in kind.facts.items() if names is None or name in names}
        parts = {
            role.name: told[role.presume]
            for role in kind.roles.values()
            if role.presume and (names is None or role.name in names)
        }
        events.append(with_presumed(parts | told, usual))
    return {**case, "parties": parties, "events": events}


def roles(program: Program) -> set[str]:
    return {role for kind in program.vocabulary.events.values() for role in kind.roles}


def with_presumed(told: Told, declared: dict[str, Fact]) -> Told:
    stated = {name: value for name, value in told.items() if value != UNKNOWN}
    usual = {name: presumed(f) for name, f in declared.items() if f.presume is not None}
    return told | usual | stated
