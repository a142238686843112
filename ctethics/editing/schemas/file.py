"""The schema of one rule file: the general one, with the words of its statute and the names it declares."""

from __future__ import annotations

from ctethics.editing.schemas.rule import DRAFT
from ctethics.editing.schemas.values import Schema, offered, reference
from ctethics.law.statute import Statute
from ctethics.rulefile import RuleDocument


def file_schema(document: RuleDocument, owner: RuleDocument, statute: Statute, up: str) -> Schema:
    """The schema, which refers to `rule.json` in the folder `up`.

    owner -- the rule whose limits, totals and readings the file's conditions use: its own, or the one it shares.
    """
    clauses = {clause: statute.marked(clause) for clause in statute.clauses}
    when = {"when": reference("names")}
    exceptions = {key: {"description": words} for key, words in _exceptions(document, clauses).items()}
    body = {
        "holds when": reference("names"),
        "except": {"additionalProperties": {"properties": when}},
        "totals": {"additionalProperties": {"properties": {"where": reference("names")}}},
    }
    own = {"additionalProperties": {"properties": when}, "properties": _each(exceptions, {"properties": when})}
    listed = {"items": {"properties": {"clause": reference("clause")}}}
    return {
        "$schema": DRAFT,
        "title": f"§ {document.file} {document.title}",
        "properties": {
            "provision": {"const": document.file, "description": statute.marked()},
            **body,
            "except": own,
            "also": {"additionalProperties": {"properties": body}},
            **dict.fromkeys(("encoded by", "not operative", "not encoded"), listed),
        },
        "allOf": [{"$ref": f"{up}rule.json"}],
        "definitions": {"names": _names(owner), "clause": offered(clauses)},
    }


def _each(schemas: dict[str, Schema], more: Schema) -> dict[str, Schema]:
    return {key: {**schema, **more} for key, schema in schemas.items()}


def _exceptions(document: RuleDocument, clauses: dict[str, str]) -> dict[str, str]:
    """The words of each exception, and of each lettered clause that could be one, by its key."""
    lettered = [clause[1] for clause in clauses if len(clause) == 3 and clause[1].isupper()]
    found = {letter: clauses[f"({letter})"] for letter in lettered}
    for key, exception in document.exceptions.items():
        found[key] = clauses.get(exception.clause or (f"({key})" if len(key) == 1 else key), "")
    return {key: words for key, words in found.items() if words}


def _names(owner: RuleDocument) -> Schema:
    """A condition at any depth: the names that the file gives to its limits, totals and readings."""
    inner = reference("names")
    readings = {name: doc.question for name, doc in owner.readings.items() if doc}
    return {
        "properties": {
            "all": {"items": inner},
            "any": {"items": inner},
            "not": inner,
            "limit": offered(_limits(owner)),
            "total": offered(dict.fromkeys(owner.totals.items, "a total of this file") if owner.totals else {}),
            "reading": offered(readings),
            "choose": {"additionalProperties": inner},
        }
    }


def _limits(owner: RuleDocument) -> dict[str, str]:
    """Each limit with what it is under each law."""
    told = {}
    for name, limit in owner.limits.items():
        lines = [
            f"{law}: {doc.amount.text}{'' if doc.unit == 'dollars' else ' ' + doc.unit}"
            + (f', "{" ".join(doc.says.text.split())}"' if doc.says else "")
            for law, doc in (limit.by_law.items() if limit else ())
        ]
        told[name] = "\n\n".join(lines) or "a limit of this file"
    return told
