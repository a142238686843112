"""A duty that has arisen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Owed:
    """Who owes what to whom, and by when. `due` is a date as `2025-03-13`; `states` what it must state, with values.

    Days are calendar days; no rule on weekends and holidays was found in the sources, so none is applied.
    """

    provision: str
    owed_by: str
    owed_to: tuple[str, ...]
    what: str
    due: str
    states: tuple[tuple[str, str], ...]

    def to_dict(self) -> dict[str, object]:
        return {
            "provision": self.provision,
            "owed_by": self.owed_by,
            "owed_to": list(self.owed_to),
            "what": self.what,
            "due": self.due,
            "states": dict(self.states),
        }
