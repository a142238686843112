"""Ways to settle an answer: what goes together, and what cannot."""

from __future__ import annotations

import pytest

from ctethics.explain.needs import Values, Way
from tests.asking import ask

ONE, TWO, BOTH = frozenset({"a"}), frozenset({"b"}), frozenset({"a", "b"})


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        (Values(ONE), Values(BOTH), Values(ONE)),
        (Values(ONE), Values(TWO), None),
        (Values(ONE), Values(ONE, True), None),
        (Values(BOTH), Values(ONE, True), Values(TWO)),
        (Values(ONE, True), Values(TWO, True), Values(BOTH, True)),
        (Values(low=5), Values(high=9), Values(low=5, high=9)),
        (Values(low=9), Values(high=5), None),
        (Values(low=9), Values(high=9), Values(low=9, high=9)),
    ],
)
def test_values_meet_where_both_allow_something(one: Values, other: Values, met: Values | None) -> None:
    assert one.meet(other) == met
    assert other.meet(one) == met


def test_ways_go_together_unless_one_fact_would_be_two_things() -> None:
    food = Way(frozenset({"item"}), {"item": Values(ONE)})
    plaque = Way(frozenset({"item"}), {"item": Values(TWO)})
    cheap = Way(frozenset({"cost"}), {"cost": Values(high=999)})
    assert food.and_(plaque) is None
    assert food.and_(cheap) == Way(frozenset({"item", "cost"}), {"item": Values(ONE), "cost": Values(high=999)})


def test_a_fact_that_would_have_to_be_yes_and_no_is_not_named_alone() -> None:
    """§ 1-84(j) under a reading by which the suite's exception asks for a donor who is no registrant."""
    case = {
        "parties": {"acme": {"kind": "business"}, "lee": {"kind": "person", "position": "public official"}},
        "events": [
            {
                "id": "suite",
                "kind": "transfer",
                "date": "2025-03-03",
                "donor": "acme",
                "recipient": "lee",
                "item": "political contribution",
                "value": "$40.00",
                "occasion": "hospitality suite",
                "otherwise reported as required by law": "no",
                "relationship": "none",
            }
        ],
    }
    finding = ask(case, readings={"registrant or doing business": "either"})["suite"].finding("1-84(j)")
    assert finding.outcome == "undetermined"
    assert finding.needs
    told = {**case, "parties": {**case["parties"], "acme": {"kind": "business", "registrant": "no"}}}
    assert ask(told, readings={"registrant or doing business": "either"})["suite"].finding("1-84(j)").outcome == (
        "does not apply"
    )
