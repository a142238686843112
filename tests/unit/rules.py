"""Rule bases made for a test: the base of the rejects with some words replaced, or files added."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from ctethics.api import Law
from ctethics.compile import Compiled, compile_rules
from ctethics.outcome import EventResult

BASE = Path(__file__).parents[1] / "rejects" / "base"
RULE, FACTS, STATUTE = "rules/1-1/a.yaml", "rules/facts.yaml", "statutes/1-1/a.txt"


def compiled(folder: Path, *edits: tuple[str, str, str], files: dict[str, str] | None = None) -> Compiled:
    """The base, compiled in `folder` with each (file, old, new) replaced and each file added."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    for name, text in (files or {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    for name, old, new in edits:
        text = (folder / name).read_text()
        assert old in text, f"{name} has no {old!r}"
        (folder / name).write_text(text.replace(old, new))
    return compile_rules(folder / "rules", folder / "statutes")


def law(folder: Path, *edits: tuple[str, str, str], files: dict[str, str] | None = None, name: str = "sb434") -> Law:
    """The base with these edits under a law, answered by the direct engine."""
    return Law(name, compiled(folder, *edits, files=files), "direct")


def assessed(made: Law, parties: Mapping[str, object] | None = None, **facts: object) -> EventResult:
    """One transfer of 2025-03-03 from bob to ann; a fact that is None is left out, `_` stands for a space."""
    told = {"id": "one", "kind": "transfer", "date": "2025-03-03", "donor": "bob", "recipient": "ann", **facts}
    case = {"parties": parties or {"ann": {}, "bob": {}}, "events": [{k: v for k, v in told.items() if v is not None}]}
    return made.assess(case)["one"]
