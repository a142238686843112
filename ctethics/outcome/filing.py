"""One line of a filing calendar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filing:
    """A report that falls due: what, over which period, between which days, and on what condition.

    Days are `2025-03-13`; opens -- the day before which it may not be filed, or None; conditions -- what it still
    depends on, in words: none where it is due in any case.
    """

    provision: str
    what: str
    period: str
    last_day: str
    opens: str | None
    due: str
    owed_to: tuple[str, ...]
    conditions: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        return {
            "provision": self.provision,
            "what": self.what,
            "period": self.period,
            "last_day": self.last_day,
            "opens": self.opens,
            "due": self.due,
            "owed_to": list(self.owed_to),
            "conditions": list(self.conditions),
        }
