"""Where two versions of a provision come out otherwise: in which smallest cases, or proved in none."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.engines.solver.terms import Term, agree, both, negated
from ctethics.program import Program
from ctethics.proving.verify.plain import Plain
from ctethics.proving.verify.result import PROVED, SHOWN, Result, how_of, why_of
from ctethics.proving.verify.search import Looked, Search
from ctethics.proving.verify.world import Asked, World

NAME, OLD, NEW = "diff", "old", "new"
SAME = "it comes out the same"


def differences(old: Program, new: Program, citation: str, law: str, plain: Plain, seconds: float) -> Iterator[Result]:
    """What comes out otherwise of a provision that both versions have, and says the same kind of event of."""
    compared = _Compared(old, new, citation, law, plain, seconds)
    one, other = compared.one.binding, compared.other.binding
    results = [
        compared.result(
            f"where it applies in the {OLD} rules, it applies in the {NEW}", both(one.must, negated(other.may))
        ),
        compared.result(
            f"where it applies in the {NEW} rules, it applies in the {OLD}", both(other.must, negated(one.may))
        ),
    ]
    if any(result.how != PROVED for result in results):
        yield from (result for result in results if result.how != PROVED)
        return
    whole = compared.result(SAME, compared.differs)
    yield whole
    if whole.how == PROVED:
        yield from compared.exceptions()


class _Compared:
    """One provision in two versions of the rules, under one law."""

    def __init__(self, old: Program, new: Program, citation: str, law: str, plain: Plain, seconds: float) -> None:
        self.citation, self.law, self.seconds = citation, law, seconds
        self.rules = (old.provisions[citation], new.provisions[citation])
        asked = [Asked(program, law, program.default_readings) for program in (old, new)]
        self.search = Search(World(self.rules[0].about, asked), plain)
        self.looked = [Looked(side, rule) for side, rule in enumerate(self.rules)]
        self.one, self.other = (self.search.outcome(looked) for looked in self.looked)

    @property
    def differs(self) -> Term:
        """Whether either answer is another, be it that one is unknown."""
        same = both(agree(self.one.binding, self.other.binding), agree(self.one.general, self.other.general))
        return negated(same)

    def exceptions(self) -> Iterator[Result]:
        """Of a provision that comes out the same, the exceptions that do not."""
        keys = {exception.key: i for i, exception in enumerate(self.rules[1].exceptions)}
        for i, exception in enumerate(self.rules[0].exceptions):
            if exception.key in keys:
                answers = (self.one.exceptions[i], self.other.exceptions[keys[exception.key]])
                result = self.result(f"({exception.key}) holds in the same cases", negated(agree(*answers)))
                if result.how != PROVED:
                    yield result

    def result(self, says: str, term: Term) -> Result:
        self.search.world.allow(self.seconds)
        found = self.search.case(self.looked, term)
        how, why = how_of(found, SHOWN), why_of(found, self.seconds)
        return Result(NAME, self.citation, says, how, self.law, why, found.witness, (OLD, NEW))
