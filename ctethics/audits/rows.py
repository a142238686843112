"""A ledger's typed rows as the engines for one case see events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ctethics.engines.columnar.facts import Sheet, value_of
from ctethics.engines.situation import Question, Situation, resolve
from ctethics.engines.totals import Totals
from ctethics.facts import Event, Ledger, Party
from ctethics.program import EventKind, Program, Value

Row = Mapping[str, Any]


class Rows(Totals):
    """The situations of rows of one kind of event, in the order in which running totals count them.

    A party is what its own row says of it: two rows may say different things.
    """

    def __init__(
        self, program: Program, kind: EventKind, question: Question, sheet: Sheet, rows: Iterable[Row]
    ) -> None:
        ordered = sorted(rows, key=lambda row: (row["ct:date"], row["ct:id"]))
        told = [_event(program, kind, sheet, row) for row in ordered]
        super().__init__(program, Ledger({}, tuple(event for event, _ in told)), question)
        for index, (event, parties) in enumerate(told):
            found = resolve(program, Ledger(parties, (event,)), event, question)
            self._situations[index] = Situation(question, event, index, *found, self)
        self.rows = ordered
        if sheet.is_grouped:
            roots = {row["ct:donor"]: (row["ct:donor group"], row["ct:possible donor group"]) for row in ordered}
            self.groups = RowGroups({str(donor): both for donor, both in roots.items()})  # type: ignore[assignment]


class RowGroups:
    """Who counts as one donor with whom, as it was found of the whole table; see `facts.DonorGroups`."""

    def __init__(self, roots: Mapping[str, tuple[str, str]]) -> None:
        # A group is asked about by its own name too.
        self._roots = {**{certain: (certain, possible) for certain, possible in roots.values()}, **roots}
        inside: dict[str, set[str]] = {}
        for certain, possible in roots.values():
            inside.setdefault(possible, set()).add(certain)
        self._unsettled = {possible for possible, certain in inside.items() if len(certain) > 1}

    def roots(self, donor: str) -> tuple[str, str]:
        """Names for those who certainly count as one with the donor, and for those who may."""
        return self._roots[donor]

    def same(self, one: str, other: str) -> bool | None:
        """Whether two donors count as one: yes, no, or unknown."""
        mine, theirs = self._roots[one], self._roots[other]
        return True if mine[0] == theirs[0] else None if mine[1] == theirs[1] else False

    def certain(self, donor: str) -> str | None:
        """A name for the donor's group, or None where it is unknown who belongs to it."""
        certain, possible = self._roots[donor]
        return None if possible in self._unsettled else certain


def situation_of(program: Program, kind: EventKind, question: Question, sheet: Sheet, row: Row) -> Situation:
    """One row by itself as the engines for one case see an event."""
    event, parties = _event(program, kind, sheet, row)
    ledger = Ledger(parties, (event,))
    found = resolve(program, ledger, event, question)
    return Situation(question, event, 0, *found, Totals(program, ledger, question))


def _event(program: Program, kind: EventKind, sheet: Sheet, row: Row) -> tuple[Event, dict[str, Party]]:
    said = {name: value_of(row[f"ct:{name}"]) for name in sheet.stated}
    known: dict[str, Value] = {name: value for name, value in said.items() if value is not None}
    roles = {role: str(known[role]) for role in kind.roles if role in known}
    parties: dict[str, Party] = {}
    for role, id_ in roles.items():
        facts = {name: known[f"{role} {name}"] for name in program.vocabulary.party if f"{role} {name}" in known}
        parties[id_] = Party(id_, {**(parties[id_].facts if id_ in parties else {}), **facts})
    day = known["date"]
    assert isinstance(day, int)
    facts = {name: known[name] for name in kind.facts if name in known}
    return Event(str(row["ct:id"]), kind.name, day, roles, facts), parties
