"""Yes or no, choices, names, lists and numbers in tables mean what they mean in a case file."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.diagnostics import CaseError
from ctethics.source.unseen import unseen
from ctethics.tables import rejects
from tests.tables.ledgers import BACKENDS, Backend, events, made, reasons, rows, typed_cells

NAMES = st.text(
    st.characters(exclude_characters=";\x1e\x1f", exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), max_size=12
)
EMPTY_LIST = "\x1f"


@BACKENDS
def test_yes_and_no_are_read_in_any_case(backend: Backend) -> None:
    cells = ["yes", "No", " TRUE ", "false", "yEs", "unknown", "Unknown", "", None]
    found, bad = typed_cells("donor in attendance", cells, backend)
    assert found == [True, False, True, False, True, None, None, None, None]
    assert not any(bad)


@BACKENDS
@pytest.mark.parametrize("cell", ["y", "n", "1", "0", "maybe", "yes no"])
def test_other_words_than_yes_and_no_are_rejected(backend: Backend, cell: str) -> None:
    expected = [("donor in attendance", cell, "it is yes, no or unknown")]
    assert reasons("donor in attendance", [cell], backend) == expected


@BACKENDS
def test_the_map_may_name_other_words_for_yes_and_no(backend: Backend) -> None:
    told = {
        "donor in attendance": {"column": "donor in attendance", "yes": ["Y", "X"], "no": ["N", ""], "unknown": "?"}
    }
    cells = ["Y", "X", "N", "", None, "?", "yes", "y"]
    found, bad = typed_cells("donor in attendance", cells, backend, told)
    assert found == [True, True, False, False, False, None, True, None]
    assert bad == [False] * 7 + [True]


@BACKENDS
def test_a_column_of_yes_and_no_is_taken_as_it_is(backend: Backend) -> None:
    assert typed_cells("donor in attendance", [True, False, None], backend)[0] == [True, False, None]


@BACKENDS
def test_whole_numbers_are_words_where_the_map_says_what_they_mean(backend: Backend) -> None:
    told = {"donor in attendance": {"column": "donor in attendance", "yes": [1], "no": [0]}}
    assert typed_cells("donor in attendance", [1, 0, None, 2], backend, told) == (
        [True, False, None, None],
        [False, False, False, True],
    )
    told = {"item": {"column": "item", "values": {"3": "plaque"}}}
    assert typed_cells("item", [3, 4], backend, told) == (["plaque", None], [False, True])


@BACKENDS
def test_a_choice_is_one_of_its_choices_as_they_are_written(backend: Backend) -> None:
    cells = ["plaque", " food or beverage\n", "none of these", "", None, "UNKNOWN", "Plaque", "cash"]
    found, bad = typed_cells("item", cells, backend)
    assert found == ["plaque", "food or beverage", "none of these", None, None, None, None, None]
    assert bad == [False] * 6 + [True] * 2


def test_a_bad_choice_is_told_the_choices_and_the_words_of_the_map() -> None:
    told = {"item": {"column": "item", "values": {"Meal": "food or beverage", "Trip": "none of these"}, "unknown": "-"}}
    assert typed_cells("item", ["Meal", "Trip", "-", "plaque"], told=told)[0] == [
        "food or beverage",
        "none of these",
        None,
        "plaque",
    ]
    why = "it is one of: food or beverage, plaque, none of these, Meal, Trip"
    assert reasons("item", ["cash"], told=told) == [("item", "cash", why)]


@pytest.mark.parametrize("dtype", [pl.Categorical, pl.Enum(["plaque", "cash"])])
def test_a_column_of_categories_is_text(dtype: Any) -> None:
    assert typed_cells("item", pl.Series(["plaque", "cash", None], dtype=dtype)) == (
        ["plaque", None, None],
        [False, True, False],
    )


@BACKENDS
@given(names=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), min_size=1, max_size=30))
def test_text_is_stripped_as_python_strips_it(backend: Backend, names: list[str]) -> None:
    cells = [name.replace("\0", "") for name in names]
    unknown = ("", "unknown", "Unknown", "UNKNOWN")
    expected = [None if cell.strip() in unknown or unseen(cell.strip()) else cell.strip() for cell in cells]
    assert typed_cells("label", cells, backend)[0] == expected


@BACKENDS
def test_a_label_has_at_most_two_hundred_characters(backend: Backend) -> None:
    assert typed_cells("label", ["é" * 200, "a" * 201, f" {'a' * 200} "], backend)[1] == [False, True, False]


@BACKENDS
@given(lists=st.lists(st.lists(NAMES, max_size=4), min_size=1, max_size=20))
def test_a_list_of_names_is_the_same_in_one_cell_and_in_a_column_of_lists(
    backend: Backend, lists: list[list[str]]
) -> None:
    kept = [[name.strip() for name in names if name.strip() and not name.strip().startswith("[")] for names in lists]
    kept = [[f"x{name}" for name in names] for names in kept]
    expected = ["".join(f"\x1f{name}" for name in names) + "\x1f" for names in kept]
    texts = [" ; ".join(names) + ";" if names else "none" for names in kept]
    assert typed_cells("agencies", texts, backend)[0] == expected
    series = pl.Series([[f" {name} " for name in names] for names in kept], dtype=pl.List(pl.String))
    assert typed_cells("agencies", series, backend) == (expected, [False] * len(kept))


@BACKENDS
@pytest.mark.parametrize(
    ("cell", "typed"),
    [("OPM", "\x1fOPM\x1f"), ("none", EMPTY_LIST), ("[]", EMPTY_LIST), ("", None), ("unknown", None), (" ", None)],
)
def test_an_empty_cell_is_not_an_empty_list(backend: Backend, cell: str, typed: str | None) -> None:
    assert typed_cells("agencies", [cell], backend) == ([typed], [False])


@BACKENDS
@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (";", "it has separators and no name"),
        ("OPM\x1fDCP", "it holds a character that cannot be seen"),
        ("[OPM, DCP]", "names are separated by `;`, without brackets"),
    ],
)
def test_a_bad_list_is_rejected_with_the_reason(backend: Backend, cell: str, reason: str) -> None:
    assert [found for *_, found in reasons("agencies", [cell], backend)] == [reason]


@BACKENDS
@pytest.mark.parametrize("names", [[None], ["OPM", None], [" "], ["", "OPM"], ["a\x1fb"]])
def test_a_list_that_holds_no_name_somewhere_is_rejected(backend: Backend, names: list[str | None]) -> None:
    series = pl.Series([names], dtype=pl.List(pl.String))
    assert [found for *_, found in reasons("agencies", series, backend)] == ["it holds something that is not a name"]


@BACKENDS
@pytest.mark.parametrize("separator", [",", "|", "/", ".", "||"])
def test_a_list_may_have_another_separator(backend: Backend, separator: str) -> None:
    told = {"agencies": {"column": "agencies", "separator": separator}}
    assert typed_cells("agencies", [f"OPM {separator}DCP;x"], backend, told)[0] == ["\x1fOPM\x1fDCP;x\x1f"]


@BACKENDS
@pytest.mark.parametrize("dtype", [pl.String, pl.Int64, pl.Int16, pl.Decimal(12, 0), pl.Decimal(14, 2)])
def test_a_number_is_whole(backend: Backend, dtype: Any) -> None:
    cells = pl.Series([0, 7, 120, None], dtype=pl.Int64).cast(dtype)
    assert typed_cells("copies", cells, backend)[0] == [0, 7, 120, None]


@BACKENDS
def test_a_number_outside_the_range_is_rejected(backend: Backend) -> None:
    assert typed_cells("copies", [10**9, 10**9 + 1, -1], backend)[1] == [False, True, True]
    cells = ["007", "1000000000", "1000000001", "-1", "1.0", "1,000", "x", "٣"]
    assert typed_cells("copies", cells, backend)[1] == [False, False] + [True] * 6


def test_an_id_stays_as_it_is_whether_text_or_a_whole_number() -> None:
    assert typed_cells("id", [" a ", "unknown", "7"])[0] == ["a", "unknown", "7"]
    assert typed_cells("id", [3, 1])[0] == [3, 1]
    assert reasons("id", pl.Series([None, " "], dtype=pl.String)) == [("id", "", "is empty"), ("id", " ", "is empty")]


@BACKENDS
def test_a_column_that_holds_nothing_says_nothing(backend: Backend) -> None:
    for name in ("value", "item", "donor in attendance", "returned", "agencies", "label", "copies"):
        assert typed_cells(name, [None, None], backend) == ([None, None], [False, False])


@pytest.mark.parametrize(
    ("name", "cells", "message"),
    [
        ("donor in attendance", [1.0], "column `donor in attendance`, the donor in attendance, is Float64"),
        ("item", [1], "column `item`, the item, is Int64"),
        ("label", [True], "column `label`, the label, is Boolean"),
        ("agencies", [7], "column `agencies`, the agencies, is Int64"),
        ("copies", [1.5], "column `copies`, the copies, is Float64"),
        ("id", [1.5], "column `id`, the id, is Float64"),
        ("value", [True], "column `value`, the value, is Boolean"),
        ("returned", [True], "column `returned`, the returned, is Boolean"),
    ],
)
def test_a_column_of_a_type_that_cannot_state_its_fact_is_refused_whole(name: str, cells: Any, message: str) -> None:
    with pytest.raises(CaseError) as caught:
        made(events({name: cells}))
    assert f"error[CTE611] {message}" in str(caught.value)


@BACKENDS
@pytest.mark.parametrize(
    "hidden", ["\x01", "\x1b[31m", "\t", "\n", "\r\n", "\x7f", "\x9b", "\u2028", "\u202e", "\u2069"]
)
@pytest.mark.parametrize("name", ["id", "donor", "label", "agencies"])
def test_a_name_with_a_character_that_cannot_be_seen_is_rejected(backend: Backend, name: str, hidden: str) -> None:
    (bad,) = rows(rejects(made(events({name: [f"a{hidden}b"]}), backend)))
    assert (bad["column"], bad["value"]) == (name, f"a{hidden}b")
    assert bad["reason"] == "it holds a character that cannot be seen"


@BACKENDS
@pytest.mark.parametrize("shown", ["é", "名", "👍", "a\u200db", "\xa0".join("ab"), "\u2027", "\u202f".join("ab"), "~"])
@pytest.mark.parametrize("name", ["id", "donor", "label", "agencies"])
def test_a_name_of_any_other_letters_is_read(backend: Backend, name: str, shown: str) -> None:
    assert typed_cells(name, [shown], backend)[1] == [False]


@BACKENDS
def test_a_column_of_lists_is_looked_through_too(backend: Backend) -> None:
    series = pl.Series([["OPM", "a\x1bb"], ["OPM"]], dtype=pl.List(pl.String))
    assert [found for *_, found in reasons("agencies", series, backend)] == ["it holds a character that cannot be seen"]


@BACKENDS
@given(
    names=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), min_size=1)
)
def test_tables_and_cases_refuse_the_same_names(backend: Backend, names: list[str]) -> None:
    cells = [f"x{name}x" for name in names]
    assert typed_cells("id", cells, backend)[1] == [unseen(cell) is not None for cell in cells]


def test_a_map_that_states_such_a_name_of_every_row_is_refused() -> None:
    with pytest.raises(CaseError, match=r"label holds the character U\+001B"):
        typed_cells("label", ["x"], told={"label": {"always": "a\x1bb"}})
