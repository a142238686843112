"""The laws and periods under which limits have their amounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ctethics.law.regimes import LAWS
from ctethics.program import Limit


class World(NamedTuple):
    """A law on a day."""

    law: str
    day: int


def worlds(limits: Iterable[Limit]) -> tuple[World, ...]:
    """One for each way the limits' amounts stand together: under a law, before or from a day on which one changes."""
    some = tuple(limits)
    found: dict[tuple[int | None, ...], World] = {}
    for law in LAWS:
        changes = {version.start for limit in some for version in limit.versions[law][1:]}
        for day in sorted({0, *changes}):
            found.setdefault(tuple(limit.version(law, day).amount for limit in some), World(law, day))
    return tuple(found.values())
