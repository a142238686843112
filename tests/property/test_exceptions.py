"""An exception only narrows."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from hypothesis import given
from hypothesis import strategies as st

from ctethics.program import Not, Program, StatutoryException
from tests.asking import law_of, outcomes
from tests.rule_bases import RuleBase, programs
from tests.strategies import Terrain, Told, cases, questions, shipped


@given(data=st.data(), case=cases(), question=questions())
def test_an_exception_cannot_widen_any_provision(data: st.DataObject, case: Told, question: Told) -> None:
    program = shipped().program
    citation = data.draw(st.sampled_from([p.citation for p in program.provisions.values() if p.exceptions]))

    check(data, program, citation, case, question)


@given(data=st.data(), program=programs())
def test_the_same_holds_of_any_small_rule_base(data: st.DataObject, program: Program) -> None:
    excepting = [p.citation for p in program.provisions.values() if p.exceptions and not referred_in_exception(program)]
    case = data.draw(cases(Terrain(program), most_events=3))
    question = data.draw(questions(program))
    for citation in excepting:
        check(data, program, citation, case, question)


@given(data=st.data(), program=programs())
def test_an_exception_more_never_lets_its_provision_apply_in_more_cases(data: st.DataObject, program: RuleBase) -> None:
    """Whatever the exception asks, another provision or a total among it; the general rule is left as it was."""
    citation = data.draw(st.sampled_from(list(program.provisions)))
    with_more = more(data, program, citation)
    question = data.draw(questions(program))
    law, case = str(question.pop("law")), data.draw(cases(Terrain(program), most_events=3))
    without = law_of(program, law).assess(case, **question)

    for event in law_of(with_more, law).assess(case, **question):
        if citation in event.by_provision:
            before, after = without[event.id].finding(citation), event.finding(citation)
            assert after.outcome != "applies" or before.outcome == "applies"
            assert "applies" not in after.possible or "applies" in before.possible
            assert ("does not apply" in after.possible) == ("does not apply" in before.possible)
            assert before.outcome != "excepted" or after.outcome == "excepted"
            assert dict(before.exceptions).items() <= dict(after.exceptions).items()


def more(data: st.DataObject, program: RuleBase, citation: str) -> Program:
    """The program with one exception more to a provision: any condition that it, or one before it, could ask."""
    provision, earlier = program.provisions[citation], list(takewhile(citation.__ne__, program.provisions))
    about = [p for p in (*(program.provisions[c] for c in earlier), provision) if p.about == provision.about]
    when = data.draw(st.sampled_from([condition for p in about for condition in p.conditions()]))
    added = StatutoryException(f"{citation} (new)", "new", "", "", data.draw(st.sampled_from([when, Not(when)])))
    exceptions = (*provision.exceptions, added)
    return Program(program.vocabulary, {**program.provisions, citation: replace(provision, exceptions=exceptions)})


def check(data: st.DataObject, program: Program, citation: str, case: Told, question: Told) -> None:
    """One exception less: what applied still applies, and what applies only now was not outside the rule."""
    place = data.draw(st.integers(0, len(program.provisions[citation].exceptions) - 1))
    law, asked = str(question["law"]), {key: value for key, value in question.items() if key != "law"}
    with_it = outcomes(law_of(program, law).assess(case, **asked))
    without = outcomes(law_of(less(program, citation, place), law).assess(case, **asked))

    for key, before in with_it.items():
        assert before != "applies" or without[key] == "applies", key
        assert before != "does not apply" or without[key] == "does not apply", key
        assert without[key] != "excepted" or before == "excepted", key
        assert without[key] != "applies" or before in ("applies", "excepted", "undetermined"), key


def less(program: Program, citation: str, place: int) -> Program:
    """The program without one exception."""
    provision = program.provisions[citation]
    kept = provision.exceptions[:place] + provision.exceptions[place + 1 :]
    return Program(program.vocabulary, {**program.provisions, citation: replace(provision, exceptions=kept)})


def referred_in_exception(program: Program) -> bool:
    """Whether some exception refers to a provision: an exception to that one lets the first hold less often."""
    named = {f"provision='{citation}'" for citation in program.provisions}
    exceptions = (str(e.when) for p in program.provisions.values() for e in p.exceptions)
    return any(name in text for text in exceptions for name in named)
