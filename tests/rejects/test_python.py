"""Values that Python can hold and the law cannot take, and the exact whole message each gets."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import ctethics
from ctethics import Case, CaseError

LAW = ctethics.load("sb434", rules=Path(__file__).parent / "base" / "rules", engine="direct")
EVENT = {"id": "a", "kind": "transfer", "date": "2025-03-03", "donor": "acme", "recipient": "lee"}
TEXT = 'write it as text, "$75.00".'
NO_NUMBER = "leave the fact out if the amount is unknown."
FLOAT = "a float cannot hold every cent"
MOST = "an amount is at most $1,000,000,000,000.00"
CENT = "an amount is exact to the cent"
ROUND = "round it as the law says, then write two decimals."


def message(case: Mapping[str, object] | Case) -> str:
    """What is said of the case."""
    with pytest.raises(CaseError) as caught:
        LAW.assess(case)
    return str(caught.value)


def told(**facts: object) -> dict[str, object]:
    """A case with these facts of its event."""
    return {"parties": {"acme": {}, "lee": {}}, "events": [{**EVENT, **facts}]}


@pytest.mark.parametrize(
    ("value", "shown", "why", "fix"),
    [
        (75.0, "75.0", FLOAT, 'write it as text, "$75.00", or as a Decimal.'),
        (-0.5, "-0.5", FLOAT, 'write it as text, "$75.00", or as a Decimal.'),
        (1e300, "1e+300", FLOAT, 'write it as text, "$75.00", or as a Decimal.'),
        (float("nan"), "nan", "nan is not a number of dollars", NO_NUMBER),
        (float("inf"), "inf", "inf is not a number of dollars", NO_NUMBER),
        (Decimal("NaN"), "NaN", "NaN is not a number of dollars", NO_NUMBER),
        (Decimal("-Infinity"), "-Infinity", "-Infinity is not a number of dollars", NO_NUMBER),
        (Decimal("75.005"), "75.005", CENT, ROUND),
        (Decimal("75." + "0" * 40 + "1"), "75." + "0" * 40 + "1", CENT, ROUND),
        (Decimal("1E-999999"), "1E-999999", CENT, ROUND),
        (Decimal(-1), "-1", "an amount is not negative", "write what was given as a positive amount."),
        (Decimal("1E+999999"), "1E+999999", MOST, "check the number of digits."),
        (True, "True", "a yes-or-no value is not an amount", TEXT),
        (-75, "-75", "an amount is not negative", "write what was given as a positive amount."),
        (10**30, "1" + "0" * 30, MOST, "check the number of digits."),
        (10**5000, "an integer of 16610 bits", MOST, "check the number of digits."),
        (b"$75.00", "b'$75.00'", "a bytes is not an amount", TEXT),
        ("$٧٥.٠٠", "$٧٥.٠٠", "an amount is written with a dollar sign and two decimals", "write it as in $1,234.56."),
    ],
    ids=lambda value: str(value)[:24] if not isinstance(value, int) or value < 10**40 else "10^5000",
)
def test_an_amount_that_is_none_is_refused(value: object, shown: str, why: str, fix: str) -> None:
    assert message(told(value=value)) == (
        f"case.events[0].value: error[CTE602] `value` is `{shown}`\n why: {why}.\n fix: {fix}"
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"date": datetime(2025, 3, 3, 19, 30, tzinfo=UTC)},
            "case.events[0].date: error[CTE602] `date` is `2025-03-03 19:30:00+00:00`\n"
            " why: a date has no time of day; write `.date()`.\n"
            " fix: write it as in 2025-03-03.",
        ),
        (
            {"persons": True},
            "case.events[0].persons: error[CTE602] `persons` is `True`\n"
            " why: it is a whole number from 0 to 1,000,000,000.\n"
            " fix: write digits, as in 120.",
        ),
        (
            {"value": None},
            "case.events[0].value: error[CTE602] `value` has no value\n"
            " why: an empty value could mean no, none or unknown.\n"
            " fix: write it, or write `unknown`.",
        ),
        (
            {"id": 7},
            "case.events[0].id: error[CTE606] the id `7` is not text\n"
            " why: answers name events by their id.\n"
            ' fix: write `"7"`.',
        ),
        (
            {7: "seven"},
            "case.events[0]: error[CTE603] the name 7 is not text\n"
            " why: facts, parties and events are named by text.\n"
            " fix: use a str.",
        ),
        (
            {"re_ception": "a", "re ception": "b"},
            "case.events[0].re ception: error[CTE103] `re ception` is written twice\n"
            " why: `_` stands for a space, so the two names are one.\n"
            " fix: keep one of them.\n\n"
            "case.events[0].re ception: error[CTE601] unknown fact `re ception`\n"
            " why: a transfer has no such fact; a misspelt name would be taken for silence.\n"
            " fix: write `reception`.\n\n"
            "case.events[0].re_ception: error[CTE601] unknown fact `re ception`\n"
            " why: a transfer has no such fact; a misspelt name would be taken for silence.\n"
            " fix: write `reception`.",
        ),
    ],
    ids=["time of day", "boolean number", "none", "id is a number", "name is a number", "names that are one"],
)
def test_what_an_event_cannot_say_is_refused(facts: dict[Any, object], expected: str) -> None:
    assert message({"parties": {"acme": {}, "lee": {}}, "events": [{**EVENT, **facts}]}) == expected


def test_a_mapping_that_contains_itself_is_refused() -> None:
    case = told()
    case["parties"] = case
    assert message(case) == (
        f"case{'.parties' * 41}: error[CTE106] nested too deep\n"
        " why: no case needs that; perhaps something contains itself.\n"
        " fix: make it flatter or smaller."
    )


def test_a_value_that_holds_another_many_times_over_is_refused_before_it_fills_the_memory() -> None:
    bomb: object = "x"
    for _ in range(30):
        bomb = [bomb] * 10
    assert "error[CTE106] more than 400,000 values\n" in message(told(reception=bomb))


def test_the_second_event_with_an_id_is_told_where_the_first_is() -> None:
    case = told()
    case["events"] = [EVENT, EVENT]
    assert message(case) == (
        "case.events[1].id: error[CTE606] the id `a` is used twice\n"
        " why: another event at case.events[0].id has it.\n"
        " fix: give this event another id."
    )


def test_slips_in_many_events_are_told_in_the_order_of_the_events() -> None:
    events = [{**EVENT, "id": str(number), "value": 1.5} for number in range(12)]
    with pytest.raises(CaseError) as caught:
        LAW.assess({"parties": {"acme": {}, "lee": {}}, "events": events})
    places = [problem.span.source.name for problem in caught.value.diagnostics]
    assert places == [f"case.events[{number}].value" for number in range(12)]


def test_a_case_object_is_read_as_the_mapping_of_its_shape() -> None:
    case = Case({"acme": {}, "lee": {}}, [{**EVENT, "value": 0.1}], law="sb434", readings={"meals": "together"})
    assert message(case) == message({**told(value=0.1), "law": "sb434", "readings": {"meals": "together"}})


def test_the_same_facts_are_there_for_tools() -> None:
    with pytest.raises(CaseError) as caught:
        LAW.assess(told(item="plague"))
    assert [problem.to_dict() for problem in caught.value.diagnostics] == [
        {
            "code": "CTE602",
            "severity": "error",
            "file": "case.events[0].item",
            "line": 0,
            "column": 1,
            "width": 1,
            "what": "`item` is `plague`",
            "why": "it is one of a closed list.",
            "fix": "write `plaque`.",
        }
    ]
