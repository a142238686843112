"""The full program, every provision about transfers, on a made-up ledger: events a second."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

import ctethics
from benchmarks.ledgers import program_data
from benchmarks.ledgers.answers import Contender, Run

EVENTS, GOAL = 1_000_000, 300_000
CHECKED = 1_000
MAP: dict[str, Any] = {
    "kind": "transfer",
    "columns": {
        "value": {"column": "value_cents", "in": "cents"},
        "consideration": {"column": "consideration_cents", "in": "cents"},
    },
}
LISTS = ("doing_business_with", "regulated_by", "employed_by")


def law() -> ctethics.api.Law:
    return ctethics.load("sb434", engine="direct")


def audited(made: ctethics.api.Law, path: Path) -> Any:
    """The outcome of every provision about transfers, and whether each exception holds."""
    import polars as pl

    about = made.program.about("transfer")
    names = [name for p in about for name in (p.citation, *(e.citation for e in p.exceptions))]
    found = made.audit(pl.scan_parquet(path), columns=MAP, provisions=[p.citation for p in about], show=("exceptions",))
    return found.select("id", *names)


def prepare(path: Path) -> Run:
    made = law()
    return lambda: audited(made, path).collect(engine="streaming")


def case(path: Path) -> ctethics.Case:
    """The same ledger as a case; ids keep their order as text."""
    import polars as pl

    parties: dict[str, dict[str, Any]] = {}
    events: list[dict[str, Any]] = []
    for row in pl.read_parquet(path).iter_rows(named=True):
        told = {name: value for name, value in row.items() if value is not None}
        event: dict[str, Any] = {"id": f"{told.pop('id'):09}", "kind": "transfer"}
        for role in ("donor", "recipient"):
            names = [name for name in told if name.startswith(f"{role}_") and name != "donor_in_attendance"]
            facts = {name.removeprefix(f"{role}_"): told.pop(name) for name in names}
            split = {name: [] if facts[name] == "none" else facts[name].split(";") for name in LISTS if name in facts}
            parties[told[role]] = facts | split
        for name in ("value", "consideration"):
            if f"{name}_cents" in told:
                event[name] = Decimal(told.pop(f"{name}_cents")) / 100
        events.append(event | told)
    return ctethics.Case(parties=parties, events=events)


def differences(path: Path) -> list[str]:
    """Where the audit and the one-case engine answer otherwise: the row's id and the provision or exception."""
    made = law()
    rows = {f"{row['id']:09}": row for row in audited(made, path).collect().iter_rows(named=True)}
    found = []
    for event in made.assess(case(path)):
        for finding in event.findings:
            of = made.program.provisions[finding.provision]
            answers = {e.citation: a for e, a in zip(of.exceptions, finding.answers, strict=True)}
            wanted: dict[str, Any] = {finding.provision: finding.outcome, **answers}
            found += [f"{event.id}: {name}" for name, value in wanted.items() if rows[event.id][name] != value]
    return found


def table(rows: int, seconds: list[float], memory: int) -> str:
    """What was measured, as Markdown."""
    taken = median(seconds)
    rate = rows / taken
    met = "yes" if rate >= GOAL else "**no**"
    about = law().program.about("transfer")
    exceptions = sum(len(p.exceptions) for p in about)
    return "\n".join(
        [
            "| transfers | provisions | exceptions | seconds | events a second | goal | met | bytes a row |",
            "|---:|---:|---:|---:|---:|---:|---|---:|",
            f"| {rows:,} | {len(about)} | {exceptions} | {taken:.2f} | {rate:,.0f} "
            f"| {GOAL:,} | {met} | {memory / rows:,.0f} |",
        ]
    )


CONTENDER = Contender(prepare, None, ledger=program_data.ledger)
