"""Receipts of the dinner, and folders of rules that differ from the shipped ones."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

import ctethics
from ctethics import Receipt
from ctethics.api import rule_folders
from ctethics.cli import cli
from ctethics.diagnostics import CtethicsError, render_all
from ctethics.receipts.record import digest, dump

ROOT = Path(__file__).parents[2]
DINNER = ROOT / "examples" / "dinner.yaml"
BASE = ROOT / "docs" / "codes" / "scenes" / "base"

LIMIT = (
    "rules/1-79/5.yaml",
    "$100.00, says: less than one hundred dollars in",
    "$70.00, says: less than seventy dollars in",
)
WORDS = "(I) Food or beverage or both, costing less than {--fifty--} {++one hundred++}"
SEVENTY = (
    LIMIT,
    ("statutes/1-79/5.txt", WORDS, WORDS.replace("one hundred", "seventy")),
    ("statutes/1-91/7.txt", WORDS, WORDS.replace("one hundred", "seventy")),
)


def dinner(law: str = "sb434", **told: Any) -> Receipt:
    return ctethics.receipt(law, DINNER, **{"engine": "direct", **told})


def own_rules(folder: Path, *edits: tuple[str, str, str]) -> Path:
    """The folder of a copy of the shipped rules, some words of it replaced."""
    rules, statutes = rule_folders(None)
    shutil.copytree(rules, folder / "rules")
    shutil.copytree(statutes, folder / "statutes")
    edit(folder, *edits)
    return folder / "rules"


def edit(folder: Path, *edits: tuple[str, str, str]) -> None:
    for name, old, new in edits:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old!r}"
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def forged(path: Path, change: Callable[[dict[str, Any]], object], receipt: Receipt | None = None) -> Path:
    """A receipt that somebody changed and gave the right checksum."""
    told = json.loads(str(receipt or dinner()))
    del told["sha256"]
    change(told)
    path.write_text(dump({**told, "sha256": digest(told)}), encoding="utf-8")
    return path


def command(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)))


def said(result: Result) -> str:
    """What a command printed, the message of an error included, as `main` prints it."""
    error = result.exception
    return result.output + (render_all(error.diagnostics) if isinstance(error, CtethicsError) else "")
