"""Whole cases: a few events among a few parties, leaning towards the answers that the rules can give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ctethics.law.calendar import day_of, parse_day, show_day, year_of
from ctethics.program import EventKind, Fact, FactRef, Provision
from ctethics.testing.choosing import Chooser, Drawn, happens, some_of
from ctethics.testing.leaning import Leaning, Party
from ctethics.testing.terrain import GIVERS, RECEIVERS, Terrain
from ctethics.testing.values import UNKNOWN, amount, value

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from ctethics.api import Law

# A case as a mapping of the shape of a case file.
Told = dict[str, Any]


def cases(
    law: str | Law, provision: str | None = None, *, unknowns: bool = False, most_events: int = 3
) -> SearchStrategy[Told]:
    """A strategy for cases, as `Law.assess` takes them; the smallest is one event that states as little as it may.

    law -- a law's name, for the shipped rules, or a Law; provision -- the rule that the cases are to be about.
    unknowns -- facts may be left out or `unknown`; otherwise every fact that matters is stated or presumed.
    most_events -- each case has one event, or up to so many.
    Amounts lie at the limits and a cent on either side of them as a rule, days about those on which amounts change.
    Raises UsageError for a law or a provision there is not.
    """
    from hypothesis import strategies

    terrain, asked = terrain_of(law, provision)

    @strategies.composite
    def drawn(draw: Any) -> Told:
        return make_case(Drawn(draw), terrain, provision=asked, unknowns=unknowns, most_events=most_events)

    return drawn()


def terrain_of(law: str | Law, provision: str | None) -> tuple[Terrain, Provision | None]:
    """The terrain of the rules under a law, and the provision; both are checked."""
    from ctethics.api import load
    from ctethics.program.asked import check_provisions

    under = load(law) if isinstance(law, str) else law
    if provision is not None:
        check_provisions(under.program, [provision])
    return Terrain(under.program, [under.name]), under.program.provisions[provision] if provision else None


def make_case(
    choose: Chooser,
    terrain: Terrain,
    *,
    provision: Provision | None = None,
    unknowns: bool = True,
    most_events: int = 3,
    kinds: Sequence[str] | None = None,
) -> Told:
    """One case, by whoever chooses; kinds -- of these its events are, or of any."""
    is_complete = not unknowns or happens(choose, 1, 2)
    making = _Making(choose, terrain, provision, unknowns)
    named = [provision.about] if provision is not None else list(kinds or terrain.program.vocabulary.events)
    making.event("e1", named)
    # Asked before each, so that Hypothesis can leave out an event with all that was drawn for it.
    while len(making.events) < most_events and happens(choose, most_events - 1, most_events):
        making.event(f"e{len(making.events) + 1}", named)
    if is_complete:
        making.complete()
    return {"parties": making.parties, "events": making.events}


class _Making:
    """The parties and events of a case so far."""

    def __init__(self, choose: Chooser, terrain: Terrain, provision: Provision | None, unknowns: bool) -> None:
        self.choose, self.terrain, self.provision, self.unknowns = choose, terrain, provision, unknowns
        self.vocabulary = terrain.program.vocabulary
        self.givers = GIVERS[: choose.number(1, len(GIVERS))]
        self.receivers = RECEIVERS[: choose.number(1, len(RECEIVERS))]
        self.parties: Told = {}
        self.events: list[Told] = []

    def event(self, id_: str, kinds: Sequence[str]) -> None:
        """One more event: like the last with other amounts, or one that leans towards some answer."""
        if self.events and happens(self.choose, 1, 2):
            self._again(id_)
            return
        # The first kind is half of what is drawn: most of the law is about it.
        kind = self.vocabulary.events[kinds[0] if happens(self.choose, 1, 2) else self.choose.one_of(kinds)]
        day = self.choose.one_of(self._days(kind))
        told: Told = {"id": id_, "kind": kind.name, "date": show_day(day)}
        self.events.append(told)
        aims = [self.provision] if self.provision is not None else [None, *self.terrain.program.about(kind.name)]
        aim, leaning = self.choose.one_of(aims), Leaning(self.choose, self.terrain, kind.name, day)
        if aim is not None:
            leaning.provision(aim, wanted=not happens(self.choose, 1, 4))
        self._parts(told, kind, leaning.stated)
        for name, said in leaning.stated.items():
            self._state(told, self.vocabulary.refer(kind.name, name), said)
        self._more(told, kind)

    def _days(self, kind: EventKind) -> Sequence[int]:
        tells_period = any(fact.last_day for fact in kind.facts.values())
        return self.terrain.month_ends if tells_period else self.terrain.days

    def _again(self, id_: str) -> None:
        last = self.events[-1]
        kind = self.vocabulary.events[last["kind"]]
        told = {**last, "id": id_, "date": show_day(self.choose.one_of(self._days(kind)))}
        for name in [name for name in told if name in kind.facts and kind.facts[name].type == "amount"]:
            told[name] = amount(self.choose, self.terrain)
        for name in [name for name in told if name in kind.facts and kind.facts[name].last_day]:
            told[name] = self._value(kind.facts[name], told, is_party=False)
        self.events.append(told)

    def _parts(self, told: Told, kind: EventKind, stated: Told) -> None:
        """Who takes which part: each that must be told, and others where something is said of them, or at times."""
        for place, role in enumerate(kind.roles.values()):
            named = any(name == role.name or name.startswith(f"{role.name} ") for name in stated)
            may_lack = role.presume is not None or role.is_optional
            if not may_lack or happens(self.choose, 3 if named else 1, 4):
                told[role.name] = self._party(place)

    def _party(self, place: int) -> str:
        """One of those who give for the first, third … part of an event, one who receives for the others."""
        found = self.choose.one_of(self.receivers if place % 2 else self.givers)
        self.parties.setdefault(found, {})
        return found

    def _state(self, told: Told, ref: FactRef | None, said: object) -> None:
        """Says it of the event or of the party that has the part, unless another thing was said before."""
        if ref is None or ref.fact is None or (self.unknowns and happens(self.choose, 1, 8)):
            return
        if isinstance(said, list):
            said = [told.get(str(one)) if isinstance(one, Party) else one for one in said]
            said = [one for one in said if one is not None]
        if ref.role is None:
            told.setdefault(ref.fact.name, said)
            told["date"] = _on_its_last_day(told, ref.fact)
        elif ref.role in told:
            self.parties[told[ref.role]].setdefault(ref.fact.name, said)

    def _more(self, told: Told, kind: EventKind) -> None:
        """A few other facts, of those that matter and of any."""
        named = [role for role in kind.roles if role in told]
        looked_at = self.terrain.looked_at(kind.name, self.provision.citation if self.provision else None)
        for ref in some_of(self.choose, looked_at, most=4):
            if ref.fact is not None:
                is_party = ref.role is not None
                self._state(told, ref, self._value(ref.fact, told, is_party=is_party))
        for role in some_of(self.choose, named, most=1):
            facts = self.vocabulary.party
            name = self.choose.one_of(tuple(facts))
            self.parties[told[role]].setdefault(name, self._value(facts[name], told, is_party=True))

    def _value(self, fact: Fact, told: Told, *, is_party: bool) -> object:
        if self.unknowns and happens(self.choose, 1, 12):
            return UNKNOWN
        return value(self.choose, self.terrain, fact, parse_day(told["date"]), is_party=is_party)

    def complete(self) -> None:
        """States every fact that matters and that nobody has said or presumes; but a few, where some are unknown."""
        for told in self.events:
            kind = self.vocabulary.events[told["kind"]]
            refs = self.terrain.looked_at(kind.name, self.provision.citation if self.provision else None)
            needed = {ref.role for ref in refs}
            for place, role in enumerate(kind.roles.values()):
                if role.name in needed and role.is_optional and role.name not in told:
                    told[role.name] = self._party(place)
            for ref in refs:
                where = told if ref.role is None else self.parties.get(_who(told, kind, ref.role))
                if ref.fact is None or where is None or not self._lacks(where, ref.fact):
                    continue
                if not (self.unknowns and happens(self.choose, 1, 40)):
                    where[ref.fact.name] = self._value(ref.fact, told, is_party=ref.role is not None)

    @staticmethod
    def _lacks(where: Told, fact: Fact) -> bool:
        stands_in = fact.otherwise is not None and fact.otherwise in where
        return fact.name not in where and fact.presume is None and not stands_in


def _on_its_last_day(told: Told, fact: Fact) -> str:
    """The date of the event; what tells of a period has the last day of that period, in the same year."""
    day, end = parse_day(told["date"]), dict(fact.last_day).get(told[fact.name])
    if end is None or fact.ends_on(told[fact.name], day):
        return str(told["date"])
    return show_day(day_of(year_of(day), *end))


def _who(told: Told, kind: EventKind, role: str) -> str:
    """The party that has a part, or is presumed to; nothing where that is unknown."""
    found = told.get(role) or told.get(kind.roles[role].presume or "")
    return str(found) if found else ""
