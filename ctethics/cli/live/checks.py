"""Every slip of a case told at its place, before anything of it is written."""

from __future__ import annotations

from ctethics.balance import LiveLedger
from ctethics.cli.live.sources import Part, text_of
from ctethics.diagnostics import CaseError, Collector
from ctethics.facts import Ledger, type_case
from ctethics.source import Mapping, Node, Sequence
from ctethics.source.python_tree import from_python


def checked(part: Part, ledger: LiveLedger, *, with_known: bool = False) -> Ledger:
    """The typed facts of a case whose parties may be known to the ledger only. Raises CaseError.

    with_known -- what is not stated of an event that the ledger has is as it was.
    """
    problems = Collector()
    items = dict(part.case.items)
    listed, stated = items.get("events"), items.get("parties")
    nodes: tuple[Node, ...] = listed.items if isinstance(listed, Sequence) else ()
    if isinstance(listed, Sequence) and with_known:
        nodes = tuple(_completed(one, ledger) for one in nodes)
        items["events"] = listed._replace(items=nodes)
    if stated is None or isinstance(stated, Mapping):
        own = dict(stated.items) if stated is not None else {}
        named = (text_of(one, name) for one in nodes if isinstance(one, Mapping) for name in one.items)
        known = {id_: Mapping({}, {}, part.case.span) for id_ in ledger.parties(named)}
        span = stated.span if stated is not None else part.case.span
        items["parties"] = Mapping({**known, **own}, {}, span)
    keys = {name: part.case.keys.get(name, part.case.span) for name in items}
    typed = type_case(Mapping(items, keys, part.case.span), ledger.program.vocabulary, problems)
    if stated is not None and (listed is None or (isinstance(listed, Sequence) and not listed.items)):
        # A file of parties alone is as good.
        problems.found = [one for one in problems.found if one.what != "no events"]
    if problems:
        raise CaseError(problems)
    return typed


def _completed(node: Node, ledger: LiveLedger) -> Node:
    """An event with what the ledger has of it and it does not state."""
    if not isinstance(node, Mapping) or text_of(node, "id") not in ledger:
        return node
    before = ledger.stated(text_of(node, "id"))
    said = {name.replace("_", " ") for name in node.items}
    rest = from_python({name: value for name, value in before.items() if name not in said}, "event", Collector())
    assert isinstance(rest, Mapping)
    spans = dict.fromkeys(rest.items, node.span)
    return node._replace(items={**rest.items, **node.items}, keys={**spans, **node.keys})
