"""Cases that one condition of a provision decides: they come out otherwise if it is taken to hold, or to fail."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.engines.solver.terms import Term, both, either, negated
from ctethics.engines.solver.verdicts import Outcome
from ctethics.program import Program, Provision
from ctethics.proving.verify.parts import Leaf, leaves_of, parts, settled
from ctethics.proving.verify.plain import Plain
from ctethics.proving.verify.search import Found, Looked, Search
from ctethics.proving.verify.world import Asked, World
from ctethics.report.words import describe

# Where a limit is named in words, with the amount that it has since then.
_LATEST = 10**6


class Deciding:
    """The conditions of one provision under one law, each under the readings that ask it."""

    def __init__(self, program: Program, provision: Provision, law: str, plain: Plain, seconds: float) -> None:
        self.provision, self.law, self.seconds = provision, law, seconds
        chosen = dict.fromkeys(tuple(sorted(leaf.choices.items())) for leaf in leaves_of(provision))
        self.chosen = [dict(items) for items in chosen] or [{}]
        asked = [Asked(program, law, {**program.default_readings, **some}) for some in self.chosen]
        self.world = World(provision.about, asked)
        self.search = Search(self.world, plain)
        for side in range(len(asked)):
            self.search.outcome(Looked(side, provision))
        self.world.settle()

    def words(self, leaf: Leaf) -> str:
        """A condition in words, and the total in which it counts events."""
        where = f" in the total `{leaf.inside.name.removeprefix(self.provision.file).strip()}`" if leaf.inside else ""
        return f"`{describe(leaf.condition, self.law, _LATEST)}`{where}"

    def parts(self) -> Iterator[tuple[str, Found, Found]]:
        """For each part a case in which it holds, and one in which it does not."""
        looked = [Looked(0, self.provision)]
        outcome = self.search.outcome(looked[0])
        answers = (outcome.general, *outcome.exceptions)
        for (citation, _), answer in zip(parts(self.provision), answers, strict=True):
            yield citation, self._any(looked, answer.must), self._any(looked, negated(answer.may))

    def case(self, leaf: Leaf, holds: bool, *where: Term, given: Provision | None = None) -> Found:
        """A case that would come out otherwise if the condition were taken to hold, or to fail.

        where -- what else must be so; given -- what the provision is taken to be, with the same condition in it.
        """
        rule, side = given or self.provision, self.chosen.index(dict(leaf.choices))
        looked = [Looked(side, rule), Looked(side, settled(rule, leaf, holds))]
        with self.world.passing():
            return self._any(looked, parted(*(self.search.outcome(one) for one in looked)), *where)

    def _any(self, looked: list[Looked], *terms: Term) -> Found:
        self.world.allow(self.seconds)
        return self.search.any_case(looked, *terms)


def parted(one: Outcome, other: Outcome) -> Term:
    """Whether one applies and the other certainly does not."""
    here = both(one.binding.must, negated(other.binding.may))
    return either(here, both(other.binding.must, negated(one.binding.may)))
