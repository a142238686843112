"""Everything a case may say of one event and of its parties: each fact said or not, with any value of its type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from ctethics.engines.solver.days import Civil, civil, length
from ctethics.engines.solver.names import Names
from ctethics.engines.solver.terms import Known, Term, both, either, z3
from ctethics.law.calendar import EARLIEST, LATEST, NEVER
from ctethics.law.money import MOST_CENTS
from ctethics.program import Fact, Program

_MOST_NUMBER = 10**9


class Place(NamedTuple):
    """Where a fact is stated: of the event, or of the party in a role."""

    role: str | None
    name: str
    type: str

    def __str__(self) -> str:
        return f"{self.role} {self.name}" if self.role else self.name


class Stated:
    """One event as a case may tell it, under one or more programs that share what they both declare."""

    def __init__(
        self, kind: str, programs: Sequence[Program], names: Names, label: str = "", beside: Stated | None = None
    ) -> None:
        """`beside` is another event that has the same parties and happens on the same day."""
        self.kind, self.names, self.label, self._programs, self._beside = kind, names, label, programs, beside
        self._kinds = [p.vocabulary.events[kind] for p in programs if kind in p.vocabulary.events]
        self.day: Term = beside.day if beside else z3.Int(f"{label}date")
        self.roles = tuple(dict.fromkeys(role for kind in self._kinds for role in kind.roles))
        self.parties: dict[str, Known] = beside.parties if beside else {role: self._party(role) for role in self.roles}
        self.facts = {place: self._fact(place) for place in self._places()}

    @cached_property
    def rules(self) -> list[Term]:
        """What every case keeps to: each value of its type, one party the same in all its parts."""
        about_parties = () if self._beside else (*self._of_parties(), *self._one_party())
        return [*self._domains(), *self._periods(), *about_parties]

    @cached_property
    def civil(self) -> tuple[Civil, Term]:
        """The event's day by year, month and day, and what makes it so."""
        return civil(f"{self.label}date", self.day)

    def choices(self, place: Place) -> tuple[str, ...]:
        """All that a choice can be, under any of the programs."""
        return tuple(dict.fromkeys(choice for fact in self.declared(place) for choice in fact.choices))

    def declared(self, place: Place) -> Iterator[Fact]:
        """How each program declares a fact."""
        for program in self._programs:
            kind = program.vocabulary.events.get(self.kind)
            of_event = kind.facts if kind is not None else {}
            fact = (of_event if place.role is None else program.vocabulary.party).get(place.name)
            if fact is not None and fact.type == place.type:
                yield fact

    def _places(self) -> Iterator[Place]:
        for program in self._programs:
            for ref in program.facts.get(self.kind, ()):
                if ref.fact is not None:
                    yield Place(ref.role, ref.fact.name, ref.type)
                    if ref.fact.otherwise is not None:
                        yield Place(ref.role, ref.fact.otherwise, ref.type)

    def _party(self, role: str) -> Known:
        """Who has a part; where nobody is named for a part that another takes, it is that other's party."""
        name = f"{self.label}{role}"
        return Known(self._is_named(role), z3.BitVec(name, self.names.width))

    def _is_named(self, role: str) -> Term:
        declared = [kind.roles[role] for kind in self._kinds if role in kind.roles]
        if not any(one.is_optional or one.presume is not None for one in declared):
            return True
        stand_in = next((one.presume for one in declared if one.presume is not None), None)
        return either(z3.Bool(f"{self.label}{role}?"), False if stand_in is None else self._is_named(stand_in))

    def _fact(self, place: Place) -> Known:
        if self._beside and place.role:
            return self._beside.facts[place]
        name = f"{self.label}{place} ({place.type})"
        return Known(z3.Bool(f"{name}?"), self._value(place, name))

    def _value(self, place: Place, name: str) -> Term:
        match place.type:
            case "yes or no":
                return z3.Bool(name)
            case "text" | "list":
                return z3.BitVec(name, self.names.width)
            case "choice":
                return z3.BitVec(name, len(self.choices(place)))
            case _:
                return z3.Int(name)

    def _of_parties(self) -> Iterator[Term]:
        for party in self.parties.values():
            yield _is_one(party.value)
        if "donor" in self.parties and "recipient" in self.parties:
            yield self.parties["donor"].value != self.parties["recipient"].value

    def _domains(self) -> Iterator[Term]:
        yield z3.And(self.day >= EARLIEST.toordinal(), self.day <= LATEST.toordinal())
        for place, said in self.facts.items():
            yield from _domain(place.type, said.value)
            for fact in self.declared(place) if place.type == "choice" else ():
                yield said.value & sum(1 << self.choices(place).index(choice) for choice in fact.choices) != 0

    def _one_party(self) -> Iterator[Term]:
        for one, other in combinations(self.parties, 2):
            agrees = [
                z3.And(said.known == self.facts[there].known, said.value == self.facts[there].value)
                for place, said in self.facts.items()
                if place.role == one and (there := Place(other, place.name, place.type)) in self.facts
            ]
            if agrees:
                first, second = self.parties[one], self.parties[other]
                are_one = both(first.known, second.known, first.value == second.value)
                yield z3.Implies(are_one, z3.And(agrees))

    def _periods(self) -> Iterator[Term]:
        """A fact that names a period which ends on the event's day has it end there."""
        for place, said in self.facts.items():
            for fact in self.declared(place):
                if fact.last_day:
                    yield self.civil[1]
                    at, choices = self.civil[0], self.choices(place)
                    for choice, (month, day) in fact.last_day:
                        is_it = z3.And(said.known, said.value == 1 << choices.index(choice))
                        is_last = at.day == length(at.year, at.month)
                        named = z3.And(at.month == month - 1, at.day == day) if month else True
                        yield z3.Implies(is_it, z3.And(is_last, named))


def _domain(type_: str, value: Term) -> Iterable[Term]:
    match type_:
        case "text" | "choice":
            yield _is_one(value)
        case "amount":
            yield z3.And(value >= 0, value <= MOST_CENTS)
        case "number":
            yield z3.And(value >= 0, value <= _MOST_NUMBER)
        case "date":
            yield either(both(value >= EARLIEST.toordinal(), value <= LATEST.toordinal()), value == NEVER)


def _is_one(bits: Term) -> Term:
    return z3.And(bits != 0, bits & (bits - 1) == 0)
