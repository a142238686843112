"""Rule bases made for a test: the base of the rejects with some words replaced, or files added."""

import shutil
from pathlib import Path

from ctethics.compile import Compiled, compile_rules

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
