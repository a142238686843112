"""Donors who count as one, as § 1-79a has it."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.facts import DonorGroups
from ctethics.program import Value

Facts = dict[str, Value]
LOBBYIST: Facts = {"kind": "person", "registrant": True, "employed by": frozenset({"firm"})}
FIRM: Facts = {"kind": "business"}


def test_a_lobbyist_and_the_business_that_employs_them_are_one_donor() -> None:
    groups = DonorGroups({"lee": LOBBYIST, "firm": FIRM, "other": FIRM})
    assert groups.same("lee", "firm") is True
    assert groups.certain("lee") == groups.certain("firm") != groups.certain("other")
    assert groups.same("lee", "other") is False
    assert groups.lacking("lee") == frozenset()


def test_an_owner_is_named_by_the_business() -> None:
    groups = DonorGroups(
        {"lee": {"kind": "person", "registrant": True}, "firm": {**FIRM, "owned by": frozenset({"lee"})}}
    )
    assert groups.same("firm", "lee") is True


def test_whoever_lobbies_for_somebody_is_a_lobbyist() -> None:
    lee: Facts = {"kind": "person", "lobbyist for": frozenset({"club"}), "employed by": frozenset({"firm"})}
    groups = DonorGroups({"lee": lee, "firm": FIRM})
    assert groups.same("lee", "firm") is True


def test_two_lobbyists_of_one_business_are_one_donor_through_it() -> None:
    groups = DonorGroups({"lee": LOBBYIST, "kim": LOBBYIST, "firm": FIRM})
    assert groups.same("lee", "kim") is True


def test_a_chain_of_businesses_with_common_lobbyists_is_one_donor() -> None:
    both: Facts = {**LOBBYIST, "employed by": frozenset({"firm", "shop"})}
    groups = DonorGroups(
        {"lee": both, "firm": FIRM, "shop": FIRM, "kim": {**LOBBYIST, "employed by": frozenset({"shop"})}}
    )
    assert groups.same("kim", "firm") is True


@pytest.mark.parametrize(
    ("person", "business"),
    [
        ({**LOBBYIST, "registrant": False}, FIRM),
        ({**LOBBYIST, "kind": "business"}, FIRM),
        (LOBBYIST, {"kind": "agency"}),
        ({**LOBBYIST, "registrant": False}, {}),
    ],
    ids=["no lobbyist", "no individual", "no business", "no lobbyist of who knows what"],
)
def test_others_are_donors_of_their_own(person: Facts, business: Facts) -> None:
    groups = DonorGroups({"lee": person, "firm": business})
    assert groups.same("lee", "firm") is False
    assert None not in (groups.certain("lee"), groups.certain("firm"))


@pytest.mark.parametrize(
    ("person", "business", "lacking"),
    [
        ({"kind": "person", "employed by": frozenset({"firm"})}, FIRM, {"registrant of lee"}),
        (LOBBYIST, {}, {"kind of firm"}),
        ({"employed by": frozenset({"firm"})}, {}, {"kind of lee", "registrant of lee", "kind of firm"}),
        ({"lobbyist for": frozenset({"x"}), "employed by": frozenset({"firm"})}, FIRM, {"kind of lee"}),
    ],
    ids=["registrant", "kind of the business", "everything", "lobbyist for somebody"],
)
def test_where_a_fact_is_unknown_the_group_is_and_the_fact_is_named(
    person: Facts, business: Facts, lacking: set[str]
) -> None:
    groups = DonorGroups({"lee": person, "firm": business})
    assert groups.same("lee", "firm") is None
    assert groups.certain("lee") is groups.certain("firm") is None
    assert groups.lacking("firm") == lacking


def test_a_business_that_the_case_does_not_describe_may_be_one_donor_with_its_lobbyist() -> None:
    groups = DonorGroups({"lee": LOBBYIST})
    assert groups.same("lee", "firm") is None
    assert groups.lacking("lee") == {"kind of firm"}


def test_a_doubt_about_one_leaves_the_others_certain() -> None:
    groups = DonorGroups({"lee": LOBBYIST, "firm": FIRM, "kim": {**LOBBYIST, "employed by": frozenset({"shop"})}})
    assert groups.certain("lee") is not None
    assert groups.certain("kim") is None


def test_the_order_in_which_parties_are_told_changes_nothing() -> None:
    parties = [("lee", LOBBYIST), ("kim", {"employed by": frozenset({"firm"})}), ("firm", FIRM), ("shop", FIRM)]
    told = {
        (g.certain("lee"), g.same("lee", "kim"), g.lacking("firm"))
        for o in permutations(parties)
        for g in [DonorGroups(dict(o))]
    }
    assert len(told) == 1


NAMES = st.sampled_from(["a", "b", "c", "d", "e"])
PARTY = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["person", "business"]),
        "registrant": st.booleans(),
        "employed by": st.frozensets(NAMES, max_size=2),
        "owned by": st.frozensets(NAMES, max_size=2),
    },
)


@given(st.dictionaries(NAMES, PARTY), NAMES, NAMES, NAMES)
def test_to_be_one_donor_is_mutual_and_passes_on(parties: dict[str, Facts], a: str, b: str, c: str) -> None:
    groups = DonorGroups(parties)
    assert groups.same(a, a) is True
    assert groups.same(a, b) is groups.same(b, a)
    if groups.same(a, b) and groups.same(b, c):
        assert groups.same(a, c) is True
    if groups.certain(a) is not None and groups.certain(b) is not None:
        assert groups.same(a, b) is (groups.certain(a) == groups.certain(b))
    assert bool(groups.lacking(a)) >= (groups.certain(a) is None)


@given(st.dictionaries(NAMES, PARTY, min_size=2), NAMES, NAMES, st.data())
def test_a_fact_more_never_turns_a_certain_answer(
    parties: dict[str, Facts], a: str, b: str, data: st.DataObject
) -> None:
    before = DonorGroups(parties).same(a, b)
    party = data.draw(st.sampled_from(sorted(parties)))
    fact = data.draw(st.sampled_from(["kind", "registrant"]))
    if fact not in parties[party]:
        parties[party] = {**parties[party], fact: data.draw(st.just("business") if fact == "kind" else st.booleans())}
    assert before is None or DonorGroups(parties).same(a, b) is before
