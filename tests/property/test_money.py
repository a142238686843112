"""One cent more: an exception for small things is lost at its limit, once, and never won back."""

from __future__ import annotations

from bisect import bisect_right

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.law.money import show_cents
from tests.asking import LAW_NAMES, Told, ask
from tests.property.boundaries import case_of, meal, said, thing
from tests.strategies import cases, questions, shipped

PLAQUE: Told = {"item": "plaque"}
SORTS = {"F": PLAQUE, "I": meal(""), "P": thing("")}
# The last cent at which each holds, from the statute: less than $100 / $250, less than $50 / $100, at most $10 / $20.
LAST = {
    ("F", "current"): 9999,
    ("F", "sb434"): 24999,
    ("I", "current"): 4999,
    ("I", "sb434"): 9999,
    ("P", "current"): 1000,
    ("P", "sb434"): 2000,
}


@pytest.mark.parametrize(("letter", "law"), LAST)
@given(data=st.data())
def test_an_exception_holds_up_to_its_limit_and_never_again(data: st.DataObject, letter: str, law: str) -> None:
    last = LAST[letter, law]
    cents = data.draw(st.one_of(st.integers(1, 30_000), st.integers(last - 2, last + 2), st.integers(1, 10**14)))
    finding = ask(case_of({**SORTS[letter], "value": show_cents(cents)}), law).events[0].finding("1-79(5)")

    assert (f"1-79(5)({letter})" in finding.excepted_by) == (cents <= last)
    assert finding.outcome == ("excepted" if cents <= max(last, LAST["P", law]) else "applies")


@pytest.mark.parametrize("law", LAW_NAMES)
@pytest.mark.parametrize("letter", SORTS)
def test_one_cent_more_never_turns_a_gift_into_none(letter: str, law: str) -> None:
    near = {cents + more for cents in LAST.values() for more in range(-3, 4)}
    steps = sorted(near | set(range(1, 30_000, 53)))
    found = {cents: outcome(SORTS[letter], cents, law) for cents in steps}
    last = max(LAST[letter, law], LAST["P", law])

    assert found == {cents: "excepted" if cents <= last else "applies" for cents in steps}


@given(case=cases(most_events=1, kinds=["transfer"]), question=questions(), cents=st.integers(1, 160_000))
def test_an_outcome_changes_with_the_value_only_at_a_limit_or_at_the_consideration(
    case: Told, question: Told, cents: int
) -> None:
    edges = sorted({*shipped().cents, *given_back(case)})
    above = next((edge for edge in edges if edge > cents), 10**14)
    below = edges[bisect_right(edges, cents) - 1]
    told = [with_value(case, value) for value in (cents, below, above - 1)]

    here, *others = [[f.outcome for f in ask(one, **question).events[0].findings] for one in told]
    assert all(other == here for other in others)


def outcome(sort: Told, cents: int, law: str) -> str:
    finding = ask(case_of({**sort, "value": show_cents(cents)}), law).events[0].finding("1-79(5)")
    return "applies" if said(finding) == "applies" else finding.outcome


def with_value(case: Told, cents: int) -> Told:
    """The one event with this value and cost; the whole spending, which is divided, stays as it is."""
    (event,) = case["events"]
    return {**case, "events": [{**event, "value": show_cents(cents), "cost": show_cents(cents)}]}


def given_back(case: Told) -> list[int]:
    """The consideration, at which a thing begins to be a gift, and the cent after it."""
    told = str(case["events"][0].get("consideration", "unknown"))
    if told == "unknown":
        return []
    cents = int(told.replace("$", "").replace(",", "").replace(".", ""))
    return [cents, cents + 1]
