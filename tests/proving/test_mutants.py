"""Slips of every sort are made in a rule, and the examples are held to notice each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ctethics.diagnostics import Collector
from ctethics.program import Compare, IsOneOf, Not, Program, leaves
from ctethics.proving.bench import Asked, Bench, open_bench
from ctethics.proving.equivalents import read_equivalents
from ctethics.proving.killing import affected
from ctethics.proving.mutants import Mutant
from ctethics.proving.sampling import sampled

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent


@cache
def bench(name: str) -> Bench:
    folder = {"whole": TESTS / "unit" / "whole", "base": TESTS / "rejects" / "base", "shipped": ROOT}[name]
    return open_bench(Asked(folder / "rules", folder / "statutes", None, False))


def mutant(title: str, name: str = "whole") -> Mutant:
    found = {one.title: one for one in bench(name).mutants}
    assert title in found, "\n".join(found)
    return found[title]


def program(title: str, name: str = "whole") -> Program:
    return mutant(title, name).program(bench(name).program)


MADE = {
    "operator": "1-1(a), `value: more than $20.00`: more than → at least",
    "limit": "1-1(a) limit small: $20.00 → $20.01 under sb434 from 2024-10-01",
    "start": "1-1(a) limit small: in force from 2024-10-01 → 2024-10-02 under sb434",
    "condition": "1-1(a)(F), `item: plaque`: dropped",
    "reference": "1-1(a) kept things, `§ 1-1(a) applies`: dropped",
    "all or any": "1-1(a)(F), `item: plaque and value for each of the persons: less than $100.00`: all → any",
    "not": "1-1(a) back, `not reception: one of ball, gala`: `not` dropped",
    "value": "1-1(a) back, `reception`: without gala",
    "share": "1-1(a)(F), `value for each of the persons: less than $100.00`: `per: persons` dropped",
    "counting": (
        "1-1(a), `total of given in the calendar year, per donor group and recipient, later events counted too: "
        "more than $20.00`: the whole period → up to this event"
    ),
    "total": "1-1(a) total given: `per` without recipient",
    "reading": "1-1(a) reading meals: default one by one → together",
    "exception": "1-1(a)(F): exception dropped",
    "duty": "1-1(a) duty: `owed to` without recipient",
    "consequence": "1-1(a): consequence `voidable` dropped",
    "presumption": "party fact registered: presumed no → yes",
}


@pytest.mark.parametrize("sort", MADE)
def test_a_slip_of_each_sort_is_made(sort: str) -> None:
    assert mutant(MADE[sort]).sort == sort


def test_no_other_sort_of_slip_is_made_and_the_shipped_rules_have_them_all() -> None:
    assert {one.sort for one in bench("shipped").mutants} == set(MADE) == {one.sort for one in bench("whole").mutants}


@pytest.mark.parametrize(
    "title",
    [
        "1-1(a), `value: more than $20.00`: more than → less than",
        "1-1(a) limit small: $10.00 → $9.99 under sb434 before 2024-10-01",
        "1-1(a) limit small: $10.00 → $10.01 under current",
        "1-1(a) limit keep: 3 years → 4 years under current",
        "1-1(a) limit filing: day 10 of the month → day 9 of the month under sb434",
        "1-1(a) back limit of fee: $0.00 → -$0.01 under current",
        "1-1(a) total given: donor group → donor",
        "1-1(a) total given: calendar year → all time",
        "1-1(a) total given: `sum` without fee",
        "1-1(a) total largest: `largest by` dropped",
        "1-1(a) total largest, `knowingly: no`: no → yes",
        "1-1(a) duty: `most` dropped",
        "transfer fact value: `otherwise: fee` dropped",
        "transfer part on behalf of: `presume: donor` dropped",
    ],
)
def test_slips_of_these_kinds_are_made(title: str) -> None:
    assert mutant(title)


def test_each_mutant_differs_from_the_rules_and_from_no_other_by_its_title() -> None:
    for name in ("whole", "shipped"):
        made = bench(name).mutants
        assert len({one.title for one in made}) == len(made)
        assert all(one.swaps for one in made)


def test_every_mutant_of_the_shipped_rules_is_another_program() -> None:
    original = bench("shipped").program
    for one in bench("shipped").mutants[::7]:
        made = one.program(original)
        assert told(made) != told(original), one.title


def told(made: Program) -> tuple[object, ...]:
    """All of a program; which choice of a reading comes first is its default."""
    return made.provisions, made.vocabulary, made.default_readings


def test_a_mutant_says_where_it_was_written() -> None:
    text = (TESTS / "unit/whole/rules/1-1/a.yaml").read_text(encoding="utf-8").splitlines()
    line = 1 + next(n for n, words in enumerate(text) if "fact: item, is: plaque" in words)
    assert str(mutant(MADE["condition"])) == f"rules/1-1/a.yaml:{line}: `item: plaque`: dropped"


def test_only_what_the_slip_names_is_changed() -> None:
    before, after = bench("whole").program, program(MADE["share"])
    assert after.vocabulary is before.vocabulary
    assert {c for c, p in after.provisions.items() if p is not before.provisions[c]} == mutant(MADE["share"]).changes
    changed = after.provisions["1-1(a)"]
    assert changed.general is before.provisions["1-1(a)"].general
    assert [one.per for one in leaves(changed.exceptions[0].when) if isinstance(one, Compare)] == [None]


def test_a_slip_in_a_rule_that_another_shares_is_made_in_both_and_one_in_the_sharing_in_one() -> None:
    assert mutant("1-79(5)(F): exception dropped", "shipped").changes == {"1-79(5)", "1-91(7)"}
    assert mutant("1-91(7): `shares` without F", "shipped").changes == {"1-91(7)"}


def test_a_condition_without_its_not_is_the_condition() -> None:
    before = list(leaves(bench("whole").program.provisions["1-1(a)"].exceptions[1].when))
    parts = program(MADE["not"]).provisions["1-1(a)"].exceptions[1].when.parts  # type: ignore[union-attr]
    assert not any(isinstance(one, Not) for one in parts)
    assert next(one for one in before if isinstance(one, IsOneOf) and "gala" in one.values) in parts


def test_those_affected_are_the_changed_rules_and_what_looks_at_them() -> None:
    shipped = bench("shipped").program
    assert affected(shipped, ["1-84(i)"])[0] == "1-84(i)"
    assert {"1-84(j)", "1-84(m)", "opm(6)"} <= set(affected(shipped, ["1-79(5)"]))
    assert "1-79(5)" not in affected(shipped, ["1-84(m)"])


def test_a_sample_is_the_same_for_one_seed_and_another_for_another() -> None:
    made = bench("shipped").mutants
    assert sampled(made, 200, 1, ()) == sampled(made, 200, 1, ()) != sampled(made, 200, 2, ())
    assert len(sampled(made, 200, 1, ())) == 200


def test_a_sample_has_something_of_every_file_and_sort_and_whatever_is_listed() -> None:
    made = bench("shipped").mutants
    pairs = {(one.span.source.name, one.sort) for one in made}
    drawn = [made[place] for place in sampled(made, len(pairs), 3, ())]
    assert {(one.span.source.name, one.sort) for one in drawn} == pairs
    listed = made[-1].title
    assert listed in {made[place].title for place in sampled(made, 5, 3, {listed})}


def test_what_is_asked_of_a_mutant_first_changes_nothing_of_its_fate() -> None:
    both = [[fate.killer is None for fate in bench("whole").fates(order, frozenset(range(999)))] for order in orders()]
    assert both[0] == both[1][::-1]
    assert True in both[0]
    assert False in both[0]


def orders() -> tuple[list[int], list[int]]:
    places = list(range(len(bench("whole").mutants)))
    return places, places[::-1]


@pytest.mark.parametrize("seed", [0, 1])
def test_a_sample_of_the_shipped_rules_is_killed_or_listed(seed: int) -> None:
    problems = Collector()
    listed = read_equivalents(TESTS / "equivalent-mutants.yaml", "equivalent-mutants.yaml", problems)
    assert not problems
    made = bench("shipped")
    drawn = [place for place in sampled(made.mutants, 60, seed, ()) if made.mutants[place].title not in listed]
    survived = [made.mutants[fate.place].title for fate in made.fates(drawn, frozenset(drawn)) if fate.killer is None]
    assert survived == []


def test_with_fewer_examples_a_shipped_rule_lets_slips_pass() -> None:
    made = bench("shipped")
    own = [place for place, one in enumerate(made.mutants) if one.at == "1-84(o)"]
    about = [one for one in made.witnesses if any("1-84(o)" in by for by in one.claim.expected.values())]
    few = Bench(made.checked, made.program, made.mutants, [one for one in made.witnesses if one not in about])
    assert own
    assert all(fate.killer is not None for fate in made.fates(own, frozenset(own)))
    assert all(fate.killer is None for fate in few.fates(own, frozenset(own)))
