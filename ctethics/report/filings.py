"""A filing calendar as text, JSON and iCalendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from ctethics.outcome import Filing
from ctethics.report.layout import wrap
from ctethics.report.words import cited

_DAYS = (
    "Days are calendar days: no rule on weekends and holidays was found in the sources. The Office of State Ethics"
    " publishes the days of each year."
)


def render_filings(title: str, filings: tuple[Filing, ...], notes: tuple[str, ...]) -> str:
    """The calendar as text: one entry for each report, what it depends on below it."""
    offices = dict.fromkeys(office for filing in filings for office in filing.owed_to)
    lines = [*wrap(f"{title}; to the {' and the '.join(offices)}"), ""]
    for filing in filings:
        span = f"{filing.opens} to {filing.due}" if filing.opens else f"by {filing.due}"
        lines += wrap(f"{span:<24}  {filing.period}: {filing.what} ({cited(filing.provision)})", 0, 26)
        if filing.conditions:
            lines += wrap(f"if {', and '.join(filing.conditions)}", 26)
    for note in (*notes, _DAYS):
        lines += ["", *wrap(note)]
    return "\n".join(lines)


def icalendar_of(title: str, filings: tuple[Filing, ...]) -> bytes:
    """The calendar as iCalendar (RFC 5545): an all-day event on each due day, the same bytes whenever it is made."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//ctethics//filing calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for filing in filings:
        due = date.fromisoformat(filing.due)
        event = Event()
        event.add("uid", f"{filing.due}-{_slug(filing)}@ctethics")
        # The day the report covers up to, so that nothing depends on when the file is made.
        event.add("dtstamp", datetime.combine(date.fromisoformat(filing.last_day), datetime.min.time(), UTC))
        event.add("summary", f"Due: {filing.what}, {filing.period}")
        event.add("dtstart", due)
        event.add("transp", "TRANSPARENT")
        event.add("description", "\n".join(_described(filing)))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _slug(filing: Filing) -> str:
    return "".join(c if c.isalnum() else "-" for c in f"{filing.provision}-{filing.period}-{filing.last_day}")


def _described(filing: Filing) -> Iterator[str]:
    if filing.opens:
        yield f"May be filed from {filing.opens}."
    yield f"To {' and '.join(filing.owed_to)}, {cited(filing.provision)}."
    for condition in filing.conditions:
        yield f"If {condition}."
