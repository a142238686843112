"""The summaries for a terminal: their words, their width, and that nothing of a ledger acts on the terminal."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ctethics.outcome.summary import Flips, MonthCount, NeedCount, RejectCount, Summary
from ctethics.report.flips import render_flips
from ctethics.report.ledger import render_summary
from tests.report.ledgers import DEALS, flips, ledger

EXPECTED = Path(__file__).parent / "expected"
ESCAPES = re.compile(r"\x1b\[[\d;]*m")


def lines_of(text: str, start: str) -> list[str]:
    """A section without its heading."""
    lines = text.splitlines()
    begin = lines.index(start) + 2
    return lines[begin : lines.index("", begin) if "" in lines[begin:] else None]


def test_a_small_ledger_reads_as_it_did() -> None:
    assert render_summary(ledger(), 80) + "\n" == (EXPECTED / "ledger.txt").read_text(encoding="utf-8")


def test_two_laws_read_as_they_did() -> None:
    assert render_flips(flips(), 80) + "\n" == (EXPECTED / "flips.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [20, 60, 61, 75, 76, 80, 100, 200])
def test_every_line_fits(width: int) -> None:
    for text in (render_summary(ledger(), width), render_flips(flips(), width)):
        assert max(cell_len(line) for line in text.splitlines()) <= max(60, width)
        assert text.splitlines() == [line.rstrip() for line in text.splitlines()]


def test_there_is_colour_only_where_asked_and_it_changes_no_word() -> None:
    plain, coloured = render_summary(ledger()), render_summary(ledger(), colour=True)
    assert "\x1b" not in plain + render_flips(flips())
    assert "\x1b[31m" in coloured
    assert [line.rstrip() for line in ESCAPES.sub("", coloured).splitlines()] == plain.splitlines()


def test_the_policy_stands_apart_from_the_statute() -> None:
    text = render_summary(ledger(), 100)
    statute = lines_of(text, "Statute: rows by outcome")
    policy = lines_of(text, "Policy of the Office of Policy and Management: rows by outcome")
    assert not any("OPM" in line for line in statute)
    assert not any("§" in line for line in policy)
    assert policy[-1] == "1 more item applies to no row, and no row is excepted from it or undetermined under it."


def test_provisions_that_nothing_happened_under_are_left_out_and_counted() -> None:
    text = render_summary(ledger())
    assert "§ 1-84(p)" not in text
    assert "1 more provision applies to no row" in text
    nothing = replace(ledger(), provisions=tuple(p for p in ledger().provisions if not p.happened), months=())
    assert lines_of(render_summary(nothing), "Statute: rows by outcome")[0].startswith("1 provision applies to no row")


def test_the_law_is_named_and_the_bill_is_called_a_bill() -> None:
    words = " ".join(render_summary(ledger()).split())
    assert "Law: sb434, the text as Substitute Bill 434 (2024) would leave it" in words
    assert "It is a bill: nothing found shows that it was enacted." in words
    assert "That is no finding about anybody's conduct." in words
    assert "It is a bill" not in render_summary(replace(ledger(), law="current"))


def test_nothing_is_called_a_violation_or_cleared() -> None:
    for text in (render_summary(ledger()), render_flips(flips())):
        assert "violat" not in text.lower()
        assert text.lower().count("cleared") == 1
        assert "nothing here says that anything is cleared" in " ".join(text.split())


def test_a_ledger_of_which_no_row_was_read_has_a_summary() -> None:
    text = render_summary(Summary("current", "columnar", "empty.csv", (), 0, 0, 0, ()))
    assert "empty.csv: 0 rows read = 0 accepted + 0 rejected" in text
    none = Flips("current", "sb434", "columnar", "empty.csv", (), 0, 0, 0, 0, "$0.00", ())
    assert "No row changes from current to sb434." in render_flips(none)


def test_rows_that_were_lost_are_an_error() -> None:
    with pytest.raises(ValueError, match="10 rows accepted and 1 rejected are not the 12 read"):
        replace(ledger(), read=12, accepted=10, rejected=1)


def test_a_long_list_of_facts_ends_with_how_many_more_there_are() -> None:
    needs = tuple(NeedCount(f"fact {n}", 100 - n) for n in range(20))
    text = render_summary(replace(ledger(), needs=needs))
    assert "fact 14" in text
    assert "fact 15" not in text
    assert "  and 5 more facts" in text.splitlines()


def test_the_month_with_the_most_rows_is_named() -> None:
    assert any(line.endswith("1,200 in 2024-12") for line in render_summary(ledger()).splitlines())


def test_decades_of_months_are_drawn_in_longer_spans() -> None:
    months = tuple(MonthCount(DEALS, f"{year}-06", "applies", 1) for year in range(1950, 2025))
    text = render_summary(replace(ledger(), months=months), 80)
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "2024-06" not in text


@given(st.text(min_size=1, max_size=200))
def test_nothing_of_a_ledger_acts_on_the_terminal(told: str) -> None:
    hostile = replace(ledger(), source=told, rejects=(RejectCount(told, told, 3),), notes=(told,))
    rows = (replace(flips().rows[0], id=told, value=told),)
    for text in (render_summary(hostile), render_flips(replace(flips(), rows=rows))):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
        assert max(cell_len(line) for line in text.split("\n")) <= 80


def test_names_in_wide_letters_keep_the_columns() -> None:
    rows = (replace(flips().rows[0], id="寄付一覧表第一号の明細書その二"), flips().rows[1])
    first, second = lines_of(render_flips(replace(flips(), rows=rows)), "Changes, row by row, the first 2 of 14")
    assert "…" in first
    assert cell_len(first.split("2024-11-05")[0]) == cell_len(second.split("2024-11-05")[0])
