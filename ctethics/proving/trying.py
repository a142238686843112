"""Mutants tried on all cores, with the same result and in the same order on any number of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import Final

from ctethics.proving.bench import Asked, Bench, Fate, open_bench

# Mutants tried one after the other, those before showing what is likely to kill those after.
_TOGETHER: Final = 12
_bench: Bench | None = None


def tried(bench: Bench, asked: Asked, places: Sequence[int], unsought: frozenset[int], jobs: int) -> Iterator[Fate]:
    """What becomes of the mutants at these places; unsought -- those for whose survival no example is sought."""
    parts = [tuple(places[start : start + _TOGETHER]) for start in range(0, len(places), _TOGETHER)]
    if jobs < 2 or len(parts) < 2:
        for part in parts:
            yield from bench.fates(part, unsought)
        return
    processes = min(jobs, len(parts))
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_open, initargs=(asked,)) as pool:
        for fates in pool.map(partial(_fates, unsought=unsought), parts):
            yield from fates


def _open(asked: Asked) -> None:
    global _bench  # noqa: PLW0603  what a process keeps from one part to the next
    _bench = open_bench(asked)


def _fates(part: tuple[int, ...], unsought: frozenset[int]) -> list[Fate]:
    assert _bench is not None
    return list(_bench.fates(part, unsought))
