"""Which mutants are tried where not all are: some of each rule file and of each sort."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import chain, zip_longest
from random import Random

from ctethics.proving.mutants import Mutant


def sampled(mutants: Sequence[Mutant], number: int, seed: int, always: Collection[str]) -> list[int]:
    """The places of so many mutants, the same for the same seed, and of all whose titles are in `always`.

    One is taken of each file and sort, in an order drawn by lot, then a second of each, and so on.
    """
    draw = Random(seed)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, mutant in enumerate(mutants):
        groups[mutant.span.source.name, mutant.sort].append(place)
    mixed = list(groups.values())
    draw.shuffle(mixed)
    for group in mixed:
        draw.shuffle(group)
    turns = chain.from_iterable(zip_longest(*mixed))
    drawn = [place for place in turns if place is not None][:number]
    return sorted({*drawn, *(place for place, mutant in enumerate(mutants) if mutant.title in always)})
