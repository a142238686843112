"""What is plain: how often examples state a fact, and with which values; who takes which part in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from ctethics.facts import Ledger
from ctethics.program import Value

T = TypeVar("T")


@dataclass
class Plain:
    """The facts, days and names of examples, the most usual first.

    values -- by the fact's name, of parties and of events alike; parties -- by the part and the kind of party, ``
    standing for any kind.
    """

    values: dict[str, list[Value]] = field(default_factory=dict)
    parties: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    days: list[int] = field(default_factory=list)
    often: dict[str, int] = field(default_factory=dict)


def plain_of(ledgers: Iterable[Ledger]) -> Plain:
    """What is plain by some examples."""
    values: dict[str, Counter[Value]] = defaultdict(Counter)
    parties: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    days: Counter[int] = Counter()
    for ledger in ledgers:
        for party in ledger.parties.values():
            for name, value in party.facts.items():
                values[name][value] += 1
        for event in ledger.events:
            days[event.day] += 1
            for name, value in event.facts.items():
                values[name][value] += 1
            for role, id_ in event.roles.items():
                for kind in {"", str(ledger.parties[id_].facts.get("kind", ""))}:
                    parties[role, kind][id_] += 1
    return Plain(
        {name: _ranked(some) for name, some in values.items()},
        {key: _ranked(some) for key, some in parties.items()},
        _ranked(days),
        {name: some.total() for name, some in values.items()},
    )


def _ranked(some: Counter[T]) -> list[T]:
    return sorted(some, key=lambda one: (-some[one], _order(one)))


def _order(value: object) -> str:
    return str(sorted(value)) if isinstance(value, frozenset) else str(value)
