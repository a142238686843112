"""What a ledger says of an event, and what an entry changed of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any, Final

from ctethics.outcome import EventResult, Outcome, Owed, Room

_NOT: Final = "does not apply"


@dataclass(frozen=True, slots=True)
class Said:
    """One provision's outcome for an event; `possible` and `excepted_by` as a Finding has them."""

    provision: str
    outcome: Outcome
    possible: tuple[Outcome, ...]
    excepted_by: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        return {
            "provision": self.provision,
            "outcome": self.outcome,
            "possible": list(self.possible),
            "excepted_by": list(self.excepted_by),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one event: every provision that does more than not apply, the duties, and the room left.

    possible_duties -- those that arise if what is undetermined applies.
    """

    event: str
    findings: tuple[Said, ...]
    duties: tuple[Owed, ...]
    possible_duties: tuple[Owed, ...]
    room: tuple[Room, ...]

    def finding(self, provision: str) -> Said:
        """What is said of one provision."""
        for said in self.findings:
            if said.provision == provision:
                return said
        return Said(provision, _NOT, (_NOT,), ())

    def duty(self, provision: str) -> Owed | None:
        """The duty that a provision lays on someone, or may lay."""
        found = [owed for owed in (*self.duties, *self.possible_duties) if owed.provision == provision]
        return found[0] if found else None

    def to_dict(self) -> dict[str, object]:
        return {
            "event": self.event,
            "findings": [said.to_dict() for said in self.findings],
            "duties": [owed.to_dict() for owed in self.duties],
            "possible_duties": [owed.to_dict() for owed in self.possible_duties],
            "room": [room.to_dict() for room in self.room],
        }


@dataclass(frozen=True, slots=True)
class Changed:
    """A provision that now says something else of an event: another outcome, or a duty that is new, gone or other.

    duty_before, duty_after -- the duty it lays on someone, or may lay; None: none.
    """

    event: str
    provision: str
    before: Said
    after: Said
    duty_before: Owed | None = None
    duty_after: Owed | None = None

    def to_dict(self) -> dict[str, object]:
        return {
            "event": self.event,
            "provision": self.provision,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "duty_before": self.duty_before.to_dict() if self.duty_before else None,
            "duty_after": self.duty_after.to_dict() if self.duty_after else None,
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of an event that was added or corrected; it is on disk.

    is_new -- something was written; no: the ledger knew all of it. changed -- what is said otherwise now of events
    that were there before, this one among them if it was corrected; room that is left is told of each, not compared.
    """

    id: str
    is_new: bool
    answer: Answer
    changed: tuple[Changed, ...]

    def to_dict(self) -> dict[str, object]:
        return {
            "id": self.id,
            "is_new": self.is_new,
            "answer": self.answer.to_dict(),
            "changed": [one.to_dict() for one in self.changed],
        }


_ENCODE: Final = json.JSONEncoder(separators=(",", ":")).encode
_FIELDS: Final[dict[type, tuple[str, ...]]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in (Said, Owed, Room)
}


def answer_of(result: EventResult) -> Answer:
    """The answer that an event's result comes to."""
    findings = tuple(
        Said(f.provision, f.outcome, f.possible, f.excepted_by) for f in result.findings if f.outcome != _NOT
    )
    return Answer(result.id, findings, result.duties, result.possible_duties, result.room)


def differences(before: Answer, after: Answer) -> tuple[Changed, ...]:
    """What two answers to one event say otherwise, provision by provision."""
    named = dict.fromkeys(said.provision for answer in (before, after) for said in answer.findings)
    found = []
    for provision in named:
        told = [(one.finding(provision), one.duty(provision)) for one in (before, after)]
        if told[0] != told[1]:
            (old, old_duty), (new, new_duty) = told
            found.append(Changed(before.event, provision, old, new, old_duty, new_duty))
    return tuple(found)


def pack_answer(answer: Answer) -> str:
    """The answer as JSON, the same text for the same answer."""
    parts = (answer.findings, answer.duties, answer.possible_duties, answer.room)
    return _ENCODE([[_cells(one) for one in part] for part in parts])


def unpack_answer(event: str, text: str) -> Answer:
    """The answer that `pack_answer` wrote."""
    findings, duties, possible, room = _tuples(json.loads(text))
    return Answer(
        event,
        tuple(Said(*one) for one in findings),
        tuple(Owed(*one) for one in duties),
        tuple(Owed(*one) for one in possible),
        tuple(Room(*one) for one in room),
    )


def _cells(one: Said | Owed | Room) -> list[object]:
    return [getattr(one, name) for name in _FIELDS[type(one)]]


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
