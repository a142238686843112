"""Typed facts: parties, and events in the order in which running totals count them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ctethics.program import Value


@dataclass(frozen=True, slots=True)
class Party:
    """A person, business or agency; a fact not stated is absent."""

    id: str
    facts: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on `day`; `roles` gives each part's party id; a fact not stated is absent."""

    id: str
    kind: str
    day: int
    roles: dict[str, str]
    facts: dict[str, Value]


@dataclass(frozen=True)
class Ledger:
    """A case's facts. Events stand by day, and within a day by id, however the case lists them."""

    parties: dict[str, Party]
    events: tuple[Event, ...]

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all events."""
        return frozenset(event.id for event in self.events)
