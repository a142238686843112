"""Drawn cases: always cases, settled unless asked otherwise, near the limits, and shrunk to the plainest."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from ctethics import UsageError
from ctethics.law.money import parse_cents
from ctethics.testing import cases
from ctethics.testing.case import Told, make_case, terrain_of
from ctethics.testing.choosing import Seeded
from tests.asking import LAW_NAMES, law_named

OF_THE_BILL = ("1-79(5)", "1-84(i)", "1-84(o)", "1-91(6)", "1-91(7)", "1-91(12)", "1-96(e)", "1-97(a)")


@pytest.mark.parametrize("law", LAW_NAMES)
@given(data=st.data())
def test_a_drawn_case_is_a_case_and_nothing_that_matters_is_left_open(law: str, data: st.DataObject) -> None:
    put = law_named(law)
    for event in put.assess(data.draw(cases(put))):
        assert [f.provision for f in event.findings if f.outcome == "undetermined" and not f.not_established] == []


@given(data=st.data())
def test_a_case_about_a_provision_has_its_kind_of_events_alone_and_settles_it(data: st.DataObject) -> None:
    law = law_named("sb434")
    provision = data.draw(st.sampled_from(sorted(law.program.provisions)))
    case = data.draw(cases(law, provision))

    assert {event["kind"] for event in case["events"]} == {law.program.provisions[provision].about}
    for event in law.assess(case):
        finding = event.finding(provision)
        assert finding.outcome != "undetermined" or finding.not_established


def test_unknowns_come_on_request_alone() -> None:
    drawn = {unknowns: some_outcomes("1-79(5)", unknowns=unknowns) for unknowns in (False, True)}

    assert drawn[False] == {"applies", "excepted", "does not apply"}
    assert drawn[True] == {"applies", "excepted", "does not apply", "undetermined"}


@pytest.mark.parametrize("provision", OF_THE_BILL)
def test_two_hundred_cases_reach_both_sides_of_a_provision(provision: str) -> None:
    assert {"applies", "does not apply"} <= some_outcomes(provision)


def test_six_thousand_cases_reach_every_exception_of_the_definition_of_gift() -> None:
    law = law_named("sb434", "generated")
    terrain, provision = terrain_of(law, "1-79(5)")
    found = set()
    for seed in range(6000):
        case = make_case(Seeded(seed), terrain, provision=provision, unknowns=False, most_events=1)
        found |= set(law.assess(case).events[0].finding("1-79(5)").excepted_by)

    assert found == {exception.citation for exception in law.program.provisions["1-79(5)"].exceptions}


def test_half_of_the_amounts_lie_within_a_cent_of_where_an_answer_turns() -> None:
    terrain, provision = terrain_of("sb434", "1-79(5)")
    figures = {f for limit in terrain.limits if limit.unit == "dollars" for f in terrain.figures(limit)}
    near = {figure + side for figure in figures for side in (-1, 0, 1)}
    drawn = [make_case(Seeded(seed), terrain, provision=provision) for seed in range(500)]
    amounts = [parse_cents(e["value"]) for c in drawn for e in c["events"] if e.get("value", "unknown") != "unknown"]

    assert len(amounts) > 400
    assert sum(cents in near for cents in amounts) > len(amounts) / 2


def test_the_smallest_case_is_one_event_that_states_next_to_nothing() -> None:
    assert find(cases("sb434", unknowns=True), lambda _: True) == {
        "parties": {"acme": {}, "lee": {}},
        "events": [
            {"id": "e1", "kind": "transfer", "date": "2025-03-03", "donor": "acme", "recipient": "lee"},
        ],
    }


def test_a_counterexample_shrinks_to_one_event_at_the_limit_itself() -> None:
    law = law_named("sb434", "generated")

    def applies(case: Told) -> bool:
        return law.assess(case).events[0].finding("1-84(i)").outcome == "applies"

    drawn = cases(law, "1-84(i)", unknowns=True)
    smallest = [find(drawn, applies, settings=searching(), random=Random(seed)) for seed in range(3)]

    # A search may end elsewhere, as at the earlier limit.
    found = Counter((len(case["events"]), case["events"][0]["value"]) for case in smallest)
    assert found.most_common(1)[0][0] == (1, "$250.00")


def test_a_seed_gives_the_same_case_on_every_machine() -> None:
    terrain, provision = terrain_of("sb434", "1-84(o)")

    assert make_case(Seeded(7), terrain, provision=provision, most_events=1) == SEVENTH


def test_a_law_or_a_provision_that_there_is_not_is_refused() -> None:
    with pytest.raises(UsageError, match="unknown law `sb435`"):
        cases("sb435")
    with pytest.raises(UsageError, match=r"unknown provision `1-79\(6\)`"):
        cases("sb434", "1-79(6)")


def some_outcomes(provision: str, *, unknowns: bool = False) -> set[str]:
    law = law_named("sb434", "generated")
    terrain, asked = terrain_of(law, provision)
    drawn = (make_case(Seeded(seed), terrain, provision=asked, unknowns=unknowns) for seed in range(200))
    return {event.finding(provision).outcome for case in drawn for event in law.assess(case)}


def searching() -> settings:
    return settings(max_examples=5000, database=None, phases=[Phase.generate, Phase.shrink])


SEVENTH: Told = {
    "parties": {
        "acme": {"seeking business with": ["DOT"]},
        "rae": {"position": "public official", "agency": "DOT"},
        "lee": {"employed by": "unknown"},
    },
    "events": [
        {
            "id": "e1",
            "kind": "transfer",
            "date": "2024-10-01",
            "donor": "acme",
            "recipient": "rae",
            "official": "lee",
            "value": "$10.01",
            "consideration": "$0.01",
        }
    ],
}
