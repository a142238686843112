"""Pass 5: provisions in the order in which each comes after those it refers to."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from ctethics.diagnostics import Collector
from ctethics.program import Applies, Condition, Not, Provision, parts_of
from ctethics.program.program import references
from ctethics.rulefile import RuleDocument


def order_provisions(
    provisions: dict[str, Provision], documents: dict[str, RuleDocument], problems: Collector
) -> dict[str, Provision]:
    """The provisions sorted; reports CTE401 for a circle, CTE402 for a reference under `not`.

    A reference under `not` is refused because an exception must only ever narrow: excepted from one provision, an
    event could fall under another.
    """
    graph = {p.citation: sorted({r for c in p.conditions() for r in references(c)}) for p in provisions.values()}
    for citation, provision in provisions.items():
        for condition in provision.conditions():
            if _is_negated(condition):
                why = "an exception may only narrow, and this would let it widen another provision."
                fix = "state the facts themselves under `not`."
                span = documents[citation].holds.span
                problems.add("CTE402", span, "a provision under `not`", why=why, fix=fix)
    try:
        ordered = tuple(TopologicalSorter({key: graph[key] for key in sorted(graph)}).static_order())
    except CycleError as error:
        circle = " → ".join(error.args[1][::-1])
        first = documents[min(error.args[1])]
        why = "what a provision means would depend on itself."
        fix = "let one of them state the facts instead of the reference."
        problems.add("CTE401", first.provision.span, f"a circle: {circle}", why=why, fix=fix)
        return provisions
    return {citation: provisions[citation] for citation in ordered if citation in provisions}


def _is_negated(condition: Condition, under: bool = False) -> bool:
    inside = under or isinstance(condition, Not)
    return (under and isinstance(condition, Applies)) or any(_is_negated(part, inside) for part in parts_of(condition))
