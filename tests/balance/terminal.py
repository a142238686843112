"""Commands as a terminal would run them, in this process."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from ctethics.cli import cli, main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


class Ran(NamedTuple):
    status: int
    out: str
    err: str


class Terminal:
    """Runs commands in a folder of its own that has the examples."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._patch, self._capsys = folder, patch, capsys
        (folder / "examples").symlink_to(EXAMPLES)
        patch.chdir(folder)

    def __call__(self, *args: str, given: str = "") -> Ran:
        """`ctethics ledger …`; given -- on standard input."""
        self._patch.setattr(sys, "stdin", io.StringIO(given))
        status = 0
        try:
            main(lambda prog_name: cli.main(["ledger", *args], prog_name=prog_name))
        except SystemExit as ended:
            status = int(ended.code or 0)
        return Ran(status, *self._capsys.readouterr())

    def write(self, name: str, text: str) -> str:
        """A file in the folder."""
        (self.folder / name).write_text(text, encoding="utf-8")
        return name
