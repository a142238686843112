"""What the stored answers of a ledger must be: a fresh assessment of everything that was stated, by the judge."""

from __future__ import annotations

from collections.abc import Mapping

from ctethics import Determination, Law
from ctethics.balance import Answer, Changed, LiveLedger

Told = dict[str, object]
Answers = dict[str, Answer]


def case_of(events: Mapping[str, Told], parties: Mapping[str, Told]) -> Told:
    return {"parties": dict(parties), "events": list(events.values())}


def fresh(law: Law, events: Mapping[str, Told], parties: Mapping[str, Told], question: Told) -> Determination | None:
    """The determination of everything stated, or None where there is no event."""
    return law.assess(case_of(events, parties), engine="direct", **question) if events else None


def told(determination: Determination | None) -> dict[str, Told]:
    """What a fresh assessment says of each event, in the shape of a stored answer."""
    found = {}
    for event in determination or ():
        findings = [
            {
                "provision": f.provision,
                "outcome": f.outcome,
                "possible": list(f.possible),
                "excepted_by": list(f.excepted_by),
            }
            for f in event.findings
            if f.outcome != "does not apply"
        ]
        found[event.id] = {
            "event": event.id,
            "findings": findings,
            "duties": [duty.to_dict() for duty in event.duties],
            "possible_duties": [duty.to_dict() for duty in event.possible_duties],
            "room": [room.to_dict() for room in event.room],
        }
    return found


def stored(ledger: LiveLedger) -> dict[str, Told]:
    return {id_: ledger.answer(id_).to_dict() for id_ in ledger}


def changes_between(before: dict[str, Told], after: dict[str, Told]) -> set[str]:
    """What two fresh assessments say otherwise of the events that both know, one text for each."""
    found = set()
    for id_ in before.keys() & after.keys():
        one, other = by_provision(before[id_]), by_provision(after[id_])
        for provision in one.keys() | other.keys():
            was, now = (said.get(provision, nothing(provision)) for said in (one, other))
            if was != now:
                found.add(repr((id_, provision, was, now)))
    return found


def changes_told(changed: tuple[Changed, ...]) -> set[str]:
    """The same, of what an entry says that it changed."""
    found = set()
    for one in changed:
        dict_ = one.to_dict()
        was, now = ((dict_[side], dict_[f"duty_{side}"]) for side in ("before", "after"))
        found.add(repr((one.event, one.provision, was, now)))
    assert len(found) == len(changed)
    return found


def by_provision(answer: Told) -> dict[str, tuple[object, object]]:
    """Each provision's finding and the duty that it lays on someone, or may."""
    duties = {duty["provision"]: duty for name in ("possible_duties", "duties") for duty in answer[name]}
    return {said["provision"]: (said, duties.get(said["provision"])) for said in answer["findings"]}


def nothing(provision: str) -> tuple[object, object]:
    silent = {
        "provision": provision,
        "outcome": "does not apply",
        "possible": ["does not apply"],
        "excepted_by": [],
    }
    return silent, None
