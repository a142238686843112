"""Small rule bases, and the shipped one, checked: what is said under a code."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from ctethics.api import rule_folders
from ctethics.compile import check_rules
from ctethics.compile.checked import Checked
from ctethics.compile.files import RuleFiles
from ctethics.diagnostics import Collector
from ctethics.lint import check_rule_base
from tests.unit.rules import BASE, FACTS, RULE, STATUTE

Edit = tuple[str, str, str]

PLAQUE = "        - {fact: value, is: less than, limit: plaque}\n"
EXAMPLE = "    - {name: one cent over, event: {value: $20.01}, expect: {every law: applies}}\n"


def checked(folder: Path, *edits: Edit, files: Mapping[str, str] | None = None) -> Checked:
    """The base of the rejects with each (file, old, new) replaced and each file added, checked."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    for name, text in (files or {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name, old, new in edits:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old!r}"
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = check_rules(RuleFiles(folder / "rules", folder / "statutes"))
    check_rule_base(found)
    return found


def said(found: Checked, code: str) -> list[str]:
    """What is said under a code, in the order of the places; the rule base has no errors but of that code."""
    assert [p for p in found.problems if p.severity == "error" and p.code != code] == []
    return [problem.what for problem in found.problems if problem.code == code]


def examples(*events: str) -> Edit:
    """The base's example replaced by one for each event; what comes out is not looked at."""
    lines = (
        f"    - {{name: 'no. {n}', event: {event}, expect: {{every law: applies}}}}\n" for n, event in enumerate(events)
    )
    return RULE, EXAMPLE, "".join(lines)


@cache
def _shipped() -> Checked:
    return check_rules(RuleFiles(*rule_folders(None)))


def shipped(**changes: object) -> Checked:
    """The shipped rules, not yet looked at by any check, with some of what was made of them replaced."""
    whole = _shipped()
    base = replace(whole.base, problems=Collector())
    return replace(whole, base=base, **changes)  # type: ignore[arg-type]


__all__ = ["EXAMPLE", "FACTS", "PLAQUE", "RULE", "STATUTE", "Edit", "checked", "examples", "said", "shipped"]
