"""The explanation of one finding."""

from __future__ import annotations

from ctethics.explain.support import NONE, Names, support, usefulness, wanting
from ctethics.explain.traces import Tracer
from ctethics.outcome import Explanation, Outcome, Trace
from ctethics.program import Provision


def explain_finding(
    tracer: Tracer, provision: Provision, outcome: Outcome, possible: tuple[Outcome, ...]
) -> Explanation:
    """Why the provision came out as it did for the tracer's event, what it presumed and what it still needs."""
    general, exceptions, binding = tracer.general(provision), tracer.exceptions(provision), tracer.binding(provision)
    # Where it is undetermined, what is settled of it leaves an outcome out.
    settled = (general,) if outcome == "does not apply" else (binding,) if outcome == "applies" else (general, binding)
    presumed = NONE.union(*map(support, settled))
    needs = _needs(general, binding, possible) if outcome == "undetermined" else NONE
    order = {name: place for place, name in enumerate(tracer.program.vocabulary.names(provision.about))}
    return Explanation(general, exceptions, binding, _ordered(presumed, order), _ordered(needs, order))


def _needs(general: Trace, binding: Trace, possible: tuple[Outcome, ...]) -> Names:
    """The best set that could settle the finding one way or another."""
    rank = usefulness((general, binding))
    wanted: dict[Outcome, tuple[Names | None, ...]] = {
        "applies": (wanting(binding, True, rank),),
        "excepted": (wanting(general, True, rank), wanting(binding, False, rank)),
        "does not apply": (wanting(general, False, rank),),
    }
    sets = [NONE.union(*(s for s in wanted[o] if s)) for o in possible if None not in wanted[o]]
    return min((names for names in sets if names), key=rank, default=NONE)


def _ordered(names: Names, order: dict[str, int]) -> tuple[str, ...]:
    """Names in the order in which rules/facts.yaml declares them, those of other events last."""
    return tuple(sorted(names, key=lambda name: (order.get(name, len(order)), name)))
