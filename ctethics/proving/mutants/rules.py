"""Slips in what a rule has besides conditions: exceptions, readings, the duty and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ctethics.diagnostics import Span
from ctethics.program import Provision, ReadingChoice
from ctethics.proving.mutants.slip import Slip
from ctethics.proving.mutants.written import WrittenProgram
from ctethics.proving.rebuilding import DROPPED
from ctethics.source import Mapping, Node, Sequence


def of_rules(written: WrittenProgram) -> Iterator[Slip]:
    """An exception, a creditor, a statement or a consequence dropped; a reading's default another.

    Not the first day on which a report may be filed: no example says it.
    """
    yield from _exceptions(written)
    yield from _shared(written)
    yield from _readings(written)
    for p in written.provisions:
        if p.shares is None:
            yield from _duty(p, written)
            yield from _consequences(p, written)


def _exceptions(written: WrittenProgram) -> Iterator[Slip]:
    """Each exception dropped in the rule and in those that share it."""
    named: dict[int, tuple[str, Span, dict[int, Any]]] = {}
    for p in written.provisions:
        for e in p.exceptions:
            own = named.setdefault(id(written.checked.node(e.when)), (e.citation, _key(p, e.key, written), {}))
            own[2][id(e)] = DROPPED
    for citation, span, swaps in named.values():
        yield Slip("exception", span, citation, "", "exception dropped", swaps)


def _key(p: Provision, key: str, written: WrittenProgram) -> Span:
    own = written.checked.base.documents[p.citation].exceptions
    return (own if key in own else written.own(p).exceptions)[key].span


def _shared(written: WrittenProgram) -> Iterator[Slip]:
    """One exception left out of those that a rule shares."""
    for p in written.provisions:
        shares = written.checked.base.documents[p.citation].shares
        for scalar in shares.exceptions if shares else ():
            swaps = {id(e): DROPPED for e in p.exceptions if e.key == scalar.text}
            yield Slip("exception", scalar.span, p.citation, "", f"`shares` without {scalar.text}", swaps)


def _readings(written: WrittenProgram) -> Iterator[Slip]:
    made: dict[str, list[ReadingChoice]] = {}
    spans: dict[str, tuple[str, Span]] = {}
    for p in written.provisions:
        for reading in p.readings:
            document = written.checked.base.documents[written.own(p).file].readings[reading.name]
            if document is not None:
                made.setdefault(reading.name, []).append(reading)
                spans.setdefault(reading.name, (p.citation, document.default.span))
    for name, (citation, span) in spans.items():
        default = made[name][0].default
        for choice in list(made[name][0].choices)[1:]:
            swaps = {id(one): replace(one, choices=_first(one, choice)) for one in made[name]}
            yield Slip("reading", span, f"{citation} reading {name}", "", f"default {default} → {choice}", swaps)


def _first(reading: ReadingChoice, choice: str) -> dict[str, str]:
    return {choice: reading.choices[choice], **reading.choices}


def _duty(p: Provision, written: WrittenProgram) -> Iterator[Slip]:
    node = written.checked.base.documents[p.citation].duty
    if p.duty is None or node is None:
        return
    duty, at = p.duty, f"{p.citation} duty"
    for place, who in enumerate(duty.owed_to if len(duty.owed_to) > 1 else ()):
        kept = (*duty.owed_to[:place], *duty.owed_to[place + 1 :])
        span = _item(node.items["owed to"], place)
        yield Slip("duty", span, at, "", f"`owed to` without {who}", {id(duty): replace(duty, owed_to=kept)})
    states = node.items.get("states")
    if isinstance(states, Mapping) and len(duty.states) > 1:
        for stated in duty.states:
            yield Slip("duty", states.keys[stated.what], at, "", f"`{stated.what}` dropped", {id(stated): DROPPED})


def _consequences(p: Provision, written: WrittenProgram) -> Iterator[Slip]:
    nodes = written.checked.base.documents[p.citation].consequences
    for consequence, node in zip(p.consequences, nodes, strict=True):
        change = f"consequence `{consequence.what}` dropped"
        yield Slip("consequence", node.span, p.citation, "", change, {id(consequence): DROPPED})


def _item(node: Node, place: int) -> Span:
    return node.items[place].span if isinstance(node, Sequence) else node.span
