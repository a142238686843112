"""What follows from a provision that applies: duties that have arisen, and what may come of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Owed:
    """Who owes what to whom, and by when.

    due -- a date as `2025-03-13`, or None where no day can be told; `when` then says why, or with what it is due.
    states -- what it must state, with values; opens -- the day before which it may not be done.
    is_until -- it lasts until the day rather than falling due on it.

    Days are calendar days; no rule on weekends and holidays was found in the sources, so none is applied.
    """

    provision: str
    owed_by: str
    owed_to: tuple[str, ...]
    what: str
    due: str | None
    states: tuple[tuple[str, str], ...]
    opens: str | None = None
    when: str | None = None
    is_until: bool = False

    def to_dict(self) -> dict[str, object]:
        return {
            "provision": self.provision,
            "owed_by": self.owed_by,
            "owed_to": list(self.owed_to),
            "what": self.what,
            "due": self.due,
            "opens": self.opens,
            "when": self.when,
            "until": self.is_until,
            "states": dict(self.states),
        }


@dataclass(frozen=True, slots=True)
class Followed:
    """What may follow, never predicted: `amount` bounds it (`not more than $10,000.00`), `last_day` ends it.

    if_ -- on what condition, in words.
    """

    provision: str
    what: str
    if_: str | None = None
    amount: str | None = None
    last_day: str | None = None

    def to_dict(self) -> dict[str, object]:
        return {
            "provision": self.provision,
            "what": self.what,
            "if": self.if_,
            "amount": self.amount,
            "last_day": self.last_day,
        }
