"""Why a case that one law excepts is not excepted under the other: which exception, and what its totals count."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.law.regimes import LAWS
from ctethics.outcome import Finding
from ctethics.outcome.room import Room
from ctethics.proving.findings.told import Findings, listed
from ctethics.proving.verify.result import Result
from ctethics.report.words import cited

# By law: how much of each running limit is used, by the exception and the total.
Rooms = dict[str, dict[tuple[str, str], Room]]


def why(told: Findings, result: Result) -> str:
    """What excepts the case under one law alone, and what counts otherwise in the totals of that exception."""
    assert result.witness is not None
    event = result.witness.told["events"][-1]["id"]
    answers = {name: law.assess(result.witness.told)[event] for name, law in told.laws.items()}
    findings = {name: answer.finding(result.citation) for name, answer in answers.items()}
    rooms = {name: {(r.provision, r.what): r for r in answer.room} for name, answer in answers.items()}
    return "".join(f" {one}" for one in _sentences(told, findings, rooms))


def _sentences(told: Findings, findings: dict[str, Finding], rooms: Rooms) -> Iterator[str]:
    first, second = LAWS
    for one, other in ((first, second), (second, first)):
        alone = [key for key in findings[one].excepted_by if key not in findings[other].excepted_by]
        if alone:
            yield f"Under `{one}` alone {listed(map(cited, alone))} {'excepts' if len(alone) == 1 else 'except'} it."
        if one == first:
            asked = {told.taken_from.get(key, key) for key in alone}
            yield from (_counted(key, rooms) for key in rooms[first] if key[0] in asked and _is_moved(key, rooms))


def _is_moved(key: tuple[str, str], rooms: Rooms) -> bool:
    found = [some.get(key) for some in rooms.values()]
    return None not in found and len({room.used for room in found if room is not None}) > 1


def _counted(key: tuple[str, str], rooms: Rooms) -> str:
    """What is counted in one total under each law."""
    each = (f"{some[key].used} under `{name}` (limit {some[key].limit})" for name, some in rooms.items())
    return f"Other events count in its total `{key[1]}`, which is {listed(each)}."
