"""The smallest of the cases that are left: the fewest earlier events and facts, each with a plain or a least value."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from ctethics.engines.solver.stated import Place
from ctethics.engines.solver.terms import Known, Term, z3
from ctethics.law.calendar import NEVER
from ctethics.proving.verify.earlier import MOST
from ctethics.proving.verify.plain import Plain
from ctethics.proving.verify.world import OutOfTimeError, World


class _Saying(NamedTuple):
    """Something that a case may say or leave out: what saying it means, and how usual it is; a fact by its place."""

    said: Term
    often: int
    fact: tuple[Place, Term] | None = None


class Smallest:
    """Narrows what the solver supposes to one case; the world supposes already what the case must show."""

    def __init__(self, world: World, plain: Plain) -> None:
        self.world, self.plain = world, plain
        self._said: list[tuple[Place, Term]] = []

    def find(self) -> Term:
        """The solver's model of the case. There must be one. Raises OutOfTimeError."""
        self._fewest_events()
        self._fewest_facts()
        for place, value in self._said:
            if place.type not in ("amount", "number", "date"):
                any(self._take(value == usual) for usual in self._plain_values(place))
        self._settle_day()
        for place, value in self._said:
            if place.type == "date":
                self._settle_date(value)
        for place, value in self._said:
            if place.type in ("amount", "number"):
                self._least(value)
        if not self._can_be():
            raise OutOfTimeError
        return self.world.solver.model()

    def _can_be(self, *terms: Term) -> bool:
        return self.world.can_be(*terms, is_concrete=True)

    def _take(self, *terms: Term) -> bool:
        """Supposes this too where it can be."""
        can_be = self._can_be(*terms)
        if can_be:
            self.world.solver.add(*terms)
        return can_be

    def _facts(self) -> Iterator[tuple[Place, Known]]:
        """The facts of the event and its parties, then those of earlier events."""
        yield from self.world.event.facts.items()
        for stated in self.world.earlier.sorts:
            yield from ((place, said) for place, said in stated.facts.items() if not place.role)

    def _fewest_events(self) -> None:
        counts = self.world.earlier.counts
        for many in range(MOST * len(counts) + 1):
            if self._take(z3.Sum(counts) == many):
                return

    def _fewest_facts(self) -> None:
        left_out_all = {str(i): saying for i, saying in enumerate(self._sayings())}
        left_out = dict(left_out_all)
        literals = {name: z3.Bool(f"left out {name}") for name in left_out}
        self.world.solver.add(*(z3.Implies(literals[name], z3.Not(one.said)) for name, one in left_out.items()))
        names = {str(literal): name for name, literal in literals.items()}
        said: list[str] = []
        while not self._can_be(*(literals[name] for name in left_out)):
            core = [names[str(one)] for one in self.world.solver.unsat_core() if str(one) in names]
            chosen = max(sorted(core, key=int), key=lambda name: left_out[name].often)
            said.append(chosen)
            del left_out[chosen]
        self.world.solver.add(*(literals[name] for name in left_out))
        stated = {name: left_out_all[name] for name in said}
        for name in reversed(said):
            if self._take(literals[name]):
                del stated[name]
        self._said = [fact for name in sorted(stated, key=int) if (fact := stated[name].fact) is not None]

    def _sayings(self) -> Iterator[_Saying]:
        event, kinds = self.world.event, [side.program.vocabulary.events for side in self.world.sides]
        for place, said in self._facts():
            yield _Saying(said.known, self.plain.often.get(place.name, 0), (place, said.value))
        yield from self._one_in_two_parts()
        is_spare = len(event.names.named)
        for role, party in event.parties.items():
            if is_spare:
                # A party has a name of its own and not one that rules compare something else with.
                yield _Saying(z3.ULT(party.value, 1 << is_spare), -1)
            if party.known is not True:
                yield _Saying(party.known, 0)
            stand_in = next((k[event.kind].roles[role].presume for k in kinds if role in k[event.kind].roles), None)
            if stand_in is not None:
                yield _Saying(party.value != event.parties[stand_in].value, 0)

    def _one_in_two_parts(self) -> Iterator[_Saying]:
        """That one party takes two parts neither of which is presumed of the other: told last of all."""
        event, kinds = self.world.event, [side.program.vocabulary.events for side in self.world.sides]
        roles = [kind[event.kind].roles for kind in kinds]
        own = [name for name in event.roles if all(r[name].presume is None for r in roles if name in r)]
        for one, other in combinations(own, 2):
            yield _Saying(event.parties[one].value == event.parties[other].value, -2)

    def _plain_values(self, place: Place) -> Iterator[Term]:
        usual, stated = self.plain.values.get(place.name, []), self.world.event
        match place.type:
            case "yes or no":
                yield from (z3.BoolVal(bool(value)) for value in usual)
            case "choice":
                choices = stated.choices(place)
                yield from (1 << choices.index(str(value)) for value in usual if value in choices)
            case "text":
                named = stated.names.named
                yield from (1 << named.index(value) for value in usual if value in named)
            case _:
                texts = [stated.facts[other] for other in stated.facts if other.type == "text"]
                yield from (one.value for one in (*texts, *stated.parties.values()))

    def _settle_day(self) -> None:
        day = self.world.event.day
        if not any(self._take(day == usual) for usual in self.plain.days[:12]):
            self._least(day)

    def _settle_date(self, value: Term) -> None:
        day = self.world.event.day
        if self._take(z3.Or(value == NEVER, value == day)) or self._take(value > day):
            self._least(value)
        else:
            self._least(-value, -NEVER)

    def _least(self, value: Term, low: int = 0) -> None:
        """Gives a number the least value that it can have."""
        if not self._can_be():
            raise OutOfTimeError
        high = self.world.solver.model().eval(value, True).as_long()
        while low < high:
            middle = (low + high) // 2
            if self._can_be(value <= middle):
                high = middle
            else:
                low = middle + 1
        self.world.solver.add(value == high)
