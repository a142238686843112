"""Whole ledgers: row by row what the direct engine says of each event, on every kind of frame, in any order."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctethics import Law
from ctethics.explain import room_left
from ctethics.law.money import parse_cents
from tests.asking import Told, law_named
from tests.ledgers import said_by_rows, said_of_events, table, tables
from tests.strategies import IDS, cases, questions, shipped

Frame = Callable[[dict[str, list[str]]], Any]
SHOW = ("excepted by", "exceptions", "totals", "due")


def of_polars(columns: dict[str, list[str]]) -> pl.LazyFrame:
    return pl.LazyFrame(columns)


@cache
def database() -> Any:
    return pytest.importorskip("duckdb").connect()


def of_duckdb(columns: dict[str, list[str]]) -> Any:
    return database().from_arrow(pl.DataFrame(columns).to_arrow())


def of_pandas(columns: dict[str, list[str]]) -> Any:
    pandas = pytest.importorskip("pandas")
    return pandas.DataFrame(columns)


def of_pyarrow(columns: dict[str, list[str]]) -> Any:
    pyarrow = pytest.importorskip("pyarrow")
    return pyarrow.table(columns)


def rows_of(answered: Any) -> list[dict[str, object]]:
    """The rows of an answer of any kind of frame."""
    if isinstance(answered, pl.LazyFrame):
        return answered.collect().to_dicts()
    if hasattr(answered, "to_dict"):
        return answered.astype(object).where(answered.notna(), None).to_dict("records")
    return answered.to_pylist() if hasattr(answered, "to_pylist") else answered.to_arrow_table().to_pylist()


FRAMES = {"polars": of_polars, "duckdb": of_duckdb, "pandas": of_pandas, "pyarrow": of_pyarrow}


def assert_agrees(case: Told, question: Told, make: Frame, order: random.Random | None = None) -> None:
    law = law_named(str(question["law"]))
    rest = {"strict": question["strict"], "readings": question["readings"]}
    judged = law.assess(case, **rest)  # type: ignore[arg-type]
    by_kind, parties = tables(case)
    for kind, events in by_kind.items():
        if order is not None:
            places = order.sample(range(len(events["id"])), len(events["id"]))
            events = {name: [cells[place] for place in places] for name, cells in events.items()}  # noqa: PLW2901
        answered = law.audit(make(events), kind=kind, parties=make(parties), show=SHOW, **rest)  # type: ignore[arg-type]
        rows = rows_of(answered)
        wanted = said_of_events(judged, kind)
        told = [name for name in rows[0] if name not in events and not name.endswith("(cents)")]
        found = said_by_rows(rows, told)
        assert {id_: row.pop("rejected") for id_, row in found.items()} == dict.fromkeys(wanted, False)
        assert found == {
            id_: {name: row.get(name) for name in told if name != "rejected"} for id_, row in wanted.items()
        }
        assert sums_told(rows) == sums_judged(judged, kind)


def sums_told(rows: list[dict[str, object]]) -> set[tuple[object, ...]]:
    """Event, exception, least and most used and what is surely left, in cents, of each running limit told."""
    found = set()
    for row in rows:
        for name, used in row.items():
            what = name.removesuffix(" used (cents)")
            if what != name and used is not None:
                most, left = row[f"{what} used at most (cents)"], row[f"{what} left (cents)"]
                found.add((row["id"], exception_of(what), used, most, left))
    return found


def exception_of(what: str) -> str:
    """The exception that a running limit belongs to; its name may be followed by the total's."""
    every = [e.citation for p in shipped().program.provisions.values() for e in p.exceptions]
    return max((citation for citation in every if what.startswith(citation)), key=len)


def sums_judged(judged: Any, kind: str) -> set[tuple[object, ...]]:
    found = set()
    for event in judged:
        for room in judged_room(event) if event.kind == kind else ():
            low, _, high = room.used.partition(" to ")
            is_open = room.used.endswith(" or more")
            least = low.removesuffix(" or more")
            most = None if is_open else parse_cents(high or low)
            left = room.left.partition(" to ")[0].removesuffix(" or more")
            found.add((event.id, room.provision, parse_cents(least), most, parse_cents(left)))
    return found


def judged_room(event: Any) -> tuple[Any, ...]:
    """The running limits of all provisions, of those that do not apply as well."""
    explainer = event._explainer
    situation = explainer.totals.situation(event.index)
    own = [p for p in explainer.program.about(event.kind) if p.shares is None]
    return tuple(room for p in own for room in room_left(p, situation))


@settings(max_examples=20)
@given(case=cases(), question=questions(), order=st.randoms(use_true_random=False))
def test_each_row_is_told_what_the_direct_engine_says_of_the_event_in_whatever_order_the_rows_stand(
    case: Told, question: Told, order: random.Random
) -> None:
    assert_agrees(case, question, of_polars, order)


@pytest.mark.parametrize("frame", ["duckdb", "pandas", "pyarrow"])
@settings(max_examples=3)
@given(case=cases(kinds=["transfer"]), question=questions())
def test_the_same_is_told_on_every_kind_of_frame(frame: str, case: Told, question: Told) -> None:
    assert_agrees(case, question, FRAMES[frame])


@settings(max_examples=10)
@given(case=cases(kinds=["transfer"]), question=questions(), cut=st.integers(0, 5))
def test_a_ledger_in_two_files_is_told_what_it_is_in_one(case: Told, question: Told, cut: int) -> None:
    by_kind, parties = tables(case)
    events = pl.LazyFrame(by_kind["transfer"])
    law = law_named(str(question.pop("law")))

    def told(ledger: pl.LazyFrame) -> list[dict[str, object]]:
        answered = law.audit(ledger, kind="transfer", parties=pl.LazyFrame(parties), show=SHOW, **question)
        return answered.sort("id").collect().to_dicts()

    assert told(pl.concat([events.slice(cut), events.head(cut)])) == told(events)


@settings(max_examples=8)
@given(case=cases(), question=questions())
def test_a_row_needs_what_the_one_case_explanation_finds_unless_it_waits_for_other_rows(
    case: Told, question: Told
) -> None:
    law = law_named(str(question.pop("law")))
    judged = law.assess(case, **question)
    by_kind, parties = tables(case)
    for kind, events in by_kind.items():
        told = law.audit(
            pl.DataFrame(events), kind=kind, parties=pl.DataFrame(parties), show=["needs"], **question
        ).to_dicts()
        for row in told:
            wanted = judged[row["id"]].needs
            if any(name.rpartition(" of ")[2] in (*IDS, *parties["id"]) for name in wanted):
                assert row["needs"]
            else:
                assert (row["needs"] or "").split("; ") == in_the_rules_order(law, kind, wanted)


def in_the_rules_order(law: Law, kind: str, names: Sequence[str]) -> list[str]:
    """Each name once, as the rules about the kind come to them; of none the empty text."""
    ordered = [ref.name for ref in law.program.facts[kind] if ref.name in names]
    return ordered + sorted(set(names) - set(ordered)) or [""]


@pytest.mark.parametrize("frame", ["polars", "duckdb"])
@settings(max_examples=5)
@given(case=cases(), question=questions())
def test_a_table_of_several_kinds_of_events_is_told_what_each_kind_is_told(
    frame: str, case: Told, question: Told
) -> None:
    law = law_named(str(question.pop("law")))
    judged = law.assess(case, **question)
    events: Any = case["events"]
    make = FRAMES[frame]
    # Every part that an event of any of the kinds must have is a column, empty where the kind has none.
    roles = [role for e in events for role in law.program.vocabulary.events[e["kind"]].roles]
    rows = [dict.fromkeys(roles, "") | event for event in events]

    answered = rows_of(law.audit(make(table(rows)), parties=make(tables(case)[1]), show=["exceptions"], **question))

    for kind in {str(event["kind"]) for event in events}:
        wanted = said_of_events(judged, kind)
        mine = [row for row in answered if row["kind"] == kind]
        assert {row["id"] for row in mine} == set(wanted)
        for row in mine:
            said = wanted[row["id"]]
            assert {name: row[name] for name in said if name in row and not name.endswith((" by", " due"))} == {
                name: value for name, value in said.items() if not name.endswith((" by", " due"))
            }
