"""What an employee tells the desk of an offer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing offered to an employee; None: nobody has said yet.

    day -- `2025-03-03`; value -- `$75.00`; is_hosted -- whether the donor is there while it is eaten.
    """

    name: str
    day: str
    donor: str
    recipient: str
    item: str | None
    value: str | None
    is_hosted: bool | None = None


def case_of(offers: Iterable[Offer], agency: str, vendors: Iterable[str]) -> dict[str, Any]:
    """The offers as a case; vendors -- those who do business with the agency. Nobody here is a registered lobbyist."""
    listed, known = list(offers), set(vendors)
    donors = {
        one.donor: {
            "kind": "business",
            "registrant": False,
            "doing business with": [agency] if one.donor in known else [],
            "seeking business with": [],
            "regulated by": [],
            "prequalified": False,
        }
        for one in listed
    }
    recipients = {one.recipient: {"kind": "person", "position": "state employee", "agency": agency} for one in listed}
    return {"parties": {**donors, **recipients}, "events": [_event(one) for one in listed]}


def _event(offer: Offer) -> dict[str, Any]:
    said = {"item": offer.item, "value": offer.value, "donor in attendance": offer.is_hosted}
    return {
        "id": offer.name,
        "kind": "transfer",
        "date": offer.day,
        "donor": offer.donor,
        "recipient": offer.recipient,
        **{fact: value for fact, value in said.items() if value is not None},
    }
