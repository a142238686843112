"""A model of the solver as a case that can be put to the law: parties, the event and the earlier ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ctethics.engines.solver.stated import Place, Stated
from ctethics.engines.solver.terms import Known, Term, z3
from ctethics.law.calendar import show_day
from ctethics.law.money import show_cents
from ctethics.proving.verify.plain import Plain
from ctethics.proving.verify.world import World

Told = dict[str, Any]
_NAMES = ("acme", "lee", "bolt", "kim", "gale", "dana")


@dataclass
class Telling:
    """Reads one model; spare names get usual ones, in the order in which they are met."""

    world: World
    model: Term
    plain: Plain
    _spare: dict[int, str] = field(default_factory=dict)

    def case(self) -> Told:
        """The case in the shape of a case file; the event asked about is the last."""
        parties = self._parties()
        event = self._event("event", self.world.event)
        return {"parties": parties, "events": [*self._earlier(), event]}

    def _earlier(self) -> Iterator[Told]:
        number = 0
        for stated, count in zip(self.world.earlier.sorts, self.world.earlier.counts, strict=True):
            many = self._number(count)
            one = self._event("", stated) if many else {}
            for _ in range(many):
                number += 1
                yield {**one, "id": f"earlier {number}"}

    def _parties(self) -> Told:
        """Each party once; names are given first to those of the model that are parties."""
        event, found = self.world.event, dict[str, Told]()
        for role, party in event.parties.items():
            if self._is(party.known):
                found.setdefault(self._party(role), {})
        for place, said in event.facts.items():
            if place.role and self._is(said.known) and self._is(event.parties[place.role].known):
                found[self._party(place.role)][place.name] = self._value(place, said)
        return found

    def _party(self, role: str) -> str:
        bits = self._number(self.world.event.parties[role].value)
        names = self.world.event.names
        if bits < 1 << len(names.named):
            return names.shown(bits)[0]
        if bits not in self._spare:
            kinds = (said for place, said in self.world.event.facts.items() if place[:2] == (role, "kind"))
            shown = [str(self._value(Place(role, "kind", "choice"), said)) for said in kinds if self._is(said.known)]
            usual = self.plain.parties.get((role, shown[0] if shown else ""), [])
            self._spare[bits] = self._unused([*usual, *_NAMES])
        return self._spare[bits]

    def _unused(self, names: list[str]) -> str:
        taken = {*self._spare.values(), *self.world.event.names.named}
        return next(name for name in (*names, *(f"other {i}" for i in range(1, 99))) if name not in taken)

    def _event(self, id_: str, stated: Stated) -> Told:
        told: Told = {"id": id_, "kind": stated.kind, "date": show_day(self._number(stated.day))}
        for role, party in stated.parties.items():
            if self._is(party.known) and not self._is_taken_from(role):
                told[role] = self._party(role)
        for place, said in stated.facts.items():
            if not place.role and self._is(said.known):
                told[place.name] = self._value(place, said)
        return told

    def _is_taken_from(self, role: str) -> bool:
        """Whether the part is taken by who is presumed to take it."""
        for side in self.world.sides:
            kind = side.program.vocabulary.events[self.world.kind]
            presumed = kind.roles[role].presume if role in kind.roles else None
            if presumed is None or self._party(presumed) != self._party(role):
                return False
        return True

    def _value(self, place: Place, said: Known) -> object:
        value = self.model.eval(said.value, True)
        match place.type:
            case "yes or no":
                return "yes" if z3.is_true(value) else "no"
            case "choice":
                return self.world.event.choices(place)[value.as_long().bit_length() - 1]
            case "amount":
                return show_cents(value.as_long())
            case "date":
                return show_day(value.as_long())
            case "number":
                return value.as_long()
            case _:
                names = [self._name(place, bit) for bit in _bits(value.as_long())]
                return names if place.type == "list" else names[0]

    def _name(self, place: Place, bit: int) -> str:
        named = self.world.event.names.named
        if bit < 1 << len(named):
            return named[bit.bit_length() - 1]
        if bit not in self._spare:
            usual = [one for value in self.plain.values.get(place.name, []) for one in _texts(value)]
            self._spare[bit] = self._unused(usual)
        return self._spare[bit]

    def _number(self, term: Term) -> int:
        return int(self.model.eval(term, True).as_long())

    def _is(self, term: Term) -> bool:
        return term if isinstance(term, bool) else bool(z3.is_true(self.model.eval(term, True)))


def _bits(value: int) -> list[int]:
    return [1 << place for place in range(value.bit_length()) if value >> place & 1]


def _texts(value: object) -> list[str]:
    return sorted(value) if isinstance(value, frozenset) else [str(value)]
