"""The records of the trials: pages of facts under docs/records/, written by the trials themselves."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RECORDS = ROOT / "docs" / "records"
_WIDTH = 120
_LIBRARIES = ("durable-rules", "polars", "narwhals", "hypothesis")


class Record:
    """A page in the making."""

    def __init__(self, title: str, about: str) -> None:
        self._parts = [f"# {title}", _folded(about)]

    def heading(self, text: str) -> None:
        self._parts.append(f"## {text}")

    def say(self, text: str) -> None:
        self._parts.append(_folded(text))

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[object]], words: int = 1) -> None:
        """Rows under their heads; the first `words` columns are words, the others numbers to the right."""
        rule = "|".join("---" if place < words else "---:" for place in range(len(heads)))
        lines = [f"| {' | '.join(map(_cell, cells))} |" for cells in (heads, *rows)]
        self._parts.append("\n".join([lines[0], f"|{rule}|", *lines[1:]]))

    def block(self, text: str, language: str = "text") -> None:
        """Text as it stands."""
        self._parts.append(f"```{language}\n{text.strip()}\n```")

    @property
    def text(self) -> str:
        return "\n\n".join(self._parts) + "\n"

    def keep(self, path: Path) -> None:
        """Write the page, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}.new")
        new.write_text(self.text, encoding="utf-8")
        new.replace(path)


def surroundings() -> str:
    """On what it ran: the machine's cores and the versions of what took part."""
    from ctethics import __version__

    libraries = [f"{name} {found}" for name in _LIBRARIES if (found := _version(name))]
    python = f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, {cores()} cores"
    return f"{python}; ctethics {__version__}, {', '.join(libraries)}; {date.today().isoformat()}."


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def options(about: str | None, command: str) -> argparse.ArgumentParser:
    """The options that every trial has."""
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog=f"python -m trials.{command}", description=about, formatter_class=formatter)
    page = RECORDS / f"{command}.md"
    shown = page.relative_to(ROOT)
    parser.add_argument(
        "--record", type=Path, nargs="?", const=page, metavar="FILE", help=f"write the record, by default to {shown}"
    )
    return parser


def finish(record: Record, path: Path | None, problems: int | bool) -> int:
    """Print the record and keep it where asked; the exit status."""
    print(record.text, flush=True)
    if path is not None:
        record.keep(path)
    return 1 if problems else 0


def say(text: str) -> None:
    """Progress, on one line that the next replaces where there is a terminal."""
    begin, end = ("\r\x1b[K", "") if sys.stderr.isatty() else ("", "\n")
    print(f"{begin}{text}", end=end, file=sys.stderr, flush=True)


def lasted(seconds: float) -> str:
    """A time in words: `12 min 5 s`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _folded(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), _WIDTH, break_long_words=False, break_on_hyphens=False)


def _cell(value: object) -> str:
    shown = f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
    return shown.replace("|", "\\|")


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
