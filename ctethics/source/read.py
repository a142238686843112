"""Bytes on disk to text, refusing what cannot be a file of ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ctethics.diagnostics import Collector, Source, Span

MOST_BYTES = 8 * 1024 * 1024
# As many bytes as are asked for are set aside for each file.
_MOST_OFTEN = 256 * 1024


def read_bytes(path: Path) -> bytes:
    """The file's bytes, at most one more than a file of ours may have. Raises OSError or ValueError."""
    with path.open("rb") as file:
        data = file.read(_MOST_OFTEN)
        return data if len(data) < _MOST_OFTEN else data + file.read(MOST_BYTES + 1 - _MOST_OFTEN)


def read_text(
    path: Path,
    shown: str,
    problems: Collector,
    read: Callable[[Path], bytes] = read_bytes,
    wanted: Callable[[str], str] = str,
) -> Source | None:
    """The file's lines, or None and a diagnostic CTE101 where it cannot be read.

    shown -- the name the file has in messages; read -- what gives a file's bytes; wanted -- what of the text is.
    """

    def refuse(what: str, fix: str) -> None:
        why = f"a file is UTF-8 text, not empty, of at most {MOST_BYTES:,} bytes."
        problems.add("CTE101", Span.whole(shown), what, why=why, fix=fix)

    try:
        data = read(path)
        if len(data) > MOST_BYTES:
            size = max(path.stat().st_size, len(data))
            return refuse(f"the file has {size:,} bytes", "split it into smaller files.")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no file can have this name"
        return refuse(f"cannot be read: {reason}", "check the path and its permissions.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return refuse(f"byte {error.start + 1}, in line {line}, is not UTF-8", "save the file as UTF-8.")
    if not text.strip():
        return refuse("the file is empty", "write its contents, or name another file.")
    return Source(shown, tuple(wanted(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")))
