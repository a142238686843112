"""CSV files, read in blocks of whole records, every field as text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import polars as pl
from polars.io.plugins import register_io_source

from ctethics.tables.columns import why_reserved
from ctethics.tables.csv_records import HIDDEN, bounds, decoded, last_end, records
from ctethics.tables.errors import refuse

BLOCK: Final = 8 * 1024 * 1024
# Longer than any record, so that a quote that is never closed is told before it fills the memory.
_LONGEST: Final = 16 * 1024 * 1024
_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _File:
    """A CSV file whose header has been read; its records begin at the byte `start`, in line `line`."""

    path: Path
    shown: str
    names: tuple[str, ...]
    start: int
    line: int


def scan_csv(path: Path, shown: str) -> pl.LazyFrame:
    """The file's records, lazily, each field as text; `ct:row`, and of a record that has not the header's number of
    fields only `ct:fields`, the reason, and `ct:line`, the record.

    Raises CaseError for a header that is missing or has a name twice; and, when the frame is collected, for what is not
    UTF-8 and for quotes that make no sense.
    """
    file = _read_header(path, shown)
    schema = {**HIDDEN, **dict.fromkeys(file.names, pl.String)}
    return register_io_source(partial(_frames, file), schema=schema, is_pure=True)


def has_records(path: Path, shown: str) -> bool:
    """Whether anything stands below the header."""
    file = _read_header(path, shown)
    with path.open("rb") as opened:
        opened.seek(file.start)
        return any(chunk.strip(b"\r\n") for chunk in iter(partial(opened.read, BLOCK), b""))


def _read_header(path: Path, shown: str) -> _File:
    with path.open("rb") as opened:
        data = opened.read(BLOCK)
    skipped = len(_BOM) if data.startswith(_BOM) else 0
    _, end = next(bounds(data[skipped:]), (0, 0))
    text = decoded(data[skipped : skipped + end], shown, 1)
    if "\r" in text.rstrip("\r\n") and "\n" not in text:
        refuse(shown, "its lines end in CR alone", why="lines end in LF or CRLF.", fix="save it with other line ends.")
    names = _names(text, shown)
    _check_names(names, shown)
    return _File(path, shown, names, skipped + end, text.count("\n") + 1)


def _names(header: str, shown: str) -> tuple[str, ...]:
    try:
        return tuple(name.strip() for name in next(csv.reader([header]), []))
    except csv.Error:
        why = f"a carriage return stands inside it, or a name has more than {csv.field_size_limit():,} characters."
        refuse(shown, "its header cannot be read", why=why, fix="write the header anew.", line=1)


def _check_names(names: tuple[str, ...], shown: str) -> None:
    if not any(names):
        why = "the first line names the columns."
        refuse(shown, "there is no header", why=why, fix="write the names of the columns into the first line.", line=1)
    if len(names) == 1 and (found := re.search("[;\t|]", names[0])):
        sign = {"\t": "a tab", ";": "`;`", "|": "`|`"}[found[0]]
        why = f"the header has one column, and {sign} in its name."
        refuse(shown, "its fields are not separated by commas", why=why, fix="save it with commas.", line=1)
    check_twice(names, shown, 1)
    for number, name in enumerate(names, 1):
        if not name:
            why, fix = "each column has a name.", "name it, or delete the column."
            refuse(shown, f"column {number} of the header has no name", why=why, fix=fix, line=1)


def check_twice(names: tuple[str, ...], shown: str, line: int = 0) -> None:
    """Raises CaseError for a column that is there twice, or whose name is kept for what is worked out."""
    for name in names:
        if name and names.count(name) > 1:
            twice, fix = "which of them is meant cannot be told.", "rename or delete one of them."
            refuse(shown, f"the column `{name}` is there twice", why=twice, fix=fix, line=line)
        why = why_reserved(name) or ""
        if why:
            refuse(shown, f"a column is called `{name}`", why=why, fix="rename it.", line=line)


def _frames(
    file: _File, columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, _: int | None
) -> Iterator[pl.DataFrame]:
    """The blocks as frames, in the way that Polars asks a source for them."""
    row, line, left = 1, file.line, n_rows
    for block in _blocks(file):
        frame = records(file.names, block, file.shown, row, line)
        row, line = row + frame.height, line + block.count(b"\n")
        if left is not None:
            frame = frame.head(left)
            left -= frame.height
        frame = frame.select(columns or [*HIDDEN, *file.names])
        yield frame if predicate is None else frame.filter(predicate)
        if left == 0:
            return


def _blocks(file: _File) -> Iterator[bytes]:
    """The file's bytes after the header, cut between records."""
    rest, line = b"", file.line
    with file.path.open("rb") as opened:
        opened.seek(file.start)
        while chunk := opened.read(BLOCK):
            data = rest + chunk
            end = last_end(data)
            if end:
                yield data[:end]
                line += data.count(b"\n", 0, end)
            elif len(data) > _LONGEST:
                _refuse_open(file.shown, line)
            rest = data[end:]
    if rest.count(b'"') % 2:
        *_, (start, _) = bounds(rest)
        _refuse_open(file.shown, line + rest.count(b"\n", 0, start))
    if rest:
        yield rest


def _refuse_open(shown: str, line: int) -> None:
    why = "everything after it would be one cell."
    refuse(shown, "a quote is opened and never closed", why=why, fix="close it, or delete it.", line=line)
