"""Cases as ledgers: the same facts as tables of text, as a spreadsheet has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ctethics import Determination
from tests.asking import Told

# What nobody says is an empty cell.
EMPTY = ""


def cell(value: object) -> str:
    """A case's value as a cell."""
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def table(rows: Sequence[Mapping[str, object]]) -> dict[str, list[str]]:
    """Rows as columns of text, each column there is in any row."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [cell(row.get(name, EMPTY)) for row in rows] for name in names}


def tables(case: Told) -> tuple[dict[str, dict[str, list[str]]], dict[str, list[str]]]:
    """The case's events by kind, and its parties."""
    events: Any = case["events"]
    parties: Any = case["parties"]
    kinds = dict.fromkeys(event["kind"] for event in events)
    by_kind = {
        kind: table([{k: v for k, v in e.items() if k != "kind"} for e in events if e["kind"] == kind])
        for kind in kinds
    }
    return by_kind, table([{"id": id_, **facts} for id_, facts in parties.items()])


def said_of_events(determination: Determination, kind: str) -> dict[str, dict[str, object]]:
    """What the one-case engine tells of each event, as an audit's columns name it."""
    found = {}
    for event in determination:
        if event.kind != kind:
            continue
        told: dict[str, object] = {}
        for finding in event.findings:
            told[finding.provision] = finding.outcome
            told[f"{finding.provision} excepted by"] = ", ".join(finding.excepted_by) or None
            told |= {citation: {"yes": True, "no": False, "unknown": None}[a] for citation, a in finding.exceptions}
        for duty in event.duties:
            told[f"{duty.provision} due"] = None if duty.due == "never" else duty.due
        found[event.id] = told
    return found


def said_by_rows(rows: Iterable[Mapping[str, object]], told: Sequence[str]) -> dict[str, dict[str, object]]:
    """What an audit's rows tell, days as text."""
    return {str(row["id"]): {name: _plain(row[name]) for name in told} for row in rows}


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value
