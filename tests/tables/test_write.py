"""A table is written whole or not at all, and what was there stays until the new one is whole."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from polars.io.plugins import register_io_source

from ctethics.diagnostics import CaseError
from ctethics.tables import scan, write, write_file

TABLE = pl.DataFrame(
    {
        "id": ["a,b", 'say "x"', None],
        "date": [date(2025, 3, 3)] * 3,
        "applies": [True, False, None],
        "by": [["(F)", "(I)"], [], None],
        "value": [Decimal("5.10")] * 3,
    }
)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_csv_has_words_for_yes_and_no_and_for_lists(tmp_path: Path) -> None:
    write(TABLE.lazy(), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes() == (
        b"id,date,applies,by,value\n"
        b'"a,b",2025-03-03,yes,(F); (I),5.10\n'
        b'"say ""x""",2025-03-03,no,none,5.10\n'
        b",2025-03-03,,,5.10\n"
    )


@pytest.mark.parametrize("ending", ["parquet", "arrow"])
def test_other_formats_keep_the_types(ending: str, tmp_path: Path) -> None:
    write(TABLE.lazy(), tmp_path / f"out.{ending}")
    assert scan([tmp_path / f"out.{ending}"]).drop("ct:row").collect().equals(TABLE)


def test_json_lines_are_read_back(tmp_path: Path) -> None:
    write(TABLE.lazy(), tmp_path / "out.jsonl")
    found = scan([tmp_path / "out.jsonl"]).collect()
    assert found["by"].to_list() == [["(F)", "(I)"], [], None]
    assert found["applies"].to_list() == ["true", "false", None]
    assert found["value"].to_list() == ["5.10"] * 3


def test_only_the_file_itself_is_left_and_as_new_files_are(tmp_path: Path) -> None:
    write(TABLE.lazy(), tmp_path / "out.csv")
    assert _names(tmp_path) == ["out.csv"]
    (tmp_path / "other").touch()
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


def test_a_ledger_may_be_written_over_itself(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id\n1\n2\n")
    write(scan([tmp_path / "a.csv"]).select("id", twice="id"), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text() == "id,twice\n1,1\n2,2\n"


def test_what_fails_on_the_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_bytes(b"id\n" + b"1\n" * 1000 + b"\xff\n")
    (tmp_path / "out.csv").write_text("old")
    with pytest.raises(CaseError, match="is not UTF-8"):
        write(scan([tmp_path / "bad.csv"]), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text() == "old"
    assert _names(tmp_path) == ["bad.csv", "out.csv"]


def _slow() -> pl.LazyFrame:
    """A table that has this process interrupted once it is being written."""

    def source(*_: object) -> Iterator[pl.DataFrame]:
        for number in range(300):
            time.sleep(0.005)
            if number == 20:
                os.kill(os.getpid(), signal.SIGINT)
            yield pl.DataFrame({"id": [str(number)] * 1000})

    return register_io_source(source, schema={"id": pl.String})


@pytest.mark.parametrize("has_names", [False, True])
def test_an_interruption_leaves_the_old_file_and_nothing_else(
    has_names: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if has_names:
        monkeypatch.setattr(write_file, "_nameless", lambda _: None)
    (tmp_path / "out.csv").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write(_slow(), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text() == "old"
    assert _names(tmp_path) == ["out.csv"]


@pytest.mark.parametrize("has_names", [False, True])
def test_systems_without_nameless_files_write_the_same(
    has_names: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if has_names:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    (tmp_path / "out.csv").write_text("old")
    write(TABLE.select("id", "date").head(1).lazy(), tmp_path / "out.csv")
    assert _names(tmp_path) == ["out.csv"]
    assert (tmp_path / "out.csv").read_text() == 'id,date\n"a,b",2025-03-03\n'


_ENDLESS = """
import sys, time
from pathlib import Path
import polars as pl
from polars.io.plugins import register_io_source
from ctethics.tables import write

def source(*_):
    while True:
        print("writing", flush=True)
        time.sleep(0.01)
        yield pl.DataFrame({"a": [1] * 1000})

write(register_io_source(source, schema={"a": pl.Int64}), Path(sys.argv[1]))
"""


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="files without a name are Linux's")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_ends_it_with_nothing_left_behind(number: signal.Signals, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _ENDLESS, str(tmp_path / "out.csv")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(20):
            process.stdout.readline()
        process.send_signal(number)
        process.communicate(timeout=30)
    assert process.returncode == -number
    assert _names(tmp_path) == []


def test_what_cannot_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder.csv").mkdir()
    messages = {
        "out.xlsx": (
            "out.xlsx: error[CTE614] the ending `.xlsx` is not known\n"
            " why: the ending says how it is written: .csv, .parquet, .pq, .jsonl, .ndjson, .arrow, .ipc, .feather.\n"
            " fix: write .csv."
        ),
        "nowhere/out.csv": (
            "nowhere/out.csv: error[CTE614] cannot be written\n"
            " why: No such file or directory.\n"
            " fix: check the folder, its permissions and its room."
        ),
        "folder.csv": "folder.csv: error[CTE614] is no file\n why: a table is written to a file.\n fix: name one.",
    }
    for name, message in messages.items():
        with pytest.raises(CaseError) as caught:
            write(TABLE.lazy(), Path(name))
        assert str(caught.value) == message
    assert _names(tmp_path) == ["folder.csv"]
