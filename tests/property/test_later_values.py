"""A value in force later does not matter, and an amended one does not reach back."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ctethics.program import Condition, Reading, TotalIs, parts_of
from ctethics.program.program import references
from tests.asking import Told, answers, ask
from tests.strategies import cases, questions, shipped

BEFORE = ("2024-09-30", "2024-01-01", "2023-12-31", "2024-02-28")
AFTER = ("2024-10-01", "2024-12-31", "2025-01-01", "2199-12-31")
ABOUT_THE_LAW = ("law", "differs_under")
DECLARED = [
    fact
    for facts in (
        shipped().program.vocabulary.party,
        *(kind.facts for kind in shipped().program.vocabulary.events.values()),
    )
    for fact in facts.values()
]


def look_ahead() -> set[str]:
    """The provisions that count a whole period, later events too, whatever the reading, and those that rest on them."""
    program = shipped().program
    found: set[str] = set()
    for provision in program.provisions.values():
        named = {name for c in provision.conditions() for name in references(c)}
        if any(map(counts_whole, provision.conditions())) or not named.isdisjoint(found):
            found.add(provision.citation)
    return found


def counts_whole(condition: Condition) -> bool:
    if isinstance(condition, Reading):
        return counts_whole(next(iter(condition.choices.values())))
    return (isinstance(condition, TotalIs) and condition.whole) or any(map(counts_whole, parts_of(condition)))


LOOK_AHEAD = look_ahead()
PERIODS = {fact.name for fact in DECLARED if fact.last_day}
DATES = {fact.name for fact in DECLARED if fact.type == "date"}


def moved(case: Told, days: list[str]) -> Told:
    """The case with its events on these days in turn; a period, which ends on one day, is not named."""
    events = [{**event, "date": days[place % len(days)]} for place, event in enumerate(case["events"])]
    return {**case, "events": [without(event, PERIODS) for event in events]}


def without(told: Told, names: set[str]) -> Told:
    return {name: value for name, value in told.items() if name not in names}


def bare(told: object) -> object:
    """The answer without the name of the law and what another would say."""
    if isinstance(told, dict):
        return {name: bare(value) for name, value in told.items() if name not in ABOUT_THE_LAW}
    return [bare(value) for value in told] if isinstance(told, list) else told


days_before = st.lists(st.sampled_from(BEFORE), min_size=1, max_size=5)


@given(case=cases(), question=questions(), days=days_before)
def test_before_the_first_of_october_2024_the_bill_changes_no_answer(
    case: Told, question: Told, days: list[str]
) -> None:
    told, asked = moved(case, days), question | {"law": "sb434"}
    bill, current = answers(ask(told, **asked)), answers(ask(told, **(asked | {"law": "current"})))

    assert bare(bill) == bare(current)
    assert [event["differs_under"] for event in bill["events"]] == [[] for _ in bill["events"]]


@given(case=cases(), question=questions(), days=days_before)
def test_what_happens_later_changes_no_earlier_answer(case: Told, question: Told, days: list[str]) -> None:
    """Under the default reading, that is; under `the whole year` it may."""
    told, asked = moved(case, days), question | {"readings": {}}
    later = [{**event, "id": f"z{event['id']}", "date": AFTER[0]} for event in told["events"]]
    both = {**told, "events": told["events"] + later}

    alone, together = ask(told, **asked), ask(both, **asked)
    for event in alone:
        for one, other in zip(together[event.id].findings, event.findings, strict=True):
            assert one.provision in LOOK_AHEAD or one.to_dict() == other.to_dict()


@given(case=cases(), question=questions(), day=st.sampled_from(AFTER), years=st.integers(1, 20))
def test_under_one_law_an_answer_is_the_same_in_any_year(case: Told, question: Told, day: str, years: int) -> None:
    """With every event on one day, nothing depends on which day, but for the other days that are told."""
    events = [without(event, DATES) for event in case["events"]]
    told = {"parties": {id_: without(party, DATES) for id_, party in case["parties"].items()}, "events": events}
    other = date(2024 + years, 11, 5).isoformat()

    here, there = ask(moved(told, [day]), **question), ask(moved(told, [other]), **question)
    assert [findings(event) for event in here] == [findings(event) for event in there]


def findings(event: object) -> list[object]:
    return [finding.to_dict() for finding in event.findings]
