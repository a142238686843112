"""What a settled answer rests on: the smallest set of presumptions, by one walk.

An `all` that is no rests on any one part that is no, one that is yes on every part; `any` is the mirror image.
"""

from __future__ import annotations

from collections.abc import Iterable

from ctethics.outcome import Trace

Names = frozenset[str]
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


def lacked(trace: Trace) -> frozenset[str]:
    """Everything unknown that any part of an answer lacks."""
    return trace.unknown.union(*(lacked(part) for part in trace.parts)) if trace.answer is None else NONE


def _union(sets: Iterable[Names]) -> Names:
    return NONE.union(*sets)


def _small(names: Names) -> tuple[int, list[str]]:
    return (len(names), sorted(names))
