"""Six lists of relatives are in play, and they stay six."""

from __future__ import annotations

import pytest

from ctethics.api import load_rules
from ctethics.engines.registry import ENGINES
from ctethics.program import Condition, IsOneOf, leaves
from tests.asking import ask

PROGRAM = load_rules().program
OWN_AND_BUSINESS = {"the person", "associated business"}


def relatives(citation: str, fact: str) -> set[str]:
    """The relatives that a provision's rule, or an exception's, names in a fact."""
    provision = next(p for p in PROGRAM.provisions.values() if citation == p.citation or citation in exceptions(p))
    conditions: list[Condition] = [e.when for e in provision.exceptions if e.citation == citation]
    found = [leaf for c in conditions or [provision.general] for leaf in leaves(c)]
    return {str(v) for leaf in found if isinstance(leaf, IsOneOf) and leaf.fact == fact for v in leaf.values}


def exceptions(provision: object) -> set[str]:
    return {e.citation for e in provision.exceptions}


def test_the_donors_of_d_reach_grandparents_and_the_relatives_of_the_spouse() -> None:
    assert relatives("1-79(5)(D)", "relationship") == {
        "spouse",
        "fiancé or fiancée",
        "parent",
        "grandparent",
        "brother or sister",
        "parent of the spouse",
        "grandparent of the spouse",
        "brother or sister of the spouse",
        "child",
        "spouse of a child",
    }


GAIN = relatives("1-84(c)", "whose gain") - OWN_AND_BUSINESS
SUBSTANTIAL = relatives("1-85", "whose gain") - OWN_AND_BUSINESS
POTENTIAL = relatives("1-86(a)", "whose gain") - OWN_AND_BUSINESS


def test_a_substantial_conflict_knows_the_spouse_and_dependent_children_alone() -> None:
    assert {r for r in SUBSTANTIAL if "child" in r} == {"dependent child"}
    assert not any("parent" in r or "brother" in r for r in SUBSTANTIAL)
    assert "spouse" in SUBSTANTIAL


def test_the_lists_of_gain_and_of_potential_conflict_know_parents_brothers_and_childrens_spouses() -> None:
    for family in (GAIN, POTENTIAL):
        assert {"spouse", "parent", "dependent child", "spouse of a child"} <= family
        assert any("brother" in r for r in family)
        assert not any("grandparent" in r or "of the spouse" in r for r in family)


def test_immediate_family_is_asked_for_as_such_and_names_dependent_relatives_of_the_household() -> None:
    question = PROGRAM.vocabulary.party["immediate family of an official"].question
    assert "immediate family" in question
    used = {
        p.citation
        for p in PROGRAM.provisions.values()
        for c in p.conditions()
        for f in names(c)
        if "immediate family" in f
    }
    assert {"1-84(i)", "1-84(j)", "1-84(p)", "1-96(e)", "1-97(a)", "1-97(d)"} <= used


def names(condition: Condition) -> set[str]:
    return {leaf.fact for leaf in leaves(condition) if isinstance(leaf, IsOneOf)}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("choice", "outcome"), [("the list of (D)", "applies"), ("ordinary meaning", "excepted")])
def test_family_in_l_is_a_reading_of_its_own(choice: str, outcome: str, engine: str) -> None:
    case = {
        "parties": {"aunt": {"kind": "person"}, "lee": {"kind": "person", "position": "state employee"}},
        "events": [
            {
                "id": "wedding",
                "kind": "transfer",
                "date": "2025-06-01",
                "donor": "aunt",
                "recipient": "lee",
                "item": "cash",
                "value": "$5,000.00",
                "occasion": "major life event",
                "life event": "wedding of lee",
                "relationship": "other relative",
            }
        ],
    }
    assert ask(case, engine=engine, readings={"family": choice})["wedding"].finding("1-79(5)").outcome == outcome
