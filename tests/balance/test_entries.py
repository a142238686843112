"""What an entry answers and changes: added, back-dated, corrected, removed, told once more."""

from __future__ import annotations

from pathlib import Path

import pytest

import ctethics
from ctethics import CaseError, UsageError
from ctethics.balance import LedgerError
from tests.asking import law_named
from tests.balance.gifts import PARTIES, meal, opened, outcome, thing

FOOD = "1-79(5)(I)"


def test_each_entry_is_answered_by_the_totals_so_far(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        first = ledger.add(meal("first", "2025-02-01", "$30.00"), PARTIES)
        second = ledger.add(meal("second", "2025-03-01", "$20.00"))

    assert first.answer.finding("1-79(5)").excepted_by == (FOOD,)
    assert first.answer.room[0].to_dict()["left"] == "$19.99"
    assert second.answer.finding("1-79(5)").outcome == "applies"
    assert second.changed == ()


def test_a_back_dated_entry_tells_what_it_changed_of_later_events(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add(meal("late", "2025-03-01", "$30.00"), PARTIES)
        ledger.add(meal("of another year", "2024-03-01", "$30.00"))
        changed = ledger.add(meal("early", "2025-02-01", "$20.00")).changed

        told = {(one.event, one.provision): (one.before.outcome, one.after.outcome) for one in changed}
        assert told == {
            ("late", "1-79(5)"): ("excepted", "applies"),
            ("late", "1-91(7)"): ("excepted", "applies"),
            ("late", "1-84(m)"): ("excepted", "applies"),
            ("late", "1-84(o)"): ("applies", "applies"),
        }
        (report,) = (one for one in changed if one.provision == "1-84(o)")
        assert report.duty_before is not None
        assert report.duty_after is not None
        assert (report.duty_before.states[-1][1], report.duty_after.states[-1][1]) == ("$30.00", "$50.00")
        assert outcome(ledger, "late") == "applies"
        assert outcome(ledger, "of another year") == "excepted"


def test_on_one_day_the_ids_say_which_came_first(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add(meal("b", "2025-03-01", "$30.00"), PARTIES)
        assert ledger.add(meal("c", "2025-03-01", "$20.00")).changed == ()
        assert {one.event for one in ledger.add(meal("a", "2025-03-01", "$1.00")).changed} == {"b", "c"}
        assert list(ledger) == ["a", "b", "c"]
        assert [outcome(ledger, id_) for id_ in ledger] == ["excepted", "excepted", "applies"]


def test_what_is_returned_in_time_is_as_if_it_was_never_given(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add(meal("first", "2025-02-01", "$30.00"), PARTIES)
        ledger.add(meal("second", "2025-03-01", "$20.00"))
        entry = ledger.correct("first", {"returned": "2025-02-20"})

        assert entry.answer.finding("1-79(5)").outcome == "does not apply"
        assert {one.event for one in entry.changed} == {"first", "second"}
        assert outcome(ledger, "second") == "excepted"


def test_a_fact_can_be_withdrawn_and_is_then_unknown(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add(meal("dinner", "2025-02-01", "$30.00"), PARTIES)
        for nothing in (None, "unknown"):
            assert (
                ledger.correct("dinner", {"donor_in_attendance": nothing}).answer.finding("1-79(5)").outcome
                == "undetermined"
            )
            assert ledger.correct("dinner", {"donor in attendance": "yes"}).is_new


def test_day_kind_and_parts_can_be_corrected_too(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add(meal("first", "2025-02-01", "$30.00"), PARTIES)
        ledger.add(meal("second", "2025-03-01", "$20.00"))
        ledger.correct("first", {"date": "2024-12-31"})
        assert outcome(ledger, "second") == "excepted"
        ledger.correct("first", {"date": "2025-03-02"})
        assert [outcome(ledger, id_) for id_ in ledger] == ["excepted", "applies"]
        ledger.correct("second", {"recipient": "kim"})
        assert [outcome(ledger, id_) for id_ in ledger] == ["excepted", "excepted"]
        gone = dict.fromkeys(("donor", "recipient", "item", "donor in attendance"))
        ledger.correct("second", {**gone, "kind": "expenditure", "payer": "acme"})
        assert ledger["second"].kind == "expenditure"


def test_what_another_total_makes_a_gift_counts_in_the_next_total(tmp_path: Path) -> None:
    """Benefits by virtue of office count where § 1-79(5) does not except them, as it no longer does the meal."""
    office = {"by virtue of office": "yes", "donor": "bolt"}
    with opened(tmp_path) as ledger:
        ledger.add(meal("meal", "2025-03-01", "$45.00", **office), PARTIES)
        ledger.add(thing("thing", "2025-04-01", "$60.00", value="$60.00", **office))
        assert outcome(ledger, "thing", "1-84(c) benefits by virtue of office") == "excepted"
        changed = ledger.add(meal("before", "2025-02-01", "$10.00", **office, consideration="$0.00")).changed

        assert outcome(ledger, "meal") == "applies"
        assert outcome(ledger, "thing", "1-84(c) benefits by virtue of office") == "applies"
        assert "thing" in {one.event for one in changed}


def test_donors_become_one_when_the_facts_make_them_one(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add(meal("first", "2025-02-01", "$30.00", donor="ann", relationship="none"), PARTIES)
        ledger.add(meal("second", "2025-03-01", "$30.00", donor="bolt"))
        ledger.add(meal("third", "2025-04-01", "$11.00", donor="ann", relationship="none"))
        assert [outcome(ledger, id_) for id_ in ledger] == ["excepted"] * 3

        joined = ledger.state({"ann": {"employed by": ["bolt"]}})
        assert [outcome(ledger, id_) for id_ in ledger] == ["excepted", "applies", "applies"]
        assert {one.event for one in joined} == {"second", "third"}
        ledger.state({"ann": {"registrant": "unknown", "employed by": ["bolt"]}})
        assert [outcome(ledger, id_) for id_ in ledger] == ["excepted", "undetermined", "undetermined"]
        parted = ledger.state({"ann": {"employed by": None}})
        assert [outcome(ledger, id_) for id_ in ledger] == ["excepted"] * 3
        assert {one.event for one in parted} == {"second", "third"}


def test_an_event_told_once_more_is_acknowledged_and_changes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        first = ledger.add(meal("dinner", "2025-02-01", "$30.00"), PARTIES)
        again = ledger.add(meal("dinner", "2025-02-01", "$30.00", returned="unknown"), PARTIES)
        assert (again.is_new, again.changed, again.answer) == (False, (), first.answer)
        assert len(ledger) == 1


def test_what_was_entered_by_mistake_is_taken_out(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add(meal("first", "2025-02-01", "$30.00"), PARTIES)
        ledger.add(meal("second", "2025-03-01", "$20.00"))
        assert {one.event for one in ledger.remove("first")} == {"second"}
        assert (list(ledger), "first" in ledger, outcome(ledger, "second")) == (["second"], False, "excepted")


def test_bad_facts_are_refused_as_those_of_a_case_are_and_nothing_is_written(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        with pytest.raises(CaseError, match=r"entry\.events\[0\]\.cost: error\[CTE602\] `cost` is `30\.00`"):
            ledger.add(meal("dinner", "2025-02-01", "30.00"), PARTIES)
        with pytest.raises(CaseError, match=r"error\[CTE604\] the donor `acme` is not a party"):
            ledger.add(meal("dinner", "2025-02-01", "$30.00"), {"lee": {}})
        assert len(ledger) == 0
        assert ledger.case().parties == {}


def test_a_batch_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    good = [meal(f"e{n}", "2025-02-01", "$1.00") for n in range(3)]
    with opened(tmp_path) as ledger:
        with pytest.raises(CaseError):
            ledger.add_many([*good, meal("bad", "2025-13-01", "$1.00")], PARTIES)
        assert len(ledger) == 0
        said: list[int] = []
        assert ledger.add_many(good, PARTIES, say=said.append) == 3
        assert ledger.add_many(good, PARTIES) == 0
        assert said == [3]


def test_of_many_parties_each_is_known_before_its_events(tmp_path: Path) -> None:
    many = {f"donor {n}": {"kind": "business", "owned by": [f"donor {n + 1}"]} for n in range(1100)}
    events = [meal(f"e{n}", "2025-02-01", "$1.00", donor=f"donor {n * 100}") for n in range(11)]
    with opened(tmp_path) as ledger:
        assert ledger.add_many(events, {**many, **PARTIES}) == 11
        assert len(ledger.case().parties) == 1105


def test_what_is_looked_at_as_of_one_moment_stays_so_and_nothing_is_written_meanwhile(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add(meal("first", "2025-02-01", "$30.00"), PARTIES)
        with ledger.at_one_moment():
            assert [outcome(ledger, id_) for id_ in ledger] == ["excepted"]
            with pytest.raises(LedgerError, match=r"error\[CTE806\] nothing can be written now"):
                ledger.add(meal("second", "2025-03-01", "$30.00"))
        assert ledger.add(meal("second", "2025-03-01", "$30.00")).is_new


def test_everything_stated_can_be_taken_to_another_file(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with opened(tmp_path) as ledger, opened(tmp_path / "other", "sb434") as other:
        ledger.add(meal("dinner", "2025-02-01", "$30.00", returned="2025-02-03", reception=" unknown "), PARTIES)
        ledger.add({"id": "work", "kind": "lobbying", "date": "2025-02-02", "person": "ann", "hours": 3})
        case = ledger.case()
        assert case.law == "current"
        assert ledger.stated("dinner") == case.events[0]
        assert ledger.parties(["lee", "zeta"]) == {"lee": case.parties["lee"]}
        other.add_many(case.events, case.parties)
        assert other.case().events == case.events
        assert other.case().parties == case.parties
        assert [event.id for event in ctethics.load("sb434", engine="direct").assess(case)] == list(ledger)


def test_the_reasons_are_worked_out_from_what_bears_on_an_event(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add(meal("first", "2025-02-01", "$30.00"), PARTIES)
        ledger.add(meal("second", "2025-03-01", "$20.00"))
        ledger.add(meal("of others", "2025-03-01", "$20.00", donor="bolt"))
        second = ledger["second"]
        assert second.finding("1-79(5)").outcome == "applies"
        assert [differs.provision for differs in second.differs_under] == ["1-79(5)", "1-84(m)", "1-84(o)", "1-91(7)"]
        with pytest.raises(LedgerError):
            ledger["third"]


@pytest.mark.parametrize("path", ["", ":memory:"])
def test_a_ledger_on_no_disk_is_refused(path: str) -> None:
    with pytest.raises(UsageError) as caught:
        law_named("sb434").ledger(path)
    assert str(caught.value) == (
        f"path: error[CTE805] the ledger has the path `{path}`\n"
        " why: SQLite keeps that on no disk, where nothing is acknowledged.\n"
        " fix: name a file, as gifts.ctledger."
    )


def test_more_that_is_known_of_a_party_is_stated_with_an_event_and_changes_what_was_said(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add(meal("dinner", "2025-03-03", "$75.00"), {"acme": {"kind": "business"}, "lee": PARTIES["lee"]})
        entry = ledger.add(meal("lunch", "2025-03-04", "$10.00"), {"acme": {"registrant": "yes"}})

        assert {(c.event, c.provision) for c in entry.changed} >= {("dinner", "1-84(j)")}
        assert ledger.parties(["acme"]) == {"acme": {"kind": "business", "registrant": "yes"}}
        with pytest.raises(LedgerError, match="the party `acme` is known with other facts: registrant"):
            ledger.add(meal("supper", "2025-03-05", "$10.00"), {"acme": {"registrant": "no"}})
