"""One way to decide a record of W, and the codes in which libraries without unknowns or pairs take and give answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.decisions.by_hand import Answer
from benchmarks.decisions.records import Record

# No, unknown and yes as whole numbers: `and` is the least, `or` the greatest.
LATTICE: Final[dict[bool | None, int]] = {False: 0, None: 1, True: 2}
QUESTIONS: Final = ("attends", "family", "equal", "direct")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to decide.

    prepare -- all that is done once; the function to time. takes -- a record as that function takes it; answer -- the
    answer in what it gave: neither is timed. module -- what must be installed.
    """

    prepare: Callable[[], Callable[[Any], Any]]
    takes: Callable[[Record], Any]
    answer: Callable[[Any], Answer]
    module: str | None = None


def as_told(record: Record) -> Record:
    return record


def in_lattice(record: Record) -> dict[str, Any]:
    """The record with its questions answered by 0 for no, 1 for unknown and 2 for yes."""
    return {**record, **{name: LATTICE[record[name]] for name in QUESTIONS}}


def code(gift: bool | None, first: int) -> int:
    """One whole number for an answer."""
    return first * 3 + LATTICE[gift]


def decoded(number: float) -> Answer:
    first, gift = divmod(int(number), 3)
    return (False, None, True)[gift], first
