"""Drawn ledgers: the same events as a case and as tables."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given

from ctethics import Law, UsageError
from ctethics.testing import DrawnLedger, ledgers
from ctethics.testing.case import Told, make_case, terrain_of
from ctethics.testing.choosing import Seeded
from tests.asking import law_named


@given(ledger=ledgers("sb434", "1-84(m)"))
def test_an_audit_of_the_rows_says_what_an_assessment_of_the_case_says(ledger: DrawnLedger) -> None:
    law = law_named("sb434")
    told = law.audit(pl.DataFrame(ledger.rows), kind=ledger.kind, parties=pl.DataFrame(ledger.parties))
    said = dict(told.select("id", "1-84(m)").iter_rows())

    assert said == {event.id: event.finding("1-84(m)").outcome for event in law.assess(ledger.case)}


def test_limits_of_a_year_are_crossed() -> None:
    law = law_named("sb434", "generated")
    terrain, provision = terrain_of(law, "1-79(5)")
    drawn = [make_case(Seeded(seed), terrain, provision=provision, unknowns=False) for seed in range(300)]

    assert any(crosses(law, case) for case in drawn)


def crosses(law: Law, case: Told) -> bool:
    """Whether a meal is excepted and a later one of the same giver no more."""
    found = [dict(event.finding("1-79(5)").exceptions)["1-79(5)(I)"] for event in law.assess(case)]
    return "yes" in found and found[-1] == "no"


@given(ledger=ledgers("current", kind="contract"))
def test_every_row_has_every_column_and_every_event_is_of_the_kind(ledger: DrawnLedger) -> None:
    assert {event["kind"] for event in ledger.case["events"]} == {ledger.kind} == {"contract"}
    assert len({tuple(row) for row in ledger.rows}) == 1
    assert len({tuple(row) for row in ledger.parties}) == 1
    assert all(isinstance(cell, str) for row in (*ledger.rows, *ledger.parties) for cell in row.values())


def test_a_kind_that_there_is_not_is_refused() -> None:
    with pytest.raises(UsageError, match="unknown kind of event `gift`"):
        ledgers("sb434", kind="gift")
