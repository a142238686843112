"""All schemas of a folder of rules, and the folder beside it where editors find them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ctethics.compile.files import RuleFiles
from ctethics.compile.reading import RuleBase, citation_of, read_rule_base
from ctethics.diagnostics import RuleError
from ctethics.editing.files import write_whole
from ctethics.editing.fmt import MODELINE
from ctethics.editing.schemas.file import file_schema
from ctethics.editing.schemas.others import case_schema, decided_schema, facts_schema
from ctethics.editing.schemas.rule import DRAFT, rule_schema
from ctethics.editing.schemas.values import Schema

FOLDER: Final = "schemas"


def schemas(files: RuleFiles) -> dict[str, str]:
    """The text of each schema by its path in the folder of schemas. Raises RuleError where the facts have a slip."""
    base = read_rule_base(files, with_examples=False)
    vocabulary = base.vocabulary
    if vocabulary is None:
        raise RuleError(base.problems)
    provisions = {citation: document.title for citation, document in base.documents.items()}
    made = {
        "rule.json": rule_schema(vocabulary, provisions),
        "facts.json": facts_schema(),
        "case.json": case_schema(vocabulary),
        "decided.json": decided_schema(),
        **{f"rules/{name}.json": _of_file(name, base) for name in files.paths},
    }
    return {name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in made.items()}


def _of_file(name: str, base: RuleBase) -> Schema:
    """The schema of a rule file; no more than the general one where the file or its statute has a slip."""
    up = "../" * (name.count("/") + 1)
    document = base.documents.get(citation_of(name))
    statute = base.statutes.get(citation_of(name))
    if document is None or statute is None:
        return {"$schema": DRAFT, "allOf": [{"$ref": f"{up}rule.json"}]}
    shared = base.documents.get(document.shares.other.text) if document.shares else None
    return file_schema(document, shared or document, statute, up)


def out_of_date(made: dict[str, str], folder: Path) -> tuple[str, ...]:
    """The schemas that are missing in the folder, differ from what they should be, or are of no file any more."""
    present = {path.relative_to(folder).as_posix(): path for path in _present(folder)}
    wrong = [name for name, text in made.items() if name not in present or _text(present[name]) != text]
    return (*wrong, *(name for name in present if name not in made))


def _present(folder: Path) -> Iterator[Path]:
    return iter(sorted(folder.rglob("*.json")))


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def write_schemas(made: dict[str, str], folder: Path) -> tuple[str, ...]:
    """Writes those that differ, removes those of no file any more, and names both. Raises OSError."""
    changed = out_of_date(made, folder)
    for name in changed:
        path = folder / name
        if name in made:
            write_whole(path, made[name])
        else:
            path.unlink()
    return changed


def modeline(path: Path, rules: Path) -> str:
    """The comment by which an editor finds the schema of a rule file or of the file of facts."""
    name = path.relative_to(rules).with_suffix(".json").as_posix()
    return pointing(path, rules.parent / FOLDER / ("facts.json" if name == "facts.json" else f"rules/{name}"))


def pointing(path: Path, schema: Path) -> str:
    """The comment by which an editor finds the schema of a file."""
    return f"{MODELINE}{Path(os.path.relpath(schema, path.parent)).as_posix()}"
