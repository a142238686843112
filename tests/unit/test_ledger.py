"""A case to a typed ledger."""

from itertools import permutations
from pathlib import Path

import pytest

from ctethics.compile.vocabulary import compile_vocabulary
from ctethics.diagnostics import Collector, Source
from ctethics.facts import Ledger, read_case, type_case
from ctethics.law.calendar import show_day
from ctethics.program import Vocabulary
from ctethics.source import Node, parse_yaml

FACTS = Path(__file__).parents[1] / "rejects" / "base" / "rules" / "facts.yaml"
PARTIES = {"acme": {"dealing_with": ["OPM"]}, "lee": {"agency": "OPM"}}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    node = parse_yaml(Source("facts.yaml", tuple(FACTS.read_text().splitlines())), Collector())
    assert node is not None
    return compile_vocabulary(node, Collector())


def read(told: dict[str, object]) -> Node:
    node = read_case(told, Collector())
    assert node is not None
    return node


def ledger(vocabulary: Vocabulary, events: list[dict[str, object]], **top: object) -> Ledger:
    problems = Collector()
    made = type_case(read({"parties": PARTIES, "events": events, **top}), vocabulary, problems)
    assert list(problems) == []
    return made


def event(id_: str, day: str = "2025-03-03", **facts: object) -> dict[str, object]:
    return {"id": id_, "kind": "transfer", "date": day, "donor": "acme", "recipient": "lee", **facts}


def test_events_stand_by_day_and_within_a_day_by_id_however_the_case_lists_them(vocabulary: Vocabulary) -> None:
    told = [event("b"), event("a"), event("c", "2025-01-01"), event("0", "2025-03-04")]
    orders = {tuple(e.id for e in ledger(vocabulary, list(order)).events) for order in permutations(told)}
    assert orders == {("c", "a", "b", "0")}


def test_facts_are_typed_and_a_fact_not_stated_is_absent(vocabulary: Vocabulary) -> None:
    made = ledger(vocabulary, [event("a", value="$75.00", knowingly="unknown")])
    assert made.events[0].facts == {"value": 7500}
    assert made.events[0].roles == {"donor": "acme", "recipient": "lee"}
    assert show_day(made.events[0].day) == "2025-03-03"
    assert made.parties["acme"].facts == {"dealing with": frozenset({"OPM"})}
    assert made.parties["lee"].facts == {"agency": "OPM"}


def test_an_underscore_may_stand_for_a_space(vocabulary: Vocabulary) -> None:
    told = ledger(vocabulary, [event("a")])
    assert told.parties["acme"].facts["dealing with"] == frozenset({"OPM"})


def test_a_case_may_name_its_law_and_its_readings(vocabulary: Vocabulary) -> None:
    made = ledger(vocabulary, [event("a")], law="current", readings={"meals": "together"})
    assert len(made.events) == 1


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ({"events": "none"}, ["CTE603"]),
        ({"events": ["dinner"], "parties": []}, ["CTE603", "CTE603"]),
        ({"events": [{"id": ["a"], "kind": ["b"], "date": ["c"]}]}, ["CTE606", "CTE603", "CTE603"]),
        ({"events": [event("a")], "readings": {"meals": ["together"]}}, ["CTE603"]),
    ],
    ids=["events", "an event and the parties", "what every event has", "readings"],
)
def test_the_shape_of_a_case_is_checked_everywhere(
    vocabulary: Vocabulary, told: dict[str, object], codes: list[str]
) -> None:
    problems = Collector()
    type_case(read({"parties": PARTIES, **told}), vocabulary, problems)
    assert sorted(problem.code for problem in problems) == sorted(codes)
