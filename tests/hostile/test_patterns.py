"""Texts made so that looking for a pattern in them would take the square of their length."""

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from ctethics.law.phrases import parse_phrase
from ctethics.law.statute import MalformedStatute, parse_statute, strip_marks
from ctethics.report.pieces import pieces

HEAD = ("provision: 1-1(a)", "title: Gift", "source: sources/bill.txt", "effective: 2024-10-01", "---")
LAWS = frozenset({"current", "sb434"})


def statute(line: str) -> None:
    with suppress(MalformedStatute):
        pieces(parse_statute((*HEAD, f"  1 {{>>stem<<}}{line}"), LAWS), None)


@pytest.mark.parametrize("of", ["{--", "{++", "{>>", "{", "}", " ", "a ", "--}", "1", "("])
@pytest.mark.parametrize("read", [statute, strip_marks], ids=["read", "as printed"])
def test_a_line_of_a_statute_is_looked_through_once(read: Callable[[str], object], of: str) -> None:
    assert seconds(lambda: read("(a) Gift " + of * 60_000)) < 2


@pytest.mark.parametrize("of", ["later than ", "not ", "1,", "(1", "one hundred ", "more than ten "])
def test_a_phrase_is_looked_through_once(of: str) -> None:
    assert seconds(lambda: parse_phrase(of * 20_000)) < 2


@pytest.mark.parametrize("says", ["9" * 5_000, "$" + "9" * 5_000, "9" + ",999" * 2_000, "nine " + "hundred " * 5_000])
def test_a_number_without_end_states_no_limit(says: str) -> None:
    assert parse_phrase(f"more than {says} dollars") is None


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
