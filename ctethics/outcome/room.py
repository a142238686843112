"""What is left of a limit that runs over several events."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a running limit is used after this event, and the most that could still be added inside it.

    provision -- the exception the limit belongs to; what -- the total's name. Amounts are text, `$1,234.56`; `used`
    is a range where something is unknown.
    """

    provision: str
    what: str
    limit: str
    used: str
    left: str

    def to_dict(self) -> dict[str, object]:
        return {
            "provision": self.provision,
            "what": self.what,
            "limit": self.limit,
            "used": self.used,
            "left": self.left,
        }
