"""One cent more: an answer changes only at a figure that the law names, goes one way, and skips no outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics import Determination, Finding, Law
from ctethics.engines.totals import Totals
from ctethics.law.money import show_cents
from tests.asking import LAW_NAMES, Told, ask, law_named, law_of
from tests.property.boundaries import case_of, meal, thing
from tests.property.figures import UP, amounts_in, crossing, turns, ways
from tests.rule_bases import RuleBase, programs
from tests.strategies import Terrain, cases, questions, shipped

MOST = 10**12
Asked = Callable[[int], Determination]


@given(data=st.data(), case=cases(most_events=4, kinds=["transfer"]), question=questions())
def test_what_one_cent_changes_it_changes_where_a_limit_an_amount_or_what_a_total_leaves_says_so(
    data: st.DataObject, case: Told, question: Told
) -> None:
    check_figures(data, law_named(str(question.pop("law"))), shipped(), case, question)


@given(data=st.data(), program=programs())
def test_the_same_holds_of_any_small_rule_base(data: st.DataObject, program: RuleBase) -> None:
    terrain, question = Terrain(program), data.draw(questions(program))
    law = law_of(program, str(question.pop("law")))
    check_figures(data, law, terrain, data.draw(cases(terrain, most_events=3, kinds=["transfer"])), question)


@given(data=st.data(), case=cases(most_events=4, kinds=["transfer"]), question=questions())
def test_where_a_rule_asks_for_an_amount_on_one_side_only_more_of_it_never_turns_an_answer_back(
    data: st.DataObject, case: Told, question: Told
) -> None:
    check_ways(data, law_named(str(question.pop("law"))), shipped(), case, question)


@given(data=st.data(), program=programs())
def test_no_small_rule_base_turns_an_answer_back_where_it_asks_on_one_side_only(
    data: st.DataObject, program: RuleBase
) -> None:
    terrain, question = Terrain(program), data.draw(questions(program))
    law = law_of(program, str(question.pop("law")))
    check_ways(data, law, terrain, data.draw(cases(terrain, most_events=3, kinds=["transfer"])), question)


def test_the_shipped_rules_have_provisions_that_go_one_way_with_each_amount() -> None:
    program = shipped().program
    one_way = {
        name: sum(len(some) == 1 for some in ways(program, frozenset({name}), program.default_readings).values())
        for name in ("value", "cost", "consideration")
    }
    assert all(number >= 4 for number in one_way.values()), one_way


LIFE: Told = {"donor": "ann", "occasion": "major life event", "life event": "wedding", "relationship": "none"}
# A thing, what leaves it unknown whether it counts in the total, and the last cent of that total under each law.
RUNNING = [
    (meal(""), "donor in attendance", {"current": 4999, "sb434": 9999}),
    (thing("", **LIFE), "life event", {"current": 100_000, "sb434": 150_000}),
]


@pytest.mark.parametrize("law", LAW_NAMES)
@pytest.mark.parametrize(("told", "unsaid", "last"), RUNNING, ids=["I", "L"])
@given(data=st.data())
def test_an_earlier_gift_of_which_it_is_unknown_whether_it_counts_leaves_as_many_cents_undetermined_as_it_has(
    data: st.DataObject, law: str, told: Told, unsaid: str, last: dict[str, int]
) -> None:
    """Excepted, then undetermined for exactly its cents, then applies: from one cent to the next none is skipped."""
    doubt = data.draw(st.one_of(st.just(1), st.integers(1, last[law] - 2100)))
    sure, beyond = last[law] - doubt, last[law]
    earlier = {**told, unsaid: "unknown", "value": show_cents(doubt), "date": "2025-01-10"}
    near = {sure - 1, sure, sure + 1, beyond - 1, beyond, beyond + 1, data.draw(st.integers(2001, 200_000))}

    found = {c: gift(earlier, {**told, "value": show_cents(c)}, law) for c in sorted(near)}

    assert found == {c: wanted(c, sure, beyond) for c in found}


def gift(earlier: Told, later: Told, law: str) -> str:
    return ask(case_of(earlier, later), law).events[-1].finding("1-79(5)").outcome


def wanted(cents: int, sure: int, beyond: int) -> str:
    return "excepted" if cents <= sure else "undetermined" if cents <= beyond else "applies"


def check_figures(data: st.DataObject, law: Law, terrain: Terrain, case: Told, question: Told) -> None:
    """Between two amounts with different answers, the very cent after which it turns is a figure of the law's."""
    amount = data.draw(st.sampled_from(amounts_in(case, terrain.program)))

    def asked(cents: int) -> Determination:
        return law.assess(amount.at(case, cents), **question)

    for here, there in turning(asked, drawn(data, terrain)):
        before, after = totals_of(asked(here)), totals_of(asked(there))
        named = turns(terrain.program, before, amount, str(case["events"][amount.place]["id"]))
        assert here in named or crossing(terrain.program, before, after), (amount.name, here, there)


def turning(asked: Asked, walked: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring cents between which something answered changes, up to three pairs."""
    apart = ((low, high) for low, high in pairwise(walked) if said(asked(low)) != said(asked(high)))
    return (first_turn(asked, low, high) for low, high in islice(apart, 3))


def first_turn(asked: Asked, low: int, high: int) -> tuple[int, int]:
    """By halves: cents next to each other, the lower one answered as the lowest is."""
    before = said(asked(low))
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if said(asked(middle)) != before else (middle, high)
    return low, high


def drawn(data: st.DataObject, terrain: Terrain) -> list[int]:
    """Amounts to walk over: nothing, far too much, and between them limits with the cents beside them."""
    near = st.one_of(st.sampled_from(terrain.cents), st.integers(0, 60_000))
    return sorted({0, MOST, *data.draw(st.lists(near, max_size=4))})


def said(answered: Determination) -> list[tuple[object, ...]]:
    return [(f.outcome, f.possible, f.excepted_by, f.answers) for event in answered for f in event.findings]


def totals_of(answered: Determination) -> Totals:
    return answered._explainer.totals


def check_ways(data: st.DataObject, law: Law, terrain: Terrain, case: Told, question: Told) -> None:
    """Whether each provision applies only ever goes from no by unknown to yes, or back, as the rule's form says."""
    amount = data.draw(st.sampled_from(amounts_in(case, terrain.program)))
    readings = terrain.program.default_readings | dict(question["readings"])
    directions = ways(terrain.program, amount.names, readings)
    answered = [law.assess(amount.at(case, cents), **question) for cents in drawn(data, terrain)]
    for low, high in pairwise(answered):
        for event in low:
            for finding in event.findings:
                one, other = rank(finding), rank(high[event.id].finding(finding.provision))
                some = directions[finding.provision]
                assert other <= one or UP in some, (amount.name, event.id, finding)
                assert other >= one or -UP in some, (amount.name, event.id, finding)


def rank(finding: Finding) -> int:
    """Whether the provision applies: no 0, unknown 1, yes 2."""
    return 2 if finding.outcome == "applies" else int("applies" in finding.possible)
