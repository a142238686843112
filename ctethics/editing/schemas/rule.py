"""The schema of every rule file: its sections by their forms, its conditions by the facts of what it is about."""

from __future__ import annotations

from itertools import combinations
from typing import Final

from ctethics.editing.schemas.facts import (
    creditors_schema,
    event_schema,
    names_about,
    part_means,
    party_schema,
)
from ctethics.editing.schemas.values import (
    TEXT,
    Schema,
    described,
    exactly,
    form_schema,
    offered,
    one_of,
    reference,
    schema_of,
)
from ctethics.program import EventKind, Vocabulary
from ctethics.rulefile.condition_forms import CONDITIONS, FACT, OPERATORS
from ctethics.rulefile.fact_forms import YES_OR_NO
from ctethics.rulefile.form import Form, OneOf, Value
from ctethics.rulefile.forms import RULE, RULE_FILE

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
# The sections that depend on what kind of event a rule is about.
BODY: Final = ("holds when", "except", "totals", "duty", "consequences")
_PER: Final = {"donor group": "the donor, and whoever § 1-79a counts as one donor with it"}


def rule_schema(vocabulary: Vocabulary, provisions: dict[str, str]) -> Schema:
    """The schema; `provisions` are the citations that a condition may name, each with its title."""
    definitions = {
        "party": party_schema(vocabulary),
        "event": event_schema(vocabulary.events.values(), vocabulary),
    }
    for kind in vocabulary.events.values():
        names = _Names(vocabulary, provisions, kind)
        definitions[f"fact of {kind.name}"] = one_of(names_about(kind, vocabulary))
        definitions[f"condition about {kind.name}"] = _condition(kind, vocabulary, names)
        definitions[f"rule about {kind.name}"] = _body(names)
    names = _Names(vocabulary, provisions, None)
    definitions["rule"] = _rule(RULE, names)
    definitions["rule by kind"] = {"allOf": _by_kind(vocabulary)}
    whole = _rule(RULE_FILE, names)
    return {
        "$schema": DRAFT,
        **whole,
        "allOf": [*whole["allOf"], *_by_kind(vocabulary), *(_also(kind) for kind in vocabulary.events)],
        "definitions": {_slug(name): schema for name, schema in definitions.items()},
    }


def _slug(name: str) -> str:
    return name.replace(" ", "-")


class _Names:
    """The schema of a name by what it names, in rules about one kind of event; of any, where `kind` is None."""

    def __init__(self, vocabulary: Vocabulary, provisions: dict[str, str], kind: EventKind | None) -> None:
        self.vocabulary, self.provisions, self.kind = vocabulary, provisions, kind

    def __call__(self, of: str) -> Schema:
        kinds = {kind.name: kind.about for kind in self.vocabulary.events.values()}
        match of:
            case "event kind":
                return one_of(kinds)
            case "provision":
                return offered(self.provisions)
            case "party fact" | "event fact":
                return reference(of.removesuffix(" fact"))
        return self._about(self.kind, of) if self.kind else TEXT

    def _about(self, kind: EventKind, of: str) -> Schema:
        match of:
            case "fact":
                return reference(_slug(f"fact of {kind.name}"))
            case "role":
                return one_of({role.name: part_means(role) for role in kind.roles.values()})
            case "creditor":
                return creditors_schema(kind, self.vocabulary)
            case "per":
                return {"anyOf": [*one_of(_PER)["anyOf"], self("fact")]}
        return TEXT

    def of(self, value: Value) -> Schema:
        """The schema of a sort of value."""
        condition = reference(_slug(f"condition about {self.kind.name}")) if self.kind else {}
        return schema_of(value, self, condition)


def _rule(form: Form, names: _Names) -> Schema:
    """A rule, with no more of the sections that depend on its kind of event than what they are."""
    schema = form_schema(form, names.of)
    for section in BODY:
        schema["properties"][section] = {"description": form.by_name[section].means}
    if "also" in form.by_name:
        schema["properties"]["also"] = {
            "description": form.by_name["also"].means,
            "type": "object",
            "additionalProperties": reference("rule"),
        }
    return schema


def _body(names: _Names) -> Schema:
    return {"properties": {section: names.of(RULE.by_name[section].value) for section in BODY}}


def _is_about(kind: str) -> Schema:
    return {"properties": {"about": {"const": kind}}, "required": ["about"]}


def _by_kind(vocabulary: Vocabulary) -> list[Schema]:
    return [{"if": _is_about(kind), "then": reference(_slug(f"rule about {kind}"))} for kind in vocabulary.events]


def _also(kind: str) -> Schema:
    """Of a file about one kind: its further rules are about the same, unless they say of which."""
    own = reference(_slug(f"rule about {kind}"))
    further = {"if": {"required": ["about"]}, "then": reference("rule-by-kind"), "else": own}
    return {"if": _is_about(kind), "then": {"properties": {"also": {"additionalProperties": further}}}}


def _condition(kind: EventKind, vocabulary: Vocabulary, names: _Names) -> Schema:
    """A condition: every key that one may have, and for each that it may begin with, those that go with it."""
    properties: dict[str, Schema] = {}
    for form in CONDITIONS.values():
        for key in form.keys:
            properties.setdefault(key.name, described(names.of(key.value), key.means))
    # An editor shows the first description it meets: of the operator or value, and where it knows none, of the key.
    properties["is"] = TEXT
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "anyOf": [{"required": [sort]} for sort in CONDITIONS],
        "dependencies": {sort: _sort(form, names) for sort, form in CONDITIONS.items()},
        "allOf": [*_of_types(kind, vocabulary), {"properties": {"is": {"description": FACT.by_name["is"].means}}}],
    }


def _sort(form: Form, names: _Names) -> Schema:
    schema: Schema = {"propertyNames": {"enum": list(form.in_order)}, "required": list(form.required)}
    closed = {key.name: names.of(key.value) for key in form.keys if isinstance(key.value, OneOf)}
    if closed:
        schema["properties"] = closed
    if form is FACT:
        schema["anyOf"] = [{"required": [key]} for key in ("is", "is one of", "includes")]
        schema["not"] = {"anyOf": [{"required": list(pair)} for pair in combinations(("limit", "amount", "day"), 2)]}
    return schema


def _of_types(kind: EventKind, vocabulary: Vocabulary) -> list[Schema]:
    """What may be asked of a fact, by its type."""
    found = []
    for types, asked in (
        (("yes or no",), {"properties": {"is": one_of(YES_OR_NO.meanings)}, "required": ["is"]}),
        (("amount", "number", "date"), {"properties": {"is": one_of(OPERATORS.meanings)}, "required": ["is"]}),
        (("list",), {"required": ["includes"]}),
    ):
        found.append(_asked(sorted(names_about(kind, vocabulary, types)), asked))
    groups: dict[tuple[str, ...], list[str]] = {}
    for name in names_about(kind, vocabulary, ("choice",)):
        ref = vocabulary.refer(kind.name, name)
        groups.setdefault(ref.fact.choices if ref and ref.fact else (), []).append(name)
    for choices, of_them in groups.items():
        one = {"anyOf": [{"const": choice} for choice in choices]}
        several = {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
        found.append(_asked(of_them, {"properties": {"is": one, "is one of": several}}))
    return [schema for schema in found if schema]


def _asked(facts: list[str], then: Schema) -> Schema:
    """What a condition on one of these facts must be; a pattern, as editors show a list of values in full."""
    if not facts:
        return {}
    return {"if": {"properties": {"fact": {"pattern": exactly(facts)}}, "required": ["fact"]}, "then": then}
