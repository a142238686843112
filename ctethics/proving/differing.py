"""In what two programs differ about one case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ctethics.answers import Answers
from ctethics.engines.direct import DirectEngine
from ctethics.engines.situation import Question
from ctethics.facts import Ledger
from ctethics.outcome import EventResult
from ctethics.program import Program
from ctethics.proving.variations import Case


class Difference(NamedTuple):
    """A rule and an event of which another program tells otherwise.

    is_settled -- whether the first program's outcome is another than `undetermined`; is_outcome -- whether it is the
    outcome that differs, and not only what is owed or may follow.
    """

    provision: str
    place: int
    is_settled: bool
    is_outcome: bool


def differing(
    one: Program, other: Program, rules: Sequence[str], question: Question, case: Case
) -> Iterator[Difference]:
    """What the other program tells otherwise of these rules, of the event that the case is about first."""
    before, after = _answers(one, case.ledger, question), _answers(other, case.ledger, _under(other, one, question))
    for index in sorted(range(len(case.ledger.events)), key=lambda index: index != case.index):
        kind = case.ledger.events[index].kind
        asked = [citation for citation in rules if one.provisions[citation].about == kind]
        old, new = before.result(index, asked), after.result(index, asked)
        for citation in asked:
            was, is_ = _told(old, citation), _told(new, citation)
            if was != is_:
                yield Difference(citation, index, was[0] != "undetermined", was[:2] != is_[:2])


def _answers(program: Program, ledger: Ledger, question: Question) -> Answers:
    return Answers(program, ledger, question, DirectEngine(program))


def _under(other: Program, one: Program, question: Question) -> Question:
    """The question with the other program's defaults where it asks by the first one's."""
    if other.default_readings == one.default_readings:
        return question
    own = {
        name: other.default_readings[name] if choice == one.default_readings[name] else choice
        for name, choice in question.readings.items()
    }
    return Question(question.law, own)


def _told(event: EventResult, citation: str) -> tuple[object, ...]:
    """What is found of a rule, and what is owed and may follow where it applies."""
    finding = event.finding(citation)
    if finding.outcome != "applies":
        return finding.outcome, frozenset(finding.excepted_by) if finding.outcome == "excepted" else None, (), ()
    duties = tuple(duty for duty in event.duties if duty.provision == citation)
    follows = tuple(one for one in event.consequences if one.provision == citation)
    return finding.outcome, None, duties, follows
