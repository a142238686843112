"""Tables to files: streamed into a file without a name, or of another name, which takes the name when it is whole."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import polars as pl

from ctethics.tables.errors import UNWRITABLE, refuse
from ctethics.tables.files import ENDINGS

_SINKS: Final[dict[str, Callable[[pl.LazyFrame, Path], object]]] = {
    "csv": lambda frame, path: _as_text(frame).sink_csv(path, sync_on_close="data"),
    "parquet": lambda frame, path: frame.sink_parquet(path, sync_on_close="data"),
    "jsonl": lambda frame, path: frame.sink_ndjson(path, sync_on_close="data"),
    "arrow": lambda frame, path: frame.sink_ipc(path, sync_on_close="data"),
}


def write(frame: pl.LazyFrame, path: Path) -> None:
    """Writes the table, streaming, in the format of the path's ending: .csv, .parquet, .jsonl or .arrow.

    CSV: commas, LF, UTF-8, dates as 2025-03-03, `yes` and `no`, the names of a list with `; ` between and `none` for an
    empty one; text that a spreadsheet would run has an apostrophe before it, names of columns too. Other
    formats keep types and text as they are. A file of this name is replaced once the new one is whole; interrupted, it
    stays as it was and nothing is left behind (on Linux even when the process is killed).
    Raises CaseError where it cannot be written.
    """
    made = ENDINGS.get(path.suffix.lower())
    if made is None:
        why = f"the ending says how it is written: {', '.join(ENDINGS)}."
        refuse(str(path), f"the ending `{path.suffix}` is not known", why=why, fix="write .csv.", code=UNWRITABLE)
    try:
        with _whole_or_not(path) as part:
            _run(_SINKS[made], frame, part)
    except OSError as error:
        why, fix = f"{error.strerror or error}.", "check the folder, its permissions and its room."
        refuse(str(path), "cannot be written", why=why, fix=fix, code=UNWRITABLE)


# What a spreadsheet takes for a formula, be there blanks or quotes before it, and the signs in their wide form too.
_FORMULA: Final = r"""^[\s'"\x00-\x1f]*[=+\-@\x{ff1d}\x{ff0b}\x{ff0d}\x{ff20}]|^[\t\r\n]"""
_NUMBER: Final = r"^[+-][0-9][0-9,]*(\.[0-9]+)?$"


def _harmless(cell: pl.Expr) -> pl.Expr:
    """The text, an apostrophe before what a spreadsheet would run; a plain number is none."""
    is_run = cell.str.contains(_FORMULA) & ~cell.str.contains(_NUMBER)
    return pl.when(is_run).then(pl.lit("'") + cell).otherwise(cell)


def _as_text(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Yes and no, and lists, as words; no text that a spreadsheet would run."""
    words = []
    for name, dtype in frame.collect_schema().items():
        cell = pl.col(name)
        if dtype in (pl.String, pl.Categorical, pl.Enum):
            words.append(_harmless(cell.cast(pl.String)).alias(name))
        elif dtype == pl.Boolean:
            words.append(pl.when(cell).then(pl.lit("yes")).when(~cell).then(pl.lit("no")).alias(name))
        elif dtype == pl.List(pl.String):
            none = pl.when(cell.list.len() == 0).then(pl.lit("none"))
            words.append(none.otherwise(_harmless(cell.list.join("; "))).alias(name))
    made = frame.with_columns(words)
    names = pl.Series(made.collect_schema().names(), dtype=pl.String)
    return made.rename(dict(zip(names, pl.select(_harmless(pl.lit(names))).to_series(), strict=True)))


def _run(sink: Callable[[pl.LazyFrame, Path], object], frame: pl.LazyFrame, path: Path) -> None:
    try:
        sink(frame, path)
    except KeyboardInterrupt:
        # Polars tells of it first, then Python: the second must not come in the midst of cleaning up.
        with suppress(KeyboardInterrupt):
            time.sleep(0.01)
        raise


@contextmanager
def _whole_or_not(path: Path) -> Iterator[Path]:
    """A path to write to, whose file takes the name `path` where the block ends well and is gone where it does not."""
    whole = path.resolve()
    if whole.exists() and not whole.is_file():
        refuse(str(path), "is no file", why="a table is written to a file.", fix="name one.", code=UNWRITABLE)
    part = whole.with_name(f".{whole.name}.{secrets.token_hex(4)}.part")
    nameless = _nameless(whole.parent)
    try:
        if nameless is None:
            # Made here, so that the umask holds and the folder is known to be writable before long work begins.
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            yield part
        else:
            yield Path(f"/proc/self/fd/{nameless}")
            # The folder's descriptor is of no use with a whole path, but without one Python does not follow the link.
            os.link(f"/proc/self/fd/{nameless}", part, src_dir_fd=nameless, follow_symlinks=True)
        part.replace(whole)
    finally:
        if nameless is not None:
            os.close(nameless)
        with suppress(OSError):
            part.unlink()


def _nameless(folder: Path) -> int | None:
    """A file in the folder that has no name and goes with the process; None where the system has no such files."""
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, flag | os.O_RDWR, 0o666)
    except OSError:
        return None
