"""Who counts as one donor with whom, where the rows themselves say it."""

from __future__ import annotations

import polars as pl

from tests.asking import law_named

MEALS = {
    "id": ["a", "b", "c"],
    "date": ["2025-03-03", "2025-03-04", "2025-03-05"],
    "donor": ["acme", "bob", "bob"],
    "donor kind": ["business", "person", "person"],
    "donor registrant": ["yes", "yes", "yes"],
    "donor employed by": ["none", "acme", "acme"],
    "recipient": ["lee", "lee", "lee"],
    "item": ["food or beverage"] * 3,
    "donor in attendance": ["yes", "yes", "yes"],
    "value": ["$60.00", "$10.00", "$1.00"],
}
USED = "1-79(5)(I) used (cents)"


def told(rows: dict[str, list[str]]) -> pl.DataFrame:
    found: pl.DataFrame = law_named("sb434").audit(pl.DataFrame(rows), kind="transfer", provisions=["1-79(5)"])
    return found


def test_a_lobbyists_meals_count_with_those_of_the_business() -> None:
    assert told(MEALS)[USED].to_list() == [6000, 7000, 7100]


def test_what_a_rejected_row_says_of_its_parties_is_not_heard() -> None:
    found = told(MEALS | {"value": ["$60.00", "$10.00", "lots"], "donor employed by": ["none", "none", "acme"]})

    assert found["rejected"].to_list() == [False, False, True]
    assert found[USED].to_list() == [6000, 1000, None]
