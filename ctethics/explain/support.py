"""What a settled answer rests on, and what an unsettled one lacks: the smallest sets of names, by one walk each.

An `all` that is no rests on any one part that is no, one that is yes on every part; `any` is the mirror image. The
same holds of what it would take to make an unknown answer yes or no.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from ctethics.outcome import Trace

Names = frozenset[str]
Rank = Callable[[Names], tuple[int, int, list[str]]]
NONE: Names = frozenset()


def support(trace: Trace) -> Names:
    """The fewest presumptions that a settled answer rests on, as far as one walk can tell; none where unknown."""
    if trace.answer is None:
        return NONE
    if trace.sort == "leaf":
        return trace.presumed
    if trace.sort in ("not", "same"):
        return support(trace.parts[0])
    if trace.answer is (trace.sort == "all"):
        return _union(support(part) for part in trace.parts)
    return min((support(part) for part in trace.parts if part.answer is trace.answer), key=_small)


def wanting(trace: Trace, wanted: bool, rank: Rank) -> Names | None:
    """The best-ranked set of unknown facts that could make the answer `wanted`; None where nothing could."""
    if trace.answer is not None:
        return NONE if trace.answer is wanted else None
    if trace.sort == "leaf":
        return trace.unknown or None
    if trace.sort == "same":
        return wanting(trace.parts[0], wanted, rank)
    if trace.sort == "not":
        return wanting(trace.parts[0], not wanted, rank)
    sets = [wanting(part, wanted, rank) for part in trace.parts]
    known = [names for names in sets if names is not None]
    if (trace.sort == "all") is wanted:
        return _union(known) if len(known) == len(sets) else None
    return min(known, key=rank, default=None)


def usefulness(traces: Iterable[Trace]) -> Rank:
    """Ranks sets of facts: fewest first, then those that most conditions ask for, then by name."""
    asked = Counter(name for trace in traces for name in _unknown(trace))
    return lambda names: (len(names), -sum(asked[name] for name in names), sorted(names))


def _unknown(trace: Trace) -> Iterable[str]:
    if trace.sort == "leaf":
        yield from trace.unknown
    for part in trace.parts:
        yield from _unknown(part)


def _union(sets: Iterable[Names]) -> Names:
    return NONE.union(*sets)


def _small(names: Names) -> tuple[int, list[str]]:
    return (len(names), sorted(names))
