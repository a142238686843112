"""The days on which an answer turns: the bill's, the year's, the thirtieth after a gift, the tenth after a report."""

from __future__ import annotations

import pytest

from ctethics.engines.registry import ENGINES
from tests.asking import ask
from tests.property.boundaries import case_of, gift, meal, thing

APPLIES, NO_GIFT = "applies", "does not apply"
BEFORE, FIRST = "2024-09-30", "2024-10-01"

engines = pytest.mark.parametrize("engine", ENGINES)
laws = pytest.mark.parametrize("law", ["current", "sb434"])

LIFE = {"donor": "ann", "occasion": "major life event", "life event": "wedding", "relationship": "none"}
SUITE = {"occasion": "hospitality suite"}
RECEPTION = {
    "occasion": "legislative reception",
    "reception": "fall",
    "publicly noticed": "yes",
    "all members invited": "yes",
    "spent on food and beverage": "$7,500.00",
    "persons expected": 100,
    "donor in attendance": "no",
}
# Between the two limits of each: what the bill would except and the earlier text does not.
BETWEEN = [
    ({"item": "plaque", "cost": "$249.99"}, "F"),
    ({"item": "plaque", "cost": "$100.00"}, "F"),
    (meal("$99.99"), "I"),
    (meal("$50.00"), "I"),
    (meal("$75.00") | RECEPTION, "J"),
    (meal("$75.00") | RECEPTION | {"occasion": "regional reception"}, "K"),
    (thing("$1,500.00", **LIFE), "L"),
    (thing("$1,000.01", **LIFE), "L"),
    (thing("$249.99", **SUITE), "M"),
    (thing("$20.00"), "P"),
    (thing("$10.01"), "P"),
]


@engines
@pytest.mark.parametrize(("told", "letter"), BETWEEN)
def test_an_amended_limit_counts_from_the_first_of_october_under_the_bill_alone(
    engine: str, told: dict[str, object], letter: str
) -> None:
    assert gift(engine, "sb434", told | {"date": BEFORE}) == APPLIES
    assert gift(engine, "sb434", told | {"date": FIRST}) == letter
    assert gift(engine, "current", told | {"date": BEFORE}) == APPLIES
    assert gift(engine, "current", told | {"date": FIRST}) == APPLIES


@engines
@pytest.mark.parametrize(
    ("law", "day", "value", "is_reported"),
    [
        ("current", FIRST, "$9.99", False),
        ("current", FIRST, "$10.00", False),
        ("current", FIRST, "$10.01", True),
        ("current", FIRST, "$20.00", True),
        ("sb434", BEFORE, "$10.00", False),
        ("sb434", BEFORE, "$10.01", True),
        ("sb434", FIRST, "$10.01", False),
        ("sb434", FIRST, "$19.99", False),
        ("sb434", FIRST, "$20.00", False),
        ("sb434", FIRST, "$20.01", True),
    ],
)
@pytest.mark.parametrize("item", ["merchandise", "plaque", "food or beverage"])
def test_anything_of_more_than_the_amount_is_reported(
    engine: str, law: str, day: str, value: str, is_reported: bool, item: str
) -> None:
    told = {"item": item, "value": value, "date": day, "donor in attendance": "yes"}
    event = ask(case_of(told), law, engine).events[-1]

    assert event.finding("1-84(o)").outcome == ("applies" if is_reported else "does not apply")
    assert [duty.provision for duty in event.duties] == ["1-84(o)"] * is_reported


@engines
@laws
@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2025-03-03", "2025-03-13"),
        ("2025-03-21", "2025-03-31"),
        ("2025-03-22", "2025-04-01"),
        ("2025-04-20", "2025-04-30"),
        ("2025-04-21", "2025-05-01"),
        ("2025-02-18", "2025-02-28"),
        ("2025-02-19", "2025-03-01"),
        ("2024-02-19", "2024-02-29"),
        ("2024-02-20", "2024-03-01"),
        ("2024-09-30", "2024-10-10"),
        ("2024-12-21", "2024-12-31"),
        ("2024-12-22", "2025-01-01"),
        ("2199-12-31", "2200-01-10"),
    ],
)
def test_a_report_is_due_ten_days_after_the_thing_was_given(engine: str, law: str, day: str, due: str) -> None:
    (duty,) = ask(case_of(thing("$80.00", date=day)), law, engine).events[-1].duties

    assert duty.due == due
    assert duty.owed_to == ("lee", "head of OPM")


@engines
@laws
@pytest.mark.parametrize(
    ("returned", "expected"),
    [
        ("2025-03-03", NO_GIFT),
        ("2025-04-01", NO_GIFT),  # the twenty-ninth day after
        ("2025-04-02", NO_GIFT),  # the thirtieth
        ("2025-04-03", APPLIES),  # the thirty-first
        ("never", APPLIES),
    ],
)
def test_a_thing_returned_within_thirty_days_is_no_gift(engine: str, law: str, returned: str, expected: str) -> None:
    assert gift(engine, law, thing("$80.00", returned=returned)) == expected


@engines
@laws
def test_the_last_day_of_december_and_the_first_of_january_are_in_two_years(engine: str, law: str) -> None:
    eve, new = meal("$45.00", date="2024-12-31"), meal("$45.00", date="2025-01-01")
    within_a_year = meal("$99.00", date="2024-01-01")

    assert gift(engine, law, eve, new) == "I"
    assert gift(engine, law, within_a_year, eve) == APPLIES


@engines
def test_each_meal_of_a_year_is_held_to_the_limit_of_its_own_day(engine: str) -> None:
    before, after = meal("$45.00", date=BEFORE), meal("$45.00", date=FIRST)

    assert gift(engine, "sb434", meal("$45.00", date="2024-08-01"), before) == APPLIES
    assert gift(engine, "sb434", before, after) == "I"
    assert gift(engine, "sb434", before, meal("$55.00", date=FIRST)) == APPLIES
    assert gift(engine, "current", before, after) == APPLIES
