"""Block characters: what is not zero is seen, and lengths keep to their cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ctethics.report.bars import axis, bar, every_month, levels, shares, span_name, spans

counts = st.lists(st.integers(0, 10**7), min_size=1, max_size=4)


@given(counts, st.integers(4, 60), st.integers(0, 10**7))
def test_every_count_has_a_cell_and_all_together_no_more_than_there_are(told: list[int], cells: int, more: int) -> None:
    filled = shares(told, max(1, sum(told) + more), cells)
    assert sum(filled) <= cells
    assert [n > 0 for n in filled] == [n > 0 for n in told]


def test_shares_are_what_the_counts_are_of_the_whole() -> None:
    assert shares([50, 25, 25], 100, 20) == [10, 5, 5]
    assert shares([50, 25, 25], 200, 20) == [5, 3, 2]
    assert shares([0, 0], 10, 20) == [0, 0]


def test_the_greater_of_two_counts_is_never_the_shorter() -> None:
    assert shares([1, 1000, 2], 1003, 20) == [1, 18, 1]


def test_a_bar_is_exact_to_an_eighth_of_a_cell() -> None:
    assert (bar(5, 8, 1), bar(3, 4, 2), bar(8, 8, 3), bar(0, 8, 3)) == ("▋", "█▌", "███", "")


def test_one_row_of_a_million_is_still_seen() -> None:
    assert bar(1, 10**6, 10) == "▏"
    assert levels([1, 10**6], 1) == [["▁", "█"]]


def test_columns_grow_from_the_bottom() -> None:
    assert levels([4, 2, 1, 0], 2) == [["█", " ", " ", " "], ["█", "█", "▄", " "]]


def test_months_without_a_row_are_on_the_axis() -> None:
    assert every_month(["2025-01", "2024-11"]) == ["2024-11", "2024-12", "2025-01"]
    assert every_month([]) == []


def test_many_months_become_quarters_of_the_calendar_and_then_years() -> None:
    months = ["2023-02", "2025-12"]
    assert [len(spans(months, most)) for most in (35, 34, 12, 11, 3, 2)] == [35, 12, 12, 3, 3, 2]
    assert span_name(spans(months, 12)[0]) == "2023-02 to 2023-03"
    assert span_name(spans(months, 12)[1]) == "2023-04 to 2023-06"


def test_a_slip_of_the_pen_in_a_year_still_fits() -> None:
    assert len(spans(["2024-01", "9999-12"], 40)) <= 40


@given(st.integers(1, 3000), st.integers(0, 400), st.integers(2, 120))
def test_spans_are_never_more_than_asked_and_hold_every_month(start: int, more: int, most: int) -> None:
    months = [f"{n // 12 + 1:04}-{n % 12 + 1:02}" for n in (start, start + more)]
    cut = spans(months, most)
    assert len(cut) <= most
    assert [month for span in cut for month in span] == every_month(months)


def test_the_axis_names_the_months_and_each_year_where_it_begins() -> None:
    cut = spans(["2023-11", "2025-02"], 40)
    assert axis(cut, 1) == ["NDJFMAMJJASONDJF", "  2024        2025"]
    assert axis(spans(["2024-01", "2024-03"], 40), 3) == ["J  F  M", "2024"]
