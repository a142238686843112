"""What a case leaves unknown, and filling it in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import strategies as st

from ctethics.law.calendar import parse_day
from ctethics.program import Fact, Program
from tests.asking import Told
from tests.strategies import DONORS, UNKNOWN, Terrain, shipped, values_of


@dataclass(frozen=True)
class Gap:
    """A fact, or with `fact` None a party's part, that nobody states; `index` the party's id or the event's place."""

    where: str
    index: str | int
    name: str
    fact: Fact | None

    @property
    def title(self) -> str:
        return f"{self.name} of {self.index}"


def is_stated(told: Told, name: str) -> bool:
    return told.get(name, UNKNOWN) != UNKNOWN


def gaps(case: Told, *, strict: bool = False, program: Program | None = None) -> list[Gap]:
    """Every fact that is unknown: neither stated nor, unless `strict`, presumed, nor another in its stead."""
    return list(_gaps(case, (program or shipped().program), strict))


def _gaps(case: Told, program: Program, strict: bool) -> Iterator[Gap]:
    vocabulary = program.vocabulary
    for id_, told in case["parties"].items():
        for fact in _open(told, vocabulary.party, strict):
            yield Gap("parties", id_, fact.name, fact)
    for place, told in enumerate(case["events"]):
        kind = vocabulary.events[told["kind"]]
        for fact in _open(told, kind.facts, strict):
            yield Gap("events", place, fact.name, fact)
        for role in kind.roles.values():
            if ((strict and role.presume is not None) or role.is_optional) and role.name not in told:
                yield Gap("events", place, role.name, None)


def _open(told: Told, declared: dict[str, Fact], strict: bool) -> Iterator[Fact]:
    for name, fact in declared.items():
        is_presumed = fact.presume is not None and not strict
        has_stand_in = fact.otherwise is not None and is_stated(told, fact.otherwise)
        if not (is_stated(told, name) or is_presumed or has_stand_in):
            yield fact


def filled(case: Told, values: dict[Gap, object]) -> Told:
    """The case with these gaps filled, nothing else touched."""
    parties = {id_: dict(told) for id_, told in case["parties"].items()}
    events = [dict(told) for told in case["events"]]
    for gap, value in values.items():
        (parties if gap.where == "parties" else events)[gap.index][gap.name] = value
    return {**case, "parties": parties, "events": events}


@st.composite
def fillings(draw: st.DrawFn, case: Told, terrain: Terrain, *, strict: bool, every: bool = False) -> dict[Gap, object]:
    """Values for some of the case's gaps, or for every one."""
    open_ = gaps(case, strict=strict, program=terrain.program)
    if not every and open_:
        open_ = draw(st.lists(st.sampled_from(open_), min_size=1, max_size=12, unique=True))
    return {gap: draw(_value(gap, case, terrain)) for gap in open_}


def _value(gap: Gap, case: Told, terrain: Terrain) -> st.SearchStrategy[object]:
    if gap.fact is None:
        return st.sampled_from([id_ for id_ in case["parties"] if id_ in DONORS])
    if gap.where == "parties":
        return values_of(terrain, gap.fact, is_party=True)
    return values_of(terrain, gap.fact, is_party=False, day=parse_day(case["events"][gap.index]["date"]))
