"""What is told beside the outcomes narrows as facts come in too: totals, duties, consequences."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from ctethics import Determination
from ctethics.outcome import Followed, Owed
from tests.asking import ask, law_of
from tests.property.gaps import filled, fillings
from tests.rule_bases import RuleBase, programs
from tests.strategies import Terrain, Told, cases, questions, shipped

# How an answer says that something is open still: nobody knows, a range of amounts, a range without an end.
OPEN = ("unknown", " to ", " or more", "not known")


@given(data=st.data(), case=cases(), question=questions())
def test_a_total_only_narrows(data: st.DataObject, case: Told, question: Told) -> None:
    values = data.draw(fillings(case, shipped(), strict=bool(question["strict"])))

    assert widened(ask(case, **question), ask(filled(case, values), **question)) == []


@given(data=st.data(), program=programs())
def test_a_total_of_any_small_rule_base_only_narrows(data: st.DataObject, program: RuleBase) -> None:
    question, terrain = data.draw(questions(program)), Terrain(program)
    law, case = law_of(program, str(question.pop("law"))), data.draw(cases(terrain, most_events=4))
    values = data.draw(fillings(case, terrain, strict=bool(question["strict"])))

    assert widened(law.assess(case, **question), law.assess(filled(case, values), **question)) == []


@given(data=st.data(), case=cases(), question=questions())
def test_a_duty_that_has_arisen_stays_and_none_arises_that_could_not(
    data: st.DataObject, case: Told, question: Told
) -> None:
    values = data.draw(fillings(case, shipped(), strict=bool(question["strict"]), every=True))
    before, after = ask(case, **question), ask(filled(case, values), **question)
    for event in before:
        earlier, later = by_provision(event.duties), by_provision(after[event.id].duties)
        assert earlier.keys() <= later.keys()
        assert later.keys() <= earlier.keys() | by_provision(event.possible_duties).keys()
        for provision, duty in earlier.items():
            assert is_filled_in(said(duty), said(later[provision])), (event.id, duty, later[provision])


@given(data=st.data(), case=cases(), question=questions())
def test_a_consequence_that_follows_goes_on_following(data: st.DataObject, case: Told, question: Told) -> None:
    values = data.draw(fillings(case, shipped(), strict=bool(question["strict"]), every=True))
    before, after = ask(case, **question), ask(filled(case, values), **question)
    for event in before:
        later = {(one.provision, one.what): one for one in after[event.id].consequences}
        for one in event.consequences:
            assert is_filled_in(bounds(one), bounds(later[one.provision, one.what]))


def widened(before: Determination, after: Determination) -> list[tuple[object, ...]]:
    """The totals that can be something now that they could not be before."""
    one, other = before._explainer.totals, after._explainer.totals
    found = []
    for kind, totals in one.program.totals.items():
        places = [index for index, event in enumerate(one.ledger.events) if event.kind == kind]
        for total, index, whole in ((t, i, w) for t in totals for i in places for w in (False, True)):
            (low, high), (least, most) = one.interval(total, index, whole), other.interval(total, index, whole)
            if least < low or (high is not None and (most is None or most > high)):
                found.append((total.name, index, whole, (low, high), (least, most)))
    return found


def by_provision(duties: Iterable[Owed]) -> dict[str, Owed]:
    return {duty.provision: duty for duty in duties}


def said(duty: Owed) -> tuple[str | None, ...]:
    """Everything that a duty says, what is not known of it as None."""
    return (duty.owed_by, *duty.owed_to, duty.due, duty.opens, *(value for _, value in duty.states))


def bounds(one: Followed) -> tuple[str | None, ...]:
    return (one.amount, one.last_day)


def is_filled_in(before: tuple[str | None, ...], after: tuple[str | None, ...]) -> bool:
    """Whether only what was open is told otherwise."""
    pairs = zip(before, after, strict=True)
    return all(one == other or one is None or any(word in one for word in OPEN) for one, other in pairs)
