"""What `ctethics audit` reads, writes and refuses."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from ctethics.audits import files
from ctethics.cli import main
from tests.audits.command import HEADER, ROWS, RULES, Desk, table

GOOD = table(*ROWS)


def outcomes(path: Path) -> dict[str, str]:
    frame = pl.read_csv(path) if path.suffix == ".csv" else pl.read_parquet(path)
    return dict(frame.select("id", "1-1(a)").iter_rows())


ANSWERS = {"a": "applies", "b": "excepted", "c": "does not apply", "d": "undetermined"}


def test_the_summary_counts_every_row_read(desk: Desk) -> None:
    desk.put("t.csv", GOOD)
    ran = desk.run("t.csv")
    assert (ran.status, ran.err) == (0, "")
    assert "t.csv: 4 rows read = 4 accepted + 0 rejected\n" in ran.out
    assert re.search(r"§ 1-1\(a\) Gift\n.* 1 +1 +1 +1\n", ran.out)
    assert ran.out.endswith("\n4 rows read: 4 answered, 0 rejected\n")
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "\x1b" not in ran.out


def test_json_is_the_summary_without_the_rows(desk: Desk) -> None:
    desk.put("t.csv", GOOD)
    told = json.loads(desk.run("t.csv", "--format", "json").out)
    assert list(told) == [
        "law", "engine", "source", "kinds", "read", "accepted", "rejected", "provisions", "months", "exceptions",
        "duties", "needs", "rejects", "notes", "glance", "rows_total",
    ]  # fmt: skip
    assert (told["law"], told["source"], told["kinds"]) == ("sb434", "t.csv", ["transfer"])
    assert (told["read"], told["accepted"], told["rejected"], told["rows_total"]) == (4, 4, 0, 3)
    assert [p["counts"] for p in told["provisions"]] == [dict.fromkeys(sorted(ANSWERS.values()), 1)]
    assert told["exceptions"] == [{"citation": "1-1(a)(F)", "title": "Plaque", "count": 1}]
    assert told["needs"] == [{"fact": "value", "count": 1}]
    april = [(m["outcome"], m["count"]) for m in told["months"] if m["month"] == "2025-04"]
    assert april == [("does not apply", 1), ("undetermined", 1)]


def test_the_other_law_answers_otherwise(desk: Desk) -> None:
    desk.put("t.csv", GOOD)
    desk.run("t.csv", "-o", "out.csv", law="current")
    assert outcomes(desk.folder / "out.csv") == {**ANSWERS, "c": "applies"}


@pytest.mark.parametrize("ending", ["parquet", "arrow", "jsonl"])
def test_every_format_is_read_and_written(ending: str, desk: Desk) -> None:
    desk.put("t.csv", GOOD)
    assert desk.run("t.csv", "-o", f"one.{ending}").status == 0
    one = desk.folder / f"one.{ending}"
    frame = {"parquet": pl.read_parquet, "arrow": pl.read_ipc, "jsonl": pl.read_ndjson}[ending](one)
    assert dict(frame.select("id", "1-1(a)").iter_rows()) == ANSWERS
    again = frame.select(HEADER.split(","))
    {"parquet": again.write_parquet, "arrow": again.write_ipc, "jsonl": again.write_ndjson}[ending](one)
    assert desk.run(one.name, "-o", "two.csv").status == 0
    assert outcomes(desk.folder / "two.csv") == ANSWERS


def test_several_files_and_a_folder_are_one_ledger_in_the_order_named(desk: Desk) -> None:
    (desk.folder / "more").mkdir()
    desk.put("z.csv", table(*ROWS[2:], "y,transfer,2025-03-03,acme,lee,plaque,two"))
    desk.put("more/b.csv", table(ROWS[1]))
    desk.put("more/a.csv", table(ROWS[0], "x,transfer,2025-03-03,acme,lee,plaque,one"))
    ran = desk.run("z.csv", "more", "-o", "out.csv")
    assert "z.csv and 1 other: 6 rows read" in ran.out
    assert list(outcomes(desk.folder / "out.csv")) == ["c", "d", "a", "b"]
    rejects = [line.split(",")[:5] for line in desk.read("out.rejects.csv").splitlines()[1:]]
    assert rejects == [["z.csv", "3", "y", "value", "two"], ["more/a.csv", "2", "x", "value", "one"]]


def test_rows_come_out_in_the_order_they_were_read(desk: Desk) -> None:
    rows = [f"{n * 7919 % 5000},transfer,2025-0{n % 9 + 1}-03,acme,lee,plaque,$5.00" for n in range(5000)]
    desk.put("t.csv", table(*rows))
    desk.run("t.csv", "-o", "out.csv")
    assert [line.rsplit(",", 3)[0] for line in desk.read("out.csv").splitlines()[1:]] == rows


def test_a_file_without_an_ending_is_read_as_said(desk: Desk) -> None:
    desk.put("t.txt", GOOD)
    assert "the ending `.txt` is not known" in desk.run("t.txt").err
    assert desk.run("t.txt", "--input-format", "csv").status == 0


def test_a_map_and_a_kind_say_how_a_spreadsheet_is_written(desk: Desk) -> None:
    desk.put("t.csv", 'No.,When,From,To,What,$\na,03/04/2025,acme,lee,meal,"1,020.01"\n')
    desk.put(
        "map.yaml",
        "columns:\n  id: No.\n  date: {column: When, format: MM/DD/YYYY}\n  donor: From\n  recipient: To\n"
        "  item: {column: What, values: {meal: food or beverage}}\n  value: $\n",
    )
    ran = desk.run("t.csv", "--columns", "map.yaml", "--kind", "transfer", "-o", "out.csv")
    assert ran.status == 0
    assert desk.read("out.csv").splitlines()[1] == 'a,03/04/2025,acme,lee,meal,"1,020.01",applies,,'


def test_only_what_is_asked_to_be_shown_is_written(desk: Desk) -> None:
    desk.put("t.csv", GOOD)
    desk.run("t.csv", "-o", "out.csv", "--show", "exceptions", "--provision", "1-1(a)")
    header, _, second, *_ = desk.read("out.csv").splitlines()
    assert header == f"{HEADER},1-1(a),1-1(a)(F)"
    assert second.endswith(",excepted,yes")


def test_readings_and_strictness_are_noted(desk: Desk) -> None:
    desk.put("t.csv", GOOD)
    ran = desk.run("t.csv", "--strict", "--reading", "meals=together")
    assert "\nNothing was presumed (strict): what is not stated is unknown.\n" in ran.out
    assert "\nReading meals: together; by default one by one.\n" in ran.out


def test_the_page_lists_the_rows_that_something_happened_to(desk: Desk) -> None:
    desk.put("t.csv", GOOD)
    ran = desk.run("t.csv", "--report", "page.html")
    page = desk.read("page.html")
    assert ran.err == "wrote the page to page.html\n"
    listed = re.search(r'"rows":(\[.*?\]),"rows_total":(\d+)', page)
    assert listed is not None
    # What is undetermined, then what is excepted, then what meets a definition; to the row `c` nothing happened.
    assert [row[0] for row in json.loads(listed[1])] == ["d", "b", "a"]
    assert listed[2] == "3"


# Files


def test_a_file_of_the_name_is_replaced(desk: Desk) -> None:
    desk.put("t.csv", GOOD)
    desk.put("out.csv", "old")
    desk.run("t.csv", "-o", "out.csv")
    assert outcomes(desk.folder / "out.csv") == ANSWERS


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["t.csv", "-o", "t.csv"], "-o t.csv is a file that is read: write to another one."),
        (["t.csv", "-o", "same.csv"], "-o same.csv is a file that is read: write to another one."),
        (["t.csv", "--parties", "p.csv", "--rejects", "p.csv"], "--rejects p.csv is a file that is read"),
        (["t.csv", "-o", "x.csv", "--rejects", "./x.csv"], "-o and --rejects are the same file, x.csv."),
        ([".", "-o", "out.csv"], "-o out.csv is in ., which is read: write to another folder."),
        (["t.csv", "--reading", "meals"], "--reading takes NAME=CHOICE, not 'meals'."),
        ([], "Missing argument 'TABLE…'."),
    ],
)
def test_wrong_use_is_told_before_anything_is_done(arguments: list[str], told: str, desk: Desk) -> None:
    desk.put("t.csv", GOOD)
    (desk.folder / "same.csv").symlink_to("t.csv")
    ran = desk.run(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err
    assert (desk.files(), desk.read("t.csv")) == (["same.csv", "t.csv"], GOOD)


def test_a_law_must_be_named(desk: Desk) -> None:
    desk.put("t.csv", GOOD)
    desk.patch.setattr("sys.argv", ["ctethics", "audit", str(desk.folder / "t.csv")])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    assert "Under which law?" in desk.capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["-o", "out.xlsx"], 1, "out.xlsx: error[CTE614] the ending `.xlsx` is not known"),
        (["-o", "no/out.csv"], 1, "no/out.csv: error[CTE614] cannot be written"),
        (["--report", "."], 1, ".: error[CTE614] cannot be written"),
        (["--provision", "1-1(b)"], 2, "error[CTE601] unknown provision `1-1(b)`"),
        (["--show", "totls"], 2, "fix: write `totals`."),
        (["--input-format", "cvs"], 2, "unknown format `cvs`"),
        (["--columns", "no.yaml"], 1, "no.yaml"),
    ],
)
def test_a_slip_is_told_and_nothing_is_written(arguments: list[str], status: int, told: str, desk: Desk) -> None:
    desk.put("t.csv", GOOD)
    ran = desk.run("t.csv", *arguments)
    assert (ran.status, ran.out) == (status, "")
    assert told in ran.err
    assert desk.files() == ["t.csv"]


def test_a_column_of_the_tables_own_is_not_replaced_by_an_answer(desk: Desk) -> None:
    desk.put("t.csv", GOOD.replace(HEADER, HEADER.replace("value", "needs")))
    ran = desk.run("t.csv", "-o", "out.csv")
    assert ran.status == 2
    assert "the table has a column `needs` of its own" in ran.err
    assert desk.files() == ["t.csv"]


@pytest.mark.parametrize("at", range(1, 8))
def test_interrupted_at_any_file_it_leaves_nothing_half_written(at: int, desk: Desk) -> None:
    """Files are made in this order: what was read, the working rows, the undetermined, the answered, the outputs."""
    desk.put("t.csv", table(*ROWS, "x,transfer,2025-03-03,acme,lee,plaque,one"))
    desk.put("out.csv", "old")
    real, count = files.write, 0

    def write(frame: pl.LazyFrame, path: Path) -> None:
        nonlocal count
        count += 1
        if count == at:
            raise KeyboardInterrupt
        real(frame, path)

    desk.patch.setattr(files, "write", write)
    ran = desk.run("t.csv", "-o", "out.csv")
    assert (ran.status, ran.out, ran.err.strip()) == (1, "", "Aborted!")
    assert count == at
    left = {name: desk.read(name) for name in desk.files()}
    if at == 7:  # the answered rows were whole by then
        assert left.pop("out.csv").startswith(HEADER)
    else:
        assert left.pop("out.csv") == "old"
    assert list(left) == ["t.csv"]


def test_a_row_that_is_lost_on_the_way_is_a_bug_and_no_answer(desk: Desk) -> None:
    desk.put("t.csv", GOOD)
    real = files._answered
    desk.patch.setattr(files, "_answered", lambda *told: real(*told).head(3))
    with pytest.raises(RuntimeError, match="4 rows were read, and 3 came out: 3 answered, 0 not"):
        desk.run("t.csv", "-o", "out.csv")
    assert desk.files() == ["t.csv"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_and_leaves_nothing(number: signal.Signals, tmp_path: Path) -> None:
    rows = (f"r{n},transfer,2025-03-03,acme,lee,plaque,$5.00" for n in range(400_000))
    (tmp_path / "t.csv").write_text(table(*rows))
    command = [sys.executable, "-m", "ctethics", "audit", "t.csv", "--law", "sb434", "--rules", str(RULES)]
    with subprocess.Popen(
        [*command, "-o", "out.csv"], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while not list(tmp_path.glob(".ctethics-*/*")):
            assert process.poll() is None
            time.sleep(0.002)
        os.kill(process.pid, number)
        assert process.wait(timeout=60) not in (0, None)
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_progress_is_shown_on_a_terminal(desk: Desk) -> None:
    pty = pytest.importorskip("pty")
    desk.put("t.csv", GOOD)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "ctethics", "audit", "t.csv", "--law", "sb434", "--rules", str(RULES)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    ran = subprocess.run(command, cwd=desk.folder, stdout=subprocess.PIPE, stderr=theirs, env=environment, check=True)
    os.close(theirs)
    shown = os.read(ours, 1 << 16).decode()
    os.close(ours)
    assert re.search(r"(reading|answering|summing)", shown)
    assert ran.stdout.decode().endswith("4 rows read: 4 answered, 0 rejected\n")


def test_several_kinds_of_events_are_answered_each_by_its_own_provisions(desk: Desk) -> None:
    """Under the shipped rules: what speaks of another kind of event tells a row nothing."""
    desk.put(
        "t.csv",
        "id,kind,date,donor,recipient,payer,value,recipient position\n"
        "a,transfer,2025-03-03,acme,lee,,$75.00,state employee\n"
        "b,reimbursement,2025-03-03,,lee,acme,,state employee\n"
        "c,parade,2025-03-03,,lee,acme,,state employee\n",
    )
    desk.patch.chdir(desk.folder)
    desk.patch.setattr(
        "sys.argv", ["ctethics", "audit", "t.csv", "--law", "sb434", *"-o out.csv --report p.html".split()]
    )
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 1
    one, other = pl.read_csv(desk.folder / "out.csv").to_dicts()
    assert (one["id"], one["1-79(5)"], other["id"], other["1-79(5)"]) == ("a", "undetermined", "b", None)
    about = [name for name in one if one[name] is None and other[name] in ("undetermined", "does not apply", "applies")]
    assert about
    listed = re.search(r'"rows":(\[.*?\]),"rows_total"', desk.read("p.html"))
    assert listed is not None
    parties = {row[0]: row[3] for row in json.loads(listed[1])}
    assert parties == {"a": [["donor", "acme"], ["recipient", "lee"]], "b": [["payer", "acme"], ["recipient", "lee"]]}
    assert desk.read("out.rejects.csv").splitlines()[1].startswith("t.csv,3,c,kind,parade,")
