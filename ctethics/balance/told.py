"""Facts on their way in and out: typed, as JSON in the file, and as a case file would state them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ctethics.diagnostics import CaseError, Collector
from ctethics.explain.duties import show_value
from ctethics.facts import Event, Ledger, Party, type_case
from ctethics.law.calendar import show_day
from ctethics.program import Fact, Value, Vocabulary
from ctethics.source.python_tree import from_python

Told = dict[str, object]


def pack(facts: Mapping[str, Value]) -> str:
    """Typed facts as JSON, the same text for the same facts."""
    plain = {name: sorted(v) if isinstance(v, frozenset) else v for name, v in facts.items()}
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))


def unpack(text: str) -> dict[str, Value]:
    """The facts that `pack` wrote."""
    return {name: frozenset(v) if isinstance(v, list) else v for name, v in json.loads(text).items()}


def type_facts(vocabulary: Vocabulary, events: Iterable[object], parties: Mapping[str, object]) -> Ledger:
    """The typed facts of events and parties as a case file states them; raises CaseError with every slip."""
    events = list(events)
    problems = Collector()
    node = from_python({"parties": parties, "events": events}, "entry", problems)
    ledger = type_case(node, vocabulary, problems) if node is not None else Ledger({}, ())
    if not events:
        problems.found = [one for one in problems.found if one.what != "no events"]
    if problems:
        raise CaseError(problems)
    return ledger


def told_event(event: Event, vocabulary: Vocabulary) -> Told:
    """The event as a case file states it."""
    kind = vocabulary.events.get(event.kind)
    facts = _told(event.facts, kind.facts if kind else {})
    return {"id": event.id, "kind": event.kind, "date": show_day(event.day), **event.roles, **facts}


def told_party(party: Party, vocabulary: Vocabulary) -> Told:
    """The party's facts as a case file states them."""
    return _told(party.facts, vocabulary.party)


def _told(facts: Mapping[str, Value], declared: Mapping[str, Fact]) -> Told:
    return {name: _show(value, declared.get(name)) for name, value in facts.items()}


def _show(value: Value, fact: Fact | None) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, int) and not isinstance(value, bool) and (fact is None or fact.type == "number"):
        return value
    # A label that reads `unknown` is one all the same: the space tells it from silence, and is not kept.
    return "unknown " if value == "unknown" else show_value(value, fact.type if fact else "text")


def renamed(told: Mapping[str, Any]) -> Told:
    """The same with `_` in names read as a space, as in a case file."""
    return {str(name).replace("_", " "): value for name, value in told.items()}
