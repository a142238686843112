"""Why: each condition with its answer and what it looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ctethics.program import Condition, Value, Version

Sort = Literal["all", "any", "not", "same", "leaf"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A comparison with a limit: the measured amount lies from `low` to `high` (None: no upper end), in `unit`.

    amount -- the limit's, in the version in force.
    margin -- for a settled comparison, how far the measured amount is on its side of the limit: 0 is the last amount on
    that side. Dollars are cents.
    """

    low: int
    high: int | None
    operator: str
    unit: str
    limit: str
    version: Version
    amount: int
    margin: int | None


@dataclass(frozen=True, slots=True)
class Answered:
    """One condition of a provision with its answer, yes (True), no (False) or unknown (None).

    part -- the exception it stands in, or else the provision; depth -- of how many other conditions it is a part.
    is_binding -- the provisions that it refers to were asked with their exceptions considered.
    """

    provision: str
    part: str
    condition: Condition
    depth: int
    is_binding: bool
    answer: bool | None


@dataclass(frozen=True, slots=True)
class Trace:
    """One condition answered. `sort` says how the parts' answers make the answer; `same`: the one part's answer.

    seen -- the known facts a leaf looked at; presumed -- which of them rest on a presumption, by its name;
    unknown -- the facts it lacked, by the names a user would state them under; limit -- the amount that a comparison
    of one fact is held to; condition None: a provision's own joint, the general rule and not any exception.
    """

    sort: Sort
    answer: bool | None
    condition: Condition | None
    parts: tuple[Trace, ...] = ()
    title: str = ""
    seen: tuple[tuple[str, Value], ...] = ()
    presumed: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    measure: Measure | None = None
    limit: int | None = None

    def replay(self) -> bool | None:
        """The answer that the leaves give, worked out anew by Kleene's logic."""
        answers = [part.replay() for part in self.parts]
        if self.sort == "all":
            return False if False in answers else None if None in answers else True
        if self.sort == "any":
            return True if True in answers else None if None in answers else False
        if self.sort == "not":
            return None if answers[0] is None else not answers[0]
        return answers[0] if self.sort == "same" else self.answer
