"""The facts in a ledger's file: events, parties, and who is linked with whom."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from ctethics.balance.told import pack, unpack
from ctethics.facts import Event, Party
from ctethics.facts.groups import LINKS

_PAGE = 1000


class Facts:
    """Reads and writes facts inside the caller's transactions."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self.sql = sql

    def event(self, id_: str) -> Event | None:
        row = self.sql.execute("SELECT id, kind, day, roles, facts FROM events WHERE id = ?", (id_,)).fetchone()
        return _event(row) if row else None

    def events(self, ids: Iterable[str]) -> list[Event]:
        """Those of the ids that there are, in the order in which totals count them."""
        found = [event for event in map(self.event, ids) if event is not None]
        return sorted(found, key=lambda event: (event.day, event.id))

    def all_events(self) -> Iterator[Event]:
        """Every event, in the order in which totals count them; others may write between two pages."""
        last = (-1, "")
        asked = "SELECT id, kind, day, roles, facts FROM events WHERE (day, id) > (?, ?) ORDER BY day, id LIMIT ?"
        while page := self.sql.execute(asked, (*last, _PAGE)).fetchall():
            yield from map(_event, page)
            last = (page[-1][2], page[-1][0])

    def party(self, id_: str) -> Party | None:
        row = self.sql.execute("SELECT facts FROM parties WHERE id = ?", (id_,)).fetchone()
        return Party(id_, unpack(row[0])) if row else None

    def parties(self, ids: Iterable[str]) -> dict[str, Party]:
        """Those of the ids that are known parties."""
        found = map(self.party, sorted(set(ids)))
        return {party.id: party for party in found if party is not None}

    def all_parties(self) -> dict[str, Party]:
        rows = self.sql.execute("SELECT id, facts FROM parties ORDER BY id")
        return {id_: Party(id_, unpack(facts)) for id_, facts in rows}

    def linked(self, ids: Iterable[str]) -> set[str]:
        """The ids, and all that name one of them in a list of § 1-79a or are named by one, however far."""
        found, open_ = set(ids), list(ids)
        asked = "SELECT other FROM links WHERE one = ?"
        while open_:
            new = {other for (other,) in self.sql.execute(asked, (open_.pop(),))} - found
            found |= new
            open_ += new
        return found

    def put_party(self, party: Party) -> None:
        before = self.party(party.id)
        self.sql.execute("INSERT OR REPLACE INTO parties VALUES (?, ?)", (party.id, pack(party.facts)))
        gone = _named(before) - _named(party) if before else set()
        for other in gone:
            there = self.party(other)
            if there is None or party.id not in _named(there):
                pairs = ((party.id, other), (other, party.id))
                self.sql.executemany("DELETE FROM links WHERE one = ? AND other = ?", pairs)
        self.put_links(party)

    def put_links(self, party: Party) -> None:
        pairs = ((one, two) for other in _named(party) for one, two in ((party.id, other), (other, party.id)))
        self.sql.executemany("INSERT OR IGNORE INTO links VALUES (?, ?)", pairs)

    def put_event(self, event: Event) -> None:
        self.remove_event(event.id)
        row = (event.id, event.kind, event.day, json.dumps(event.roles, sort_keys=True), pack(event.facts))
        self.sql.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?)", row)
        self.put_parts(event)

    def put_parts(self, event: Event) -> None:
        rows = [(party, role, event.day, event.id) for role, party in event.roles.items()]
        self.sql.executemany("INSERT INTO parts VALUES (?, ?, ?, ?)", rows)

    def remove_event(self, id_: str) -> None:
        before = self.event(id_)
        if before is not None:
            rows = [(party, role, before.day, id_) for role, party in before.roles.items()]
            self.sql.executemany("DELETE FROM parts WHERE party = ? AND role = ? AND day = ? AND id = ?", rows)
            self.sql.execute("DELETE FROM events WHERE id = ?", (id_,))

    def ids_of(self, party: str, role: str | None = None, since: int = 0) -> list[str]:
        """The events in which a party takes part, or plays a role, from a day on."""
        roles = (
            [role]
            if role
            else [r for (r,) in self.sql.execute("SELECT DISTINCT role FROM parts WHERE party = ?", (party,))]
        )
        asked = "SELECT id FROM parts WHERE party = ? AND role = ? AND day >= ? ORDER BY day, id"
        return [id_ for one in roles for (id_,) in self.sql.execute(asked, (party, one, since))]

    def log(self, act: str, id_: str, facts: str) -> None:
        """Keeps what was stated, for good."""
        self.sql.execute("INSERT INTO journal (act, id, facts) VALUES (?, ?, ?)", (act, id_, facts))

    def meta(self, name: str) -> str | None:
        row = self.sql.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def put_meta(self, name: str, value: str) -> None:
        self.sql.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def pack_event(event: Event) -> str:
    """The event as JSON, for the journal."""
    return json.dumps(
        {"kind": event.kind, "day": event.day, "roles": event.roles, "facts": json.loads(pack(event.facts))}
    )


def _event(row: tuple[str, str, int, str, str]) -> Event:
    id_, kind, day, roles, facts = row
    return Event(id_, kind, day, json.loads(roles), unpack(facts))


def _named(party: Party) -> set[str]:
    """Whom a party names in the lists that say who belongs to which business."""
    lists = (party.facts.get(name) for name in LINKS)
    return {other for one in lists if isinstance(one, frozenset) for other in one if other != party.id}
