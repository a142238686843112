"""Every limit of § 1-79(5) on one thing: one cent under it, at it, one cent over it. Tables read off the statute.

A letter means excepted by that subparagraph. `current` has the bracketed words of the bill, `sb434` the inserted ones.
"""

from __future__ import annotations

import pytest

from ctethics.engines.registry import ENGINES
from tests.property.boundaries import gift, meal, thing

APPLIES, NO_GIFT = "applies", "does not apply"

engines = pytest.mark.parametrize("engine", ENGINES)

# (F) "costing less than [one] two hundred fifty dollars"
CEREMONIAL = [
    ("current", "$99.99", "F"),
    ("current", "$100.00", APPLIES),
    ("current", "$100.01", APPLIES),
    ("sb434", "$99.99", "F"),
    ("sb434", "$100.00", "F"),
    ("sb434", "$249.99", "F"),
    ("sb434", "$250.00", APPLIES),
    ("sb434", "$250.01", APPLIES),
]
# (I) "costing less than [fifty] one hundred dollars in the aggregate per recipient in a calendar year"
MEAL = [
    ("current", "$49.99", "I"),
    ("current", "$50.00", APPLIES),
    ("current", "$50.01", APPLIES),
    ("sb434", "$50.00", "I"),
    ("sb434", "$99.99", "I"),
    ("sb434", "$100.00", APPLIES),
    ("sb434", "$100.01", APPLIES),
]
# (L) "does not exceed one thousand [five hundred] dollars in value"
LIFE_EVENT = [
    ("current", "$999.99", "L"),
    ("current", "$1,000.00", "L"),
    ("current", "$1,000.01", APPLIES),
    ("sb434", "$1,000.01", "L"),
    ("sb434", "$1,499.99", "L"),
    ("sb434", "$1,500.00", "L"),
    ("sb434", "$1,500.01", APPLIES),
]
# (M) "costing less than [one] two hundred fifty dollars in the aggregate"
SUITE = [
    ("current", "$99.99", "M"),
    ("current", "$100.00", APPLIES),
    ("current", "$100.01", APPLIES),
    ("sb434", "$100.00", "M"),
    ("sb434", "$249.99", "M"),
    ("sb434", "$250.00", APPLIES),
    ("sb434", "$250.01", APPLIES),
]
# (P) "not more than [ten] twenty dollars"
TOKEN = [
    ("current", "$9.99", "P"),
    ("current", "$10.00", "P"),
    ("current", "$10.01", APPLIES),
    ("sb434", "$10.01", "P"),
    ("sb434", "$19.99", "P"),
    ("sb434", "$20.00", "P"),
    ("sb434", "$20.01", APPLIES),
]
# (J), (K) "costing less than [fifty] one hundred dollars per person": "the donor shall divide the amount spent on food
# and beverage by the number of persons whom the donor reasonably expects to attend". Divided exactly, never rounded.
RECEPTION = [
    ("current", "$4,999.99", 100, True),
    ("current", "$5,000.00", 100, False),
    ("current", "$5,000.01", 100, False),
    ("current", "$149.99", 3, True),
    ("current", "$150.00", 3, False),
    ("current", "$150.01", 3, False),
    ("current", "$49.99", 1, True),
    ("current", "$50.00", 1, False),
    ("current", "$349.98", 7, True),  # $49.9971…
    ("current", "$349.99", 7, True),  # $49.9985…, which rounds to $50.00
    ("current", "$350.00", 7, False),
    ("sb434", "$5,000.00", 100, True),
    ("sb434", "$9,999.99", 100, True),  # $99.9999, which rounds to $100.00
    ("sb434", "$10,000.00", 100, False),
    ("sb434", "$10,000.01", 100, False),
    ("sb434", "$299.99", 3, True),
    ("sb434", "$300.00", 3, False),
    ("sb434", "$300.01", 3, False),
]


@engines
@pytest.mark.parametrize(("law", "cost", "expected"), CEREMONIAL)
@pytest.mark.parametrize("item", ["certificate", "plaque", "ceremonial award"])
def test_a_ceremonial_award_is_excepted_below_its_limit(
    engine: str, law: str, cost: str, expected: str, item: str
) -> None:
    assert gift(engine, law, {"item": item, "cost": cost}) == expected


@engines
@pytest.mark.parametrize(("law", "cost", "expected"), MEAL)
def test_a_meal_is_excepted_below_the_limit_of_the_year(engine: str, law: str, cost: str, expected: str) -> None:
    assert gift(engine, law, meal(cost)) == expected


@engines
@pytest.mark.parametrize(("law", "value", "expected"), LIFE_EVENT)
def test_a_gift_for_a_major_life_event_may_be_exactly_the_limit(
    engine: str, law: str, value: str, expected: str
) -> None:
    wedding = {"donor": "ann", "occasion": "major life event", "life event": "wedding", "relationship": "none"}

    assert gift(engine, law, thing(value, **wedding)) == expected


@engines
@pytest.mark.parametrize(("law", "cost", "expected"), SUITE)
@pytest.mark.parametrize("item", ["goods", "food or beverage"])
def test_what_a_hospitality_suite_offers_is_excepted_below_the_limit(
    engine: str, law: str, cost: str, expected: str, item: str
) -> None:
    told = {"item": item, "cost": cost, "occasion": "hospitality suite", "donor in attendance": "no"}

    assert gift(engine, law, told) == expected


@engines
@pytest.mark.parametrize(("law", "value", "expected"), TOKEN)
def test_a_token_may_be_exactly_the_limit(engine: str, law: str, value: str, expected: str) -> None:
    assert gift(engine, law, thing(value)) == expected


@engines
@pytest.mark.parametrize(("law", "spent", "persons", "is_excepted"), RECEPTION)
@pytest.mark.parametrize(("occasion", "letter"), [("legislative reception", "J"), ("regional reception", "K")])
def test_the_cost_of_a_reception_is_divided_by_the_persons_expected(
    engine: str, law: str, spent: str, persons: int, is_excepted: bool, occasion: str, letter: str
) -> None:
    reception = {
        "occasion": occasion,
        "reception": "winter",
        "publicly noticed": "yes",
        "all members invited": "yes",
        "spent on food and beverage": spent,
        "persons expected": persons,
    }
    told = {**meal("$400.00"), "donor in attendance": "no", **reception}

    assert gift(engine, law, told) == (letter if is_excepted else APPLIES)


@engines
@pytest.mark.parametrize("law", ["current", "sb434"])
def test_a_gift_is_anything_of_value(engine: str, law: str) -> None:
    given = {"item": "cash"}

    assert gift(engine, law, {**given, "value": "$0.00"}) == NO_GIFT
    assert gift(engine, law, {**given, "value": "$0.01"}) == "P"
    assert gift(engine, law, {**given, "value": "$1,000,000,000,000.00"}) == APPLIES


@engines
@pytest.mark.parametrize("law", ["current", "sb434"])
@pytest.mark.parametrize(("consideration", "expected"), [("$79.99", APPLIES), ("$80.00", NO_GIFT), ("$80.01", NO_GIFT)])
def test_consideration_of_equal_value_makes_it_no_gift(
    engine: str, law: str, consideration: str, expected: str
) -> None:
    assert gift(engine, law, thing("$80.00", consideration=consideration)) == expected
