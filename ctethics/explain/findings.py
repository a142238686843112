"""The explanation of one finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from ctethics.explain.needs import Refer, together, usefulness, ways
from ctethics.explain.support import NONE, Names, support
from ctethics.explain.traces import Tracer
from ctethics.outcome import Explanation, Outcome, Trace
from ctethics.program import DaysAfter, FactRef, Program, Provision


def explain_finding(
    tracer: Tracer, provision: Provision, outcome: Outcome, possible: tuple[Outcome, ...]
) -> Explanation:
    """Why the provision came out as it did for the tracer's event, what it presumed and what it still needs."""
    general, exceptions, binding = tracer.general(provision), tracer.exceptions(provision), tracer.binding(provision)
    # Where it is undetermined, what is settled of it leaves an outcome out.
    settled = (general,) if outcome == "does not apply" else (binding,) if outcome == "applies" else (general, binding)
    presumed = NONE.union(*map(support, settled))
    vocabulary = tracer.program.vocabulary
    refer = partial(_refer, tracer.program, provision.about, tracer.situation.event.day)
    needs = _needs(general, binding, possible, refer) if outcome == "undetermined" else NONE
    open_ = tuple(dict.fromkeys(not_established(binding))) if outcome == "undetermined" else ()
    order = {name: place for place, name in enumerate(vocabulary.names(provision.about))}
    return Explanation(general, exceptions, binding, _ordered(presumed, order), _ordered(needs, order), open_)


def _needs(general: Trace, binding: Trace, possible: tuple[Outcome, ...], refer: Refer) -> Names:
    """The best set of facts that could settle the finding one way or another."""
    rank = usefulness((general, binding))
    wanted: dict[Outcome, tuple[tuple[Trace, bool], ...]] = {
        "applies": ((binding, True),),
        "excepted": ((general, True), (binding, False)),
        "does not apply": ((general, False),),
    }
    found = [
        way
        for outcome in possible
        for way in together((ways(trace, answer, rank, refer) for trace, answer in wanted[outcome]), rank)
    ]
    return min((way for way in found if way.names), key=rank).names if any(way.names for way in found) else NONE


def _refer(program: Program, kind: str, day: int, name: str) -> FactRef | None:
    """The fact that a name means; of periods only the choices that can end on the day."""
    ref = program.vocabulary.refer(kind, name)
    if ref is None or ref.fact is None or not ref.fact.last_day:
        return ref
    fitting = tuple(choice for choice in ref.fact.choices if ref.fact.ends_on(choice, day))
    return replace(ref, fact=replace(ref.fact, choices=fitting))


def not_established(trace: Trace) -> Iterator[str]:
    """The limits that an answer waits for because the sources do not establish them."""
    c = trace.condition
    if trace.answer is None and trace.sort == "leaf" and isinstance(c, DaysAfter) and not trace.unknown:
        yield c.limit.name
    for part in trace.parts:
        yield from not_established(part)


def _ordered(names: Names, order: dict[str, int]) -> tuple[str, ...]:
    """Names in the order in which rules/facts.yaml declares them, those of other events last."""
    return tuple(sorted(names, key=lambda name: (order.get(name, len(order)), name)))
