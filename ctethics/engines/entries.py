"""What events bring to a total, and their sum, as intervals where something is unknown."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

Answer = bool | None
Interval = tuple[int, int | None]
# The year, or 0 for all time, and each part that must be the same: the donor's group by its name, None what is unknown.
Place = tuple[Hashable | None, ...]
OUTSIDE = -1


@dataclass(slots=True)
class Entry:
    """One event as one total sees it: what it adds lies from `low` to `high` (None: no upper end).

    text -- what is counted, or what the sums are kept apart by; key -- the place, None where it is in doubt.
    many -- how many events it stands for: more than one only where `index` is `OUTSIDE` and the ends can be added up.
    """

    index: int
    counts: Answer
    low: int
    high: int | None
    text: str | None
    place: Place
    key: Hashable | None = None
    many: int = 1


@dataclass(slots=True)
class Sum:
    """What is certain about one key so far: the ends of the sum, and the texts met."""

    low: int = 0
    high: int | None = 0
    certain: set[str] = field(default_factory=set)
    possible: set[str] = field(default_factory=set)
    unnamed: int = 0
    has_member: bool = False

    def add(self, entry: Entry, counts: Answer) -> None:
        if counts is False:
            return
        self.has_member |= counts is True
        if entry.text is None:
            self.unnamed += entry.many
        else:
            self.possible.add(entry.text)
            if counts:
                self.certain.add(entry.text)
        self.low += entry.low if counts else 0
        self.high = None if self.high is None or entry.high is None else self.high + entry.high

    def interval(self, is_count: bool) -> Interval:
        if not is_count:
            return self.low, self.high
        return max(len(self.certain), int(self.has_member)), len(self.possible) + self.unnamed
