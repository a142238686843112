"""Files that are no ledger, damaged, of another version, law or rules, in use or not to be written: a clear error each
time, and what was acknowledged stays readable."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Thread

import pytest

import ctethics
from ctethics import Law, UsageError
from ctethics.balance import LedgerError, LiveLedger
from ctethics.balance.schema import APPLICATION, STEPS
from tests.asking import law_named, law_of
from tests.balance.gifts import PARTIES, meal, opened, outcome

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of three meals."""
    with opened(tmp_path) as ledger:
        ledger.add_many([meal(f"meal {n}", f"2025-02-0{n}", "$20.00") for n in (1, 2, 3)], PARTIES)
    return tmp_path / "gifts.ctledger"


def refused(path: Path, law: Law | None = None) -> str:
    """What is told of a file that cannot be opened, without its folder."""
    with pytest.raises((LedgerError, UsageError)) as caught:
        (law or law_named("current")).ledger(path)
    return str(caught.value).replace(f"{path.parent}/", "")


def test_a_text_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("dinner with lee\n" * 100)
    assert refused(tmp_path / "notes.txt") == (
        "notes.txt: error[CTE801] this is no ledger\n"
        " why: a ledger is a file made by `Law.ledger`, an SQLite database.\n"
        " fix: name the ledger's file, or a new one."
    )


def test_another_database_is_no_ledger_and_is_left_as_it_is(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE meta (name)")
    other.close()
    before = (tmp_path / "other.db").read_bytes()
    assert refused(tmp_path / "other.db") == (
        "other.db: error[CTE801] this is no ledger\n"
        " why: it is an SQLite database of something else.\n"
        " fix: name the ledger's file, or a new one."
    )
    assert (tmp_path / "other.db").read_bytes() == before


@pytest.mark.parametrize("kept", [8, 100, 4096, 0.5, -1])
def test_a_file_cut_short_is_told_from_a_good_one(path: Path, kept: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept) if isinstance(kept, float) else kept])
    told = refused(path)
    assert told.startswith("gifts.ctledger: error[CTE802] the ledger is damaged or cut short\n")
    assert told.endswith("\n fix: put the last copy of it in its place, and add what came later once more.")


def test_a_damaged_page_is_found_by_who_reads_it_and_by_a_check(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096 * 3 :] = os.urandom(len(whole) - 4096 * 3)
    path.write_bytes(whole)
    with pytest.raises(LedgerError, match=r"error\[CTE802\]"), law_named("current").ledger(path) as ledger:
        ledger.check()


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(path: Path) -> None:
    file = sqlite3.connect(path)
    file.execute("PRAGMA user_version = 99")
    file.close()
    before = path.read_bytes()
    assert refused(path) == (
        "gifts.ctledger: error[CTE803] the ledger is of version 99\n"
        f" why: this ctethics knows the versions up to {len(STEPS)}.\n"
        " fix: open it with the ctethics that made it, or a later one."
    )
    assert path.read_bytes() == before


def test_a_file_of_an_older_version_is_migrated(tmp_path: Path) -> None:
    path = tmp_path / "gifts.ctledger"
    old = sqlite3.connect(path)
    old.executescript(STEPS[0])
    old.execute(f"PRAGMA application_id = {APPLICATION}")
    old.execute("PRAGMA user_version = 1")
    parties = [
        ("acme", '{"doing business with":["OPM"],"kind":"business"}'),
        ("lee", '{"agency":"OPM","position":"state employee"}'),
    ]
    old.executemany("INSERT INTO parties VALUES (?, ?)", parties)
    facts = '{"cost":3000,"donor in attendance":true,"item":"food or beverage"}'
    roles = '{"donor":"acme","recipient":"lee"}'
    old.executemany(
        "INSERT INTO events VALUES (?, 'transfer', ?, ?, ?)", [("a", 739283, roles, facts), ("b", 739284, roles, facts)]
    )
    old.commit()
    old.close()

    with opened(tmp_path) as ledger:
        assert [outcome(ledger, id_) for id_ in ledger] == ["excepted", "applies"]
        assert ledger.case().events[0]["cost"] == "$30.00"
        assert ledger.room("acme", "lee", "2025-03-05").spaces[0].used == "$60.00"


def test_a_file_made_and_not_filled_before_a_crash_is_a_new_ledger(tmp_path: Path) -> None:
    (tmp_path / "gifts.ctledger").touch()
    with opened(tmp_path) as ledger:
        assert len(ledger) == 0


def test_a_ledger_is_kept_under_one_law_and_one_choice_of_readings(path: Path) -> None:
    assert refused(path, law_named("sb434")) == (
        "gifts.ctledger: error[CTE804] the ledger is kept under another question: law `current`\n"
        " why: it is answered under one law, one strictness and one choice of readings.\n"
        " fix: open it with these, or add what its `case()` gives to a new file."
    )
    with pytest.raises(UsageError, match="another question: strict no, reading `crossing`: `only the crossing meal`"):
        law_named("current").ledger(path, strict=True, readings={"crossing": "the whole year"})


def test_rules_that_no_longer_know_a_fact_are_told_and_the_facts_can_be_taken_out(path: Path) -> None:
    program = law_named("current").program
    kind = program.vocabulary.events["transfer"]
    without = {name: fact for name, fact in kind.facts.items() if name != "donor in attendance"}
    events = {**program.vocabulary.events, "transfer": type(kind)(kind.name, kind.about, kind.roles, without)}
    words = type(program.vocabulary)(program.vocabulary.party, events, program.vocabulary.offices)
    about = {c: p for c, p in program.provisions.items() if p.about != "transfer"}
    law = law_of(type(program)(words, about), "current")
    what = "unknown fact `donor in attendance`"
    assert refused(path, law) == (
        f"gifts.ctledger: error[CTE809] the ledger holds what these rules do not know: {what}\n"
        " why: a transfer has no such fact; a misspelt name would be taken for silence.\n"
        " fix: open it with the rules it was made by; `facts_only=True` lets its `case()` be read with these."
    )
    with law.ledger(path, facts_only=True) as ledger:
        assert [event["id"] for event in ledger.case().events] == ["meal 1", "meal 2", "meal 3"]
        assert "meal 1" in ledger
        with pytest.raises(LedgerError, match=r"error\[CTE810\] the ledger was opened for its facts only"):
            ledger.answer("meal 1")
    with law_named("current").ledger(path) as again:
        assert outcome(again, "meal 3") == "applies"


def test_other_rules_answer_everything_anew_and_who_had_it_open_is_told(path: Path) -> None:
    shipped = law_named("current")
    few = law_of(type(shipped.program)(shipped.program.vocabulary, {}), "current")
    with shipped.ledger(path) as before:
        said: list[int] = []
        with few.ledger(path, say=said.append) as ledger:
            assert said == [0]
            assert ledger.answer("meal 3").findings == ()
        with pytest.raises(LedgerError) as caught:
            before.add(meal("meal 4", "2025-02-04", "$20.00"))
        assert str(caught.value) == (
            f"{path}: error[CTE810] the ledger was answered by other rules\n"
            " why: another process has opened it since, with other rules than these.\n"
            " fix: open it once more, with the rules to answer by."
        )
    with shipped.ledger(path) as ledger:
        assert (outcome(ledger, "meal 3"), len(ledger)) == ("applies", 3)


def test_where_nothing_can_be_written_other_rules_are_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = law_named("current")
    few = law_of(type(shipped.program)(shipped.program.vocabulary, {}), "current")
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda name, **more: connect(f"file:{name}?mode=ro", uri=True, **more))
    assert refused(path, few) == (
        "gifts.ctledger: error[CTE810] the ledger was answered by other rules, and cannot be answered anew\n"
        " why: the ledger cannot be written: its file or its folder is read-only, or belongs to somebody else.\n"
        " fix: copy it to where it can be written; `facts_only=True` lets its `case()` be read as it is."
    )
    with few.ledger(path, facts_only=True) as ledger:
        assert len(ledger.case().events) == 3


def test_a_second_writer_is_refused_after_a_while_and_nothing_is_lost(path: Path) -> None:
    law = law_named("current")
    other = sqlite3.connect(path, isolation_level=None)
    with LiveLedger(path, law.program, law.question(), patience=0.05) as ledger:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError) as caught:
            ledger.add(meal("meal 4", "2025-02-04", "$20.00"))
        assert str(caught.value) == (
            f"{path}: error[CTE806] the ledger is in use elsewhere\n"
            " why: one process writes at a time, and the other did not finish in time.\n"
            " fix: try once more; nothing of this was written."
        )
        assert len(ledger) == 3
        other.execute("ROLLBACK")
        assert ledger.add(meal("meal 4", "2025-02-04", "$20.00")).is_new
    other.close()


def test_an_id_is_used_once(path: Path, tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        with pytest.raises(LedgerError) as caught:
            ledger.add(meal("meal 1", "2025-02-02", "$20.01", recipient="kim"))
        assert str(caught.value) == (
            f"{path}: error[CTE807] the id `meal 1` is used already, with other facts: date, recipient, cost\n"
            " why: an event stays as it was stated until it is corrected.\n"
            " fix: give this event another id, or correct the one there is."
        )
        with pytest.raises(LedgerError) as caught:
            ledger.add(meal("meal 4", "2025-02-04", "$20.00"), {"acme": {"registrant": "yes"}})
        assert str(caught.value) == (
            f"{path}: error[CTE807] the party `acme` is known with other facts: registrant\n"
            " why: what is known of a party holds for all of its events.\n"
            " fix: leave them out here, or state them of the party itself."
        )
        with pytest.raises(LedgerError, match=r"error\[CTE807\] the id of `meal 1` cannot become `meal 9`"):
            ledger.correct("meal 1", {"id": "meal 9"})
        assert len(ledger) == 3


def test_an_event_or_party_there_is_not_is_told_with_its_likely_name(path: Path, tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        with pytest.raises(LedgerError) as caught:
            ledger.correct("meal1", {"returned": "2025-02-20"})
        assert str(caught.value) == (
            f"{path}: error[CTE808] there is no event `meal1`\n"
            " why: the ledger knows none of this name.\n"
            " fix: write `meal 1`."
        )
        with pytest.raises(LedgerError, match=r"no party `zeta`\n.*\n fix: name a party of the ledger\."):
            ledger.room("zeta", "lee", "2025-03-05")
        with pytest.raises(UsageError, match=r"on: error\[CTE602\] `on` is `March`"):
            ledger.room("acme", "lee", "March")


def test_a_closed_ledger_says_so(path: Path, tmp_path: Path) -> None:
    ledger = opened(tmp_path)
    ledger.close()
    ledger.close()
    with pytest.raises(LedgerError) as caught:
        len(ledger)
    assert str(caught.value) == (
        f"{path}: error[CTE811] the ledger is closed, or belongs to another thread\n"
        " why: a ledger object has one connection to its file, used by one thread.\n"
        " fix: open the file once more: several may be open at the same time."
    )


def test_a_ledger_is_used_by_the_thread_that_opened_it(path: Path, tmp_path: Path) -> None:
    told: list[str] = []

    def look(ledger: LiveLedger) -> None:
        with pytest.raises(LedgerError) as caught:
            len(ledger)
        told.append(str(caught.value))

    with opened(tmp_path) as ledger:
        thread = Thread(target=look, args=(ledger,))
        thread.start()
        thread.join()
        assert told[0].startswith(f"{path}: error[CTE811] the ledger is closed, or belongs to another thread\n")
        assert len(ledger) == 3


def test_a_folder_there_is_not_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "none" / "gifts.ctledger") == (
        "gifts.ctledger: error[CTE805] the ledger cannot be opened\n"
        " why: there is no such folder, it is a folder itself, or this user may not read it.\n"
        " fix: name a file in a folder that there is, and that this user may read and write."
    )
    assert "error[CTE805]" in refused(tmp_path)


def test_on_a_full_disk_nothing_is_acknowledged_and_the_rest_stays_readable(path: Path, tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        (pages,) = ledger._file.sql.execute("PRAGMA page_count").fetchone()
        ledger._file.sql.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LedgerError) as caught:
            ledger.add_many(meal(f"more {n}", "2025-02-04", "$20.00") for n in range(300))
        assert str(caught.value) == (
            f"{path}: error[CTE805] there is no room for the ledger on the disk\n"
            " why: nothing is acknowledged before it is on the disk; what was acknowledged can still be read.\n"
            " fix: make room, then add it once more."
        )
        assert (len(ledger), outcome(ledger, "meal 3")) == (3, "applies")
        ledger._file.sql.execute("PRAGMA max_page_count = 100000")
        assert ledger.add(meal("meal 4", "2025-02-04", "$20.00")).is_new


AS_READER = """
import os, sys
sys.path.insert(0, {root!r})
import ctethics
from ctethics import LiveLedger
from tests.balance.gifts import PARTIES, meal
law = ctethics.load("current", engine="direct")
# Whoever runs the tests may keep the library to themselves.
with LiveLedger(":memory:", law.program, law.question()) as other:
    other.add(meal("meal 3", "2025-02-04", "$20.00"), PARTIES)
    other["meal 3"], other.room("acme", "lee", "2025-02-05")
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
ledger = law.ledger({path!r})
print(len(ledger), ledger.answer("meal 3").finding("1-79(5)").outcome, ledger["meal 3"].kind)
print(ledger.room("acme", "lee", "2025-02-05").spaces[0].used)
try:
    ledger.add(meal("meal 4", "2025-02-04", "$20.00"))
except ctethics.CtethicsError as error:
    print(error)
print(len(ledger))
"""


@pytest.mark.parametrize("whose", ["file", "folder"])
def test_what_is_read_only_can_be_read_and_is_not_written(path: Path, whose: str) -> None:
    # In a folder that others can enter, which pytest's are not.
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        copy = folder / path.name
        shutil.copyfile(path, copy)
        copy.chmod(0o444 if whose == "file" else 0o666)
        folder.chmod(0o777 if whose == "file" else 0o555)
        code = AS_READER.format(root=str(ROOT), path=str(copy))
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
        folder.chmod(0o755)
    assert done.stdout.replace(f"{folder}/", "") == (
        "3 applies transfer\n"
        "$60.00\n"
        "gifts.ctledger: error[CTE805] the ledger cannot be written\n"
        " why: its file or its folder is read-only, or belongs to somebody else.\n"
        " fix: let this user write both, or copy the file elsewhere; it can still be read.\n"
        "3\n"
    ), done.stderr


def test_a_text_with_half_a_character_is_refused(path: Path, tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        with pytest.raises(LedgerError, match=r"error\[CTE805\] a text cannot be stored"):
            ledger.add(meal("\ud800", "2025-02-04", "$20.00"))
        assert len(ledger) == 3


def test_the_library_is_imported_without_the_database(path: Path) -> None:
    code = "import sys, ctethics; ctethics.load; assert 'sqlite3' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
    assert ctethics.__version__
