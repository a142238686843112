"""JSON Lines files: every value as text, numbers digit by digit as they are written, lists as lists."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

import polars as pl
from polars.io.plugins import register_io_source

from ctethics.tables.columns import FIELDS, LINE, ROW
from ctethics.tables.csv_file import check_twice
from ctethics.tables.errors import refuse, refuse_utf_8

_ROWS: Final = 20_000
_LONGEST_SHOWN: Final = 500
_NEXT: Final = "\x1e"
# One half of a pair, as `"\\ud800"` gives it, which is no text.
_HALF: Final = re.compile("[\ud800-\udfff]")
_UNKNOWN: Final = ("", "unknown", "Unknown", "UNKNOWN")


class _Wrong(Exception):
    """Why a line is no row."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file whose lines have been looked through; `lists` are the columns that hold lists."""

    path: Path
    shown: str
    names: tuple[str, ...]
    lists: frozenset[str]


def scan_json_lines(path: Path, shown: str) -> pl.LazyFrame:
    """The file's objects, lazily, one a line: text, and lists of text; a name that a line lacks is null there.

    Adds `ct:row`, and of a line that is no object of such values `ct:fields`, the reason, and `ct:line`, the line.
    Looks through the whole file first, as a name may come up in the last line. Raises CaseError where no line is an
    object, and for what is not UTF-8.
    """
    file = _look_through(path, shown)
    hidden = {ROW: pl.Int64, FIELDS: pl.String, LINE: pl.String}
    schema = {**hidden, **{name: pl.List(pl.String) if name in file.lists else pl.String for name in file.names}}
    return register_io_source(partial(_frames, file, schema), schema=schema, is_pure=True)


def _look_through(path: Path, shown: str) -> _File:
    names: dict[str, None] = {}
    lists: set[str] = set()
    for _, line in _lines(path, shown):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(row, dict):
            names.update(dict.fromkeys(row))
            lists.update(name for name, value in row.items() if isinstance(value, list))
    if not names:
        why = "each line is a JSON object, its names the columns."
        refuse(shown, "no line is a row", why=why, fix='write one object a line, as in {"id": "1", "value": "$5.00"}.')
    if any(_HALF.search(name) for name in names):
        refuse(shown, "a name holds half a character", why="it is no text.", fix="write the name out.")
    check_twice(tuple(names), shown)
    return _File(path, shown, tuple(names), frozenset(lists))


def _lines(path: Path, shown: str) -> Iterator[tuple[int, str]]:
    """Each line that is not blank, and its number."""
    with path.open("rb") as opened:
        for number, data in enumerate(opened, 1):
            try:
                line = data.decode("utf-8-sig" if number == 1 else "utf-8").strip()
            except UnicodeDecodeError:
                refuse_utf_8(shown, number)
            if line:
                yield number, line


def _frames(
    file: _File,
    schema: Mapping[str, Any],
    columns: list[str] | None,
    predicate: pl.Expr | None,
    n_rows: int | None,
    _: int | None,
) -> Iterator[pl.DataFrame]:
    lines = (line for _, line in _lines(file.path, file.shown))
    numbered = enumerate(lines if n_rows is None else islice(lines, n_rows), 1)
    while chunk := list(islice(numbered, _ROWS)):
        rows = [_row(number, line, file) for number, line in chunk]
        wanted = [name for name in schema if columns is None or name in columns]
        data = {name: [row.get(name) for row in rows] for name in wanted}
        told = {name: pl.String if name in file.lists else schema[name] for name in wanted}
        lists = [pl.col(name).str.split(_NEXT).list.slice(1) for name in wanted if name in file.lists]
        frame = pl.DataFrame(data, schema=told).with_columns(lists).select(columns or wanted)
        yield frame if predicate is None else frame.filter(predicate)


def _row(number: int, line: str, file: _File) -> dict[str, Any]:
    try:
        return {**_values(line, file), ROW: number}
    except _Wrong as wrong:
        shown = line[:_LONGEST_SHOWN].encode("utf-8", "replace").decode("utf-8")
        return {ROW: number, FIELDS: str(wrong), LINE: shown}


def _values(line: str, file: _File) -> dict[str, Any]:
    row = _object(line)
    for name, value in row.items():
        if name in file.lists:
            row[name] = _names(name, value)
        elif value is True or value is False:
            row[name] = "true" if value else "false"
        elif value is not None and not isinstance(value, str):
            row[name] = json.dumps(value, ensure_ascii=False)
    if "\\ud" in line.lower() and any(isinstance(value, str) and _HALF.search(value) for value in row.values()):
        raise _Wrong("holds half a character")
    return row


def _object(line: str) -> dict[str, Any]:
    try:
        pairs = _PAIRS(line)
    except json.JSONDecodeError as error:
        raise _Wrong(f"is not JSON: {error.msg} at character {error.pos + 1}") from None
    except RecursionError:
        raise _Wrong("is nested too deep") from None
    if not isinstance(pairs, dict):
        raise _Wrong("is not a JSON object")
    return pairs


def _names(name: str, value: object) -> str | None:
    """The list as text, a sign before each name: lists of Python become lists of Polars only one at a time."""
    if value is None or value in _UNKNOWN:
        return None
    if not isinstance(value, list):
        raise _Wrong(f"`{name}` is a list in other lines, and none here")
    if not all(isinstance(item, str) and _NEXT not in item for item in value):
        raise _Wrong(f"`{name}` holds something that is not a name")
    return "".join(_NEXT + item for item in value)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        twice = next(name for name in row if sum(name == other for other, _ in pairs) > 1)
        raise _Wrong(f"`{twice}` is written twice")
    return row


_PAIRS: Final = json.JSONDecoder(object_pairs_hook=_unique, parse_float=str, parse_int=str, parse_constant=str).decode
