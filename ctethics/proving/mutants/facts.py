"""Slips in what is presumed of a fact nobody states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ctethics.explain.duties import show_value
from ctethics.program import Fact, Role
from ctethics.proving.mutants.slip import Slip
from ctethics.proving.mutants.written import WrittenProgram
from ctethics.source import Mapping, Node


def of_facts(written: WrittenProgram) -> Iterator[Slip]:
    """Each presumption dropped, or turned where it is yes or no; each stand-in dropped."""
    top = written.checked.base.facts
    vocabulary = written.program.vocabulary
    for name, fact in vocabulary.party.items():
        yield from _fact(f"party fact {name}", fact, _at(top, "party", name))
    for kind, event in vocabulary.events.items():
        for name, role in event.roles.items():
            yield from _role(f"{kind} part {name}", role, _at(top, "events", kind, "parties", name))
        for name, fact in event.facts.items():
            yield from _fact(f"{kind} fact {name}", fact, _at(top, "events", kind, "facts", name))


def _fact(at: str, fact: Fact, node: Mapping) -> Iterator[Slip]:
    if fact.presume is not None:
        shown, span = show_value(fact.presume, fact.type), node.items["presume"].span
        yield Slip("presumption", span, at, "", f"`presume: {shown}` dropped", {id(fact): replace(fact, presume=None)})
        if isinstance(fact.presume, bool):
            turned = replace(fact, presume=not fact.presume)
            change = f"presumed {shown} → {show_value(not fact.presume, fact.type)}"
            yield Slip("presumption", span, at, "", change, {id(fact): turned})
    if fact.otherwise is not None:
        change = f"`otherwise: {fact.otherwise}` dropped"
        span = node.items["otherwise"].span
        yield Slip("presumption", span, at, "", change, {id(fact): replace(fact, otherwise=None)})


def _role(at: str, role: Role, node: Mapping) -> Iterator[Slip]:
    if role.presume is not None:
        change, span = f"`presume: {role.presume}` dropped", node.items["presume"].span
        yield Slip("presumption", span, at, "", change, {id(role): replace(role, presume=None)})


def _at(node: Node | None, *keys: str) -> Mapping:
    for key in keys:
        assert isinstance(node, Mapping)
        node = node.items[key]
    assert isinstance(node, Mapping)
    return node
