"""Tables to files: streamed into a file of another name beside it, which takes the name when it is whole."""

from __future__ import annotations

import os
import secrets
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any, Final

import polars as pl

from ctethics.tables.errors import UNWRITABLE, refuse
from ctethics.tables.files import FORMATS

_SINKS: Final[dict[str, Callable[[pl.LazyFrame, str], pl.LazyFrame | None]]] = {
    "csv": lambda frame, path: _as_text(frame).sink_csv(path, lazy=True, sync_on_close="data"),
    "parquet": lambda frame, path: frame.sink_parquet(path, lazy=True, sync_on_close="data"),
    "jsonl": lambda frame, path: frame.sink_ndjson(path, lazy=True, sync_on_close="data"),
    "arrow": lambda frame, path: frame.sink_ipc(path, lazy=True, sync_on_close="data"),
}
_ENDINGS: Final = {ending: name for name, endings in FORMATS.items() for ending in endings}
_SHORTEST, _LONGEST = 0.001, 0.05
_PATIENCE: Final = 5.0


def write(frame: pl.LazyFrame, path: Path, *, meanwhile: Callable[[], None] | None = None) -> None:
    """Writes the table, streaming, in the format of the path's ending: .csv, .parquet, .jsonl or .arrow.

    CSV: commas, LF, UTF-8, dates as 2025-03-03, `yes` and `no`, the names of a list with `; ` between and `none` for an
    empty one. Other formats keep the types. A file of this name is replaced once the new one is whole; interrupted, it
    stays as it was and nothing is left behind. meanwhile -- called now and then until it is done.
    Raises CaseError where it cannot be written.
    """
    made = _ENDINGS.get(path.suffix.lower())
    if made is None:
        why = f"the ending says how it is written: {', '.join(_ENDINGS)}."
        refuse(str(path), f"the ending `{path.suffix}` is not known", why=why, fix="write .csv.", code=UNWRITABLE)
    with _beside(path) as part:
        sink = _SINKS[made](frame, str(part))
        assert sink is not None
        _run(sink, meanwhile)


def _as_text(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Yes and no, and lists, as words."""
    words = []
    for name, dtype in frame.collect_schema().items():
        cell = pl.col(name)
        if dtype == pl.Boolean:
            words.append(pl.when(cell).then(pl.lit("yes")).when(~cell).then(pl.lit("no")).alias(name))
        elif dtype == pl.List(pl.String):
            none = pl.when(cell.list.len() == 0).then(pl.lit("none"))
            words.append(none.otherwise(cell.list.join("; ")).alias(name))
    return frame.with_columns(words)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A new file beside `path`, renamed to it where the block ends well and deleted where it does not."""
    whole = path.resolve()
    part = whole.with_name(f".{whole.name}.{secrets.token_hex(4)}.part")
    with _stoppable():
        try:
            if whole.exists() and not whole.is_file():
                refuse(str(path), "is no file", why="a table is written to a file.", fix="name one.", code=UNWRITABLE)
            # Made here, so that the umask holds and the folder is known to be writable before long work begins.
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            yield part
            part.replace(whole)
        except OSError as error:
            why, fix = f"{error.strerror or error}.", "check the folder, its permissions and its room."
            refuse(str(path), "cannot be written", why=why, fix=fix, code=UNWRITABLE)
        finally:
            with suppress(OSError):
                part.unlink()


@contextmanager
def _stoppable() -> Iterator[None]:
    """Lets SIGTERM, which would end the process at once, end it in good order."""
    is_ours = (
        threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    )
    if not is_ours:
        yield
        return

    def stop(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _run(sink: pl.LazyFrame, meanwhile: Callable[[], None] | None) -> None:
    # In the background, so that this thread is there for signals and for `meanwhile`.
    query: Any = sink.collect(background=True, engine="streaming")
    pause = _SHORTEST
    try:
        while query.fetch() is None:
            time.sleep(pause)
            pause = min(pause * 1.5, _LONGEST)
            if meanwhile is not None:
                meanwhile()
    except (KeyboardInterrupt, SystemExit):
        _cancel(query)
        raise


def _cancel(query: Any) -> None:
    """Waits until nothing writes any more, as it might else make the file again that is to be deleted."""
    query.cancel()
    until = time.monotonic() + _PATIENCE
    with suppress(pl.exceptions.PolarsError):
        while query.fetch() is None and time.monotonic() < until:
            time.sleep(_SHORTEST)
