"""Whether each limit ever binds: a case comes out otherwise for going beyond it, and not for anything else as well."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.engines.solver.terms import Term, both
from ctethics.law.calendar import show_day
from ctethics.law.regimes import LAWS
from ctethics.program import Compare, DaysAfter, Limit, Program, TotalIs, Version
from ctethics.proving.verify.deciding import Deciding
from ctethics.proving.verify.parts import Leaf, is_moved, leaves_of, settled
from ctethics.proving.verify.plain import Plain
from ctethics.proving.verify.result import PROVED, SHOWN, UNCONFIRMED, UNSETTLED, Result, how_of, why_of
from ctethics.proving.verify.search import Found
from ctethics.report.words import show_limit

NAME = "limits"


def limits(program: Program, citation: str, plain: Plain, seconds: float) -> Iterator[Result]:
    """Every limit of the provision binds under each law, with each of its amounts; or which other binds before it."""
    provision = program.provisions[citation]
    tests = [leaf for leaf in leaves_of(provision) if isinstance(leaf.condition, Compare | DaysAfter | TotalIs)]
    laws = [] if not tests else list(LAWS) if is_moved(program, provision) else list(LAWS)[:1]
    for law in laws:
        found = list(_Limits(Deciding(program, provision, law, plain, seconds), tests, law).results())
        yield from (result for result in found if result.how != PROVED)
        if all(result.how == PROVED for result in found):
            yield Result(NAME, citation, f"each of its {len(found)} limits binds", PROVED, law, examined=len(found))


class _Limits:
    """The limits of one provision under one law; one limit may be compared with in several conditions."""

    def __init__(self, deciding: Deciding, tests: list[Leaf], law: str) -> None:
        self.deciding, self.tests, self.law = deciding, tests, law
        self.day = deciding.world.event.day

    def results(self) -> Iterator[Result]:
        by_limit: dict[tuple[str, object], list[Leaf]] = {}
        for leaf in self.tests:
            limit = _limit(leaf)
            by_limit.setdefault((limit.name, tuple(v.amount for v in limit.versions[self.law])), []).append(leaf)
        for leaves in by_limit.values():
            versions = _limit(leaves[0]).versions[self.law]
            for version, following in zip(versions, (*versions[1:], None), strict=True):
                if version.amount is not None:
                    yield self._result(leaves, version, following)

    def _result(self, leaves: list[Leaf], version: Version, following: Version | None) -> Result:
        during = both(self.day >= version.start, True if following is None else self.day < following.start)
        limit, first = _limit(leaves[0]), leaves[0]
        shown = show_limit(limit, self.law, version.start)
        named = f"the limit {shown}" if shown == limit.name else f"the limit `{limit.name}`, {shown}"
        named += f" from {show_day(version.start)}" if version.start else ""
        found = [self._binds(leaf, during) for leaf in leaves]
        if any(one.how == "case" for one in found):
            return Result(NAME, first.citation, f"{named} binds", PROVED, self.law, leaf=first.number)
        odd = next((one for one in found if one.how != "none"), found[0])
        how, why = how_of(odd, SHOWN), why_of(odd, self.deciding.seconds)
        if how in (UNSETTLED, UNCONFIRMED):
            return Result(NAME, first.citation, f"{named} binds", how, self.law, why, odd.witness, leaf=first.number)
        says = f"{named} never binds: {self._before(first, during)}"
        return Result(NAME, first.citation, says, SHOWN, self.law, leaf=first.number)

    def _binds(self, leaf: Leaf, during: Term) -> Found:
        """A case that the limit alone decides one way; if there is one the other way too."""
        one = self.deciding.case(leaf, True, during)
        return one if one.how != "case" else self.deciding.case(leaf, False, during)

    def _before(self, leaf: Leaf, during: Term) -> str:
        """Which other limit always binds before it, or else which other condition of the same part."""
        rule = self.deciding.provision
        beside = (one for one in leaves_of(rule) if one.citation == leaf.citation and one not in self.tests)
        for other in (*self.tests, *beside):
            if other.condition is not leaf.condition and other.choices == leaf.choices:
                for holds in (True, False):
                    without = settled(rule, other, holds)
                    cases = (self.deciding.case(leaf, taken, during, given=without) for taken in (True, False))
                    if all(one.how == "case" for one in cases):
                        return f"{self.deciding.words(other)} always decides before it"
        return "other conditions always decide before it"


def _limit(leaf: Leaf) -> Limit:
    assert isinstance(leaf.condition, Compare | DaysAfter | TotalIs)
    return leaf.condition.limit
