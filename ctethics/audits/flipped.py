"""What the flip tables of ledgers and of cases have in common: no frames, no files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ctethics.engines.situation import Question
from ctethics.outcome.finding import Outcome
from ctethics.outcome.summary import DutyFlip, Flip
from ctethics.program import Program

# Provision, the outcome under the one law, and under the other.
Change = tuple[str, Outcome, Outcome]
# What a row is worth: the first of these facts that it states.
WORTH = ("value", "cost")


def flips_of(program: Program, counts: Mapping[Change, int]) -> tuple[Flip, ...]:
    """The changes with how many rows have each."""
    found = []
    for (citation, one, other), count in counts.items():
        p = program.provisions[citation]
        found.append(Flip(citation, p.title, p.is_policy, one, other, count))
    return tuple(found)


def duties_of(program: Program, counts: Mapping[Change, int]) -> tuple[DutyFlip, ...]:
    """The duties that arise under one of the laws only: a duty arises where its provision applies."""
    appears: dict[str, int] = {}
    vanishes: dict[str, int] = {}
    for (citation, one, other), count in counts.items():
        for outcome, counted in ((other, appears), (one, vanishes)):
            if outcome == "applies":
                counted[citation] = counted.get(citation, 0) + count
    found = []
    for citation in dict.fromkeys((*appears, *vanishes)):
        duty = program.provisions[citation].duty
        if duty is not None:
            found.append(DutyFlip(citation, duty.what, appears.get(citation, 0), vanishes.get(citation, 0)))
    return tuple(found)


def notes_of(program: Program, question: Question, unvalued: int) -> Iterator[str]:
    """What the table was made under, and what its dollars leave out."""
    for name, choice in question.readings.items():
        if choice != program.default_readings[name]:
            yield f"Reading {name}: {choice}."
    if question.is_strict:
        yield "Strict: nothing is presumed; what is not stated is unknown."
    if unvalued:
        states, it = ("row that changes states", "it") if unvalued == 1 else ("rows that change state", "them")
        yield f"{unvalued:,} {states} neither value nor cost: the dollars leave {it} out."


def worth_of(facts: Mapping[str, object]) -> int | None:
    """What an event is worth, in cents; None where it is not stated."""
    amounts: Iterable[object] = (facts.get(name) for name in WORTH)
    return next((amount for amount in amounts if isinstance(amount, int)), None)
