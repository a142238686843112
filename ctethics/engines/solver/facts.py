"""An event's facts as one program names them, stand-ins and presumptions applied, as `engines.situation` does."""

from __future__ import annotations

from ctethics.engines.solver.stated import Place, Stated
from ctethics.engines.solver.terms import Known, both, chosen, either, z3
from ctethics.program import Fact, FactRef, Program, Value

NOTHING_KNOWN = Known(False, None)


class Facts:
    """The facts by the names that conditions use."""

    def __init__(self, program: Program, stated: Stated) -> None:
        self.program, self.stated = program, stated
        self._found: dict[str, Known] = {}

    def __getitem__(self, name: str) -> Known:
        if name not in self._found:
            self._found[name] = self._resolved(name)
        return self._found[name]

    def ref(self, name: str) -> FactRef | None:
        """What the name means, or None."""
        return self.program.vocabulary.refer(self.stated.kind, name)

    def _resolved(self, name: str) -> Known:
        if name == "date":
            return Known(True, self.stated.day)
        ref = self.ref(name)
        if ref is None:
            return NOTHING_KNOWN
        party = Known(True, None) if ref.role is None else self.stated.parties[ref.role]
        if ref.fact is None:
            return party
        known, value = self._with_stand_ins(ref, ref.fact)
        return Known(both(party.known, known), value)

    def _with_stand_ins(self, ref: FactRef, fact: Fact) -> Known:
        found = self._presumed(ref, fact)
        for name in (fact.otherwise, fact.name):
            said = self.stated.facts.get(Place(ref.role, name, ref.type)) if name is not None else None
            if said is not None:
                value = said.value if found.value is None else chosen(said.known, said.value, found.value)
                found = Known(either(said.known, found.known), value)
        return found

    def _presumed(self, ref: FactRef, fact: Fact) -> Known:
        if fact.presume is None:
            return NOTHING_KNOWN
        return Known(True, self.term(Place(ref.role, fact.name, ref.type), fact.presume))

    def term(self, place: Place, value: Value) -> object:
        """A value of a fact as a term."""
        match place.type:
            case "yes or no":
                return z3.BoolVal(bool(value))
            case "choice":
                choices = self.stated.choices(place)
                return z3.BitVecVal(1 << choices.index(str(value)), len(choices))
            case "text" | "list":
                return self.stated.names.term(value if isinstance(value, frozenset) else [value])
            case _:
                return z3.IntVal(int(str(value)))
