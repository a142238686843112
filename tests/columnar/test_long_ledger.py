"""The ledger in examples/, hundreds of rows of it, told row by row what the direct engine says of one long case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import narwhals as nw
import polars as pl
import pytest

from ctethics.audits.audit import Audit
from ctethics.engines.columnar.facts import NEVER_DATE
from ctethics.tables import scan
from ctethics.tables.cells import UNIT
from tests.asking import LAW_NAMES, Told, law_named
from tests.ledgers import said_by_rows, said_of_events

EXAMPLES = Path(__file__).parents[2] / "examples"
ROWS = 700


@pytest.mark.parametrize("law", LAW_NAMES)
def test_the_example_ledger_is_told_what_the_direct_engine_says(law: str) -> None:
    made = law_named(law)
    # Every fourteenth party's rows, so that totals run over many of one donor and recipient.
    frame = scan([EXAMPLES / "ledger.csv"]).filter(pl.col("Given to").str.slice(-1).is_in(["1", "e", "m"])).head(ROWS)
    audit = Audit(
        made.program,
        made.question(),
        nw.from_native(frame),
        columns=EXAMPLES / "ledger-map.yaml",
        parties=nw.from_native(scan([EXAMPLES / "ledger-parties.csv"])),
        show=("excepted by", "exceptions", "due"),
    )
    rows = audit.answered().to_native().collect().filter(~pl.col("rejected")).to_dicts()

    judged = said_of_events(made.assess(as_case(audit, rows)), "transfer")
    told = [name for name in audit.told if name != "rejected"]
    found = said_by_rows([{**row, "id": row["ct:id"]} for row in rows], told)
    assert len(found) > ROWS // 2
    assert found == {id_: {name: row.get(name) for name in told} for id_, row in judged.items()}


def as_case(audit: Audit, rows: list[dict[str, object]]) -> Told:
    """The typed rows as a case."""
    (part,) = audit.parts
    kind = part.results.plan.facts.kind
    parties: dict[str, dict[str, object]] = {}
    events = []
    for row in rows:
        said = {name: row[f"ct:{name}"] for name in part.typed.stated if row[f"ct:{name}"] is not None}
        event: dict[str, object] = {"id": row["ct:id"], "kind": kind.name}
        for name, value in said.items():
            role = next((r for r in kind.roles if name.startswith(f"{r} ") and name not in kind.facts), None)
            if role is None:
                event[name] = as_told(name, value, audit)
            else:
                facts = parties.setdefault(str(said[role]), {})
                facts[name.removeprefix(f"{role} ")] = as_told(name, value, audit)
        for role in kind.roles:
            if role in said:
                parties.setdefault(str(said[role]), {})
        events.append(event)
    return {"parties": parties, "events": events}


def as_told(name: str, value: object, audit: Audit) -> object:
    """A typed cell as a case states it."""
    (part,) = audit.parts
    ref = part.typed.stated[name]
    if isinstance(value, date):
        return "never" if value == NEVER_DATE else value
    if ref.type == "list":
        return [one for one in str(value).split(UNIT) if one]
    if ref.type == "amount" and isinstance(value, int):
        return f"${value // 100}.{value % 100:02}"
    return value
