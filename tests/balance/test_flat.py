"""One more event costs what it did before, however many there are: counted in steps of the database, not in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from ctethics.balance import LiveLedger
from ctethics.balance.derive import Derived
from ctethics.balance.facts import Facts
from ctethics.engines.totals import Totals
from tests.balance.gifts import PARTIES, Told, meal, opened

FIRST = date(2025, 1, 1)


def event_of(totals: Totals) -> str:
    return totals.ledger.events[0].id


def year(many: int) -> Iterator[Told]:
    """So many meals of one donor and recipient, spread over eleven months of a year."""
    for n in range(many):
        yield meal(f"meal {n:05}", (FIRST + timedelta(days=n * 330 // many)).isoformat(), "$0.01")


def steps(ledger: LiveLedger, event: Told) -> int:
    """How many steps SQLite takes to add an event; nothing else changes by it."""
    counted = 0

    def step() -> int:
        nonlocal counted
        counted += 1
        return 0

    ledger._file.sql.set_progress_handler(step, 1)
    entry = ledger.add(event)
    ledger._file.sql.set_progress_handler(None, 1)
    assert entry.changed == ()
    return counted


def test_sums_beyond_what_the_database_counts_in_stay_exact(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add(meal("first", "2025-02-01", "$1.00"), PARTIES)
        ledger._file.sql.execute("UPDATE sums SET low = low + ?, high = high + ?", (2**63 - 150, 2**63 - 150))
        for n in (1, 2, 3):
            ledger.add(meal(f"more {n}", f"2025-03-0{n}", "$1.00"))
        # 2^63 cents are $92,233,720,368,547,758.08.
        assert ledger.room("acme", "lee", "2025-06-01").spaces[0].used == "$92,233,720,368,547,760.58"
        ledger.remove("more 2")
        assert ledger.room("acme", "lee", "2025-06-01").spaces[0].used == "$92,233,720,368,547,759.58"


def filled(folder: Path, many: int) -> LiveLedger:
    folder.mkdir()
    ledger = opened(folder)
    ledger._file.sql.execute("PRAGMA synchronous = OFF")
    assert ledger.add_many(year(many), PARTIES) == many
    return ledger


def test_an_event_that_comes_last_reads_no_other_and_takes_as_many_steps_in_a_long_year_as_in_a_short_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short, long = filled(tmp_path / "short", 50), filled(tmp_path / "long", 2000)
    loaded: list[str] = []
    event = Facts.event
    monkeypatch.setattr(Facts, "event", lambda self, id_: loaded.append(id_) or event(self, id_))

    last = [meal(f"last {n}", f"2025-12-1{n}", "$0.01") for n in (1, 2)]
    few, many = ([steps(ledger, one) for one in last] for ledger in (short, long))

    assert set(loaded) == {"last 1", "last 2"}
    assert max(many) < 1.5 * max(few)
    assert long.room("acme", "lee", "2025-12-31").spaces[0].used == "$20.02"
    for ledger in (short, long):
        ledger.close()


def test_what_a_whole_day_counts_is_answered_anew_only_where_it_goes_over_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered: list[str] = []
    whole = Derived.answered
    monkeypatch.setattr(
        Derived, "answered", lambda self, totals: answered.append(event_of(totals)) or whole(self, totals)
    )

    def added(n: int, cost: str) -> set[str]:
        answered.clear()
        ledger.add(meal(f"meal {n}", "2025-03-03", cost))
        return set(answered)

    with opened(tmp_path) as ledger:
        ledger.add_many([], PARTIES | {"acme": {**PARTIES["acme"], "registrant": "yes"}})
        # § 1-96(e) adds up what is spent for one official on one occasion: a report from $10 on under `current` law.
        assert [added(n, "$3.00") for n in (1, 2, 3)] == [{"meal 1"}, {"meal 2"}, {"meal 3"}]
        assert added(4, "$1.00") == {"meal 1", "meal 2", "meal 3", "meal 4"}
        assert added(5, "$1.00") == {"meal 5"}
