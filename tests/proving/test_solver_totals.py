"""What is proved of totals holds of the judge's: one that bounds another does so in every case."""

from __future__ import annotations

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from ctethics.api import load_rules
from ctethics.engines.situation import Question
from ctethics.engines.totals import Totals
from ctethics.law.regimes import LAWS
from ctethics.program import Program, TotalIs, leaves
from tests.rule_bases import programs
from tests.strategies import Terrain, Told, cases, shipped

pytest.importorskip("z3", reason='the solver is not installed: pip install "ctethics[verify]"')

from ctethics.proving.verify.world import Asked, World
from tests.proving.test_solver import ledger_of


def bounds_hold(program: Program, told: Told, readings: dict[str, str]) -> None:
    """Under both laws at once, each total that is proved to be within another is so for every event."""
    world = World("transfer", [Asked(program, law, readings) for law in LAWS])
    for side in world.sides:
        for provision in program.about("transfer"):
            for condition in provision.conditions():
                for test in leaves(condition):
                    if isinstance(test, TotalIs):
                        side.sum(test)
    ledger = ledger_of(told, program)
    judged = {law: Totals(program, ledger, Question(law, readings)) for law in LAWS}
    for one, other in world.pools.bounds():
        for index, happened in enumerate(ledger.events):
            if happened.kind == "transfer":
                low, high = judged[one.side.law].interval(one.total, index, one.whole)
                least, most = judged[other.side.law].interval(other.total, index, other.whole)
                event("a bound is tried")
                assert low <= least, (one.total.name, other.total.name)
                assert most is None or (high is not None and high <= most), (one.total.name, other.total.name)


@given(programs(), st.data())
def test_bounds_between_the_totals_of_any_rules_hold(program: Program, data: st.DataObject) -> None:
    told = data.draw(cases(Terrain(program), most_events=4, kinds=["transfer"]))
    readings = {one.name: data.draw(st.sampled_from(list(one.choices))) for one in program.readings.values()}
    bounds_hold(program, told, readings)


@given(cases(most_events=4, kinds=["transfer"]))
def test_bounds_between_the_totals_of_the_shipped_rules_hold(told: Told) -> None:
    program = shipped().program
    bounds_hold(program, told, program.default_readings)


def test_totals_that_say_the_same_are_one_whatever_they_are_called() -> None:
    program = load_rules().program
    world = World("transfer", [Asked(program, "current", program.default_readings)])
    side = world.sides[0]
    for citation in ("1-79(5)", "1-91(7)"):
        side.outcome(citation)
    names = [pool.total.name for pool in world.pools.found.values()]
    assert names
    assert all(name.startswith("1-79(5) ") for name in names)


def test_a_total_of_what_is_left_out_of_another_is_never_more_than_it() -> None:
    program = load_rules().program
    world = World("transfer", [Asked(program, "current", program.default_readings)])
    world.sides[0].outcome("1-79(5)")
    for condition in program.provisions["1-79(5)"].conditions():
        for test in leaves(condition):
            if isinstance(test, TotalIs):
                world.sides[0].sum(test)
    found = {(one.total.name, other.total.name) for one, other in world.pools.bounds()}
    assert ("1-79(5) other gifts at hospitality suites", "1-79(5) everything at hospitality suites") in found
    assert ("1-79(5) everything at hospitality suites", "1-79(5) other gifts at hospitality suites") not in found
