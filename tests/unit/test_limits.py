"""Limits are dated data, tied to the words that state them."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.api import load_rules
from ctethics.law.phrases import parse_phrase
from ctethics.program import Compare, DaysAfter, Limit, TotalIs, leaves
from tests.unit.rules import RULE, STATUTE, compiled

START = date(2024, 10, 1).toordinal()
SHIPPED = [
    (provision.citation, leaf)
    for provision in load_rules().program.provisions.values()
    for condition in provision.conditions()
    for leaf in leaves(condition)
    if isinstance(leaf, Compare | TotalIs | DaysAfter)
]


def limit(folder: Path, *edits: tuple[str, str, str]) -> Limit:
    """The limit `small` of the base."""
    (provision,) = compiled(folder, *edits).program.provisions.values()
    return next(leaf.limit for leaf in leaves(provision.general) if isinstance(leaf, Compare))


def test_the_bills_limit_holds_from_its_effective_date_and_the_earlier_one_before(tmp_path: Path) -> None:
    small = limit(tmp_path)
    assert [small.at("sb434", day) for day in (START - 1, START, START + 1)] == [1000, 2000, 2000]
    assert {small.at("current", day) for day in (1, START - 1, START, START + 9999)} == {1000}
    assert small.at("sb434", 1) == 1000


def test_each_version_has_the_words_that_state_it_and_where_they_stand(tmp_path: Path) -> None:
    small = limit(tmp_path)
    version = small.version("sb434", START)
    assert version.says == "more than twenty dollars"
    assert version.found is not None
    assert (version.found.clause, version.found.bill_lines) == ("stem", (1, 2))
    assert small.version("sb434", START - 1).says == "more than ten dollars"


def test_without_an_effective_date_the_bills_limit_holds_on_every_day(tmp_path: Path) -> None:
    small = limit(tmp_path, (STATUTE, "effective: 2024-10-01\n", ""))
    assert small.at("sb434", 1) == 2000


def test_a_limit_that_the_bill_leaves_alone_has_one_version(tmp_path: Path) -> None:
    plaque = compiled(tmp_path).program.provisions["1-1(a)"].exceptions[0].when
    (compare,) = (leaf for leaf in leaves(plaque) if isinstance(leaf, Compare))
    assert {law: len(versions) for law, versions in compare.limit.versions.items()} == {"current": 1, "sb434": 1}


def test_a_limit_whose_words_are_elsewhere_says_what_it_rests_on(tmp_path: Path) -> None:
    rests = "every law: {amount: $100.00, rests on: a regulation}"
    made = compiled(tmp_path, (RULE, "every law: {amount: $100.00, says: less than one hundred dollars}", rests))
    (compare,) = (c for c in leaves(made.program.provisions["1-1(a)"].exceptions[0].when) if isinstance(c, Compare))
    assert compare.limit.rests_on == "a regulation"
    assert compare.limit.version("current", 1).found is None


@given(st.integers(1, date.max.toordinal()), st.sampled_from(SHIPPED))
def test_every_shipped_limit_changes_on_the_effective_date_alone(day: int, named: tuple[str, Compare]) -> None:
    shipped = named[1].limit

    def at(law: str, day: int) -> int | None:
        return shipped.version(law, day).amount

    assert at("current", day) == at("current", START)
    assert at("sb434", day) == (at("current", day) if day < START else at("sb434", START))


@pytest.mark.parametrize("named", SHIPPED, ids=lambda n: f"{n[0]} {n[1].limit.name}")
def test_every_shipped_limit_means_what_its_words_mean(named: tuple[str, Compare]) -> None:
    leaf = named[1]
    assert leaf.limit.versions
    for version in (version for versions in leaf.limit.versions.values() for version in versions):
        meaning = parse_phrase(version.says) if version.says else None
        if meaning is None:
            assert leaf.limit.rests_on is not None
        else:
            scale = 100 if meaning.unit == "dollars" else 1
            assert (meaning.operator, meaning.number * scale) == (leaf.operator, version.amount)
            assert meaning.unit == leaf.limit.unit
            assert version.found is not None
