"""Where long work puts its files: a folder to stage in, and outputs that are written whole or not at all."""

from __future__ import annotations

import os
import secrets
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

from ctethics.tables.errors import UNWRITABLE, refuse
from ctethics.tables.files import FORMATS

_ENDINGS: Final = tuple(ending for endings in FORMATS.values() for ending in endings)


@contextmanager
def staging(beside: Path | None) -> Iterator[Path]:
    """A folder to stage in, in that of the output where there is one; removed however the block ends.

    SIGTERM and SIGHUP, which would end the process at once, end it in good order meanwhile.
    """
    with _ending_well():
        try:
            where = None if beside is None else beside.resolve().parent
            made = tempfile.TemporaryDirectory(prefix=".ctethics-", dir=where)
        except OSError as error:
            _refuse_output(Path(beside or tempfile.gettempdir()), error)
        with made as folder:
            yield Path(folder)


@contextmanager
def _ending_well() -> Iterator[None]:
    signals = [s for name in ("SIGTERM", "SIGHUP") if (s := getattr(signal, name, None)) is not None]
    is_main = threading.current_thread() is threading.main_thread()
    ours = [s for s in signals if is_main and signal.getsignal(s) is signal.SIG_DFL]

    def stop(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    for one in ours:
        signal.signal(one, stop)
    try:
        yield
    finally:
        for one in ours:
            signal.signal(one, signal.SIG_DFL)


def check_table_path(path: Path) -> None:
    """Raises CaseError for a path that no table could be written to, before long work."""
    if path.suffix.lower() not in _ENDINGS:
        why = f"the ending says how it is written: {', '.join(_ENDINGS)}."
        refuse(str(path), f"the ending `{path.suffix}` is not known", why=why, fix="write .csv.", code=UNWRITABLE)
    check_path(path)


def check_path(path: Path) -> None:
    """Raises CaseError for a path that nothing could be written to."""
    folder = path.resolve().parent
    if path.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        why = "it is a folder." if path.is_dir() else f"the folder {folder} is not there, or may not be written to."
        refuse(str(path), "cannot be written", why=why, fix="name a file in a folder there is.", code=UNWRITABLE)


def write_whole(path: Path, text: str) -> None:
    """Writes a file of text whole or not at all. Raises CaseError."""
    part = path.resolve().with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path.resolve())
    except OSError as error:
        _refuse_output(path, error)
    finally:
        with suppress(OSError):
            part.unlink()


def _refuse_output(path: Path, error: OSError) -> NoReturn:
    why, fix = f"{error.strerror or error}.", "check the folder, its permissions and its room."
    refuse(str(path), "cannot be written", why=why, fix=fix, code=UNWRITABLE)
