"""What the bill changes: for each provision proved that nothing does, or the smallest cases that come out otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.engines.solver.terms import Term, agree, both, negated
from ctethics.law.calendar import show_day
from ctethics.law.regimes import LAWS
from ctethics.program import Program, Provision
from ctethics.proving.verify.plain import Plain
from ctethics.proving.verify.result import PROVED, SHOWN, Result, how_of, why_of
from ctethics.proving.verify.search import Found, Looked, Search
from ctethics.proving.verify.world import Asked, World

NAME = "changes"


def changes(program: Program, citation: str, plain: Plain, seconds: float) -> Iterator[Result]:
    """Before the first amount changes both laws answer alike; from then on, what comes out otherwise."""
    provision = program.provisions[citation]
    day = first_change(program)
    if day is not None:
        before = _Compared(program, provision, plain, seconds, until=day)
        says = f"before {show_day(day)} it comes out the same under both laws"
        yield before.result(says, before.differs)
    yield from _Compared(program, provision, plain, seconds).results()


def first_change(program: Program) -> int | None:
    """The first day on which any limit gets another amount."""
    limits = (limit for provision in program.provisions.values() for limit in provision.limits())
    return min((v.start for limit in limits for law in LAWS for v in limit.versions[law][1:]), default=None)


class _Compared:
    """One provision under both laws."""

    def __init__(
        self, program: Program, provision: Provision, plain: Plain, seconds: float, until: int | None = None
    ) -> None:
        self.citation, self.seconds = provision.citation, seconds
        asked = [Asked(program, law, program.default_readings) for law in LAWS]
        self.search = Search(World(provision.about, asked, until), plain)
        self.looked = [Looked(0, provision), Looked(1, provision)]
        self.one, self.other = (self.search.outcome(looked) for looked in self.looked)

    @property
    def differs(self) -> Term:
        """Whether either answer is another, be it that one is unknown."""
        same = both(agree(self.one.binding, self.other.binding), agree(self.one.general, self.other.general))
        return negated(same)

    def results(self) -> Iterator[Result]:
        first, second = LAWS
        found = [
            (f"where it applies under `{first}`, it applies under `{second}`", self.one, self.other),
            (f"where it applies under `{second}`, it applies under `{first}`", self.other, self.one),
        ]
        results = [self.result(says, both(x.applies, negated(y.binding.may))) for says, x, y in found]
        if all(result.how == PROVED for result in results):
            results = [self.result("it comes out the same under both laws", self.differs)]
        yield from results

    def result(self, says: str, term: Term) -> Result:
        self.search.world.allow(self.seconds)
        found: Found = self.search.case(self.looked, term)
        how, why = how_of(found, SHOWN), why_of(found, self.seconds)
        return Result(NAME, self.citation, says, how, "", why, found.witness, tuple(LAWS))
