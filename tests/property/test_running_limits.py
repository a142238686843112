"""Limits that run over several events: each meal, token or gift within the limit, and the one that crosses it."""

from __future__ import annotations

import pytest

from ctethics.engines.registry import ENGINES
from tests.property.boundaries import gift, meal, thing

APPLIES = "applies"
JANUARY = {"date": "2025-01-10"}

engines = pytest.mark.parametrize("engine", ENGINES)


@engines
@pytest.mark.parametrize(
    ("law", "first", "second", "expected"),
    [
        ("current", "$30.00", "$19.99", "I"),
        ("current", "$30.00", "$20.00", APPLIES),
        ("current", "$30.00", "$20.01", APPLIES),
        ("sb434", "$60.00", "$39.99", "I"),
        ("sb434", "$60.00", "$40.00", APPLIES),
        ("sb434", "$60.00", "$40.01", APPLIES),
        ("sb434", "$30.00", "$20.00", "IP"),
        ("sb434", "$30.00", "$20.01", "I"),
    ],
)
def test_two_meals_of_a_year_are_added(engine: str, law: str, first: str, second: str, expected: str) -> None:
    assert gift(engine, law, meal(first, **JANUARY), meal(second)) == expected


@engines
@pytest.mark.parametrize(("law", "first"), [("current", "$49.99"), ("sb434", "$99.99")])
@pytest.mark.parametrize("other", [{"date": "2024-12-31"}, {"donor": "ann", "relationship": "none"}])
def test_meals_of_another_year_or_donor_are_not_added(engine: str, law: str, first: str, other: dict[str, str]) -> None:
    assert gift(engine, law, meal(first, **(JANUARY | other)), meal(first)) == "I"


@engines
@pytest.mark.parametrize(("law", "first"), [("current", "$49.99"), ("sb434", "$99.99")])
def test_meals_of_another_recipient_are_not_added(engine: str, law: str, first: str) -> None:
    assert gift(engine, law, meal(first, **JANUARY, recipient="kim"), meal(first)) == "I"


@engines
@pytest.mark.parametrize(
    ("law", "each", "many", "last", "expected"),
    [
        ("current", "$10.00", 4, "$10.00", "P"),  # a fifth: exactly fifty dollars
        ("current", "$10.00", 5, "$10.00", APPLIES),  # a sixth
        ("current", "$10.00", 5, "$0.01", APPLIES),  # one cent over the year's limit
        ("current", "$10.00", 4, "$9.99", "P"),
        ("sb434", "$20.00", 4, "$20.00", "P"),  # a fifth: exactly one hundred dollars
        ("sb434", "$20.00", 5, "$20.00", APPLIES),  # a sixth
        ("sb434", "$20.00", 5, "$0.01", APPLIES),
        ("sb434", "$10.00", 5, "$10.00", "P"),
        ("sb434", "$10.00", 9, "$10.00", "P"),  # a tenth
        ("sb434", "$10.00", 10, "$0.01", APPLIES),
    ],
)
def test_tokens_of_a_year_are_added(engine: str, law: str, each: str, many: int, last: str, expected: str) -> None:
    assert gift(engine, law, *[thing(each, **JANUARY)] * many, thing(last)) == expected


@engines
@pytest.mark.parametrize("law", ["current", "sb434"])
def test_tokens_begin_anew_with_the_year(engine: str, law: str) -> None:
    december = [thing("$10.00", date="2024-12-31")] * 10

    assert gift(engine, law, *december, thing("$10.00", date="2025-01-01")) == "P"


@engines
@pytest.mark.parametrize(
    ("law", "first", "second", "expected"),
    [
        ("current", "$500.00", "$500.00", "L"),
        ("current", "$500.00", "$500.01", APPLIES),
        ("current", "$999.99", "$0.02", "P"),  # over the limit, but two cents are a token
        ("sb434", "$500.00", "$500.01", "L"),
        ("sb434", "$750.00", "$750.00", "L"),
        ("sb434", "$750.00", "$750.01", APPLIES),
    ],
)
def test_gifts_of_one_giver_for_one_life_event_are_added(
    engine: str, law: str, first: str, second: str, expected: str
) -> None:
    wedding = {"donor": "ann", "occasion": "major life event", "life event": "wedding", "relationship": "none"}

    assert gift(engine, law, thing(first, **wedding, **JANUARY), thing(second, **wedding)) == expected


@engines
@pytest.mark.parametrize(("law", "limit"), [("current", "$1,000.00"), ("sb434", "$1,500.00")])
def test_each_life_event_has_a_limit_of_its_own_and_no_year_ends_it(engine: str, law: str, limit: str) -> None:
    shared = {"donor": "ann", "occasion": "major life event", "relationship": "none"}
    first = thing(limit, **shared, date="2024-12-31", **{"life event": "wedding"})

    assert gift(engine, law, first, thing(limit, **shared, **{"life event": "retirement"})) == "L"
    assert gift(engine, law, first, thing("$100.00", **shared, **{"life event": "wedding"})) == APPLIES


@engines
@pytest.mark.parametrize(("law", "limit"), [("current", "$1,000.00"), ("sb434", "$1,500.00")])
def test_a_near_relative_has_no_limit_for_a_life_event(engine: str, law: str, limit: str) -> None:
    shared = {"donor": "ann", "occasion": "major life event", "life event": "wedding", "relationship": "parent"}

    assert gift(engine, law, thing(limit, **shared), thing(limit, **shared)) == "DL"


@engines
@pytest.mark.parametrize(
    ("law", "first", "second", "expected"),
    [
        ("current", "$60.00", "$39.99", "M"),
        ("current", "$60.00", "$40.00", APPLIES),
        ("sb434", "$150.00", "$99.99", "M"),
        ("sb434", "$150.00", "$100.00", APPLIES),
    ],
)
@pytest.mark.parametrize("item", ["goods", "food or beverage"])
def test_what_is_offered_at_hospitality_suites_is_added(
    engine: str, law: str, first: str, second: str, expected: str, item: str
) -> None:
    suite = {"item": "goods", "occasion": "hospitality suite", "donor in attendance": "no"}

    assert gift(engine, law, suite | {"cost": first}, suite | {"cost": second, "item": item}) == expected


@engines
@pytest.mark.parametrize("law", ["current", "sb434"])
def test_the_second_reception_of_a_host_in_a_year_loses_the_exception(engine: str, law: str) -> None:
    reception = {
        "occasion": "legislative reception",
        "publicly noticed": "yes",
        "all members invited": "yes",
        "spent on food and beverage": "$4,000.00",
        "persons expected": 100,
        "donor in attendance": "no",
    }
    winter = meal("$40.00", **JANUARY) | reception | {"reception": "winter"}

    assert gift(engine, law, winter) == "J"
    assert gift(engine, law, winter, meal("$40.00") | reception | {"reception": "winter"}) == "J"
    assert gift(engine, law, winter, meal("$40.00") | reception | {"reception": "spring"}) == APPLIES
    in_another_year = winter | {"date": "2024-12-31"}
    assert gift(engine, law, in_another_year, meal("$40.00") | reception | {"reception": "spring"}) == "J"
