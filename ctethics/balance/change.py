"""A change of what was stated, worked through: what it changes of every answer, and nothing else.

It goes rank by rank: what the changed events bring to totals that depend on no other; the events that share a total
with what is different now; what these bring to totals that depend on those; and so on. Every event so reached is
answered anew. Where § 1-79a may link any two parties, everything is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ctethics.balance.answer import Changed
from ctethics.balance.derive import Derived
from ctethics.balance.facts import Facts
from ctethics.balance.plan import Use
from ctethics.balance.sums import Row
from ctethics.engines.entries import Place
from ctethics.engines.totals import Totals
from ctethics.facts import DonorGroups, Event, Party


def update(derived: Derived, events: Mapping[str, Event | None], parties: Iterable[Party] = ()) -> tuple[Changed, ...]:
    """Writes facts and what follows from them; what is said otherwise now of events that were there and still are.

    events -- as they are now, None for one removed; parties -- those that are not as before, with all their facts.
    """
    touched = _put_parties(derived.facts, parties)
    if derived.plan.needs_all:
        _put_events(derived.facts, events)
        return derived.answer_all()
    return _Change(derived, touched, events).work()


def _put_events(facts: Facts, events: Mapping[str, Event | None]) -> None:
    for id_, event in events.items():
        if event is None:
            facts.remove_event(id_)
        else:
            facts.put_event(event)


def _put_parties(facts: Facts, parties: Iterable[Party]) -> dict[str, Event]:
    """The events of those parties, and of the donors who count as one with others now than before."""
    stated = {party.id: party for party in parties}
    known = facts.parties(stated)
    ids = facts.linked(stated)
    for party in stated.values():
        facts.put_party(party)
    ids = facts.linked(ids)
    after = facts.parties(ids)
    before = {id_: known.get(id_, party) for id_, party in after.items() if id_ in known or id_ not in stated}
    then, now = _company(before, ids), _company(after, ids)
    found = {id_ for party in known for id_ in facts.ids_of(party)}
    found |= {id_ for donor in ids if then[donor] != now[donor] for id_ in facts.ids_of(donor, "donor")}
    return {event.id: event for event in facts.events(found)}


class _Change:
    """One change of events, worked through.

    touched -- events by id whose parties changed; events -- those whose own facts did, None for one removed.
    """

    def __init__(self, derived: Derived, touched: Mapping[str, Event], events: Mapping[str, Event | None]) -> None:
        self.derived, self.stated = derived, events
        self.events: dict[str, Event | None] = {**touched, **events}
        self._totals: dict[str, Totals] = {}
        # The events to answer anew, in the order in which they were met.
        self.reached = dict.fromkeys(self.events)
        self.old: dict[str, dict[int, Row]] = {}
        # Where the whole of a total lay before the change, by the total's number and the place.
        self._lay: dict[tuple[int, Place], object] = {}

    def work(self) -> tuple[Changed, ...]:
        self._take_out()
        for rank in self.derived.plan.ranks:
            found: dict[str, None] = {}
            for id_ in self.reached:
                for one in self._rows(id_, rank):
                    found |= dict.fromkeys(one)
            for one in self._moved(rank):
                found |= dict.fromkeys(one)
            self.reached |= found
        return self._answers()

    def _watch(self, use: Use, row: Row | None) -> None:
        """Notes where the whole of a total lies at a row's place, before anything is written there."""
        if use.is_whole and row is not None and (use.number, row.place) not in self._lay:
            self._lay[use.number, row.place] = self._position(use, row.place)

    def _position(self, use: Use, place: Place) -> object:
        return self.derived.sums.position(use, place, self.derived.near(use.shape, place))

    def _moved(self, rank: int) -> Iterable[Iterable[str]]:
        """The events at places where the whole of a total of the rank lies elsewhere now, or may."""
        d = self.derived
        for (number, place), before in list(self._lay.items()):
            use = d.plan.by_number[number]
            if use.rank == rank and (before is None or before != self._position(use, place)):
                yield d.places.at(d.near(use.shape, place))

    def _take_out(self) -> None:
        """Takes the events' rows and places out, writes their facts, and puts their new places in."""
        d = self.derived
        for id_ in self.events:
            self.old[id_] = d.sums.rows_of(id_)
            for number, row in self.old[id_].items():
                self._watch(d.plan.by_number[number], row)
                d.sums.remove(d.plan.by_number[number], row)
            d.places.remove(id_)
        _put_events(d.facts, self.stated)
        for id_, event in self.events.items():
            if event is not None:
                d.put_places(self._around(id_))

    def _around(self, id_: str) -> Totals:
        if id_ not in self._totals:
            event = self.events.get(id_) or self.derived.facts.event(id_)
            assert event is not None, f"the event {id_} is in no table of events"
            self._totals[id_] = self.derived.around(event)
        return self._totals[id_]

    def _is_gone(self, id_: str) -> bool:
        return id_ in self.events and self.events[id_] is None

    def _rows(self, id_: str, rank: int) -> Iterable[Iterable[str]]:
        """Writes the event's rows of a rank; the events that share what is different now."""
        d = self.derived
        is_changed = id_ in self.events
        if rank == 0 and not is_changed:
            return  # what it brings depends on its own facts alone
        old = self.old[id_] if is_changed else d.sums.rows_of(id_)
        kind = None if self._is_gone(id_) else self._around(id_).ledger.events[0].kind
        now = {use.number: use for use in d.plan.uses.get(kind or "", ()) if use.rank == rank}
        before = {n: d.plan.by_number[n] for n in old if d.plan.by_number[n].rank == rank}
        for number, use in {**before, **now}.items():
            row = d.sums.row(use, self._around(id_)) if number in now else None
            was = old.get(number)
            if not is_changed and row == was:
                continue
            self._watch(use, was)
            self._watch(use, row)
            if not is_changed and was is not None:
                d.sums.remove(use, was)
            if row is not None:
                d.sums.put(use, row)
            if row != was:
                yield from (self._sharing(use, one) for one in (was, row) if one is not None)

    def _sharing(self, use: Use, row: Row) -> Iterable[str]:
        """The later events in whose totals a row counts, or may; those before it are found by where the whole lies."""
        d = self.derived
        return d.places.at(d.near(use.shape, row.place), (row.day, row.id))

    def _answers(self) -> tuple[Changed, ...]:
        d = self.derived
        d.sql.executemany("DELETE FROM answers WHERE id = ?", [(id_,) for id_ in self.reached if self._is_gone(id_)])
        there = [self._around(id_) for id_ in self.reached if not self._is_gone(id_)]
        there.sort(key=lambda totals: (totals.ledger.events[0].day, totals.ledger.events[0].id))
        return tuple(change for totals in there for change in d.put_answer(d.answered(totals)))


def _company(parties: Mapping[str, Party], ids: Iterable[str]) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """With whom each id certainly counts as one donor, and with whom it may."""
    groups = DonorGroups({id_: party.facts for id_, party in parties.items()})
    roots = {id_: groups.roots(id_) for id_ in ids}
    certain: dict[str, set[str]] = defaultdict(set)
    possible: dict[str, set[str]] = defaultdict(set)
    for id_, (one, other) in roots.items():
        certain[one].add(id_)
        possible[other].add(id_)
    return {id_: (frozenset(certain[one]), frozenset(possible[other])) for id_, (one, other) in roots.items()}
