"""Where a finding is otherwise than expected."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from ctethics.compile import Expected
from ctethics.diagnostics import Span
from ctethics.outcome import EventResult, Finding, Owed


class Slip(NamedTuple):
    """One thing that comes out otherwise: what is written there, and what would be right, nothing if it had to go.

    expected -- the whole that is expected of the event, of which this may be a part.
    """

    event: str
    provision: str
    expected: Expected
    span: Span
    what: str
    written: str
    right: str


_Told = tuple[Span, str, str, str]


def slips(expected: Expected, event: EventResult, finding: Finding) -> list[Slip]:
    """What of a finding, its duty and what follows is otherwise; nothing but the outcome where that is."""
    told = list(_of_outcome(expected, finding))
    told = told or [*_of_consequences(expected, event, finding), *_of_duty(expected, event, finding)]
    return [Slip(event.id, finding.provision, expected, *one) for one in told]


def _of_outcome(expected: Expected, finding: Finding) -> Iterator[_Told]:
    by, needs = set(finding.excepted_by), set(finding.needs) if expected.needs is not None else set()
    is_outcome = expected.outcome == finding.outcome
    if is_outcome and expected.excepted_by in (None, by) and expected.needs in (None, needs):
        return
    own = finding.provision
    wanted = _in_words(expected.outcome, sorted(expected.excepted_by or ()), sorted(expected.needs or ()), own)
    found = _in_words(finding.outcome, finding.excepted_by, finding.needs, own)
    yield expected.span, f"expected {wanted}, found {found}", _quoted(wanted), _quoted(found)


def _in_words(outcome: str, by: Collection[str], needs: Collection[str], provision: str) -> str:
    """An outcome as an example writes it, the provision's own exceptions without its citation."""
    if outcome == "excepted" and by:
        return f"excepted by {', '.join(citation.removeprefix(provision).strip() for citation in by)}"
    return f"{outcome}, needs {'; '.join(needs)}" if outcome == "undetermined" and needs else outcome


def _of_consequences(expected: Expected, event: EventResult, finding: Finding) -> Iterator[_Told]:
    if not expected.consequences:
        return
    followed = {f.what: f.last_day or f.amount or "yes" for f in event.consequences if f.provision == finding.provision}
    for what, value in expected.consequences:
        found = followed.get(what, "")
        if found != value:
            said = f"expected the consequence `{what}: {value}`, found {found or 'none of that name'}"
            yield expected.places[f"consequences {what}"], said, _quoted(value), _quoted(found)


def _of_duty(expected: Expected, event: EventResult, finding: Finding) -> Iterator[_Told]:
    asked = [key for key in ("due", "owed to", "states") if key in expected.places]
    duty = next((duty for duty in event.duties if duty.provision == finding.provision), None) if asked else None
    if duty is not None:
        yield from _of_terms(expected, duty)
        yield from _of_statements(expected, duty)
    elif asked:
        yield expected.places[asked[0]], "expected a duty, found none", "…", ""


def _of_terms(expected: Expected, duty: Owed) -> Iterator[_Told]:
    due = duty.due or (duty.when or "").removeprefix("with ")
    if expected.due not in (None, due):
        yield expected.places["due"], f"expected due {expected.due}, found {due}", expected.due or "", _quoted(due)
    if expected.owed_to not in (None, duty.owed_to):
        wanted, found = ", ".join(expected.owed_to or ()), ", ".join(duty.owed_to)
        yield expected.places["owed to"], f"expected owed to {wanted}, found {found}", f"[{wanted}]", f"[{found}]"


def _of_statements(expected: Expected, duty: Owed) -> Iterator[_Told]:
    stated = dict(duty.states)
    for what, value in expected.states:
        found = stated.get(what, "")
        if found != value:
            said = f"expected it to state `{what}: {value}`, found {found or 'nothing of that name'}"
            yield expected.places[f"states {what}"], said, _quoted(value), _quoted(found)


def _quoted(text: str) -> str:
    """The text as it can stand between braces."""
    return "'" + text.replace("'", "''") + "'" if any(sign in text for sign in (",", ": ", "[", "{", "#")) else text
