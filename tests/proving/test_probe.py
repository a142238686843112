"""Cases made from the words of the law, and what they find when a rule no longer says what its words say."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from ctethics.api import load_rules, load_statutes
from ctethics.law.regimes import LAWS
from ctethics.program import Compare, Condition, DaysAfter, Limit, Program, Provision, TotalIs, leaves
from ctethics.proving.owing import probe_duties
from ctethics.proving.probe import SIDES, Probe, probe_conditions
from ctethics.proving.rebuilding import rebuilt
from ctethics.proving.settings import Settings
from ctethics.proving.unprobed import unprobed
from ctethics.proving.words import effective_day

FLIPPED = {
    "less than": "not more than",
    "not more than": "less than",
    "more than": "at least",
    "at least": "more than",
}


@cache
def settings() -> Settings:
    compiled = load_rules()
    return Settings(compiled.program, compiled.examples)


@cache
def shipped() -> tuple[Probe, ...]:
    program = load_rules().program
    return tuple(one for p in program.provisions.values() for one in probed(program, p))


def probed(program: Program, provision: Provision) -> list[Probe]:
    return [*probe_conditions(program, provision, settings()), *probe_duties(program, provision, settings())]


def test_the_shipped_rules_come_out_as_their_words_say() -> None:
    assert [one for one in shipped() if not one.is_right] == []


def test_every_amount_that_a_condition_of_the_bill_rests_on_is_probed_on_each_side_under_each_law() -> None:
    sides = {(one.citation, one.limit, one.law): set() for one in shipped() if one.leaf is not None}
    for one in shipped():
        if one.leaf is not None:
            sides[one.citation, one.limit, one.law].add(one.beside)
    for citation, limit in (
        ("1-79(5)(F)", "ceremonial award"),
        ("1-84(o)", "reportable thing"),
        ("1-91(7)(P)", "token"),
    ):
        for law in LAWS:
            assert sides[citation, limit, law] == set(SIDES.values())


def test_a_limit_that_changes_is_probed_on_the_last_day_of_the_old_and_the_first_of_the_new() -> None:
    days = {one.day for one in shipped() if one.citation == "1-79(5)(F)" and one.law == "sb434"}
    start = load_rules().program.provisions["1-79(5)"].exceptions[5].when
    limit = next(leaf.limit for leaf in leaves(start) if isinstance(leaf, Compare))
    assert {limit.versions["sb434"][1].start - 1, limit.versions["sb434"][1].start} <= days


def test_a_total_is_probed_with_one_event_and_with_several() -> None:
    meals = [one for one in shipped() if one.citation == "1-79(5)(I)" and one.beside == "exactly"]
    assert len({one.example for one in meals}) > 1


def test_what_is_not_probed_is_told_with_a_reason() -> None:
    left = list(unprobed(load_rules().program, load_statutes(), shipped()))
    assert left
    assert all(one.why for one in left)
    assert ("1-84b(b)", "one year", "the words state no one operator") in {(u.file, u.words, u.why) for u in left}


SLIPS = ["1-79(5)", "1-84(o)", "1-84(i)", "1-91(6)", "1-84(p)"]


@pytest.mark.parametrize("citation", SLIPS)
@pytest.mark.parametrize("slip", ["operator", "amount", "day"])
def test_a_slip_beside_the_words_is_found(citation: str, slip: str) -> None:
    program = load_rules().program
    provision = program.provisions[citation]
    start = effective_day(provision.statute)
    for leaf in stated(provision, start if slip == "day" else None):
        changed = with_slip(leaf, slip)
        if changed is None:
            continue
        wrong = rebuilt(provision, {id(leaf): changed})
        made = Program(program.vocabulary, {**program.provisions, citation: wrong})
        assert any(not one.is_right for one in probe_conditions(made, wrong, settings())), (leaf.limit.name, slip)


def stated(provision: Provision, day: int | None) -> list[Compare | DaysAfter | TotalIs]:
    """The conditions that every side of was probed; if a day is named, on that day under the bill."""
    sides: dict[int, set[str]] = {}
    for one in shipped():
        if day is None or (one.day, one.law) == (day, "sb434"):
            sides.setdefault(id(one.leaf), set()).add(one.beside)
    every = [leaf for condition in provision.conditions() for leaf in leaves(condition)]
    found = [leaf for leaf in every if sides.get(id(leaf)) == set(SIDES.values())]
    assert found or day is not None
    return found


def with_slip(leaf: Compare | DaysAfter | TotalIs, slip: str) -> Condition | None:
    if slip == "operator":
        return replace(leaf, operator=FLIPPED[leaf.operator])
    if slip == "amount":
        return replace(leaf, limit=moved(leaf.limit, amount=1, start=0))
    return replace(leaf, limit=moved(leaf.limit, amount=0, start=1)) if len(leaf.limit.versions["sb434"]) > 1 else None


def moved(limit: Limit, *, amount: int, start: int) -> Limit:
    versions = {
        law: tuple(replace(v, amount=v.amount + amount, start=v.start + start if v.start else 0) for v in some)
        for law, some in limit.versions.items()
    }
    return replace(limit, versions=versions)
