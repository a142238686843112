"""What a run of the engines against each other has seen, so that numbers can be judged by what they are numbers of."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from ctethics.outcome import Verdict

Outcome = Literal["applies", "excepted", "does not apply", "undetermined"]
OUTCOMES: tuple[Outcome, ...] = ("applies", "excepted", "does not apply", "undetermined")


@dataclass(frozen=True, slots=True)
class Difference:
    """A case that an engine answers otherwise than the judge, as a file to run again; `what` in one line."""

    seed: str
    engine: str
    what: str
    file: str


@dataclass
class Tally:
    """Counts, which add up over batches and processes.

    verdicts -- of shipped rules by provision and verdict, of random ones by verdict alone.
    answered, refused -- cases by engine. hashes -- one for each case and what it was asked of.
    """

    cases: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    programs: Counter[str] = field(default_factory=Counter)
    untyped: int = 0
    questions: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[tuple[str, Verdict]] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    hashes: array[int] = field(default_factory=lambda: array("Q"))
    different: int = 0
    differences: list[Difference] = field(default_factory=list)
    crashed: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        for mine, more in (
            (self.cases, other.cases),
            (self.events, other.events),
            (self.programs, other.programs),
            (self.questions, other.questions),
            (self.answered, other.answered),
            (self.refused, other.refused),
            (self.verdicts, other.verdicts),
            (self.seconds, other.seconds),
        ):
            mine.update(more)  # type: ignore[arg-type]
        self.untyped += other.untyped
        self.hashes.extend(other.hashes)
        self.different += other.different
        self.differences += other.differences
        self.crashed += other.crashed

    @property
    def is_clean(self) -> bool:
        """Whether there were cases and the engines agreed on all."""
        return self.cases.total() > 0 and not self.different and not self.crashed


def outcome_of(verdict: Verdict) -> Outcome:
    """The outcome of a provision alone, without what the provisions it refers to leave open."""
    if verdict.binding is None:
        return "undetermined"
    if verdict.binding:
        return "applies"
    return {True: "excepted", False: "does not apply", None: "undetermined"}[verdict.general]  # type: ignore[return-value]
