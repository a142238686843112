"""Columns are found by their names, what is missing or there twice is named, and rows are checked as wholes."""

from datetime import date

import narwhals as nw
import polars as pl
import pytest

from ctethics.diagnostics import CaseError, Diagnostic
from ctethics.tables import rejects, typed
from tests.tables.ledgers import BACKENDS, PERIOD, TRANSFER, VOCABULARY, Backend, events, in_polars, made, rows


def _refused(frame: pl.DataFrame) -> Diagnostic:
    with pytest.raises(CaseError) as caught:
        made(frame)
    return caught.value.diagnostics[0]


@BACKENDS
def test_names_are_compared_without_case_and_with_underscores_for_spaces(backend: Backend) -> None:
    table = {"ID": ["a"], "Date": ["2025-03-03"], "DONOR": ["x"], "Recipient": ["y"], "donor_KIND": ["person"]}
    answer = made(pl.DataFrame(table), backend)
    assert rows(answer.frame)[0]["ct:donor kind"] == "person"
    assert set(answer.stated) == {"date", "donor", "recipient", "donor kind"}
    ref = answer.stated["donor kind"]
    assert (ref.name, ref.role, ref.type) == ("donor kind", "donor", "choice")


def test_a_name_that_is_found_twice_is_refused() -> None:
    problem = _refused(events({"donor kind": ["person"], "donor_kind": ["person"]}))
    assert (problem.code, problem.what) == ("CTE610", "`donor kind` and `donor_kind` are both `donor kind`")


def test_what_is_missing_is_named_with_the_columns_there_are() -> None:
    with pytest.raises(CaseError) as caught:
        made(pl.DataFrame({"date": ["2025-03-03"], "giver": ["a"], "recipient": ["b"]}))
    assert str(caught.value) == (
        "the table: error[CTE610] there is no column for `id`, `donor`\n"
        " why: every transfer has each.\n"
        " fix: add the column, or say in a column map which one it is; its columns are: date, giver, recipient."
    )


def test_a_role_that_is_presumed_need_not_be_there() -> None:
    assert "on behalf of" not in made(events({"label": ["a"]})).stated


def test_a_column_that_nearly_has_a_name_is_kept_with_a_note() -> None:
    answer = made(events({"donor in attendence": ["no"], "remarks": ["x"]}))
    assert answer.notes == ("column `donor in attendence` is not a fact; did you mean `donor in attendance`?",)
    assert {"donor in attendence", "remarks"} <= set(rows(answer.frame)[0])


def test_columns_that_begin_as_ours_do_are_refused() -> None:
    problem = _refused(events({"ct:value": [1]}))
    assert (problem.code, problem.what) == ("CTE610", "a column is called `ct:value`")


@BACKENDS
def test_only_the_facts_wanted_are_typed_and_checked(backend: Backend) -> None:
    frame = backend(events({"value": ["x"], "label": ["a"]}))
    answer = typed(frame, TRANSFER, VOCABULARY, wanted={"label"})
    assert set(answer.stated) == {"date", "donor", "recipient", "label"}
    assert [row["ct:rejected"] for row in rows(answer.frame)] == [False]


@BACKENDS
def test_the_callers_columns_are_kept_as_they_are(backend: Backend) -> None:
    frame = events({"value": ["$5.00", "x"], "note": [" a ", None]})
    found = rows(made(frame, backend).frame.select(*frame.columns))
    assert found == frame.to_dicts()


@BACKENDS
def test_parties_that_are_all_whole_numbers_stay_so(backend: Backend) -> None:
    answer = made(events({"donor": [1, 2, None], "recipient": [7, 2, 8]}), backend)
    found = rows(answer.frame)
    assert [(row["ct:donor"], row["ct:recipient"]) for row in found] == [(1, 7), (2, 2), (None, 8)]
    assert [row["ct:rejected"] for row in found] == [False, True, True]


@BACKENDS
def test_parties_of_which_some_are_text_are_all_text(backend: Backend) -> None:
    found = rows(made(events({"donor": [1], "recipient": ["1"]}), backend).frame)
    assert (found[0]["ct:donor"], found[0]["ct:rejected"]) == ("1", True)


@BACKENDS
def test_nobody_gives_to_themselves(backend: Backend) -> None:
    answer = made(events({"id": ["1", "2"], "donor": [" lee", "acme"], "recipient": ["lee", "lee"]}), backend)
    found = rows(rejects(answer))
    assert found == [{"id": "1", "column": "recipient", "value": "lee", "reason": "`lee` is both donor and recipient"}]


@BACKENDS
@pytest.mark.parametrize(
    ("period", "day", "is_bad"),
    [
        ("month", date(2024, 2, 29), False),
        ("month", date(2025, 2, 28), False),
        ("month", date(2100, 2, 28), False),
        ("month", date(2024, 2, 28), True),
        ("month", date(2025, 4, 30), False),
        ("month", date(2025, 12, 31), False),
        ("month", date(2025, 12, 30), True),
        ("first quarter", date(2025, 3, 31), False),
        ("first quarter", date(2025, 3, 30), True),
        ("first quarter", date(2025, 6, 30), True),
    ],
)
def test_a_period_ends_on_the_day_of_its_row(backend: Backend, period: str, day: date, is_bad: bool) -> None:
    frame = backend(pl.DataFrame({"id": "a", "date": [day], "registrant": "acme", "period": period}))
    answer = typed(frame, PERIOD, VOCABULARY)
    assert [row["ct:rejected"] for row in rows(answer.frame)] == [is_bad]
    ends = "on the last day of a month" if period == "month" else "on 03-31"
    found = [(row["column"], row["value"], row["reason"]) for row in rows(rejects(answer))]
    assert found == [("date", str(day), f"period is `{period}`, which ends {ends}")] * is_bad


@BACKENDS
def test_rows_of_another_kind_are_left_to_it_and_an_unknown_kind_is_rejected(backend: Backend) -> None:
    table = pl.DataFrame(
        {
            "id": ["a", "b", "c", "d"],
            "kind": ["transfer", "filing_period", "gift", None],
            "date": ["2025-03-03"] * 4,
            "donor": ["acme", None, "acme", "acme"],
            "recipient": ["lee", None, "lee", "lee"],
            "value": ["x", "x", "$1.00", "$1.00"],
        }
    )
    answer = made(table, backend)
    found = rows(answer.frame)
    assert [(row["ct:kind"], row["ct:rejected"]) for row in found] == [
        ("transfer", True),
        ("filing period", False),
        (None, True),
        (None, True),
    ]
    assert sorted((row["id"], row["column"], row["reason"]) for row in rows(rejects(answer))) == [
        ("a", "value", "an amount is written as in $1,234.56"),
        ("c", "kind", "it is one of: transfer, filing period"),
        ("d", "kind", "is empty"),
    ]


@BACKENDS
def test_a_row_has_all_its_bad_cells_told(backend: Backend) -> None:
    frame = events({"id": ["7"], "date": ["x"], "value": ["€5"], "item": ["\x1e\x1f"], "label": ["fine"]})
    found = rows(rejects(made(frame, backend)))
    assert [(row["id"], row["column"], row["value"]) for row in found] == [
        ("7", "date", "x"),
        ("7", "value", "€5"),
    ]


@BACKENDS
def test_what_separates_bad_cells_is_never_taken_from_a_cell(backend: Backend) -> None:
    found = rows(rejects(made(events({"value": ["a\x1eb\x1fc"]}), backend)))
    assert [(row["column"], row["value"]) for row in found] == [("value", "a\ufffdb\ufffdc")]


def test_rows_without_a_bad_cell_have_no_rejects() -> None:
    answer = made(events({"value": ["$1.00", None]}))
    assert rows(rejects(answer)) == []


def test_a_table_without_rows_is_typed_all_the_same() -> None:
    frame = events({"value": ["$1.00"]}).clear()
    answer = made(frame)
    assert rows(answer.frame) == rows(rejects(answer)) == []


def test_typing_a_table_reads_none_of_it() -> None:
    def boom(_: pl.DataFrame) -> pl.DataFrame:
        raise AssertionError("the table was read")

    schema = {"id": pl.String, "date": pl.String, "donor": pl.String, "recipient": pl.String}
    lazy = pl.LazyFrame(schema=schema).map_batches(boom, schema=schema)
    assert set(typed(nw.from_native(lazy), TRANSFER, VOCABULARY).stated) == {"date", "donor", "recipient"}


def test_the_events_of_a_table_may_be_typed_by_a_map_alone() -> None:
    frame = pl.DataFrame({"n": [1], "d": ["3/4/2025"]})
    told = {
        "id": "n",
        "date": {"column": "d", "format": "M/D/YYYY"},
        "donor": {"always": "acme"},
        "recipient": {"always": "lee"},
    }
    assert rows(made(frame, in_polars, told).frame)[0]["ct:date"] == date(2025, 3, 4)
