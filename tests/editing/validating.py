"""Schemas put to files, as an editor does it: each refers to others by a path."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from ctethics.compile.files import RuleFiles
from ctethics.editing.schemas.folder import schemas
from tests.editing.yaml12 import read

ROOT = Path(__file__).parents[2]
AT = "file:///schemas/"


class Schemas:
    """All schemas of a folder of rules."""

    def __init__(self, rules: Path) -> None:
        self.texts = schemas(RuleFiles(rules, rules.parent / "statutes"))
        contents = {name: json.loads(text) for name, text in self.texts.items()}
        made = ((AT + name, Resource(contents=one, specification=DRAFT7)) for name, one in contents.items())
        self.registry: Registry[object] = Registry().with_resources(made)

    def problems(self, name: str, text: str) -> list[str]:
        """What the schema of that name finds wrong with a file."""
        validator = Draft7Validator({"$ref": AT + name}, registry=self.registry)
        return [
            f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(read(text))
        ]
