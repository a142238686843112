"""Pass 5: provisions in the order in which each comes after those it refers to."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from ctethics.diagnostics import Collector, Span
from ctethics.program import Provision
from ctethics.program.program import looked_at
from ctethics.rulefile import RuleDocument
from ctethics.source import Mapping, Node, Scalar, Sequence


def order_provisions(
    provisions: dict[str, Provision], documents: dict[str, RuleDocument], problems: Collector
) -> dict[str, Provision]:
    """The provisions sorted; reports CTE401 for a circle."""
    graph = {p.citation: sorted(looked_at(p)) for p in provisions.values()}
    try:
        ordered = tuple(TopologicalSorter({key: graph[key] for key in sorted(graph)}).static_order())
    except CycleError as error:
        circle = error.args[1][::-1]
        why = "what a provision means would depend on itself."
        fix = "let one of them state the facts instead of the reference."
        span = _place(documents[circle[0]], circle[1])
        problems.add("CTE401", span, f"a circle: {' → '.join(circle)}", why=why, fix=fix)
        return provisions
    return {citation: provisions[citation] for citation in ordered if citation in provisions}


def _place(document: RuleDocument, citation: str) -> Span:
    """Where the file refers to the provision."""
    holds = [document.holds] if document.holds is not None else []
    totals = list(document.totals.items.values()) if document.totals else []
    nodes: list[Node] = [*holds, *totals, *(exception.when for exception in document.exceptions.values())]
    while nodes:
        node = nodes.pop(0)
        if isinstance(node, Mapping):
            named = node.items.get("provision")
            if isinstance(named, Scalar) and named.text == citation:
                return named.span
            nodes = [*node.items.values(), *nodes]
        elif isinstance(node, Sequence):
            nodes = [*node.items, *nodes]
    return document.provision.span
