"""`ctethics ledger import` and `export`: many events in, everything out, nothing lost between."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from ctethics import load
from ctethics.balance import LiveLedger
from tests.balance.terminal import EXAMPLES, Terminal

FILE = "gifts.ctledger"
MAP = ("--columns", "examples/ledger-map.yaml", "--parties", "examples/ledger-parties.csv")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path, monkeypatch, capsys)


@pytest.fixture
def full(run: Terminal) -> Terminal:
    """A ledger of four events, one of them corrected."""
    for name in ("dinner", "lunch", "breakfast", "tickets"):
        assert run("add", FILE, f"examples/{name}.yaml", "--law", "sb434").status == 0
    run("add", FILE, "-", "--correct", given='{"id": "tickets", "returned": "2025-04-20"}')
    return run


def some_rows(run: Terminal, rows: Iterable[int]) -> str:
    """A few rows of the example's table."""
    with (EXAMPLES / "ledger.csv").open(encoding="utf-8", newline="") as file:
        head, *lines = list(csv.reader(file))
    with (run.folder / "some.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *(lines[row - 1] for row in rows)])
    return "some.csv"


@pytest.mark.parametrize("ending", ["yaml", "json", "jsonl"])
def test_what_is_exported_makes_an_equal_ledger(full: Terminal, ending: str) -> None:
    assert full("export", FILE, "-o", f"all.{ending}") == (0, "", f"wrote 4 events to all.{ending}\n")
    done = full("import", "copy.ctledger", f"all.{ending}")
    assert done == (0, "copy.ctledger: 4 new, 0 known before, 0 rejected; 4 events in the ledger\n", "")
    assert full("export", "copy.ctledger").out == full("export", FILE).out
    assert full("show", "copy.ctledger", "--format", "json").out == full("show", FILE, "--format", "json").out


def test_what_is_exported_is_a_case_that_is_assessed_alike(full: Terminal) -> None:
    full("export", FILE, "-o", "all.yaml")
    law = load("sb434", engine="direct")
    assessed = law.assess(full.folder / "all.yaml")
    with law.ledger(full.folder / FILE) as ledger:
        assert [ledger[id_].to_dict() for id_ in ledger] == [event.to_dict() for event in assessed]


def test_another_law_is_for_a_new_file(full: Terminal) -> None:
    full("export", FILE, "-o", "all.yaml")
    assert full("import", "other.ctledger", "all.yaml", "--law", "current").status == 0
    assert full("show", "other.ctledger").out.startswith("4 events under current\n")


def test_an_export_that_fails_leaves_what_was_there(full: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    full.write("all.yaml", "before")
    monkeypatch.setattr(Path, "replace", _fail)
    done = full("export", FILE, "-o", "all.yaml")
    assert (done.status, done.err.splitlines()[0]) == (1, "all.yaml: error[CTE614] cannot be written")
    assert {path.name for path in full.folder.iterdir()} == {"examples", FILE, "all.yaml"}
    assert (full.folder / "all.yaml").read_text() == "before"


def _fail(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_an_export_is_not_written_over_the_ledger(full: Terminal) -> None:
    (full.folder / "link.yaml").symlink_to(FILE)
    done = full("export", FILE, "-o", "link.yaml")
    assert (done.status, done.err.splitlines()[-1]) == (
        2,
        "Error: -o link.yaml is the ledger itself: write to another file.",
    )
    assert full("export", FILE, "-o", "all.txt").status == 2


def test_a_strict_ledger_says_so_when_it_is_exported(run: Terminal) -> None:
    run("add", FILE, "examples/dinner.yaml", "--law", "sb434", "--strict")
    told = "the ledger is strict, which a case file does not say: add --strict where it is used.\n"
    assert run("export", FILE).err == told


def test_a_table_is_answered_as_audit_answers_it(run: Terminal) -> None:
    """Rows of two donors and all who receive from them, in another order than that of their days."""
    with (EXAMPLES / "ledger.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    rows = [n for n, line in enumerate(lines, 1) if line["Given by"] in ("firm-033", "firm-034")]
    table = some_rows(run, reversed(rows))
    done = run("import", FILE, table, "--law", "sb434", *MAP)
    import polars as pl

    law = load("sb434", engine="direct")
    audited = law.audit(
        pl.read_csv(run.folder / table, infer_schema=False),
        columns=EXAMPLES / "ledger-map.yaml",
        parties=pl.read_csv(EXAMPLES / "ledger-parties.csv", infer_schema=False),
    ).filter(~pl.col("rejected"))
    assert audited.height > 20
    with law.ledger(run.folder / FILE) as ledger:
        assert len(ledger) == audited.height
        for row in audited.iter_rows(named=True):
            answer = ledger.answer(row["Gift No."])
            asked = [p.citation for p in law.program.about("transfer")]
            assert {c: answer.finding(c).outcome for c in asked} == {c: row[c] for c in asked}
    assert done.out.startswith(f"{FILE}: {audited.height} new, ")


def test_rows_that_cannot_be_read_are_told_and_the_others_are_added(run: Terminal) -> None:
    table = some_rows(run, [700, 701, 702, 1351])
    rejected = (
        "some.csv, row 2, id G-00701: column Amount ($): `€45.00`: mixed currencies: only US dollars are read\n"
        "some.csv, row 4, id G-01351: column Date: `02/30/2024`: there is no such day in the calendar\n"
    )
    first = f"{FILE}: 2 new, 0 known before, 2 rejected; 2 events in the ledger\n"
    assert run("import", FILE, table, "--law", "sb434", *MAP) == (1, first, rejected)
    again = f"{FILE}: 0 new, 2 known before, 2 rejected; 2 events in the ledger\n"
    assert run("import", FILE, table, *MAP) == (1, again, rejected)


def test_lines_that_cannot_be_read_are_told_and_the_others_are_added(run: Terminal) -> None:
    event = {"kind": "transfer", "date": "2025-03-03", "donor": "acme", "recipient": "lee", "value": "$9.00"}
    lines: list[object] = [{"parties": {"acme": {}, "lee": {}}}, {"id": "a", **event}, {"id": "b", **event, "valu": 3}]
    lines += [{"id": "a", **event, "value": "$8.00"}, {"id": "c", **event}]
    text = "\n".join(map(json.dumps, lines)) + '\n{"id": "d"\n'
    done = run("import", FILE, run.write("lines.jsonl", text), "--law", "sb434")
    assert done == (
        1,
        f"{FILE}: 2 new, 0 known before, 3 rejected; 2 events in the ledger\n",
        "lines.jsonl:6:11: Expecting ',' delimiter\n"
        "lines.jsonl, line 3, id b: unknown fact `valu`\n"
        "lines.jsonl, line 4, id a: the id `a` is used already, with other facts: value\n",
    )


def test_events_of_a_party_that_is_known_otherwise_are_left_out(full: Terminal) -> None:
    text = (EXAMPLES / "lunch.yaml").read_text(encoding="utf-8").replace("lunch", "tea")
    case = full.write("case.yaml", text.replace("registrant: no", "registrant: yes"))
    assert full("import", FILE, case) == (
        1,
        f"{FILE}: 0 new, 0 known before, 1 rejected and 1 party; 4 events in the ledger\n",
        "case.yaml: the party `acme` is known with other facts: registrant; its events are left out\n"
        "case.yaml:7:5, id tea: its party `acme` is rejected\n",
    )


def test_rows_that_state_a_party_in_two_ways_are_left_out(run: Terminal) -> None:
    head = "id,date,donor,recipient,value,donor registrant"
    rows = ["a,2025-03-03,acme,lee,$9.00,yes", "b,2025-03-04,acme,lee,$9.00,no", "c,2025-03-04,bolt,lee,$9.00,no"]
    table = run.write("table.csv", "\n".join([head, *rows]) + "\n")
    assert run("import", FILE, table, "--law", "sb434", "--kind", "transfer") == (
        1,
        f"{FILE}: 1 new, 0 known before, 2 rejected and 1 party; 1 event in the ledger\n",
        "table.csv: the party `acme` is stated in two ways: registrant; its events are left out\n"
        "table.csv, row 1, id a: its party `acme` is rejected\n"
        "table.csv, row 2, id b: its party `acme` is rejected\n",
    )


def test_an_interrupted_import_leaves_whole_batches_and_goes_on(run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    table = some_rows(run, range(1, 700))
    add_many, calls = LiveLedger.add_many, iter(range(10))

    def interrupted(ledger: LiveLedger, events: Any, *more: Any, **named: Any) -> int:
        if events and next(calls) == 1:
            raise KeyboardInterrupt
        return add_many(ledger, events, *more, **named)

    with monkeypatch.context() as patch:
        patch.setattr(LiveLedger, "add_many", interrupted)
        done = run("import", FILE, table, "--law", "sb434", *MAP)
    assert done.status == 1
    assert done.err == "interrupted: 500 events are on disk; run the command again to go on.\n\nAborted!\n"
    again = run("import", FILE, table, *MAP)
    assert again == (0, f"{FILE}: 199 new, 500 known before, 0 rejected; 699 events in the ledger\n", "")


def test_all_that_is_rejected_is_in_the_json(run: Terminal) -> None:
    table = some_rows(run, [*range(1, 5), 701])
    told = json.loads(run("import", FILE, table, "--law", "sb434", *MAP, "--format", "json").out)
    assert list(islice(told.items(), 5)) == [
        ("new", 4),
        ("known", 0),
        ("rejected", 1),
        ("parties_rejected", 0),
        ("events", 4),
    ]
    assert told["rejects"][0]["place"] == "some.csv, row 5"
