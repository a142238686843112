"""Two laws over a ledger: row by row what the one-case engine says, on every kind of frame and by the command."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from ctethics import CaseError, UsageError
from ctethics.audits.flipped import notes_of
from ctethics.cli import cli
from ctethics.engines.situation import Question
from tests.asking import LAW_NAMES, Told, law_named
from tests.ledgers import tables
from tests.property.test_ledgers import FRAMES, rows_of
from tests.strategies import cases, questions, shipped

LAWS = ("--laws", "current,sb434")
GIFTS = """id,date,donor,recipient,item,value,donor in attendance,note
dinner,2025-03-03,acme,lee,food or beverage,$75.00,yes,"one, at the Inn"
pen,2025-03-04,acme,lee,merchandise,$15.00,,
early,2024-09-30,acme,lee,merchandise,$15.00,,before the day
plaque,2025-04-01,acme,kim,plaque,$150.00,,
cash,2025-04-02,acme,kim,cash,$500.00,,
unknown,2025-05-05,acme,kim,merchandise,,,
bad,2025-05-06,acme,kim,merchandise,12 EUR,,
"""
PEOPLE = """id,kind,position,agency,registrant,doing business with
acme,business,,,no,OPM
lee,person,state employee,OPM,,
kim,person,state employee,OPM,,
"""


@pytest.fixture
def gifts(tmp_path: Path) -> list[str]:
    """A ledger and its parties as files, and how the command is told of them."""
    (tmp_path / "gifts.csv").write_text(GIFTS, encoding="utf-8")
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    return [str(tmp_path / "gifts.csv"), "--kind", "transfer", "--parties", str(tmp_path / "people.csv"), *LAWS]


def compared(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["compare", *arguments])


def table_of(*arguments: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(CliRunner().invoke(cli, ["compare", *arguments, "--format", "json"]).stdout)
    return told


@settings(max_examples=10)
@given(case=cases(), question=questions(), order=st.randoms(use_true_random=False))
def test_the_changes_of_rows_are_those_of_the_same_events(case: Told, question: Told, order: random.Random) -> None:
    assert_agrees("polars", case, question, order)


@pytest.mark.parametrize("frame", ["duckdb", "pandas", "pyarrow"])
@settings(max_examples=2)
@given(case=cases(kinds=["transfer"], most_events=4), question=questions(), order=st.randoms(use_true_random=False))
def test_the_changes_are_the_same_on_every_kind_of_frame(
    frame: str, case: Told, question: Told, order: random.Random
) -> None:
    assert_agrees(frame, case, question, order)


def assert_agrees(frame: str, case: Told, question: Told, order: random.Random) -> None:
    rest: Any = {name: value for name, value in question.items() if name != "law"}
    law = str(question["law"])
    (other,) = set(LAW_NAMES) - {law}
    by_kind, parties = tables(case)
    every = law_named(law).compare(other, case, **rest)
    kinds = {event["id"]: event["kind"] for event in case["events"]}  # type: ignore[attr-defined]
    make = FRAMES[frame]
    for kind, events in by_kind.items():
        places = order.sample(range(len(events["id"])), len(events["id"]))
        shuffled = {name: [cells[place] for place in places] for name, cells in events.items()}
        found = rows_of(law_named(law).compare(other, make(shuffled), kind=kind, parties=make(parties), **rest))
        wanted = {(c.event, c.provision, c.one, c.other) for c in every if kinds[c.event] == kind}
        assert {(row["id"], row["provision"], row[law], row[other]) for row in found} == wanted
        assert len(found) == len(wanted)


@settings(max_examples=3)
@given(case=cases(kinds=["transfer"]))
def test_the_tables_of_a_case_and_of_its_ledger_are_one(tmp_path_factory: pytest.TempPathFactory, case: Told) -> None:
    folder = tmp_path_factory.mktemp("ledger")
    by_kind, parties = tables(case)
    pl.DataFrame(by_kind["transfer"]).write_csv(folder / "gifts.csv")
    pl.DataFrame(parties).write_csv(folder / "people.csv")
    people = ("--parties", str(folder / "people.csv"))
    told = table_of(str(folder / "gifts.csv"), "--kind", "transfer", *people, *LAWS)
    (folder / "case.json").write_text(json.dumps(case), encoding="utf-8")
    wanted = table_of(str(folder / "case.json"), *LAWS)
    same = ("read", "accepted", "rejected", "changed", "dollars", "duties", "rows_total")
    assert {name: told[name] for name in same} == {name: wanted[name] for name in same}
    for name, by in (("flips", ("provision", "one", "other")), ("limits", ("provision", "name"))):
        rows = [sorted((list(map(row.get, by)), row) for row in of[name]) for of in (told, wanted)]
        assert [row for _, row in rows[0]] == [row for _, row in rows[1]]


def test_a_frame_in_memory_keeps_its_order_and_a_lazy_one_stays_lazy() -> None:
    columns = {name: cells[:5] for name, cells in pl.read_csv(GIFTS.encode(), infer_schema=False).to_dict().items()}
    frame, people = pl.DataFrame(columns).reverse(), pl.read_csv(PEOPLE.encode(), infer_schema=False)
    law = law_named("current")
    found = law.compare("sb434", frame, kind="transfer", parties=people, provisions=["1-84(m)", "1-84(o)"])
    assert found.columns == ["id", "provision", "current", "sb434"]
    assert found.rows() == [
        ("plaque", "1-84(m)", "applies", "excepted"),
        ("pen", "1-84(m)", "applies", "excepted"),
        ("pen", "1-84(o)", "applies", "does not apply"),
        ("dinner", "1-84(m)", "applies", "excepted"),
    ]
    lazy = law.compare("sb434", frame.lazy(), kind="transfer", parties=people.lazy())
    assert isinstance(lazy, pl.LazyFrame)
    nothing = law.compare("sb434", frame, kind="transfer", parties=people, provisions=["1-84(g)"])
    assert (nothing.columns, nothing.height) == (found.columns, 0)


def test_the_flip_table_of_a_small_ledger(gifts: list[str]) -> None:
    told = table_of(*gifts)
    assert (told["read"], told["accepted"], told["rejected"]) == (7, 6, 1)
    assert (told["changed"], told["dollars"]) == (3, "$240.00")
    assert told["kinds"] == ["transfer"]
    flips = {(f["provision"], f["one"], f["other"]): f["count"] for f in told["flips"]}
    assert flips["1-84(m)", "applies", "excepted"] == 3
    limits = {(f["provision"], f["name"]): (f["one"], f["other"], f["count"]) for f in told["limits"]}
    assert limits["1-79(5)", "food and beverage"] == ("$50.00", "$100.00", 1)
    assert limits["1-79(5)", "ceremonial award"] == ("$100.00", "$250.00", 1)
    assert limits["1-79(5)", "hospitality suite"] == ("$100.00", "$250.00", 0)
    assert told["rejects"] == [{"column": "value", "reason": told["rejects"][0]["reason"], "count": 1}]
    assert {row["id"] for row in told["rows"]} == {"dinner", "pen", "plaque"}


def test_a_duty_vanishes_where_its_limit_is_raised(gifts: list[str]) -> None:
    told = table_of(*gifts, "--provision", "1-84(o)")
    assert told["flips"] == [
        {
            "provision": "1-84(o)",
            "title": "Written report of things given",
            "is_policy": False,
            "one": "applies",
            "other": "does not apply",
            "count": 1,
        }
    ]
    (duty,) = told["duties"]
    assert (duty["what"], duty["appears"], duty["vanishes"]) == ("written report", 0, 1)
    assert [limit["name"] for limit in told["limits"]] == ["reportable thing"]


def test_the_changes_are_written_with_the_ledgers_own_columns(gifts: list[str], tmp_path: Path) -> None:
    out, page = tmp_path / "changes.csv", tmp_path / "page.html"
    result = compared(*gifts, "--provision", "1-84(m)", "--provision", "1-84(o)", "-o", str(out), "--report", str(page))
    assert result.exit_code == 1, result.output
    assert "1 row was rejected and not compared: the exit status is 1." in result.output
    assert out.read_text(encoding="utf-8").splitlines()[:3] == [
        "id,date,donor,recipient,item,value,donor in attendance,note,provision,current,sb434",
        'dinner,2025-03-03,acme,lee,food or beverage,$75.00,yes,"one, at the Inn",1-84(m),applies,excepted',
        "pen,2025-03-04,acme,lee,merchandise,$15.00,,,1-84(m),applies,excepted",
    ]
    assert "<title>" in page.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["changes.csv", "gifts.csv", "page.html", "people.csv"]


def test_the_notes_say_what_the_table_was_made_under_and_what_its_dollars_leave_out(gifts: list[str]) -> None:
    told = table_of(*gifts, "--strict", "--reading", "crossing=the whole year")
    assert told["notes"][:2] == [
        "Reading crossing: the whole year.",
        "Strict: nothing is presumed; what is not stated is unknown.",
    ]
    program = shipped().program
    question = Question("current", program.default_readings, False)
    assert list(notes_of(program, question, 2)) == [
        "2 rows that change state neither value nor cost: the dollars leave them out."
    ]


def test_a_column_with_the_name_of_a_law_is_refused(gifts: list[str], tmp_path: Path) -> None:
    Path(gifts[0]).write_text(GIFTS.replace(",note", ",sb434"), encoding="utf-8")
    result = compared(*gifts, "-o", str(tmp_path / "changes.csv"))
    assert isinstance(result.exception, UsageError)
    assert "the table has a column `sb434` of its own" in str(result.exception)
    assert compared(*gifts).exit_code == 1  # without an output it does no harm


def test_a_ledger_is_not_written_over(gifts: list[str]) -> None:
    result = compared(*gifts, "-o", gifts[0])
    assert result.exit_code == 2
    assert Path(gifts[0]).read_text(encoding="utf-8") == GIFTS


def test_a_ledger_without_its_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,date\n1,2025-01-01\n", encoding="utf-8")
    result = compared(str(tmp_path / "a.csv"), "--kind", "transfer", *LAWS)
    assert isinstance(result.exception, CaseError)
    assert "there is no column for `donor`, `recipient`" in str(result.exception)
