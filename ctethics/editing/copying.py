"""A copy of the shipped rules to work in."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from ctethics.compile.files import RuleFiles
from ctethics.editing.schemas.folder import schemas, write_schemas
from ctethics.editing.skeletons.new import cases_beside

_FOLDERS: Final = ("rules", "statutes", "schemas", "cases")


def in_the_way(folder: Path) -> tuple[str, ...]:
    """What the folder has already of what would be copied."""
    return tuple(name for name in _FOLDERS if (folder / name).exists())


def copy_rules(rules: Path, folder: Path) -> dict[str, int]:
    """Copies rules, statutes and cases, makes the schemas, and says how many files of each. Raises OSError."""
    cases = cases_beside(rules)
    wanted = {"rules": (rules, "*.yaml"), "statutes": (rules.parent / "statutes", "*.txt"), "cases": (cases, "*.yaml")}
    copied = {name: _copied(source, ending, folder / name) for name, (source, ending) in wanted.items()}
    made = schemas(RuleFiles(folder / "rules", folder / "statutes"))
    copied["schemas"] = len(write_schemas(made, folder / "schemas"))
    return {name: count for name, count in copied.items() if count}


def _copied(source: Path, ending: str, target: Path) -> int:
    paths = sorted(source.rglob(ending)) if source.is_dir() else []
    for path in paths:
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return len(paths)
