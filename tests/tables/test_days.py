"""Dates in tables are days of the real calendar, on every backend and in every declared format."""

from datetime import date, datetime, timedelta
from itertools import product

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.diagnostics import CaseError
from ctethics.law.calendar import EARLIEST, LATEST, NotADate, parse_day
from ctethics.tables.day_format import DayFormat, parse_format
from tests.tables.ledgers import BACKENDS, Backend, events, made, reasons, typed_cells

FORMATS = ["YYYY-MM-DD", "MM/DD/YYYY", "DD.MM.YYYY", "M/D/YYYY", "D.M.YYYY", "YYYYMMDD", "DD MM YYYY", "YYYY/M/D"]
NEVER = date(9999, 12, 31)


def _day(text: str) -> date | None:
    try:
        return date.fromordinal(parse_day(text))
    except NotADate:
        return None


@BACKENDS
def test_every_day_of_the_range_is_read_and_nothing_else_of_its_shape(backend: Backend) -> None:
    texts = [f"{y}-{m:02}-{d:02}" for y, m, d in product(range(1898, 2202), range(14), range(33))]
    found, bad = typed_cells("date", texts, backend)
    expected = [_day(text) for text in texts]
    assert found == expected
    assert bad == [day is None for day in expected]
    assert sum(day is not None for day in found) == (LATEST - EARLIEST).days + 1


def _written(day: date, shown: str) -> str:
    words = [("YYYY", f"{day.year:04}"), ("MM", f"{day.month:02}"), ("DD", f"{day.day:02}")]
    for token, word in [*words, ("M", str(day.month)), ("D", str(day.day))]:
        shown = shown.replace(token, word)
    return shown


@BACKENDS
@given(days=st.lists(st.dates(EARLIEST, LATEST), min_size=1, max_size=30), shown=st.sampled_from(FORMATS))
def test_a_day_is_read_in_the_format_it_was_declared_in(backend: Backend, days: list[date], shown: str) -> None:
    texts = [f" {_written(day, shown)} " for day in days]
    assert typed_cells("date", texts, backend, {"date": {"column": "date", "format": shown}})[0] == days


@BACKENDS
@given(texts=st.lists(st.text("0123456789/-.", max_size=10), min_size=1, max_size=60), shown=st.sampled_from(FORMATS))
def test_no_text_makes_a_backend_raise(backend: Backend, texts: list[str], shown: str) -> None:
    found, bad = typed_cells("returned", texts, backend, {"returned": {"column": "returned", "format": shown}})
    assert all((day is None) >= is_bad for day, is_bad in zip(found, bad, strict=True))
    assert [is_bad for text, is_bad in zip(texts, bad, strict=True) if not text] == [False] * texts.count("")


@BACKENDS
@pytest.mark.parametrize(
    ("cell", "shown", "reason"),
    [
        ("2025-02-30", "YYYY-MM-DD", "there is no such day in the calendar"),
        ("2100-02-29", "YYYY-MM-DD", "there is no such day in the calendar"),
        ("1899-12-31", "YYYY-MM-DD", "a date lies between 1900-01-01 and 2199-12-31"),
        ("03/04/2025", "YYYY-MM-DD", "a date is written YYYY-MM-DD, as in 2025-03-04"),
        ("2025-03-04", "MM/DD/YYYY", "a date is written MM/DD/YYYY, as in 03/04/2025"),
        ("13/04/2025", "MM/DD/YYYY", "there is no such day in the calendar"),
        ("3/4/2025", "MM/DD/YYYY", "a date is written MM/DD/YYYY, as in 03/04/2025"),
        ("3/4/25", "M/D/YYYY", "a date is written M/D/YYYY, as in 3/4/2025"),
        ("2025-03-04 10:30", "YYYY-MM-DD", "a date has no time of day"),
        ("never", "YYYY-MM-DD", "an event's date is a day"),
        ("unknown", "YYYY-MM-DD", "must be stated"),
        (" ", "YYYY-MM-DD", "is empty"),
        (None, "YYYY-MM-DD", "is empty"),
    ],
)
def test_a_bad_date_is_rejected_with_the_reason(backend: Backend, cell: str | None, shown: str, reason: str) -> None:
    cells = pl.Series([cell], dtype=pl.String)
    found = reasons("date", cells, backend, {"date": {"column": "date", "format": shown}})
    assert found == [("date", cell or "", reason)]


@BACKENDS
def test_never_is_later_than_every_day_and_a_fact_may_be_it(backend: Backend) -> None:
    assert typed_cells("returned", ["never", "NEVER", "unknown", ""], backend)[0] == [NEVER, NEVER, None, None]
    assert typed_cells("returned", [NEVER, date(2025, 3, 3)], backend)[0] == [NEVER, date(2025, 3, 3)]


@BACKENDS
def test_a_date_column_is_taken_as_it_is_within_the_range(backend: Backend) -> None:
    cells = [EARLIEST, LATEST, EARLIEST - timedelta(1), LATEST + timedelta(1), NEVER]
    assert typed_cells("date", cells, backend) == ([EARLIEST, LATEST, None, None, None], [False] * 2 + [True] * 3)


@BACKENDS
def test_a_time_of_day_is_rejected_and_midnight_is_a_date(backend: Backend) -> None:
    cells = [datetime(2025, 3, 3), datetime(2025, 3, 3, 10, 30), datetime(2025, 3, 3, 0, 0, 0, 1), None]
    assert typed_cells("returned", cells, backend)[0] == [date(2025, 3, 3), None, None, None]
    assert [reason for _, _, reason in reasons("returned", cells, backend)] == ["a date has no time of day"] * 2


def test_a_column_of_times_with_a_zone_is_refused_whole() -> None:
    cells = pl.Series([datetime(2025, 3, 3)]).dt.replace_time_zone("America/New_York")
    with pytest.raises(CaseError, match="column `date`, the date, holds times with a time zone"):
        made(events({"date": cells}))


def test_whole_numbers_are_dates_only_where_a_format_is_declared() -> None:
    told = {"date": {"column": "date", "format": "YYYYMMDD"}}
    assert typed_cells("date", [20250303, 20250230], told=told)[0] == [date(2025, 3, 3), None]
    with pytest.raises(CaseError, match="is Int64"):
        made(events({"date": [20250303]}))


def test_years_of_two_digits_need_a_century() -> None:
    told = {"date": {"column": "date", "format": "M/D/YY", "century": "2000"}}
    assert typed_cells("date", ["3/4/25", "12/31/99"], told=told)[0] == [date(2025, 3, 4), date(2099, 12, 31)]
    assert parse_format("M/D/YY") == "a year of two digits does not say which century; add `century: 2000`"


@pytest.mark.parametrize(
    "shown", ["MM/DD", "YYYY", "DD/DD/YYYY", "MMDYYYY", "mm/dd/yyyy", "%m/%d/%Y", "MMM D YYYY", ""]
)
def test_what_declares_no_format_is_refused(shown: str) -> None:
    assert not isinstance(parse_format(shown), DayFormat)
