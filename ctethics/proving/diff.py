"""What two versions of the rules declare otherwise, besides how cases come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from ctethics.program import Fact, Program, Provision


@dataclass(frozen=True)
class Declared:
    """A provision, exception, fact or reading that one version has alone, or that each declares otherwise."""

    what: str
    name: str
    how: str

    def to_dict(self) -> dict[str, str]:
        return {"what": self.what, "name": self.name, "how": self.how}


def in_both(old: Program, new: Program) -> list[str]:
    """The provisions that both have, about the same kind of event."""
    shared = (c for c in old.provisions if c in new.provisions)
    return [c for c in shared if old.provisions[c].about == new.provisions[c].about]


def declared(old: Program, new: Program) -> Iterator[Declared]:
    """What appears, vanishes or is declared otherwise."""
    yield from _named("provision", old.provisions, new.provisions)
    for citation in (c for c in old.provisions if c in new.provisions):
        yield from _of_provision(old.provisions[citation], new.provisions[citation])
    yield from _facts("a party", old.vocabulary.party, new.vocabulary.party)
    yield from _named("kind of event", old.vocabulary.events, new.vocabulary.events)
    for kind in (k for k in old.vocabulary.events if k in new.vocabulary.events):
        one, other = old.vocabulary.events[kind], new.vocabulary.events[kind]
        yield from _facts(f"a {kind}", one.facts, other.facts)
        yield from _changed(f"part of a {kind}", one.roles, other.roles)
    yield from _changed("default of the reading", old.default_readings, new.default_readings)


def _of_provision(one: Provision, other: Provision) -> Iterator[Declared]:
    citation = one.citation
    if one.about != other.about:
        yield Declared("provision", citation, f"is about a {one.about} in the old, a {other.about} in the new")
    keys = [{exception.citation: exception for exception in rule.exceptions} for rule in (one, other)]
    yield from _named("exception", *keys)
    for name in ("duty", "consequences", "kind"):
        if plain(getattr(one, name)) != plain(getattr(other, name)):
            yield Declared(f"{name} of", citation, "is another")


def _facts(of: str, old: Mapping[str, Fact], new: Mapping[str, Fact]) -> Iterator[Declared]:
    yield from _changed(
        f"fact of {of}", {n: _answers(f) for n, f in old.items()}, {n: _answers(f) for n, f in new.items()}
    )


def _answers(fact: Fact) -> tuple[object, ...]:
    """What of a fact an answer can depend on."""
    return fact.type, fact.choices, fact.presume, fact.otherwise, fact.last_day


def _named(what: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Declared]:
    yield from (Declared(what, name, "vanishes") for name in old if name not in new)
    yield from (Declared(what, name, "appears") for name in new if name not in old)


def _changed(what: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Declared]:
    yield from _named(what, old, new)
    yield from (Declared(what, name, "is declared otherwise") for name in old if name in new and old[name] != new[name])


def plain(value: Any) -> Any:
    """A part of a program without the places of the words that it rests on."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = (f.name for f in fields(value) if f.name not in ("quote", "found", "why", "question"))
        return (type(value).__name__, *(plain(getattr(value, name)) for name in kept))
    if isinstance(value, tuple | list):
        return tuple(plain(one) for one in value)
    if isinstance(value, dict):
        return tuple((name, plain(one)) for name, one in value.items())
    return value
