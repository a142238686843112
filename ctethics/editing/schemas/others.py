"""The schemas of `facts.yaml` and of case files."""

from __future__ import annotations

from ctethics.editing.schemas.facts import event_schema, party_schema
from ctethics.editing.schemas.rule import DRAFT
from ctethics.editing.schemas.values import TEXT, Schema, form_schema, one_of, reference, schema_of
from ctethics.law.regimes import LAWS
from ctethics.program import EventKind, Vocabulary
from ctethics.rulefile.case_forms import CASE_FILE
from ctethics.rulefile.example_forms import CASE
from ctethics.rulefile.fact_forms import FACTS_FILE
from ctethics.rulefile.form import Value


def facts_schema() -> Schema:
    """The schema of the file of facts."""
    schema = schema_of(FACTS_FILE, lambda _: TEXT)
    return {"$schema": DRAFT, "title": "The facts that may be stated", **schema}


def case_schema(vocabulary: Vocabulary) -> Schema:
    """The schema of a case: what may be said of each kind of event, each fact with its question."""
    kinds = {kind.name: kind.about for kind in vocabulary.events.values()}
    event = {
        "type": "object",
        "required": ["id", "kind", "date"],
        "properties": {"kind": one_of(kinds)},
        "allOf": [_of_kind(kind) for kind in vocabulary.events],
    }
    definitions = {"party": party_schema(vocabulary), "event": event}
    for kind in vocabulary.events.values():
        definitions[f"event-{kind.name}".replace(" ", "-")] = _event(kind, vocabulary)
    schema = form_schema(CASE, lambda value: schema_of(value, _name))
    return {"$schema": DRAFT, "title": "A case for ctethics assess", **schema, "definitions": definitions}


def decided_schema() -> Schema:
    """The schema of a case that is kept with what the rules answer to it."""

    def inner(value: Value) -> Schema:
        return {"$ref": "case.json"} if value is CASE else schema_of(value, _name)

    return {"$schema": DRAFT, "title": "A case and what comes out", **form_schema(CASE_FILE, inner)}


def _name(of: str) -> Schema:
    if of in ("party fact", "event fact"):
        return reference(of.removesuffix(" fact"))
    return one_of(LAWS) if of == "law" else TEXT


def _of_kind(kind: str) -> Schema:
    named = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
    return {"if": named, "then": reference(f"event-{kind}".replace(" ", "-"))}


def _event(kind: EventKind, vocabulary: Vocabulary) -> Schema:
    needed = [role.name for role in kind.roles.values() if role.presume is None and not role.is_optional]
    return {**event_schema([kind], vocabulary), "required": ["id", "kind", "date", *needed]}
