"""CSV files are read record by record as they are written; a record of other fields than the header's is told of."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.diagnostics import CaseError
from ctethics.tables import csv_file, csv_records, rejects, scan, typed
from ctethics.tables.csv_records import last_end, records
from tests.tables.ledgers import TRANSFER, VOCABULARY, in_polars, rows

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
TRICKY = st.text('",\n\r x', max_size=5)


def _file(folder: Path, data: str | bytes) -> Path:
    path = folder / "ledger.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def _read(path: Path) -> list[tuple[object, ...]]:
    return scan([path]).collect(engine="streaming").rows()


def _refusal(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(path.parent)
    with pytest.raises(CaseError) as caught:
        scan([path.name]).collect()
    return str(caught.value)


@given(
    table=st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(CELLS | TRICKY, min_size=width, max_size=width), min_size=1, max_size=8)
    ),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\n", "\r\n"]),
    is_ended=st.booleans(),
    block=st.sampled_from([1, 7, 64, 8 * 1024 * 1024]),
)
def test_what_a_writer_wrote_is_read_back_wherever_blocks_are_cut(
    table: list[list[str]], quoting: int, end: str, is_ended: bool, block: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if quoting == csv.QUOTE_MINIMAL:
        # The writer leaves a CR without quotes, so that it looks like a part of the line's end.
        table = [[cell.replace("\r", "") for cell in row] for row in table]
    text = io.StringIO()
    writer = csv.writer(text, quoting=quoting, lineterminator=end)
    writer.writerow([f"c{number}" for number in range(len(table[0]))])
    writer.writerows(table)
    data = text.getvalue() if is_ended else text.getvalue().removesuffix(end)
    path = _file(tmp_path_factory.mktemp("csv"), data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_file, "BLOCK", max(block, len(data.split(end, maxsplit=1)[0]) + 2))
        found = _read(path)
    # An empty cell and one that is not there mean the same.
    told = [tuple("" if cell is None else cell for cell in row) for row in found]
    assert told == [(n, "", "", *row) for n, row in enumerate(table, 1)]


@given(
    counts=st.lists(st.integers(1, 6), min_size=1, max_size=12),
    quote=st.sampled_from(["", '"']),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_no_record_of_other_fields_than_the_header_is_taken_for_a_row(counts: list[int], quote: str, end: str) -> None:
    lines = [",".join([f"{quote}x{quote}"] * count) for count in counts]
    frame = records(["a", "b", "c"], (end.join(lines) + end).encode(), "ledger.csv", 1, 2)
    whole = [None if count != 3 else "x" for count in counts]
    assert frame["a"].to_list() == frame["b"].to_list() == frame["c"].to_list() == whole
    reasons = [None if n == 3 else f"has {n} field{'s' * (n > 1)}, the header 3" for n in counts]
    assert frame["ct:fields"].to_list() == reasons
    assert frame["ct:line"].to_list() == [None if n == 3 else line for n, line in zip(counts, lines, strict=True)]
    assert frame["ct:row"].to_list() == list(range(1, len(counts) + 1))


def test_a_byte_order_mark_crlf_and_line_ends_inside_cells_are_no_matter(tmp_path: Path) -> None:
    path = _file(tmp_path, '\ufeffid,note\r\n1,"two\r\nlines"\r\n2,"a ""quote"""\r\n')
    assert _read(path) == [(1, None, None, "1", "two\r\nlines"), (2, None, None, "2", 'a "quote"')]


def test_blank_lines_are_no_rows_and_rows_of_empty_cells_are(tmp_path: Path) -> None:
    path = _file(tmp_path, "a,b\n1,2\n\n\r\n,\n3,4\n\n")
    assert _read(path) == [(1, None, None, "1", "2"), (2, None, None, None, None), (3, None, None, "3", "4")]


def test_names_of_columns_lose_the_spaces_around_them(tmp_path: Path) -> None:
    names = scan([_file(tmp_path, ' id ,"Amount, net "\n1,2\n')]).collect_schema().names()
    assert names[3:] == ["id", "Amount, net"]


def test_only_the_columns_and_rows_asked_for_are_handed_on(tmp_path: Path) -> None:
    frame = scan([_file(tmp_path, "a,b\n1,2\n3,4\n5,6\n")])
    assert frame.select("b", "ct:row").head(2).collect().rows() == [("2", 1), ("4", 2)]
    assert frame.filter(pl.col("a") == "5").select("b").collect().rows() == [("6",)]


def test_a_row_of_too_few_fields_goes_to_the_rejects_with_its_line(tmp_path: Path) -> None:
    path = _file(tmp_path, "id,date,donor,recipient\n1,2025-03-03,acme,lee\n2,2025-03-03,acme\n3,x,acme,lee\n")
    answer = typed(in_polars(scan([path]).collect()), TRANSFER, VOCABULARY)
    assert [row["ct:rejected"] for row in rows(answer.frame)] == [False, True, True]
    assert rows(rejects(answer)) == [
        {"row": 2, "id": None, "column": "", "value": "2,2025-03-03,acme", "reason": "has 3 fields, the header 4"},
        {
            "row": 3,
            "id": "3",
            "column": "date",
            "value": "x",
            "reason": "a date is written YYYY-MM-DD, as in 2025-03-04",
        },
    ]


WRONG = {
    "not UTF-8": (
        "a,b\n1,2\ncaf\xe9,3\n".encode("latin-1"),
        "ledger.csv:3:1: error[CTE612] is not UTF-8\n"
        " why: in another encoding the same bytes are other letters.\n"
        " fix: save it as UTF-8; in Excel as `CSV UTF-8`.",
    ),
    "UTF-16": (
        "a,b\n1,2\n".encode("utf-16"),
        "ledger.csv: error[CTE612] is not CSV\n why: it is text in UTF-16.\n fix: save it as CSV.",
    ),
    "a workbook": (
        b"PK\x03\x04 and so on",
        "ledger.csv: error[CTE612] is not CSV\n"
        " why: it is an Excel workbook or another zip file.\n"
        " fix: save it as CSV.",
    ),
    "an open quote": (
        'a,b\n1,2\n3,"4\n5,6\n',
        "ledger.csv:3:1: error[CTE612] a quote is opened and never closed\n"
        " why: everything after it would be one cell.\n"
        " fix: close it, or delete it.",
    ),
    "a quote inside a cell": (
        'a,b\n1,2\n3,the "Inn" there\n',
        "ledger.csv:3:1: error[CTE612] a quote in the midst of a cell\n"
        " why: a quote stands at both ends of a cell, and inside it doubled.\n"
        " fix: enclose the whole cell in quotes, and double those inside it.",
    ),
    "a column twice": (
        "a,b, a\n1,2,3\n",
        "ledger.csv:1:1: error[CTE612] the column `a` is there twice\n"
        " why: which of them is meant cannot be told.\n"
        " fix: rename or delete one of them.",
    ),
    "a column without a name": (
        "a,b,\n1,2,\n",
        "ledger.csv:1:1: error[CTE612] column 3 of the header has no name\n"
        " why: each column has a name.\n"
        " fix: name it, or delete the column.",
    ),
    "a column of ours": (
        "a,ct:row\n1,2\n",
        "ledger.csv:1:1: error[CTE612] a column is called `ct:row`\n"
        " why: names that begin with `ct:` are kept for what is worked out.\n"
        " fix: rename it.",
    ),
    "no header": (
        "\na,b\n1,2\n",
        "ledger.csv:1:1: error[CTE612] there is no header\n"
        " why: the first line names the columns.\n"
        " fix: write the names of the columns into the first line.",
    ),
    "semicolons": (
        "a;b\n1;2\n",
        "ledger.csv:1:1: error[CTE612] its fields are not separated by commas\n"
        " why: the header has one column, and `;` in its name.\n"
        " fix: save it with commas.",
    ),
    "CR alone": (
        "a,b\r1,2\r",
        "ledger.csv: error[CTE612] its lines end in CR alone\n"
        " why: lines end in LF or CRLF.\n"
        " fix: save it with other line ends.",
    ),
    "CR inside the header": (
        "a\rb,c\n1,2\n",
        "ledger.csv:1:1: error[CTE612] its header cannot be read\n"
        " why: a carriage return stands inside it, or a name has more than 131,072 characters.\n"
        " fix: write the header anew.",
    ),
    "a name of the header too long": (
        f"a,{'b' * 131_073}\n1,2\n",
        "ledger.csv:1:1: error[CTE612] its header cannot be read\n"
        " why: a carriage return stands inside it, or a name has more than 131,072 characters.\n"
        " fix: write the header anew.",
    ),
    "header only": (
        "a,b\n\n",
        "ledger.csv: error[CTE612] there are no rows\n"
        " why: only the names of the columns are there.\n"
        " fix: add the rows, or name another file.",
    ),
    "empty": (
        "",
        "ledger.csv: error[CTE612] the file is empty\n"
        " why: a table has at least names of columns.\n"
        " fix: name another file.",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_file_that_cannot_be_read_gets_this_message(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, message = WRONG[what]
    assert _refusal(_file(tmp_path, data), monkeypatch) == message


def test_an_open_quote_is_told_before_it_fills_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_file, "BLOCK", 64)
    monkeypatch.setattr(csv_file, "_LONGEST", 256)
    path = _file(tmp_path, "a,b\n" + "1,2\n" * 50 + '3,"4\n' + "5,6\n" * 500)
    assert _refusal(path, monkeypatch).startswith("ledger.csv:52:1: error[CTE612] a quote is opened and never closed")


@given(text=st.text('a",\r\n', max_size=24), width=st.integers(2, 3))
def test_reading_at_once_and_record_by_record_agree_on_whatever_bytes(text: str, width: int) -> None:
    names, block = ["a", "b", "c"][:width], f"{text}\n".encode()
    whole = block[: last_end(block)]
    assert _told(lambda: records(names, whole, "ledger.csv", 1, 2)) == _told(
        lambda: csv_records._one_by_one(names, whole, "ledger.csv", 1, 2)
    )


def _told(read: Callable[[], pl.DataFrame]) -> object:
    try:
        frame = read()
    except CaseError as error:
        return str(error)
    return frame.select(sorted(frame.columns)).with_columns(pl.col(pl.String).fill_null("")).rows()
