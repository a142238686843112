"""What becomes of exceptions: under the other law, and in another provision that shares them."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.engines.solver.terms import Term, Truth, agree, both, negated
from ctethics.engines.solver.verdicts import Outcome
from ctethics.law.regimes import LAWS
from ctethics.program import Program, Provision
from ctethics.proving.verify.parts import needed_by
from ctethics.proving.verify.plain import Plain
from ctethics.proving.verify.result import REFUTED, SHOWN, Result, how_of, why_of
from ctethics.proving.verify.search import Found, Looked, Search
from ctethics.proving.verify.world import Asked, World

KEPT, SHARED = "kept", "shared"


def kept(program: Program, citation: str, plain: Plain, seconds: float) -> Iterator[Result]:
    """What one law excepts, the other excepts too: of the provision and of each of its exceptions."""
    provision = program.provisions[citation]
    if not any(one.exceptions for one in needed_by(program, provision)):
        return
    laws = tuple(LAWS)
    world = World(provision.about, [Asked(program, law, program.default_readings) for law in laws])
    search = Search(world, plain)
    outcomes = [search.outcome(Looked(side, provision)) for side in range(len(laws))]
    for one, other in ((0, 1), (1, 0)):
        says = f"what is excepted under `{laws[one]}` is excepted under `{laws[other]}`"
        looked = [Looked(0, provision), Looked(1, provision)]
        found = _stops(search, looked, outcomes[one], outcomes[other], seconds)
        yield _result(KEPT, citation, says, found, seconds, laws)
        for i, exception in enumerate(provision.exceptions):
            says = f"where it holds under `{laws[one]}`, it holds under `{laws[other]}`"
            parts = outcomes[one].exceptions[i], outcomes[other].exceptions[i]
            world.allow(seconds)
            found = _fails(search, looked, *parts, both(outcomes[one].is_excepted, outcomes[other].applies))
            yield _result(KEPT, exception.citation, says, found, seconds, laws)


def _fails(search: Search, looked: list[Looked], one: Truth, other: Truth, decides: Term) -> Found:
    """A case in which one holds and the other does not: best where that decides, else where it is certain."""
    found = Found("none")
    for terms in (
        (one.must, negated(other.may), decides),
        (one.must, negated(other.may)),
        (one.must, negated(other.must)),
    ):
        if found.how == "none":
            found = search.case(looked, *terms)
    return found


def _stops(search: Search, looked: list[Looked], one: Outcome, other: Outcome, seconds: float) -> Found:
    """A case that one law excepts and to which the other applies, or at least may."""
    search.world.allow(seconds)
    found = search.case(looked, one.is_excepted, other.applies)
    return found if found.how != "none" else search.case(looked, one.is_excepted, other.binding.may)


def shared(program: Program, citation: str, plain: Plain, seconds: float) -> Iterator[Result]:
    """What a provision shares with another means the same in both; what it does not share is where the two part."""
    provision = program.provisions[citation]
    if provision.shares is None:
        return
    owner = program.provisions[provision.shares]
    for law in LAWS:
        yield from _Sharing(program, owner, provision, law, plain, seconds).results()


class _Sharing:
    """Two provisions that share exceptions, under one law."""

    def __init__(
        self, program: Program, owner: Provision, sharer: Provision, law: str, plain: Plain, seconds: float
    ) -> None:
        self.owner, self.sharer, self.law, self.seconds = owner, sharer, law, seconds
        self.search = Search(World(owner.about, [Asked(program, law, program.default_readings)]), plain)
        self.looked = [Looked(0, owner), Looked(0, sharer)]
        self.one, self.other = (self.search.outcome(looked) for looked in self.looked)

    def results(self) -> Iterator[Result]:
        says = f"the general rule holds where that of § {self.owner.citation} does"
        yield self._result(self.sharer.citation, says, REFUTED, negated(agree(self.one.general, self.other.general)))
        keys = {exception.key: i for i, exception in enumerate(self.sharer.exceptions)}
        for i, exception in enumerate(self.owner.exceptions):
            answer = self.one.exceptions[i]
            if exception.key in keys:
                says = f"({exception.key}) means the same in § {self.owner.citation} and § {self.sharer.citation}"
                other = self.other.exceptions[keys[exception.key]]
                yield self._result(exception.citation, says, REFUTED, negated(agree(answer, other)))
            else:
                says = f"what ({exception.key}) excepts from § {self.owner.citation} is excepted from § "
                parts = both(self.one.is_excepted, answer.must, self.other.applies)
                yield self._result(exception.citation, says + self.sharer.citation, SHOWN, parts)

    def _result(self, citation: str, says: str, when_a_case: str, term: Term) -> Result:
        self.search.world.allow(self.seconds)
        found = self.search.case(self.looked, term)
        sides = (self.owner.citation, self.sharer.citation)
        return _result(SHARED, citation, says, found, self.seconds, sides, when_a_case, self.law)


def _result(
    statement: str,
    citation: str,
    says: str,
    found: Found,
    seconds: float,
    sides: tuple[str, ...],
    when_a_case: str = SHOWN,
    law: str = "",
) -> Result:
    how, why = how_of(found, when_a_case), why_of(found, seconds)
    return Result(statement, citation, says, how, law, why, found.witness, sides)
