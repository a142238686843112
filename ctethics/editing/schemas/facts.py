"""What may be said of parties and events, as JSON Schema: each fact with its question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ctethics.editing.schemas.values import TEXT, Schema, described, offered, one_of
from ctethics.explain.duties import show_value
from ctethics.program import EventKind, Fact, Role, Vocabulary
from ctethics.rulefile.condition_forms import AMOUNT
from ctethics.rulefile.fact_forms import YES_OR_NO

_UNKNOWN: Final = {"unknown": "nobody knows; the same as saying nothing"}
_DATE: Final = "the date of the event"
# `_` may stand for a space, which no editor completes.
_UNDERSCORED: Final[Schema] = {"_": {}}


def value_schema(fact: Fact) -> Schema:
    """What may be stated of a fact."""
    unknown = one_of(_UNKNOWN)["anyOf"]
    match fact.type:
        case "yes or no":
            return {"anyOf": [*one_of(YES_OR_NO.meanings)["anyOf"], *unknown]}
        case "choice":
            return {"anyOf": [{"const": choice} for choice in fact.choices] + unknown}
        case "list":
            return {"anyOf": [{"type": "array", "items": TEXT}, *unknown]}
        case "amount":
            return {"anyOf": [{"type": "string", "pattern": AMOUNT.pattern}, *unknown]}
        case "number":
            return {"anyOf": [{"type": ["string", "integer"], "pattern": "^[0-9]+$", "minimum": 0}, *unknown]}
        case "date":
            never = one_of({"never": "on no day"})["anyOf"]
            return {"anyOf": [{"type": "string", "pattern": r"^\s*\d{4}-\d\d-\d\d\s*$"}, *never, *unknown]}
    return TEXT


def means(fact: Fact) -> str:
    """A fact's question, its type, and what stands in where it is not stated."""
    told = [fact.question, f"({fact.type})"]
    if fact.choices:
        told[1] = f"({', '.join(fact.choices)})"
    if fact.presume is not None:
        told.append(f"Presumed: {show_value(fact.presume, fact.type) or 'nothing'}, as {fact.why}.")
    elif fact.otherwise is not None:
        told.append(f"Where it is not stated, {fact.otherwise} stands in, as {fact.why}.")
    return "\n\n".join(told)


def part_means(role: Role) -> str:
    """A part's question, and who takes it where nobody is named."""
    if role.presume is not None:
        return f"{role.question}\n\nPresumed: the {role.presume}, as {role.why}."
    return f"{role.question}\n\nIt may be left out." if role.is_optional else role.question


def names_about(kind: EventKind, vocabulary: Vocabulary, types: Iterable[str] | None = None) -> dict[str, str]:
    """Every name that a condition about a kind of event may use, with what it means; of some types only."""
    wanted = None if types is None else frozenset(types)
    found = {}
    for name in vocabulary.names(kind.name):
        ref = vocabulary.refer(kind.name, name)
        if ref is None or (wanted is not None and ref.type not in wanted):
            continue
        if ref.fact is None:
            found[name] = part_means(kind.roles[name]) if ref.role else _DATE
        else:
            of = f"Of the {ref.role}: " if ref.role else ""
            found[name] = of + means(ref.fact)
    return found


def party_schema(vocabulary: Vocabulary) -> Schema:
    """What a party may be said to be."""
    facts = {fact.name: described(value_schema(fact), means(fact)) for fact in vocabulary.party.values()}
    return {
        "type": "object",
        "properties": facts,
        "patternProperties": _UNDERSCORED,
        "additionalProperties": False,
    }


def event_schema(kinds: Iterable[EventKind], vocabulary: Vocabulary) -> Schema:
    """What may be said of an event that is of one of these kinds."""
    properties: dict[str, list[Schema]] = {
        "id": [described(TEXT, "A short name of the event's own, by which answers name it.")],
        "kind": [described(one_of({k.name: k.about for k in vocabulary.events.values()}), "What kind of event it is.")],
        "date": [
            described({"type": "string", "pattern": r"^\s*\d{4}-\d\d-\d\d\s*$"}, "The day on which it happened."),
        ],
    }
    for kind in kinds:
        for role in kind.roles.values():
            properties.setdefault(role.name, []).append(described(TEXT, part_means(role)))
        for fact in kind.facts.values():
            properties.setdefault(fact.name, []).append(described(value_schema(fact), means(fact)))
    return {
        "type": "object",
        "properties": {name: _either(schemas) for name, schemas in properties.items()},
        "patternProperties": _UNDERSCORED,
        "additionalProperties": False,
    }


def _either(schemas: list[Schema]) -> Schema:
    different = [schema for number, schema in enumerate(schemas) if schema not in schemas[:number]]
    return different[0] if len(different) == 1 else {"anyOf": different}


def roles_schema(kind: EventKind) -> Schema:
    """The name of a part in events of a kind."""
    return one_of({role.name: part_means(role) for role in kind.roles.values()})


def creditors_schema(kind: EventKind, vocabulary: Vocabulary) -> Schema:
    """Those to whom a duty may be owed."""
    parts = {role.name: part_means(role) for role in kind.roles.values()}
    return offered({**parts, **dict.fromkeys(vocabulary.offices, "an office of rules/facts.yaml")})
