"""What is still needed: facts that settle an undetermined finding, none where it is settled."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

import pytest
from hypothesis import given

from ctethics import EventResult, Finding
from ctethics.law.calendar import parse_day
from ctethics.program import Fact
from tests.asking import ask
from tests.property.gaps import Gap, filled
from tests.strategies import AGENCIES, DONORS, LABELS, RECIPIENTS, Told, cases, questions, shipped

MOST_TRIES = 400
NOBODY: Told = {
    name: [] if fact.type == "list" else "no"
    for name, fact in shipped().program.vocabulary.party.items()
    if fact.type in ("list", "yes or no")
}
# Who is named as the one behind a gift is described too: one who deals with nobody, and one with everybody.
NEWCOMERS: Told = {
    "outsider": {**NOBODY, "kind": "other", "position": "none", "agency": "elsewhere"},
    "insider": {
        **NOBODY,
        "kind": "other",
        "position": "public official",
        "agency": "OPM",
        "registrant": "yes",
        "prequalified": "yes",
        "regulated by": list(AGENCIES),
        "reports to": [*DONORS, *RECIPIENTS],
    },
}


@given(case=cases(), question=questions())
def test_an_undetermined_finding_needs_facts_or_waits_for_a_limit_and_a_settled_one_neither(
    case: Told, question: Told
) -> None:
    for finding in (f for event in ask(case, **question) for f in event.findings):
        assert bool(finding.needs or finding.not_established) == (finding.outcome == "undetermined"), finding


@given(case=cases(most_events=3), question=questions())
def test_some_values_of_exactly_the_needed_facts_settle_the_finding(case: Told, question: Told) -> None:
    for event in ask(case, **question):
        for finding in event.findings:
            if finding.needs:
                assert is_settled_by_some_values(case, question, event, finding), (event.id, finding)


@given(case=cases(), question=questions())
def test_nothing_that_is_known_is_asked_for(case: Told, question: Told) -> None:
    for event in ask(case, **question):
        for need in event.needs:
            gap = gap_of(case, event, need)
            told = case[gap.where][gap.index]
            assert told.get(gap.name, "unknown") in ("unknown", 0), (event.id, need)  # nothing is divided by zero


@pytest.mark.parametrize("persons", [None, "unknown", 0])
def test_a_reception_asks_for_the_persons_expected_also_where_they_are_nobody(persons: str | int | None) -> None:
    told = {} if persons is None else {"persons expected": persons}
    event = ask(reception(told)).events[0]

    assert event.finding("1-79(5)").needs == ("persons expected",)


def reception(told: Told) -> Told:
    event = {
        "id": "e1",
        "kind": "transfer",
        "date": "2025-03-03",
        "donor": "acme",
        "recipient": "rae",
        "item": "food or beverage",
        "value": "$40.00",
        "occasion": "legislative reception",
        "reception": "winter",
        "publicly noticed": "yes",
        "all members invited": "yes",
        "donor in attendance": "no",
        "spent on food and beverage": "$4,000.00",
    }
    return {"parties": {"acme": {"kind": "business"}, "rae": {"kind": "person"}}, "events": [event | told]}


def is_settled_by_some_values(case: Told, question: Told, event: EventResult, finding: Finding) -> bool:
    wanted = [gap_of(case, event, need) for need in finding.needs]
    for values in islice(product(*(candidates(gap, case) for gap in wanted)), MOST_TRIES):
        told = filled(case, dict(zip(wanted, values, strict=True)))
        after = ask({**told, "parties": told["parties"] | NEWCOMERS}, **question)
        if after[event.id].finding(finding.provision).outcome != "undetermined":
            return True
    return False


def gap_of(case: Told, event: EventResult, need: str) -> Gap:
    """The gap that a need names: a fact of the event, of a party in it, or of a party or another event by its id."""
    vocabulary = shipped().program.vocabulary
    places = {told["id"]: place for place, told in enumerate(case["events"])}
    name, _, owner = need.rpartition(" of ")
    if name and owner in case["parties"] and name in vocabulary.party:
        return Gap("parties", owner, name, vocabulary.party[name])
    if not (name and owner in places):
        name, owner = need, event.id
    ref = vocabulary.refer(event.kind, name)
    assert ref is not None, f"{need} names nothing"
    if ref.role is None or ref.fact is None:
        return Gap("events", places[owner], name, ref.fact)
    return Gap("parties", str(case["events"][places[owner]][ref.role]), ref.fact.name, ref.fact)


def candidates(gap: Gap, case: Told) -> Iterator[object]:
    """Values of every sort that could matter, the most telling first; of periods those that end on the event's day."""
    if gap.fact is None:
        yield from NEWCOMERS
        return
    for value in _by_type(gap.fact):
        if not gap.fact.last_day or gap.fact.ends_on(str(value), parse_day(case["events"][gap.index]["date"])):
            yield value


def _by_type(fact: Fact) -> tuple[object, ...]:
    match fact.type:
        case "yes or no":
            return ("no", "yes")
        case "choice":
            return (*reversed(fact.choices),)
        case "amount":
            return ("$0.00", "$1,000,000.00", "$1.00", "$30.00")
        case "number":
            return (1, 1_000_000)
        case "date":
            return ("never", "2025-03-03", "2023-01-01")
        case "list":
            return ([], [*AGENCIES, *DONORS, *RECIPIENTS])
        case _:
            return (*AGENCIES, *LABELS, "another")
