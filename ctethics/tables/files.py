"""Ledgers from files: CSV, Parquet, JSON Lines and Arrow, several at once or a folder, as one lazy table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from ctethics.diagnostics import Diagnostic, Span, UsageError, near
from ctethics.tables.columns import FIELDS, FILE, LINE, ROW, own
from ctethics.tables.csv_file import check_twice, has_records, scan_csv
from ctethics.tables.errors import UNREADABLE, refuse
from ctethics.tables.json_lines import scan_json_lines

FORMATS: Final = {
    "csv": (".csv",),
    "parquet": (".parquet", ".pq"),
    "jsonl": (".jsonl", ".ndjson"),
    "arrow": (".arrow", ".ipc", ".feather"),
}
ENDINGS: Final = {ending: name for name, endings in FORMATS.items() for ending in endings}
# What the first bytes of a file give away.
_SIGNS: Final = {
    b"PAR1": "parquet",
    b"ARROW1": "arrow",
    b"PK\x03\x04": "an Excel workbook or another zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"\x1f\x8b": "compressed with gzip",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}


def scan(paths: Sequence[str | Path], *, format: str | None = None) -> pl.LazyFrame:  # noqa: A002
    """The rows of all files, lazily, one file after the other; nothing but headers is read before it is collected,
    and of JSON Lines the names.

    paths -- files, or folders, whose files of these formats are taken in the order of their names.
    format -- `csv`, `parquet`, `jsonl` or `arrow`; by default each file's ending says it.
    Text files have every column as text. Adds `ct:row`, the number of the row in its file from 1; `ct:file` where there
    are several files; `ct:fields` and `ct:line` where a row may be none (see `scan_csv`).
    Raises CaseError for files that are missing, empty, without rows, not what they are said to be, or of other columns.
    """
    if format is not None and format not in FORMATS:
        guess = near(format, FORMATS)
        fix = f"write `{guess}`." if guess else f"write one of: {', '.join(FORMATS)}."
        why = "tables are read in four formats."
        raise UsageError([Diagnostic(UNREADABLE, Span.whole("format"), f"unknown format `{format}`", why, fix)])
    files = _listed([Path(path) for path in paths], format)
    frames = {str(path): _SCANS[kind](path, str(path)) for path, kind in files}
    if not any(_has_rows(path, kind, frames[str(path)]) for path, kind in files):
        shown = str(files[0][0])
        what = "there are no rows" if len(files) == 1 else f"there are no rows, nor in the {len(files) - 1} others"
        refuse(shown, what, why="only the names of the columns are there.", fix="add the rows, or name another file.")
    if len(frames) == 1:
        return next(iter(frames.values()))
    _check_alike(frames)
    first = next(iter(frames.values())).collect_schema()
    marked = [frame.with_columns(pl.lit(shown).alias(FILE)) for shown, frame in frames.items()]
    order = [FILE, *_hidden(frames), *own(first)]
    return pl.concat([_filled(frame).select(order) for frame in marked])


def _listed(paths: Sequence[Path], told: str | None) -> list[tuple[Path, str]]:
    if not paths:
        refuse("no file", "no file is named", why="there is nothing to read.", fix="name a file or a folder.")
    found: list[tuple[Path, str]] = []
    for path in paths:
        if not path.exists():
            why, fix = "there is no file or folder of this name.", "check the path."
            refuse(str(path), "cannot be found", why=why, fix=fix)
        found += _in_folder(path, told) if path.is_dir() else [(path, told or _format_of(path))]
    seen: set[Path] = set()
    for path, _ in found:
        if path.resolve() in seen:
            why = "its rows would count twice."
            refuse(str(path), "the file is named twice", why=why, fix="name it once.")
        seen.add(path.resolve())
    return found


def _in_folder(folder: Path, told: str | None) -> list[tuple[Path, str]]:
    wanted = FORMATS[told] if told else tuple(ENDINGS)
    inside = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "_", "~")))
    files = [(path, ENDINGS[path.suffix.lower()]) for path in inside if path.suffix.lower() in wanted]
    if not files:
        why = f"a folder's files are taken by their endings: {', '.join(wanted)}."
        refuse(str(folder), "the folder has no table", why=why, fix="name a file, or another folder.")
    return files


def _format_of(path: Path) -> str:
    found = ENDINGS.get(path.suffix.lower())
    if found is None:
        why = f"the ending says how a file is written: {', '.join(ENDINGS)}."
        fix = "rename it, or say its format."
        refuse(str(path), f"the ending `{path.suffix}` is not known", why=why, fix=fix)
    return found


def _check_signs(path: Path, wanted: str) -> None:
    shown = str(path)
    try:
        with path.open("rb") as opened:
            start = opened.read(8)
    except OSError as error:
        why = "a table is a file that may be read."
        refuse(shown, f"cannot be read: {error.strerror}", why=why, fix="check the path and its permissions.")
    if not start.removeprefix(b"\xef\xbb\xbf"):
        refuse(shown, "the file is empty", why="a table has at least names of columns.", fix="name another file.")
    found = next((what for sign, what in _SIGNS.items() if start.startswith(sign)), None)
    is_binary = wanted in ("parquet", "arrow")
    if found != wanted and (found is not None or is_binary):
        what = f"is not {_NAMES[wanted]}"
        why = f"it is {_NAMES.get(found, found)}." if found else "its first bytes are others."
        fix = "give it the ending of what it is." if found in FORMATS else f"save it as {_NAMES[wanted]}."
        refuse(shown, what, why=why, fix=fix)


def _text(scan_text: Callable[[Path, str], pl.LazyFrame], wanted: str) -> Callable[[Path, str], pl.LazyFrame]:
    def scanned(path: Path, shown: str) -> pl.LazyFrame:
        _check_signs(path, wanted)
        return scan_text(path, shown)

    return scanned


def _binary(scan_binary: Callable[..., pl.LazyFrame], wanted: str) -> Callable[[Path, str], pl.LazyFrame]:
    def scanned(path: Path, shown: str) -> pl.LazyFrame:
        _check_signs(path, wanted)
        try:
            frame = scan_binary(path, row_index_name=ROW, row_index_offset=1, glob=False)
            names = [name for name in frame.collect_schema() if name != ROW]
        except (pl.exceptions.PolarsError, OSError) as error:
            why = f"{' '.join(str(error).split())[:200]}."
            refuse(shown, f"cannot be read as {_NAMES[wanted]}", why=why, fix="write the file anew.")
        check_twice(tuple(names), shown)
        return frame.cast({ROW: pl.Int64})

    return scanned


_NAMES: Final = {"csv": "CSV", "parquet": "Parquet", "jsonl": "JSON Lines", "arrow": "an Arrow file"}
_SCANS: Final[dict[str, Callable[[Path, str], pl.LazyFrame]]] = {
    "csv": _text(scan_csv, "csv"),
    "jsonl": _text(scan_json_lines, "jsonl"),
    "parquet": _binary(pl.scan_parquet, "parquet"),
    "arrow": _binary(pl.scan_ipc, "arrow"),
}


def _has_rows(path: Path, kind: str, frame: pl.LazyFrame) -> bool:
    if kind == "csv":
        return has_records(path, str(path))
    return kind == "jsonl" or not frame.select(ROW).head(1).collect().is_empty()


def _check_alike(frames: dict[str, pl.LazyFrame]) -> None:
    schemas = {shown: frame.collect_schema() for shown, frame in frames.items()}
    first, wanted = next(iter(schemas.items()))
    for shown, schema in schemas.items():
        lacking = [name for name in own(wanted) if name not in schema]
        added = [name for name in own(schema) if name not in wanted]
        others = [name for name in own(wanted) if name in schema and schema[name] != wanted[name]]
        told = [f"lacks {_named(lacking)}"] * bool(lacking) + [f"has also {_named(added)}"] * bool(added)
        told += [f"has `{name}` as {schema[name]}, not {wanted[name]}" for name in others]
        if told:
            why = f"files that are read together have the same columns; {first} is the first."
            refuse(shown, f"it {'; it '.join(told)}", why=why, fix="read the files apart, or make them alike.")


def _named(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _hidden(frames: dict[str, pl.LazyFrame]) -> list[str]:
    has_text = any(FIELDS in frame.collect_schema() for frame in frames.values())
    return [ROW, FIELDS, LINE] if has_text else [ROW]


def _filled(frame: pl.LazyFrame) -> pl.LazyFrame:
    """The frame with the columns that only text files have."""
    lacking = [name for name in (FIELDS, LINE) if name not in frame.collect_schema()]
    return frame.with_columns(pl.lit(None, pl.String).alias(name) for name in lacking)
