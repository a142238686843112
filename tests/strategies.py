"""Cases drawn over a whole vocabulary: every fact stated, `unknown` or left out; the plainest case is the smallest.

Values are drawn where the law turns: amounts around each limit and such that running totals meet it, dates around the
day the bill takes effect and the new year; few agencies, parties and labels, so that they coincide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from hypothesis import strategies as st

from ctethics.api import load_rules
from ctethics.explain.duties import show_value
from ctethics.law.money import show_cents
from ctethics.program import Compare, Fact, Limit, Program, TotalIs, leaves

Told = dict[str, object]

AGENCIES = ("OPM", "DOT")
DONORS = ("ann", "bolt", "cora")
RECIPIENTS = ("rae", "sam")
IDS, LABELS = ("e1", "e2", "e3", "e4", "e5"), ("one", "two")
DAYS = ("2025-03-03", "2024-09-30", "2024-10-01", "2024-12-31", "2025-01-01", "2024-02-28", "2023-12-31", "2025-04-02")
MONTH_ENDS = ("2024-09-30", "2024-12-31", "2023-12-31")
# What one event may bring and another then meets a limit with: $30.00 + $19.99, $60.00 + $40.00, $10.00 five times.
STEPS = (0, 1, 999, 1000, 1001, 1999, 2000, 2001, 3000, 3999, 4000, 4500, 6000, 50000, 50001)
UNKNOWN = "unknown"
OF_PARTIES = ("employed by", "owned by", "lobbyist for", "reports to")

DONOR_THEMES: tuple[Told, ...] = (
    {},
    {"kind": "business", "doing business with": ["OPM"], "registrant": "no", "doing business with the state": "no"},
    {"kind": "business", "registrant": "yes", "prequalified": "no"},
    {"kind": "person", "registrant": "yes", "employed by": ["bolt"]},
    {"kind": "person", "lobbyist for": ["bolt"], "employed by": ["bolt"]},
    {"kind": "business", "owned by": ["ann"], "seeking business with": ["DOT"], "regulated by": []},
)
RECIPIENT_THEMES: tuple[Told, ...] = (
    {"kind": "person", "position": "state employee", "agency": "OPM"},
    {"kind": "person", "position": "public official", "agency": "DOT"},
    {},
)
RECEPTION: Told = {
    "item": "food or beverage",
    "publicly noticed": "yes",
    "all members invited": "yes",
    "spent on food and beverage": "$4999.99",
    "persons expected": 100,
    "reception": "one",
}
EVENT_THEMES: tuple[Told, ...] = (
    {},
    {"item": "merchandise"},
    {"item": "food or beverage", "donor in attendance": "yes"},
    {"item": "plaque"},
    {**RECEPTION, "occasion": "legislative reception"},
    {**RECEPTION, "occasion": "regional reception"},
    {"item": "cash", "occasion": "major life event", "life event": "one", "relationship": "none"},
    {"item": "goods", "occasion": "hospitality suite", "donor in attendance": "no"},
    {"item": "food or beverage", "occasion": "hospitality suite", "relationship": "none"},
    {"item": "political contribution"},
)


class Terrain:
    """A program's vocabulary, and what is drawn from it: amounts where its answers turn, values of each fact."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._made: dict[tuple[Fact, bool], st.SearchStrategy[object]] = {}
        dollars = [limit for limit in limits_of(program) if limit.unit == "dollars"]
        limits = {version.amount for limit in dollars for versions in limit.versions.values() for version in versions}
        self.edges = tuple(sorted({cents + d for cents in limits for d in (-1, 0, 1) if cents + d >= 0}))

    @cached_property
    def donor(self) -> st.SearchStrategy[Told]:
        return facts(self.values(self.program.vocabulary.party, is_party=True), DONOR_THEMES)

    @cached_property
    def recipient(self) -> st.SearchStrategy[Told]:
        return facts(self.values(self.program.vocabulary.party, is_party=True), RECIPIENT_THEMES)

    @cached_property
    def events(self) -> dict[str, st.SearchStrategy[Told]]:
        kinds = self.program.vocabulary.events.items()
        return {name: facts(self.values(kind.facts, is_party=False), EVENT_THEMES) for name, kind in kinds}

    def values(self, declared: Mapping[str, Fact], *, is_party: bool) -> dict[str, st.SearchStrategy[object]]:
        return {name: self.value(fact, is_party=is_party) for name, fact in declared.items()}

    def value(self, fact: Fact, *, is_party: bool) -> st.SearchStrategy[object]:
        """What may be stated of one fact."""
        key = (fact, is_party)
        if key not in self._made:
            self._made[key] = value_of(fact, self.edges, is_party=is_party)
        return self._made[key]


def limits_of(program: Program) -> Iterator[Limit]:
    """Every limit that a condition of the program, or of a total in it, compares with."""
    for provision in program.provisions.values():
        for condition in provision.conditions():
            for leaf in leaves(condition):
                if isinstance(leaf, TotalIs):
                    yield leaf.limit
                    yield from (inner.limit for inner in leaves(leaf.total.where) if isinstance(inner, Compare))
                elif isinstance(leaf, Compare):
                    yield leaf.limit


def amounts(edges: Sequence[int]) -> st.SearchStrategy[str]:
    """Mostly an edge or a step towards one, at times the amount of a hundred persons, at times any."""
    near = sorted({*STEPS, *edges, *(cents * 100 for cents in edges if cents % 10 != 1)})
    return st.one_of(st.sampled_from(near), st.integers(0, 200_000)).map(show_cents)


def value_of(fact: Fact, edges: Sequence[int], *, is_party: bool) -> st.SearchStrategy[object]:
    """A stated value of the fact, never `unknown`; of a presumed fact mostly what is presumed anyway."""
    match fact.type:
        case "yes or no":
            stated = st.sampled_from(("yes", "no") if fact.presume is not False else ("no", "no", "yes"))
        case "choice":
            # Of periods only those that end with any month: the day of the event is one.
            fitting = tuple(choice for choice, day in fact.last_day if day == (0, 0))
            stated = st.sampled_from(fitting or fact.choices)
        case "amount":
            stated = amounts(edges)
        case "number":
            stated = st.sampled_from((100, 1, 3, 99, 0))
        case "date":
            stated = st.sampled_from((*DAYS, "never"))
        case "list":
            names = DONORS if fact.name in OF_PARTIES else AGENCIES
            stated = st.lists(st.sampled_from(names), max_size=2, unique=True)
        case _:
            stated = st.sampled_from(AGENCIES if is_party else LABELS)
    if fact.presume is None:
        return stated
    return st.integers(0, 3).flatmap(lambda n: stated if n == 3 else st.just(written(fact)))


def written(fact: Fact) -> object:
    """What is presumed of a fact, as a case would state it."""
    assert fact.presume is not None
    return sorted(fact.presume) if isinstance(fact.presume, frozenset) else show_value(fact.presume, fact.type)


@st.composite
def facts(draw: st.DrawFn, values: Mapping[str, st.SearchStrategy[object]], themes: Sequence[Told]) -> Told:
    """A theme, and over it some facts or all of them, each stated or `unknown`."""
    told = {name: value for name, value in draw(st.sampled_from(themes)).items() if name in values}
    is_full = draw(st.integers(0, 3)) == 3
    names = list(values) if is_full else draw(st.lists(st.sampled_from(list(values)), max_size=6, unique=True))
    if not is_full and "value" in values and draw(st.booleans()):
        names.append("value")
    for name in names:
        told[name] = draw(values[name]) if is_full or draw(st.integers(0, 4)) < 4 else UNKNOWN
    return told


@st.composite
def cases(
    draw: st.DrawFn, terrain: Terrain | None = None, *, most_events: int = 5, kinds: Sequence[str] | None = None
) -> Told:
    """A whole case: one to three donors, one or two recipients, one to `most_events` events, of these kinds alone."""
    terrain = terrain or shipped()
    donors = DONORS[: draw(st.integers(1, len(DONORS)))]
    recipients = RECIPIENTS[: draw(st.integers(1, len(RECIPIENTS)))]
    parties = {id_: draw(terrain.donor) for id_ in donors} | {id_: draw(terrain.recipient) for id_ in recipients}
    ids = IDS[: draw(st.integers(1, most_events))]
    return {"parties": parties, "events": [draw(_event(terrain, kinds, id_, donors, recipients)) for id_ in ids]}


@st.composite
def _event(
    draw: st.DrawFn,
    terrain: Terrain,
    kinds: Sequence[str] | None,
    id_: str,
    donors: Sequence[str],
    recipients: Sequence[str],
) -> Told:
    asked = st.sampled_from(kinds or list(terrain.events))
    # Transfers are half of what is drawn: most of the law is about them.
    name = draw(asked) if kinds else draw(st.one_of(st.just("transfer"), asked))
    kind = terrain.program.vocabulary.events[name]
    days = MONTH_ENDS if any(fact.last_day for fact in kind.facts.values()) else DAYS
    core: Told = {"id": id_, "kind": kind.name, "date": draw(st.sampled_from(days))}
    for role in kind.roles.values():
        if (role.presume is None and not role.is_optional) or draw(st.integers(0, 3)) == 3:
            core[role.name] = draw(st.sampled_from(recipients if role.name == "recipient" else donors))
    return core | draw(terrain.events[kind.name])


@lru_cache(maxsize=1)
def shipped() -> Terrain:
    """The terrain of the rules that come with the package."""
    return Terrain(load_rules().program)


def readings(program: Program) -> st.SearchStrategy[dict[str, str]]:
    """A choice of every reading; the smallest is the default of each."""
    choices = {name: st.sampled_from(list(reading.choices)) for name, reading in program.readings.items()}
    return st.fixed_dictionaries(choices)


LAW_NAMES = st.sampled_from(("current", "sb434"))


@st.composite
def questions(draw: st.DrawFn, program: Program | None = None) -> Told:
    """How a case is put: a law, strict or not, a choice of every reading; as keywords of `ask`."""
    chosen = draw(st.one_of(st.just({}), readings(program or shipped().program)))
    return {"law": draw(LAW_NAMES), "strict": draw(st.booleans()), "readings": chosen}
