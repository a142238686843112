"""What the tests draw: the library's own cases, with facts left out, and how they are put."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from hypothesis import strategies as st

from ctethics.api import load_rules
from ctethics.program import Fact, Program
from ctethics.testing.case import make_case
from ctethics.testing.choosing import Chooser, Drawn, happens, some_of
from ctethics.testing.terrain import AGENCIES, GIVERS, LABELS, PLAIN_DAY, RECEIVERS, Terrain
from ctethics.testing.values import UNKNOWN, presumed, value
from tests.asking import LAW_NAMES as LAWS

__all__ = [
    "AGENCIES",
    "DONORS",
    "IDS",
    "LABELS",
    "LAW_NAMES",
    "RECIPIENTS",
    "UNKNOWN",
    "Terrain",
    "Told",
    "cases",
    "make_question",
    "parties_of",
    "presumed",
    "questions",
    "readings",
    "shipped",
    "values_of",
]

Told = dict[str, object]

DONORS, RECIPIENTS = GIVERS, RECEIVERS
IDS = ("e1", "e2", "e3", "e4", "e5")
LAW_NAMES = st.sampled_from(LAWS)


@st.composite
def cases(
    draw: st.DrawFn, terrain: Terrain | None = None, *, most_events: int = 5, kinds: Sequence[str] | None = None
) -> Told:
    """A case of which some facts may be unknown; with these kinds of events alone."""
    return make_case(Drawn(draw), terrain or shipped(), most_events=most_events, kinds=kinds)


@lru_cache(maxsize=1)
def shipped() -> Terrain:
    """The terrain of the rules that come with the package."""
    return Terrain(load_rules().program)


@st.composite
def values_of(draw: st.DrawFn, terrain: Terrain, fact: Fact, *, is_party: bool, day: int = PLAIN_DAY) -> object:
    """A stated value of the fact on that day of its event, never `unknown`."""
    return value(Drawn(draw), terrain, fact, day, is_party=is_party)


@st.composite
def parties_of(draw: st.DrawFn, terrain: Terrain) -> Told:
    """A few facts of a party, some of them `unknown`."""
    choose = Drawn(draw)
    told: Told = {}
    for fact in some_of(choose, tuple(terrain.program.vocabulary.party.values()), most=6):
        is_unknown = happens(choose, 1, 5)
        told[fact.name] = UNKNOWN if is_unknown else value(choose, terrain, fact, PLAIN_DAY, is_party=True)
    return told


def readings(program: Program) -> st.SearchStrategy[dict[str, str]]:
    """A choice of every reading; the smallest is the default of each."""
    choices = {name: st.sampled_from(list(reading.choices)) for name, reading in program.readings.items()}
    return st.fixed_dictionaries(choices)


@st.composite
def questions(draw: st.DrawFn, program: Program | None = None) -> Told:
    """How a case is put: a law, strict or not, a choice of every reading; as keywords of `ask`."""
    return make_question(Drawn(draw), program or shipped().program)


def make_question(choose: Chooser, program: Program) -> Told:
    """The same, by whoever chooses: half of the time every reading as it is by default."""
    chosen = {}
    if happens(choose, 1, 2):
        chosen = {name: choose.one_of(tuple(reading.choices)) for name, reading in program.readings.items()}
    return {"law": choose.one_of(LAWS), "strict": happens(choose, 1, 2), "readings": chosen}
