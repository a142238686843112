"""The local variables of one generated function."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from typing import Final

from ctethics.program import Limit, TotalIs

# What generated functions call, and what they name themselves.
_OWN: Final = frozenset({"facts", "total", "get", "shift", "includes", "new", "plain", "whole", "decide"})
_NUMBERED: Final = re.compile(r"[abegnx]\d*(_\d+)?|from_.*|so_far_.*")


class Names:
    """The variables for facts, totals, and the days on which limits change, each made when it is first named.

    is_lazy -- totals are asked for when a condition first needs them, and else are at hand like facts.
    """

    def __init__(self, law: str, readings: Mapping[str, str], *, is_lazy: bool) -> None:
        self.law, self.readings, self.is_lazy = law, readings, is_lazy
        self.facts = {"date": "date"}
        self.totals: dict[tuple[str, bool], TotalIs] = {}
        self.days: dict[int, str] = {}
        self._taken = {"date"}

    def fact(self, name: str) -> str:
        """The variable of a fact: None where it is unknown."""
        if name not in self.facts:
            self.facts[name] = self._new(name)
        return self.facts[name]

    def total(self, test: TotalIs) -> str:
        """What gives a total's interval, a pair of its ends."""
        key = (test.total.name, test.whole)
        self.totals.setdefault(key, test)
        place = list(self.totals).index(key)
        name = f"so_far_{place}"
        return f"({name} := {name} or total({place}))" if self.is_lazy else name

    def amount(self, limit: Limit) -> str:
        """A limit's amount on the event's day."""
        first, *later = limit.versions[self.law]
        text = repr(first.amount)
        for version in later:
            day = self.days.setdefault(version.start, f"from_{version.start}")
            text = f"({version.amount!r} if {day} else {text})"
        return text

    def _new(self, fact: str) -> str:
        """A variable made of the letters and digits of a fact's name, and of its own."""
        slug = re.sub("[^a-z0-9]+", "_", fact.lower()).strip("_")
        if not slug or slug[0].isdigit() or keyword.iskeyword(slug) or slug in _OWN or _NUMBERED.fullmatch(slug):
            slug = f"fact_{slug}"
        wanted, number = slug, 1
        while wanted in self._taken:
            number += 1
            wanted = f"{slug}_{number}"
        self._taken.add(wanted)
        return wanted
