"""A sort of value as JSON Schema, draft 7, for editors."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from ctethics.rulefile.condition_forms import EVERY_LAW
from ctethics.rulefile.form import Condition, Either, Form, Listed, Name, Named, OneOf, Text, Value, Written

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": ["string", "number"], "minLength": 1}
ANYTHING: Final[Schema] = {}


def one_of(meanings: Mapping[str, str]) -> Schema:
    """A closed list: an editor shows the meaning of the value it is on, and of each that it offers."""
    return {"anyOf": [{"const": value, "description": meaning} for value, meaning in meanings.items()]}


def offered(meanings: Mapping[str, str]) -> Schema:
    """The same where other values are right too, as names that the schema cannot know yet."""
    return {"anyOf": [*one_of(meanings)["anyOf"], TEXT]} if meanings else TEXT


def exactly(names: list[str]) -> str:
    """A pattern that one of the names matches, and nothing else."""
    escaped = (re.sub(r"[.*+?^${}()|\[\]\\/]", r"\\\g<0>", name) for name in sorted(names))
    return f"^({'|'.join(escaped)})$"


def schema_of(value: Value, name: Callable[[str], Schema], condition: Schema = ANYTHING) -> Schema:
    """The schema of a sort of value.

    name -- gives that of a name by what it names; condition -- that of a condition.
    """

    def inner(value: Value) -> Schema:
        return schema_of(value, name, condition)

    match value:
        case Text():
            return TEXT
        case Written(pattern):
            # To an editor digits alone are a number, which no pattern looks at.
            return {"type": ["string", "integer"] if re.match(pattern, "10") else "string", "pattern": pattern}
        case Name(of):
            return name(of)
        case OneOf(meanings):
            return one_of(meanings)
        case Condition():
            return condition
        case Either(of):
            return {"anyOf": [inner(one) for one in of]}
        case Listed():
            return _listed(value, inner(value.of))
        case Named():
            return _named(value, inner(value.of), name)
        case Form():
            return form_schema(value, inner)


def _listed(value: Listed, of: Schema) -> Schema:
    listed: Schema = {"type": "array", "items": of, **({} if value.or_none else {"minItems": 1})}
    return {"anyOf": [listed, of]} if value.or_one else listed


def _named(value: Named, of: Schema, name: Callable[[str], Schema]) -> Schema:
    if isinstance(value.of, Name) and value.of.of in ("party fact", "event fact"):
        return of
    if value.keys == "law":
        laws = {law: described(of, meaning) for law, meaning in EVERY_LAW.items()}
        return {"type": "object", "properties": laws, "additionalProperties": False}
    return {"type": "object", "additionalProperties": of}


def form_schema(form: Form, inner: Callable[[Value], Schema]) -> Schema:
    """A mapping with its keys, in the order of a file, which is that in which an editor offers them."""
    properties = {name: described(inner(form.by_name[name].value), form.by_name[name].means) for name in form.in_order}
    schema = {
        "type": "object",
        "properties": properties,
        **({"required": list(form.required)} if form.required else {}),
        "additionalProperties": False,
        "allOf": [*map(_either, form.either), *(_where(*where) for where in form.where)],
        "dependencies": {key: [other] for key, other in form.along},
    }
    return {key: part for key, part in schema.items() if part not in ([], {})}


def _either(keys: tuple[str, ...]) -> Schema:
    return {"oneOf": [{"required": [key]} for key in keys]}


def _where(key: str, value: str, other: str) -> Schema:
    return {"if": {"properties": {key: {"const": value}}, "required": [key]}, "then": {"required": [other]}}


def described(schema: Schema, means: str) -> Schema:
    """The schema with what its value means."""
    return {"description": means, **{key: part for key, part in schema.items() if key != "description"}}


def reference(definition: str) -> Schema:
    """A reference to a definition of the same file."""
    return {"$ref": f"#/definitions/{definition}"}
