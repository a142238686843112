"""Which provisions a choice of a reading may change: what tells of other readings asks those alone."""

from __future__ import annotations

from hypothesis import given

from tests.asking import ask, law_named, outcomes
from tests.strategies import Told, cases


@given(case=cases(most_events=3))
def test_a_reading_changes_no_provision_that_does_not_rest_on_it(case: Told) -> None:
    program = law_named("sb434").program
    usual = outcomes(ask(case))
    for name, reading in program.readings.items():
        for choice in reading.choices:
            other = outcomes(ask(case, readings={name: choice}))
            changed = {citation for (event, citation), outcome in other.items() if usual[event, citation] != outcome}
            assert changed <= program.resting_on(name)


def test_what_rests_on_a_reading_goes_through_totals_and_references() -> None:
    program = law_named("sb434").program

    assert "1-84(m)" in program.resting_on("crossing")  # it refers to 1-79(5)
    assert "1-84(c) benefits by virtue of office" in program.resting_on("crossing")  # its total asks 1-79(5)
    assert "1-84(o)" not in program.resting_on("crossing")
