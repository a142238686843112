"""What a condition asks of names, dates and lists, and what it answers where something is unknown."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ctethics import Law
from tests.unit.rules import RULE, assessed, law

PLAQUE = "{fact: item, is: plaque, quote: a plaque}"
WORTH = {"value": "$30.00"}


def asked(folder: Path, written: str) -> Law:
    """The base with this condition in its exception, which holds if and only if the condition does."""
    return law(folder, (RULE, PLAQUE, written))


def outcome(made: Law, parties: Mapping[str, object] | None = None, **facts: object) -> str:
    return assessed(made, parties, **WORTH, **facts).finding("1-1(a)").outcome


HOLDS, FAILS, OPEN = "excepted", "applies", "undetermined"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("gala", HOLDS),
        ("ball", HOLDS),
        (" gala ", HOLDS),
        ("Gala", FAILS),
        ("gala ball", FAILS),
        (None, OPEN),
        ("unknown", OPEN),
    ],
)
def test_a_text_fact_is_one_of_the_names_letter_for_letter(tmp_path: Path, stated: str | None, expected: str) -> None:
    made = asked(tmp_path, "{fact: reception, is one of: [gala, ball]}")
    assert outcome(made, reception=stated) == expected


def test_a_text_fact_of_a_party_is_asked_for_a_name(tmp_path: Path) -> None:
    made = asked(tmp_path, "{fact: recipient agency, is: OPM}")
    parties: dict[str, dict[str, object]] = {"OPM": {"agency": "OPM"}, "DAS": {"agency": "DAS"}, "unknown": {}}
    outcomes = {name: outcome(made, {"ann": facts, "bob": {}}) for name, facts in parties.items()}
    assert outcomes == {"OPM": HOLDS, "DAS": FAILS, "unknown": OPEN}


def test_a_text_fact_that_is_not_a_name_is_the_denial_of_it(tmp_path: Path) -> None:
    made = asked(tmp_path, "{not: {fact: reception, is: gala}}")
    assert [outcome(made, reception=name) for name in ("gala", "ball", None)] == [FAILS, HOLDS, OPEN]


@pytest.mark.parametrize(
    ("operator", "before", "same", "after", "never"),
    [
        ("at least", FAILS, HOLDS, HOLDS, HOLDS),
        ("more than", FAILS, FAILS, HOLDS, HOLDS),
        ("not more than", HOLDS, HOLDS, FAILS, FAILS),
        ("less than", HOLDS, FAILS, FAILS, FAILS),
    ],
)
def test_a_date_is_held_to_another_date(
    tmp_path: Path, operator: str, before: str, same: str, after: str, never: str
) -> None:
    made = asked(tmp_path, f"{{fact: returned, is: {operator}, day: date}}")
    days = {"2025-03-02": before, "2025-03-03": same, "2025-03-04": after, "never": never, "unknown": OPEN}
    assert {day: outcome(made, returned=day) for day in days} == days


LISTS = "{fact: donor dealing with, includes: recipient dealing with}"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (["OPM", "DAS"], ["DAS", "DOT"], HOLDS),
        (["OPM"], ["OPM"], HOLDS),
        (["OPM", "DAS"], ["DOT"], FAILS),
        ([], ["OPM"], FAILS),
        (["OPM"], [], FAILS),
        ([], [], FAILS),
        ([], None, FAILS),
        (None, [], FAILS),
        (["OPM"], None, OPEN),
        (None, ["OPM"], OPEN),
        (None, None, OPEN),
        (["OPM"], "unknown", OPEN),
    ],
)
def test_a_list_includes_any_name_of_another_list(tmp_path: Path, one: object, other: object, expected: str) -> None:
    parties = {id_: {} if deals is None else {"dealing with": deals} for id_, deals in (("bob", one), ("ann", other))}
    assert outcome(asked(tmp_path, LISTS), parties) == expected


def test_one_of_two_unknown_lists_may_settle_it_alone(tmp_path: Path) -> None:
    finding = assessed(asked(tmp_path, LISTS), **WORTH).finding("1-1(a)")
    assert (finding.outcome, finding.possible) == (OPEN, ("applies", "excepted"))
    assert set(finding.needs) <= {"donor dealing with", "recipient dealing with"}
    assert finding.needs


@pytest.mark.parametrize(
    ("written", "facts", "said"),
    [
        ("{fact: reception, is one of: [gala, ball]}", {"reception": "gala"}, "reception: gala"),
        (
            "{fact: returned, is: more than, day: date}",
            {"returned": "2025-03-04"},
            "returned 2025-03-04 is after date",
        ),
        (LISTS, {}, "donor dealing with [OPM] includes [DAS, OPM]"),
    ],
)
def test_the_report_says_what_was_found(tmp_path: Path, written: str, facts: dict[str, object], said: str) -> None:
    event = {"id": "a", "kind": "transfer", "date": "2025-03-03", "donor": "bob", "recipient": "ann", **WORTH, **facts}
    parties = {"bob": {"dealing with": ["OPM"]}, "ann": {"dealing with": ["OPM", "DAS"]}}
    assert said in str(asked(tmp_path, written).assess({"parties": parties, "events": [event]}))
