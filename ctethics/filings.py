"""The filing calendar of a registrant: every period that could end is put to the rules; what falls due is listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from ctethics.api import Law
from ctethics.diagnostics import Diagnostic, Span, UsageError, near
from ctethics.law.calendar import (
    EARLIEST,
    LATEST,
    NotADate,
    day_of,
    first_of_month,
    last_days_between,
    parse_day,
    shift,
    show_day,
    show_month,
    year_of,
)
from ctethics.outcome import EventResult, Filing, Trace
from ctethics.report.words import describe

KIND = "filing period"
REGISTRANTS = {"client": "client lobbyist", "communicator": "communicator lobbyist"}
Session = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FilingCalendar:
    """What falls due, sorted by day.

    session -- the first and last day of the General Assembly's regular session, or None where none was given.
    advice -- of the rules that make the reports due; lacks_session -- with a session, reports of months may be due too.
    """

    law: str
    year: int
    registrant: str
    is_municipal: bool
    session: tuple[str, str] | None
    filings: tuple[Filing, ...]
    advice: tuple[str, ...]
    lacks_session: bool

    @property
    def title(self) -> str:
        who = f"{REGISTRANTS[self.registrant]} registrant{' for a municipality' if self.is_municipal else ''}"
        return f"Filing calendar {self.year}, {who}, law {self.law}"

    @property
    def notes(self) -> tuple[str, ...]:
        """What is left out, and what the rules advise."""
        if self.lacks_session:
            return ("No session was named: the interim monthly reports of its months are left out. Add --session.",)
        return self.advice

    def to_dict(self) -> dict[str, object]:
        return {
            "law": self.law,
            "year": self.year,
            "registrant": self.registrant,
            "municipal": self.is_municipal,
            "session": list(self.session) if self.session else None,
            "filings": [filing.to_dict() for filing in self.filings],
            "notes": list(self.notes),
        }


def filing_calendar(
    law: Law, year: int, *, registrant: str = "client", municipal: bool = False, session: str | None = None
) -> FilingCalendar:
    """The reports due in a year, and those that cover it, under a law (§ 1-96(a), (b)).

    registrant -- `client` or `communicator`; municipal -- a communicator for a municipality, who files as clients do.
    session -- `2025-01-08:2025-06-04`, the regular session: without it the interim monthly reports are left out.
    Raises UsageError for a year, registrant or session that cannot be, or that no report covers.
    """
    _check_year(year)
    _check_registrant(registrant, municipal)
    days = _session(session, year) if session is not None else None
    if KIND not in law.program.vocabulary.events:
        _refuse(
            "rules", "these rules know no filing periods", "the calendar is made of them.", "use the shipped rules."
        )
    # Without a session a month of the year is tried all the same, to tell whether there is anything to leave out.
    months = days or (day_of(year, 1, 1), day_of(year, 1, 31))
    told = {str(event["id"]): event for event in _periods(law, year, months)}
    case = {"parties": {"registrant": _party(registrant, municipal)}, "events": list(told.values())}
    by_event = {e.id: list(_filings(law, e, str(told[e.id]["period"]))) for e in law.assess(case)}
    monthly = [id_ for id_, event in told.items() if event["period"] == "month"]
    may_report_months = any(by_event[id_] for id_ in monthly)
    if days is not None and not may_report_months:
        why = "the rules ask such a registrant for none."
        what = f"no report of a {registrant} covers a month"
        _refuse("session", what, why, "leave --session out, or name another registrant.")
    found = [f for id_, filings in by_event.items() for f in filings if days is not None or id_ not in monthly]
    wanted = [f for f in found if f.due[:4] == str(year) or f.last_day[:4] == str(year)]
    shown = (show_day(days[0]), show_day(days[1])) if days else None
    ordered = tuple(sorted(wanted, key=lambda f: (f.due, f.last_day, f.provision)))
    advice = tuple(dict.fromkeys(a for f in ordered if (a := law.program.provisions[f.provision].advice)))
    return FilingCalendar(
        law.name, year, registrant, municipal, shown, ordered, advice, days is None and may_report_months
    )


def _check_year(year: int) -> None:
    if not EARLIEST.year < year < LATEST.year:
        what = f"the year {year} is out of range"
        why = f"a calendar is made for a year from {EARLIEST.year + 1} to {LATEST.year - 1}."
        _refuse("year", what, why, "write a year such as 2025.")


def _check_registrant(registrant: str, municipal: bool) -> None:
    if registrant not in REGISTRANTS:
        guess = near(registrant, REGISTRANTS)
        fix = f"write `{guess}`." if guess else f"write one of: {', '.join(REGISTRANTS)}."
        _refuse("registrant", f"unknown registrant `{registrant}`", "each kind files reports of its own.", fix)
    if municipal and registrant != "communicator":
        why = "only a communicator files for a municipality otherwise than others of its kind."
        _refuse("registrant", "a client is no communicator for a municipality", why, "add --registrant communicator.")


def _session(text: str, year: int) -> Session:
    """The first and last day that `FROM:TO` names, both in the calendar and one of them at least in the year."""
    first, colon, last = text.partition(":")
    fix = "write FROM:TO, as in 2025-01-08:2025-06-04."
    if not colon:
        _refuse("session", f"the session is `{text}`", "it has a first and a last day.", fix)
    try:
        days = parse_day(first), parse_day(last)
    except NotADate as error:
        _refuse("session", f"the session is `{text}`", f"{error}.", fix)
    if days[1] < days[0]:
        _refuse("session", f"the session ends on {last}, before it begins", "it runs from FROM to TO.", fix)
    if days[1] - days[0] > 366:
        _refuse("session", f"the session runs from {first} to {last}", "a regular session ends within a year.", fix)
    # The report of a month falls due in the month after.
    if not year_of(days[0]) <= year <= year_of(shift(first_of_month(days[1]), 1, "months")):
        why = "no report of its months covers that year or falls due in it."
        _refuse("session", f"the session has no day in {year}", why, "name the session of that year, or its year.")
    return days


def _refuse(option: str, what: str, why: str, fix: str) -> NoReturn:
    raise UsageError([Diagnostic("CTE608", Span.whole(option), what, why, fix)])


def _party(registrant: str, municipal: bool) -> dict[str, object]:
    return {
        "registrant": "yes",
        "registered as": REGISTRANTS[registrant],
        "communicator for a municipality": "yes" if municipal else "no",
    }


def _periods(law: Law, year: int, session: Session) -> Iterator[dict[str, object]]:
    """Every period that ends in the year or the one before, as events; months only of the session."""
    fact = law.program.vocabulary.events[KIND].facts["period"]
    for choice, (month, day) in fact.last_day:
        if (month, day) == (0, 0):
            for last in last_days_between(*session):
                yield _event(choice, last, {"General Assembly in regular session": "yes"})
        else:
            for one in (year - 1, year):
                yield _event(choice, day_of(one, month, day), {})


def _event(period: str, last: int, more: dict[str, object]) -> dict[str, object]:
    day = show_day(last)
    return {"id": f"{period} {day}", "kind": KIND, "registrant": "registrant", "date": day, "period": period, **more}


def _filings(law: Law, event: EventResult, period: str) -> Iterator[Filing]:
    for owed in (*event.duties, *event.possible_duties):
        if owed.due is None:
            continue
        binding = event.finding(owed.provision).explanation.binding
        conditions = tuple(dict.fromkeys(_open(binding, law.name, event.day, is_wanted=True)))
        name = _name(period, event.day)
        last = show_day(event.day)
        yield Filing(owed.provision, owed.what, name, last, owed.opens, owed.due, owed.owed_to, conditions)


def _open(trace: Trace, law: str, day: int, *, is_wanted: bool) -> list[str]:
    """What an answer still depends on, in words: conditions that must all hold for it to be yes."""
    if trace.answer is not None:
        return []
    if not trace.parts:
        described = describe(trace.condition, law, day) if trace.condition is not None else ""
        return [described if is_wanted else f"not {described}"]
    parts = [_open(part, law, day, is_wanted=is_wanted is not (trace.sort == "not")) for part in trace.parts]
    if trace.sort in ("all", "any") and (trace.sort == "any") is is_wanted:
        ways = [" and ".join(part) for part in parts if part]
        return [" or ".join(ways)]
    return [condition for part in parts for condition in part]


def _name(period: str, last: int) -> str:
    """The period in words: `February 2025`, `first quarter of 2025`."""
    if period == "month":
        return show_month(last)
    return str(year_of(last)) if period == "year" else f"{period} of {year_of(last)}"
