"""Small ledgers for the tests: acme gives lee meals and other things."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ctethics.balance import LiveLedger
from tests.asking import law_named

Told = dict[str, Any]

PARTIES: dict[str, Told] = {
    "acme": {
        "kind": "business",
        "registrant": "no",
        "prequalified": "no",
        "doing business with": ["OPM"],
        "seeking business with": [],
        "regulated by": [],
    },
    "bolt": {
        "kind": "business",
        "registrant": "no",
        "prequalified": "no",
        "doing business with": [],
        "seeking business with": [],
        "regulated by": [],
    },
    "ann": {"kind": "person", "registrant": "yes", "prequalified": "no", "doing business with": []},
    "lee": {"kind": "person", "position": "state employee", "agency": "OPM"},
    "kim": {"kind": "person", "position": "state employee", "agency": "DOT"},
}


def meal(id_: str, date: str, cost: str, **more: object) -> Told:
    """A meal for lee, paid by acme, who is there."""
    return thing(id_, date, cost, item="food or beverage", **{"donor in attendance": "yes", **more})


def thing(id_: str, date: str, cost: str, **more: object) -> Told:
    """Something for lee from acme."""
    given = {"id": id_, "kind": "transfer", "date": date, "donor": "acme", "recipient": "lee", "cost": cost}
    return {**given, "item": "merchandise", **{name.replace("_", " "): value for name, value in more.items()}}


def opened(folder: Path, law: str = "current", **question: Any) -> LiveLedger:
    return law_named(law).ledger(folder / "gifts.ctledger", **question)


def outcome(ledger: LiveLedger, event: str, provision: str = "1-79(5)") -> str:
    return ledger.answer(event).finding(provision).outcome
