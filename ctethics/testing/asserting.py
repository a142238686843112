"""Assertions on an answer, whose failure says what was found and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ctethics.law.calendar import show_day

if TYPE_CHECKING:
    from ctethics.compile import Expected
    from ctethics.outcome import Determination, EventResult

Several = str | Iterable[str]


def assert_applies(determination: Determination, provision: str, event: str | None = None) -> None:
    """The provision applies.

    event -- may be left out where the case has one. Raises KeyError for an event or a provision there is not,
    ValueError where the event must be named; so do the others.
    """
    __tracebackhide__ = True
    _check(determination, provision, event, _expected("applies"))


def assert_does_not_apply(determination: Determination, provision: str, event: str | None = None) -> None:
    """The general rule of the provision does not hold; what is excepted does not count as that."""
    __tracebackhide__ = True
    _check(determination, provision, event, _expected("does not apply"))


def assert_excepted(
    determination: Determination, provision: str, event: str | None = None, *, by: Several | None = None
) -> None:
    """The provision is excepted; by -- every exception that holds, as `1-79(5)(P)`, in any order."""
    __tracebackhide__ = True
    _check(determination, provision, event, _expected("excepted", by=by))


def assert_undetermined(
    determination: Determination, provision: str, event: str | None = None, *, needs: Several | None = None
) -> None:
    """The facts given do not settle the provision; needs -- all that are named as settling it, in any order."""
    __tracebackhide__ = True
    _check(determination, provision, event, _expected("undetermined", needs=needs))


def assert_owed(
    determination: Determination,
    provision: str,
    event: str | None = None,
    *,
    due: str | None = None,
    to: Several | None = None,
) -> None:
    """A duty arises from the provision; due -- its day, as `2025-03-13`; to -- all to whom it is owed, in order."""
    __tracebackhide__ = True
    _check(determination, provision, event, _expected("applies", duty=(due, to)))


def _check(determination: Determination, provision: str, event: str | None, expected: Expected) -> None:
    from ctethics.examples.slips import slips

    __tracebackhide__ = True
    result = _event(determination, event)
    found = [slip.what for slip in slips(expected, result, result.finding(provision))]
    if found:
        raise AssertionError(_message(determination, result, provision, found))


def _event(determination: Determination, named: str | None) -> EventResult:
    __tracebackhide__ = True
    if named is not None:
        return determination[named]
    if len(determination) == 1:
        return determination.events[0]
    events = ", ".join(event.id for event in determination)
    raise ValueError(f"the case has {len(determination)} events; name the one that is meant: {events}")


def _expected(
    outcome: str,
    *,
    by: Several | None = None,
    needs: Several | None = None,
    duty: tuple[str | None, Several | None] | None = None,
) -> Expected:
    """The same as the words of an example say; duty -- its day and to whom it is owed, where one is expected."""
    from ctethics.compile import Expected
    from ctethics.diagnostics import Span

    here = Span.whole("assertion")
    excepted_by = frozenset(_several(by)) if by is not None else None
    needed = frozenset(_several(needs)) if needs is not None else None
    if duty is None:
        return Expected(here, outcome, excepted_by, needed)
    due, to = duty
    owed_to = _several(to) if to is not None else None
    return Expected(here, outcome, due=due, owed_to=owed_to, places={"due": here, "owed to": here})


def _several(named: Several) -> tuple[str, ...]:
    return (named,) if isinstance(named, str) else tuple(named)


def _message(determination: Determination, result: EventResult, provision: str, found: list[str]) -> str:
    from ctethics.report.words import cited

    which = f", event `{result.id}`" if len(determination) > 1 else ""
    what = f"{cited(provision)}{which}, under {determination.law}: {'; '.join(found)}"
    why = f"this is how it comes to that on {show_day(result.day)}:"
    return "\n".join((what, why, *(f"  {line}" for line in determination.reasons(result.id, provision))))
