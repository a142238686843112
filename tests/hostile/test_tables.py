"""Tables, column maps and cases made to forge what is printed, to exhaust whoever reads them, or to be no tables."""

import json
from pathlib import Path

import polars as pl
import pytest

from tests.hostile.capped import Ended, ctethics
from tests.hostile.cases import in_json

ROW = {"id": "one", "date": "2025-03-03", "donor": "acme", "recipient": "lee", "value": "$75.00"}
ASKED = ("--law", "sb434", "--kind", "transfer")
HIDDEN = "a\x1b[31m\u202e\n\x9bb"


def audit(path: Path, *more: str | Path) -> Ended:
    return ctethics("audit", path, *ASKED, *more)


def table(path: Path, **cells: str) -> Path:
    """A table of a row that is right and one with these cells, in the format of its ending."""
    frame = pl.DataFrame([ROW, {**ROW, "id": "two", **cells}])
    writers = {".csv": frame.write_csv, ".jsonl": frame.write_ndjson, ".parquet": frame.write_parquet}
    (writers | {".arrow": frame.write_ipc})[path.suffix](path)
    return path


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet", "arrow"])
def test_a_name_that_drives_a_terminal_is_a_bad_cell_in_every_format(ending: str, tmp_path: Path) -> None:
    path = table(tmp_path / f"gifts.{ending}", id=HIDDEN, donor=HIDDEN, label=HIDDEN)
    for ended in (audit(path), ctethics("compare", path, "--laws", "current,sb434", "--kind", "transfer")):
        assert ended.status == 1
        assert "it holds a character that cannot be seen" in " ".join(ended.out.split())
        assert not {"\x9b", "\u202e"} & {*ended.out, *ended.err}


def test_half_a_character_in_json_lines_reaches_no_terminal(tmp_path: Path) -> None:
    path = tmp_path / "gifts.jsonl"
    path.write_text(json.dumps(ROW) + "\n" + json.dumps({**ROW, "id": "a\ud800b"}) + "\n")
    assert "1 row was rejected" in audit(path).err


@pytest.mark.parametrize("ending", ["parquet", "arrow"])
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_refused(ending: str, kept: float, tmp_path: Path) -> None:
    path = table(tmp_path / f"gifts.{ending}")
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    ended = audit(path)
    assert ended.status == 1
    assert "error[CTE61" in ended.err


@pytest.mark.parametrize("says", ["csv", "jsonl", "parquet", "arrow"])
@pytest.mark.parametrize("is_", ["csv", "jsonl", "parquet", "arrow"])
def test_a_file_that_says_it_is_of_another_format_is_refused(says: str, is_: str, tmp_path: Path) -> None:
    if says != is_:
        path = table(tmp_path / f"gifts.{is_}")
        ended = audit(path.rename(tmp_path / f"other.{says}"))
        assert ended.status == 1
        assert "error[CTE61" in ended.err


@pytest.mark.parametrize(
    "value", ["[" * 100_000, '{"a":' * 100_000, "1" * 1_000_000, "1e999999999", '"' + "x" * 10**6 + '"']
)
def test_a_line_of_json_that_would_exhaust_a_reader_is_a_row_rejected_or_read(value: str, tmp_path: Path) -> None:
    path = tmp_path / "gifts.jsonl"
    path.write_text(
        json.dumps(ROW) + "\n" + json.dumps({**ROW, "id": "two", "value": "@"}).replace('"@"', value) + "\n"
    )
    ended = audit(path)
    assert ended.status == 1
    assert "1 row was rejected" in ended.err


MAPS = {
    "aliases": "columns: &a [*a]\n",
    "nesting": "columns: " + "[" * 100_000,
    "columns there are not": "columns:\n" + "".join(f"  fact{n}: c{n}\n" for n in range(100_000)),
    "meanings": "columns:\n  item: {column: id, values: {" + ", ".join(f"v{n}: x" for n in range(100_000)) + "}}\n",
    "an escape": 'columns: {label: {always: "a\\e[31m"}}\n',
}


@pytest.mark.parametrize("name", MAPS)
def test_a_column_map_made_to_exhaust_or_to_forge_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(MAPS[name])
    ended = audit(table(tmp_path / "gifts.csv"), "--columns", tmp_path / "map.yaml")
    assert ended.status == 1
    assert len(ended.err) < 1_000_000


def contracts(path: Path, number: int) -> Path:
    """A case of events that are told quickly."""
    event = {"kind": "contract", "date": "2025-03-03", "contractor": "acme", "agency": "lee"}
    events = [{**event, "id": f"e{at}"} for at in range(number)]
    return in_json(path, {"law": "sb434", "parties": {"acme": {}, "lee": {}}, "events": events})


def test_a_case_of_a_thousand_events_is_told_and_one_more_is_a_table(tmp_path: Path) -> None:
    assert ctethics("assess", contracts(tmp_path / "case.json", 1_000)).status == 0
    path = contracts(tmp_path / "case.json", 1_001)
    for command in (["assess", path], ["compare", path, "--laws", "current,sb434"]):
        ended = ctethics(*command)
        assert ended.status == 1
        assert "error[CTE106] 1,001 events\n" in ended.err
        assert "`ctethics audit`" in ended.err


def test_the_name_of_a_case_file_need_not_be_text(tmp_path: Path) -> None:
    name = b"\xff\xfe\x1b[31m.yaml".decode("utf-8", "surrogateescape")
    (tmp_path / name).write_text("law: sb434\nevents: [{}]\n")
    assert "error[" in ctethics("assess", tmp_path / name).err


@pytest.mark.parametrize("name", ["*", "^.*$", "^$"])
def test_a_column_whose_name_is_a_pattern_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"id,kind,{name}\na,transfer,1\n", encoding="utf-8")

    ended = ctethics("audit", tmp_path / "t.csv", "--law", "sb434")

    assert ended.status == 1
    assert f"a column is called `{name}`" in ended.err
