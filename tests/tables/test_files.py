"""Files of four formats, several at once or a folder, are one table; what cannot be one is refused by name."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import narwhals as nw
import polars as pl
import pytest

from ctethics.diagnostics import CaseError, UsageError
from ctethics.tables import rejects, scan, typed
from tests.tables.ledgers import TRANSFER, VOCABULARY, rows

TABLE = pl.DataFrame({"id": ["1", "2"], "value": ["$5.00", None]})


def _write(frame: pl.DataFrame, path: Path) -> Path:
    {
        ".csv": frame.write_csv,
        ".parquet": frame.write_parquet,
        ".jsonl": frame.write_ndjson,
        ".arrow": frame.write_ipc,
    }[path.suffix](path)
    return path


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl", "arrow"])
def test_each_format_gives_the_rows_with_their_numbers(ending: str, tmp_path: Path) -> None:
    found = scan([_write(TABLE, tmp_path / f"a.{ending}")]).collect(engine="streaming")
    assert found.select("ct:row", "id", "value").rows() == [(1, "1", "$5.00"), (2, "2", None)]
    assert found.schema["ct:row"] == pl.Int64
    assert "ct:file" not in found.columns


@pytest.mark.parametrize("ending", ["parquet", "arrow"])
def test_formats_that_have_types_keep_them(ending: str, tmp_path: Path) -> None:
    table = pl.DataFrame({"id": [7], "date": [date(2025, 3, 3)], "value": [Decimal("5.10")], "l": [["OPM"]]})
    found = scan([_write(table, tmp_path / f"a.{ending}")]).collect()
    assert found.drop("ct:row").equals(table)


def test_files_of_all_formats_are_one_table_in_the_order_named(tmp_path: Path) -> None:
    paths = [_write(TABLE, tmp_path / f"a.{ending}") for ending in ("jsonl", "csv", "arrow", "parquet")]
    found = scan(paths).collect(engine="streaming")
    assert found["ct:file"].to_list() == [str(path) for path in paths for _ in range(2)]
    assert found["ct:row"].to_list() == [1, 2] * 4
    assert found["id"].to_list() == ["1", "2"] * 4
    assert found["ct:fields"].to_list() == [None] * 8


def test_the_order_of_the_columns_is_that_of_the_first_file(tmp_path: Path) -> None:
    paths = [_write(TABLE, tmp_path / "a.csv"), _write(TABLE.select("value", "id"), tmp_path / "b.csv")]
    assert scan(paths).collect().select("id", "value").rows() == [("1", "$5.00"), ("2", None)] * 2


def test_a_folder_is_its_tables_by_name(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", ".hidden.csv", "_part.csv", "notes.txt"):
        (tmp_path / name).write_text(f"id\n{name}\n")
    assert scan([tmp_path]).collect()["id"].to_list() == ["a.csv", "b.csv"]


def test_a_format_that_is_said_wins_over_the_ending(tmp_path: Path) -> None:
    (tmp_path / "ledger.txt").write_text("id\n1\n")
    assert scan([tmp_path / "ledger.txt"], format="csv").collect()["id"].to_list() == ["1"]
    with pytest.raises(UsageError) as caught:
        scan([tmp_path / "ledger.txt"], format="parqet")
    assert str(caught.value) == (
        "format: error[CTE612] unknown format `parqet`\n why: tables are read in four formats.\n fix: write `parquet`."
    )


def test_some_files_may_have_no_rows_but_not_all(tmp_path: Path) -> None:
    empty, full = tmp_path / "a.csv", tmp_path / "b.csv"
    empty.write_text("id\n")
    full.write_text("id\n1\n")
    assert scan([empty, full]).collect()["ct:file"].to_list() == [str(full)]
    with pytest.raises(CaseError, match="there are no rows"):
        scan([empty])
    with pytest.raises(CaseError, match="there are no rows"):
        scan([_write(TABLE.clear(), tmp_path / "c.parquet")])


def _refusal(paths: list[str]) -> str:
    with pytest.raises(CaseError) as caught:
        scan(paths)
    return str(caught.value)


def test_files_of_other_columns_or_types_are_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text("id,value\n1,2\n")
    Path("b.csv").write_text("id,worth\n1,2\n")
    _write(pl.DataFrame({"id": [1], "value": ["$5.00"]}), Path("c.parquet"))
    assert _refusal(["a.csv", "b.csv"]) == (
        "b.csv: error[CTE612] it lacks `value`; it has also `worth`\n"
        " why: files that are read together have the same columns; a.csv is the first.\n"
        " fix: read the files apart, or make them alike."
    )
    assert "c.parquet: error[CTE612] it has `id` as Int64, not String" in _refusal(["a.csv", "c.parquet"])


def test_what_is_no_table_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text("id\n1\n")
    Path("notes.txt").write_text("id\n1\n")
    Path("b.parquet").write_text("id\n1\n")
    Path("c.parquet").write_bytes(b"PAR1 and nothing else")
    Path("d.arrow").write_bytes(b"")
    Path("empty").mkdir()
    _write(TABLE, Path("e.parquet")).rename("e.arrow")
    firsts = {
        "nowhere.csv": "nowhere.csv: error[CTE612] cannot be found",
        "notes.txt": "notes.txt: error[CTE612] the ending `.txt` is not known",
        "b.parquet": "b.parquet: error[CTE612] is not Parquet",
        "c.parquet": "c.parquet: error[CTE612] cannot be read as Parquet",
        "d.arrow": "d.arrow: error[CTE612] the file is empty",
        "empty": "empty: error[CTE612] the folder has no table",
        "e.arrow": "e.arrow: error[CTE612] is not an Arrow file\n why: it is Parquet.",
    }
    for name, first in firsts.items():
        assert _refusal([name]).startswith(first)
    assert _refusal(["a.csv", "./a.csv"]).startswith("a.csv: error[CTE612] the file is named twice")
    assert _refusal([]).startswith("no file: error[CTE612] no file is named")


def test_rejects_name_the_file_and_the_row_in_it(tmp_path: Path) -> None:
    header = "id,date,donor,recipient\n"
    (tmp_path / "a.csv").write_text(f"{header}1,2025-03-03,acme,lee\n")
    (tmp_path / "b.csv").write_text(f"{header}2,2025-03-03,acme,lee\n3,soon,acme,lee\n")
    answer = typed(nw.from_native(scan([tmp_path])), TRANSFER, VOCABULARY)
    found = rows(rejects(answer))
    assert [(row["file"], row["row"], row["id"], row["column"], row["value"]) for row in found] == [
        (str(tmp_path / "b.csv"), 2, "3", "date", "soon")
    ]
