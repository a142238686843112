"""W through the rule files beside this: a ledger audited, and the answers as the peers give them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

import ctethics
from benchmarks.ledgers.answers import Contender, Run
from benchmarks.ledgers.by_polars import arrays

RULES = Path(__file__).resolve().parent / "w" / "rules"
PROVISION = "434-1(w)"
EXCEPTIONS = [f"{PROVISION}({letter})" for letter in "ABCDEFG"]
MAP: dict[str, Any] = {
    "id": "transfer_id",
    "donor": "donor_id",
    "recipient": "recipient_id",
    "value": {"column": "value_cents", "in": "cents"},
    "category": {"column": "category", "required": True, "clean": True},
    "payer in attendance": "payer_in_attendance",
    "donor is family": "donor_is_family",
    "consideration equal": "consideration_equal",
    "directly received": "directly_received",
}
FIRST = pl.coalesce(
    *(pl.when(name).then(pl.lit(number, pl.Int8)) for number, name in enumerate(EXCEPTIONS, start=1)),
    pl.lit(0, pl.Int8),
)


def audited(law: ctethics.api.Law, path: Path) -> pl.LazyFrame:
    """The ledger's columns, the outcome, whether it applies and whether each exception holds."""
    found: pl.LazyFrame = law.audit(
        pl.scan_parquet(path), kind="transfer", columns=MAP, provisions=[PROVISION], show=("applies", "exceptions")
    )
    return found


def prepare(path: Path) -> Run:
    """The same columns as every peer gives."""
    law = ctethics.load("sb434", rules=RULES, engine="direct")
    return lambda: (
        audited(law, path).select("transfer_id", gift=f"{PROVISION} applies", first=FIRST).collect(engine="streaming")
    )


def prepare_whole(path: Path) -> Run:
    """What an audit gives: the outcome in words, and each exception."""
    law = ctethics.load("sb434", rules=RULES, engine="direct")
    return lambda: (
        audited(law, path)
        .select("transfer_id", PROVISION, f"{PROVISION} applies", *EXCEPTIONS)
        .collect(engine="streaming")
    )


def answers(found: pl.DataFrame) -> Any:
    return arrays(
        found if "gift" in found.columns else found.select("transfer_id", gift=f"{PROVISION} applies", first=FIRST)
    )


CONTENDER, WHOLE = Contender(prepare, answers), Contender(prepare_whole, answers)
