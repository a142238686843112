"""Whole ledgers: a year or so of events of one kind, many of them alike, so that totals are met and crossed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ctethics.program.asked import check_kind
from ctethics.testing.case import Told, make_case, terrain_of
from ctethics.testing.choosing import Drawn

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from ctethics.api import Law


@dataclass(frozen=True)
class DrawnLedger:
    """A ledger as a case and as tables.

    kind -- the kind of all its events; case -- a mapping as `Law.assess` takes it.
    """

    kind: str
    case: Told

    @property
    def rows(self) -> list[dict[str, str]]:
        """A row for each event, every cell text and an empty one unknown: a frame of it is what `Law.audit` takes."""
        return _table([{k: v for k, v in event.items() if k != "kind"} for event in self.case["events"]])

    @property
    def parties(self) -> list[dict[str, str]]:
        """A row for each party, in the same way."""
        return _table([{"id": id_, **facts} for id_, facts in self.case["parties"].items()])


def ledgers(
    law: str | Law,
    provision: str | None = None,
    *,
    kind: str = "transfer",
    unknowns: bool = False,
    most_rows: int = 12,
) -> SearchStrategy[DrawnLedger]:
    """A strategy for ledgers of one kind of event; the smallest is one row.

    law, provision, unknowns -- as for `cases`; with a provision the kind is what it speaks of. most_rows -- one row at
    least, so many at most. Raises UsageError for a law, a provision or a kind there is not.
    """
    from hypothesis import strategies

    terrain, asked = terrain_of(law, provision)
    about = asked.about if asked is not None else check_kind(terrain.program.vocabulary.events, kind)

    @strategies.composite
    def drawn(draw: Any) -> DrawnLedger:
        made = make_case(Drawn(draw), terrain, provision=asked, unknowns=unknowns, most_events=most_rows, kinds=[about])
        return DrawnLedger(about, made)

    return drawn()


def _table(told: list[Told]) -> list[dict[str, str]]:
    """Rows that all have every column."""
    columns = dict.fromkeys(name for row in told for name in row)
    return [{name: _cell(row[name]) if name in row else "" for name in columns} for row in told]


def _cell(said: object) -> str:
    """A value of a case as a cell."""
    return ("; ".join(map(str, said)) or "none") if isinstance(said, list) else str(said)
