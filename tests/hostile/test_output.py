"""What users typed, as a spreadsheet, a page and a terminal get it."""

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.tables.write_file import write
from tests.hostile.capped import ctethics

DINNER = Path(__file__).parents[2] / "examples" / "dinner.yaml"
SIGNS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
    st.text("=+-@'\" \t\r\n,;aA1.\uff1d", max_size=6),
)


def written(path: Path, frame: pl.DataFrame) -> list[list[str]]:
    """The frame as a CSV file has it."""
    write(frame.lazy(), path)
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


@given(cells=st.lists(CELLS, min_size=1, max_size=20))
def test_no_text_in_csv_is_a_formula_and_none_is_lost(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "cells.csv"
    _, *rows = written(path, pl.DataFrame({"note": cells, "last": "."}))
    for (shown, _), cell in zip(rows, cells, strict=True):
        assert shown in (cell, f"'{cell}")
        bare = shown.lstrip(" '\"")
        is_number = re.fullmatch(r"[+-][0-9][0-9,]*(\.[0-9]+)?", shown)
        assert shown.startswith("'") or is_number or not bare.startswith(tuple(SIGNS))


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\tx", "\rx", " =1", "'=1", '"=1', "\uff1d1", "-5x"]
)
def test_a_formula_has_an_apostrophe_before_it(cell: str, tmp_path: Path) -> None:
    assert written(tmp_path / "a.csv", pl.DataFrame({"=a": [cell], "b": [-1]})) == [["'=a", "b"], [f"'{cell}", "-1"]]


@pytest.mark.parametrize("cell", ["-5.00", "+1,000.50", "-7", "2025-03-03", "a=b", "it's", "$5.00", "none"])
def test_what_is_no_formula_stays_as_it_is(cell: str, tmp_path: Path) -> None:
    assert written(tmp_path / "a.csv", pl.DataFrame({"a": [cell], "b": [-1]}))[1] == [cell, "-1"]


def test_a_list_that_begins_a_formula_has_an_apostrophe_before_it(tmp_path: Path) -> None:
    assert written(tmp_path / "a.csv", pl.DataFrame({"a": [["=1", "b"]], "b": [1]}))[1] == ["'=1; b", "1"]


def test_other_formats_keep_the_text(tmp_path: Path) -> None:
    frame = pl.DataFrame({"note": ["=1+1"]})
    for ending, read in (("parquet", pl.read_parquet), ("jsonl", pl.read_ndjson), ("arrow", pl.read_ipc)):
        write(frame.lazy(), tmp_path / f"a.{ending}")
        assert read(tmp_path / f"a.{ending}").to_dicts() == [{"note": "=1+1"}]


def test_an_answer_to_a_ledger_of_formulas_is_none(tmp_path: Path) -> None:
    evil = ["=cmd|' /C calc'!A0", "</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<!--\u2028"]
    with (tmp_path / "gifts.csv").open("w", newline="") as file:
        rows = [[name, "2025-03-03", name, f"@{name}", "$75.00"] for name in evil]
        csv.writer(file).writerows([["id", "date", "donor", "recipient", "value"], *rows])
    ctethics(
        *("audit", "gifts.csv", "--law", "sb434", "--kind", "transfer", "-o", "out.csv", "--report", "page.html"),
        cwd=tmp_path,
    )
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as file:
        told = list(csv.DictReader(file))
    assert [row["id"] for row in told] == [f"'{evil[0]}", *evil[1:]]
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count("<script") == page.count("</script>") == 2
    assert "<img" not in page
    assert "<!--" not in page.removeprefix("<!doctype html>")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize("command", [["assess", DINNER, "--law", "sb434"], ["provisions"], ["show", "1-79(5)"]])
def test_a_terminal_that_cannot_show_a_sign_gets_an_escape(encoding: str, command: list[str]) -> None:
    assert ctethics(*command, env={"PYTHONIOENCODING": encoding}).status == 0


def test_a_reader_that_closes_the_pipe_gets_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ctethics", "coverage", "--clauses"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert b"Traceback" not in run.stderr.read()
