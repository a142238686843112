"""The filing calendar: which reports a registrant's year holds, from when and by when, and in which form."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

import ctethics
from ctethics import Law, UsageError, filing_calendar
from ctethics.cli import cli
from ctethics.filings import FilingCalendar
from ctethics.outcome import Filing
from ctethics.report import icalendar_of

SESSION = "2025-01-08:2025-06-04"
QUARTER, MONTH, YEAR = "1-96(a)", "1-96(a) interim monthly reports", "1-96(b)"
REPORT = "financial report, signed under penalty of false statement"
INTERIM = "interim monthly report, under penalty of false statement"
ANNUAL = (
    "report of the compensation and reimbursement received from each client during the year, signed under penalty of"
    " false statement"
)
LOBBYING = "attempts to influence legislative action: yes"

# Which provision, the period, its last day, from when, by when.
QUARTERS_2025 = [
    (QUARTER, "third and fourth quarters of 2024", "2024-12-31", "2025-01-01", "2025-01-10"),
    (QUARTER, "first quarter of 2025", "2025-03-31", "2025-04-01", "2025-04-10"),
    (QUARTER, "second quarter of 2025", "2025-06-30", "2025-07-01", "2025-07-10"),
    (QUARTER, "third and fourth quarters of 2025", "2025-12-31", "2026-01-01", "2026-01-10"),
]
MONTHS_2025 = [
    (MONTH, "January 2025", "2025-01-31", None, "2025-02-10"),
    (MONTH, "February 2025", "2025-02-28", None, "2025-03-10"),
    (MONTH, "March 2025", "2025-03-31", None, "2025-04-10"),
    (MONTH, "April 2025", "2025-04-30", None, "2025-05-10"),
    (MONTH, "May 2025", "2025-05-31", None, "2025-06-10"),
    (MONTH, "June 2025", "2025-06-30", None, "2025-07-10"),
]
YEARS_2025 = [
    (YEAR, "2024", "2024-12-31", "2025-01-01", "2025-01-10"),
    (YEAR, "2025", "2025-12-31", "2026-01-01", "2026-01-10"),
]
LAWS = {"current": "$100.00", "sb434": "$250.00"}


@cache
def law_named(name: str) -> Law:
    return ctethics.load(name, engine="direct")


def made(
    law: str = "sb434",
    year: int = 2025,
    registrant: str = "client",
    municipal: bool = False,
    session: str | None = None,
) -> FilingCalendar:
    return filing_calendar(law_named(law), year, registrant=registrant, municipal=municipal, session=session)


def rows(calendar: FilingCalendar) -> list[tuple[str, str, str, str | None, str]]:
    return [(f.provision, f.period, f.last_day, f.opens, f.due) for f in calendar.filings]


def in_order(
    entries: list[tuple[str, str, str, str | None, str]],
) -> list[tuple[str, str, str, str | None, str]]:
    """By the day they are due, on one day by the period's end, then by provision."""
    return sorted(entries, key=lambda entry: (entry[4], entry[2], entry[0]))


@pytest.mark.parametrize("law", LAWS)
def test_a_client_reports_by_quarters_and_for_the_months_of_the_session(law: str) -> None:
    calendar = made(law, session=SESSION)
    assert rows(calendar) == in_order([*QUARTERS_2025, *MONTHS_2025])
    assert {f.what for f in calendar.filings if f.provision == QUARTER} == {REPORT}
    assert {f.what for f in calendar.filings if f.provision == MONTH} == {INTERIM}
    assert {f.owed_to for f in calendar.filings} == {("Office of State Ethics",)}
    assert calendar.title == f"Filing calendar 2025, client lobbyist registrant, law {law}"


@pytest.mark.parametrize(("law", "amount"), LAWS.items())
def test_an_interim_report_depends_on_what_was_spent_under_the_law(law: str, amount: str) -> None:
    conditions = {f.provision: f.conditions for f in made(law, session=SESSION).filings}
    assert conditions == {QUARTER: (), MONTH: (LOBBYING, f"spent or agreed to be spent: at least {amount}")}


def test_before_the_bill_takes_effect_its_calendar_has_the_earlier_amount() -> None:
    session = "2024-02-07:2024-12-31"
    amounts = {f.period: f.conditions[1][-7:] for f in made("sb434", 2024, session=session).filings if f.conditions}
    assert (amounts["September 2024"], amounts["October 2024"]) == ("$100.00", "$250.00")


@pytest.mark.parametrize("law", LAWS)
def test_a_communicator_reports_once_a_year(law: str) -> None:
    calendar = made(law, registrant="communicator")
    assert rows(calendar) == YEARS_2025
    assert {f.what for f in calendar.filings} == {ANNUAL}
    assert {f.conditions for f in calendar.filings} == {("registrant kind: person or registrant kind: business",)}
    assert (calendar.title, calendar.notes) == (
        f"Filing calendar 2025, communicator lobbyist registrant, law {law}",
        (),
    )


@pytest.mark.parametrize("law", LAWS)
def test_a_communicator_for_a_municipality_reports_as_clients_do(law: str) -> None:
    calendar = made(law, registrant="communicator", municipal=True, session=SESSION)
    assert rows(calendar) == rows(made(law, session=SESSION))
    assert calendar.title == (f"Filing calendar 2025, communicator lobbyist registrant for a municipality, law {law}")


NO_SESSION = "No session was named: the interim monthly reports of its months are left out. Add --session."
TOGETHER = "Reports that fall due together may be put on one form (RCSA 1-92-50, by a public copy)."


def test_without_a_session_the_months_are_left_out_and_the_note_says_so() -> None:
    calendar = made()
    assert rows(calendar) == QUARTERS_2025
    assert (calendar.session, calendar.notes) == (None, (NO_SESSION,))
    assert made(session=SESSION).notes == (TOGETHER,)
    assert made(registrant="communicator", municipal=True).notes == (NO_SESSION,)


@pytest.mark.parametrize(
    ("session", "months"),
    [
        ("2025-02-28:2025-02-28", ["February 2025"]),
        ("2025-01-31:2025-02-01", ["January 2025", "February 2025"]),
        ("2024-12-15:2025-01-15", ["December 2024", "January 2025"]),
        ("2025-11-15:2026-02-15", ["November 2025", "December 2025"]),
        ("2024-11-15:2025-01-15", ["December 2024", "January 2025"]),
    ],
)
def test_a_month_of_which_the_session_has_a_day_is_reported_where_it_is_of_the_year(
    session: str, months: list[str]
) -> None:
    assert [f.period for f in made(session=session).filings if f.provision == MONTH] == months


def month_after(day: date) -> date:
    """The first day of the next month."""
    return (day.replace(day=1) + timedelta(32)).replace(day=1)


KINDS = st.sampled_from([("client", False), ("communicator", True), ("communicator", False)])
CALENDARS = st.tuples(
    st.sampled_from(list(LAWS)), st.integers(1901, 2198), KINDS, st.integers(0, 365), st.integers(0, 300)
)


@settings(max_examples=60)
@given(CALENDARS)
def test_every_report_is_due_on_the_tenth_of_the_month_after_its_period_and_opens_on_the_first(
    drawn: tuple[str, int, tuple[str, bool], int, int],
) -> None:
    law, year, (registrant, municipal), start, length = drawn
    first = date(year, 1, 1) + timedelta(min(start, 364))
    with_months = registrant == "client" or municipal
    session = f"{first}:{first + timedelta(length)}" if with_months else None
    calendar = made(law, year, registrant, municipal, session)
    assert calendar.filings
    for filing in calendar.filings:
        last, due = date.fromisoformat(filing.last_day), date.fromisoformat(filing.due)
        assert due == month_after(last).replace(day=10)
        assert (last + timedelta(1)).day == 1
        assert filing.opens == (None if filing.provision == MONTH else f"{month_after(last)}")
        assert year in (due.year, last.year)
    assert list(calendar.filings) == sorted(calendar.filings, key=lambda f: (f.due, f.last_day, f.provision))
    assert len({(f.provision, f.last_day) for f in calendar.filings}) == len(calendar.filings)


@pytest.mark.parametrize("year", [1901, 2198])
def test_the_first_and_the_last_year_have_a_calendar(year: int) -> None:
    assert [f.due[5:] for f in made(year=year).filings] == ["01-10", "04-10", "07-10", "01-10"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["calendar", *arguments], catch_exceptions=False)


ARGUMENTS = ("--law", "sb434", "--year", "2025", "--session", SESSION)


def test_the_calendar_is_printed_in_the_order_of_the_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    result = run("--law", "current", "--year", "2025")
    assert result.exit_code == 0
    assert result.output == (
        "Filing calendar 2025, client lobbyist registrant, law current; to the Office of State Ethics\n"
        "\n"
        "2025-01-01 to 2025-01-10  third and fourth quarters of 2024: financial report, signed under penalty\n"
        "                          of false statement (§ 1-96(a))\n"
        "2025-04-01 to 2025-04-10  first quarter of 2025: financial report, signed under penalty of false\n"
        "                          statement (§ 1-96(a))\n"
        "2025-07-01 to 2025-07-10  second quarter of 2025: financial report, signed under penalty of false\n"
        "                          statement (§ 1-96(a))\n"
        "2026-01-01 to 2026-01-10  third and fourth quarters of 2025: financial report, signed under penalty\n"
        "                          of false statement (§ 1-96(a))\n"
        "\n"
        "No session was named: the interim monthly reports of its months are left out. Add --session.\n"
        "\n"
        "Days are calendar days: no rule on weekends and holidays was found in the sources. The Office of\n"
        "  State Ethics publishes the days of each year.\n"
    )


def test_what_a_report_depends_on_stands_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    output = run(*ARGUMENTS).output
    assert (
        "by 2025-02-10             January 2025: interim monthly report, under penalty of false statement\n"
        "                          (§ 1-96(a) interim monthly reports)\n"
        "                          if attempts to influence legislative action: yes, and spent or agreed to\n"
        "                            be spent: at least $250.00\n"
    ) in output
    assert f"\n\n{TOGETHER}\n\n" in output


def test_as_json_the_calendar_is_what_the_program_is_given() -> None:
    told = json.loads(run(*ARGUMENTS, "--format", "json").output)
    calendar = made(session=SESSION)
    assert told == calendar.to_dict()
    assert {key: value for key, value in told.items() if key not in ("filings", "notes")} == {
        "law": "sb434",
        "year": 2025,
        "registrant": "client",
        "municipal": False,
        "session": ["2025-01-08", "2025-06-04"],
    }
    assert told["filings"][0] == {
        "provision": QUARTER,
        "what": REPORT,
        "period": "third and fourth quarters of 2024",
        "last_day": "2024-12-31",
        "opens": "2025-01-01",
        "due": "2025-01-10",
        "owed_to": ["Office of State Ethics"],
        "conditions": [],
    }


def test_with_output_the_calendar_is_in_the_file_and_nothing_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "2025.ics"
    result = run(*ARGUMENTS, "--format", "ics", "-o", str(path))
    calendar = made(session=SESSION)
    assert (result.exit_code, result.output) == (0, "")
    assert path.read_bytes() == icalendar_of(calendar.title, calendar.filings)


def events_of(data: bytes) -> list[tuple[str, date, str, datetime, str]]:
    parsed = Calendar.from_ical(data.decode())
    return [
        (str(e["UID"]), e.decoded("DTSTART"), str(e["SUMMARY"]), e.decoded("DTSTAMP"), str(e["DESCRIPTION"]))
        for e in parsed.walk("VEVENT")
    ]


def expected_of(filing: Filing) -> tuple[date, str, datetime]:
    """Of an iCalendar event: its day, its summary, and when it was made, which is the period's end."""
    return (
        date.fromisoformat(filing.due),
        f"Due: {filing.what}, {filing.period}",
        datetime.fromisoformat(filing.last_day).replace(tzinfo=UTC),
    )


@pytest.mark.parametrize("law", LAWS)
def test_as_icalendar_each_report_is_an_event_on_the_day_it_is_due(law: str) -> None:
    calendar = made(law, session=SESSION)
    data = icalendar_of(calendar.title, calendar.filings)
    events = events_of(data)
    assert [(start, summary, stamp) for _, start, summary, stamp, _ in events] == [
        expected_of(filing) for filing in calendar.filings
    ]
    assert len({uid for uid, *_ in events}) == len(events)
    parsed = Calendar.from_ical(data.decode())
    assert (str(parsed["VERSION"]), str(parsed["PRODID"])) == ("2.0", "-//ctethics//filing calendar//EN")
    assert str(parsed["X-WR-CALNAME"]) == calendar.title
    assert parsed.errors == []
    assert {str(event["TRANSP"]) for event in parsed.walk("VEVENT")} == {"TRANSPARENT"}


def test_an_event_says_from_when_to_whom_and_on_what_condition() -> None:
    calendar = made(session=SESSION)
    described = [description for *_, description in events_of(icalendar_of(calendar.title, calendar.filings))]
    assert described[0] == "May be filed from 2025-01-01.\nTo Office of State Ethics, § 1-96(a)."
    assert described[1] == (
        f"To Office of State Ethics, § {MONTH}.\nIf {LOBBYING}.\nIf spent or agreed to be spent: at least $250.00."
    )


@pytest.mark.parametrize("arguments", [(), ("--registrant", "communicator", "--municipal")])
def test_the_same_calendar_has_the_same_bytes_whenever_it_is_made(arguments: tuple[str, ...]) -> None:
    one, other = (run(*ARGUMENTS, *arguments, "--format", "ics").stdout_bytes for _ in range(2))
    assert one == other


def assert_lines(data: bytes) -> None:
    """RFC 5545, 3.1: lines end in CR LF and are of at most 75 octets before it."""
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 75


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("registrant", ["client", "communicator"])
def test_lines_end_as_the_standard_says_and_are_of_at_most_75_octets(law: str, registrant: str) -> None:
    calendar = made(law, registrant=registrant, session=SESSION if registrant == "client" else None)
    assert_lines(icalendar_of(calendar.title, calendar.filings))


WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Co")), min_size=1, max_size=120)
DAYS = st.dates(date(1901, 1, 1), date(2198, 12, 31)).map(date.isoformat)
FILINGS = st.builds(
    Filing,
    st.sampled_from([QUARTER, MONTH, YEAR, "opm(5) meals"]),
    WORDS,
    WORDS,
    DAYS,
    st.none() | DAYS,
    DAYS,
    st.lists(WORDS, min_size=1, max_size=2).map(tuple),
    st.lists(WORDS, max_size=3).map(tuple),
)


@settings(max_examples=40)
@given(WORDS, st.lists(FILINGS, max_size=3))
def test_whatever_the_words_of_a_report_are_they_come_back_from_the_file(title: str, filings: list[Filing]) -> None:
    data = icalendar_of(title, tuple(filings))
    assert_lines(data)
    events = events_of(data)
    assert [(start, summary, stamp) for _, start, summary, stamp, _ in events] == [expected_of(f) for f in filings]
    for filing, (*_, description) in zip(filings, events, strict=True):
        assert all(f"If {condition}." in description for condition in filing.conditions)
        assert (f"May be filed from {filing.opens}." in description) == (filing.opens is not None)


@pytest.mark.parametrize("law", ["current", "sb434"])
def test_a_session_is_refused_where_the_rules_ask_no_report_of_its_months(law: str) -> None:
    with pytest.raises(UsageError) as caught:
        filing_calendar(ctethics.load(law), 2025, registrant="communicator", session="2025-01-08:2025-06-04")
    assert str(caught.value) == (
        "session: error[CTE608] no report of a communicator covers a month\n"
        " why: the rules ask such a registrant for none.\n"
        " fix: leave --session out, or name another registrant."
    )
