"""Which parts of an answer make it what it is."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.explain.support import support
from ctethics.outcome import Trace
from ctethics.program import Applies


def deciding(trace: Trace) -> tuple[Trace, ...]:
    """The parts that make a joined answer what it is."""
    if trace.sort in ("not", "same") or trace.answer is (trace.sort == "all"):
        return trace.parts
    alike = tuple(part for part in trace.parts if part.answer is trace.answer)
    if trace.answer is None:
        return alike
    return tuple(part for part in alike if not support(part)) or alike


def reasons_of(trace: Trace) -> Iterator[Trace]:
    """The leaves and references that make an answer what it is."""
    if trace.sort == "leaf" or isinstance(trace.condition, Applies):
        yield trace
        return
    for part in deciding(trace):
        yield from reasons_of(part)


def is_near(trace: Trace) -> bool:
    """Whether an exception that fails does so by an amount alone."""
    failing = list(_failing(trace))
    return bool(failing) and all(leaf.measure is not None for leaf in failing)


def _failing(trace: Trace) -> Iterator[Trace]:
    if trace.sort == "leaf":
        yield trace
    for part in deciding(trace):
        yield from _failing(part)
