"""A column map tells how a spreadsheet is written; each slip in it is reported at its place, with what to write."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from ctethics.diagnostics import CaseError, Collector, render_all
from ctethics.tables import ColumnMap, read_column_map, typed
from tests.tables.ledgers import TRANSFER, VOCABULARY, in_polars, made, mapped, rows

SHEET = {
    "Gift No.": ["1", "2"],
    "Date": ["03/04/2025", "12/31/2024"],
    "From": ["acme", "acme"],
    "To": ["lee", "kim"],
    "Amount ($)": ["1,234.50", "?"],
    "Category": ["Meal", "n/a"],
    "Host there?": ["Y", "N"],
    "Deals with": ["OPM, DCP", "none"],
}
MAP = """
kind: transfer
columns:
  id: Gift No.
  date: {column: Date, format: MM/DD/YYYY}
  donor: From
  recipient: To
  value: {column: Amount ($), in: dollars, unknown: ["?"]}
  cost: {column: Amount ($), unknown: "?"}
  item: {column: Category, values: {Meal: food or beverage}, unknown: [n/a]}
  donor in attendance: {column: Host there?, yes: [Y], no: [N]}
  donor_doing_business_with: {column: Deals with, separator: ","}
  donor registrant: {always: yes}
  label: {always: made in 2025}
  returned: {always: never}
  copies: {always: 3}
  agencies: {always: none}
"""


def _read(tmp_path: Path, text: str) -> ColumnMap:
    (tmp_path / "map.yaml").write_text(text)
    problems = Collector()
    found = read_column_map(tmp_path / "map.yaml", problems)
    assert found is not None, render_all(problems)
    return found


def test_a_map_reads_somebody_elses_spreadsheet(tmp_path: Path) -> None:
    told = _read(tmp_path, MAP)
    assert told.kind == "transfer"
    answer = typed(in_polars(pl.DataFrame(SHEET)), TRANSFER, VOCABULARY, told)
    found = rows(answer.frame)
    assert [name for name in found[0] if not name.startswith("ct:")] == list(SHEET)
    assert {name: value for name, value in found[0].items() if name[:3] == "ct:" and name[3] != "~"} == {
        "ct:id": "1",
        "ct:date": date(2025, 3, 4),
        "ct:donor": "acme",
        "ct:recipient": "lee",
        "ct:value": 123_450,
        "ct:cost": 123_450,
        "ct:item": "food or beverage",
        "ct:donor in attendance": True,
        "ct:donor doing business with": "\x1fOPM\x1fDCP\x1f",
        "ct:donor registrant": True,
        "ct:label": "made in 2025",
        "ct:returned": date(9999, 12, 31),
        "ct:copies": 3,
        "ct:agencies": "\x1f",
        "ct:rejected": False,
    }
    assert (found[1]["ct:value"], found[1]["ct:item"], found[1]["ct:rejected"]) == (None, None, False)


def test_of_python_the_columns_alone_are_enough() -> None:
    whole, alone = mapped({"columns": {"id": "Gift No."}}), mapped({"id": "Gift No."})
    assert whole.columns["id"].column == alone.columns["id"].column == "Gift No."


def test_a_map_has_a_part_for_the_table_of_parties(tmp_path: Path) -> None:
    told = _read(tmp_path, "columns: {id: No}\nparties: {id: Name, registrant: {column: R, yes: Y}}")
    assert set(told.columns) == {"id"}
    assert set(told.of_parties.columns) == {"id", "registrant"}


SLIPS = {
    "a column that is not there": (
        "columns: {id: Gift No, date: Date, donor: From, recipient: To}",
        "map.yaml:1:11: error[CTE610] the table has no column `Gift No`\n"
        " 1 | columns: {id: Gift No, date: Date, donor: From, recipient: To}\n"
        "   |           ^^\n"
        " why: the column map takes `id` from it.\n"
        " fix: write `Gift No.`.",
    ),
    "a column unlike any": (
        "columns: {value: Worth, id: Gift No., date: Date, donor: From, recipient: To}",
        "map.yaml:1:11: error[CTE610] the table has no column `Worth`\n"
        " 1 | columns: {value: Worth, id: Gift No., date: Date, donor: From, recipient: To}\n"
        "   |           ^^^^^\n"
        " why: the column map takes `value` from it.\n"
        " fix: use one of its columns: Gift No., Date, From, To, Amount ($), Category, Host there?, Deals with.",
    ),
    "a fact misspelt": (
        "columns:\n  donor in attendence: From",
        "map.yaml:2:3: error[CTE601] unknown fact `donor in attendence`\n"
        " 2 |   donor in attendence: From\n"
        "   |   ^^^^^^^^^^^^^^^^^^^\n"
        " why: a transfer has no such fact; a misspelt name would be taken for silence.\n"
        " fix: write `donor in attendance`.",
    ),
    "a fact twice": (
        "columns:\n  donor kind: From\n  donor_kind: To",
        "map.yaml:3:3: error[CTE103] `donor kind` is written twice\n"
        " 3 |   donor_kind: To\n"
        "   |   ^^^^^^^^^^\n"
        " why: `_` stands for a space and case does not matter, so the two names are one.\n"
        " fix: keep one of them.",
    ),
    "a key that says nothing": (
        "columns:\n  item: {column: Category, format: MM/DD/YYYY}",
        "map.yaml:2:3: error[CTE609] `format` says nothing of `item`\n"
        " 2 |   item: {column: Category, format: MM/DD/YYYY}\n"
        "   |   ^^^^\n"
        " why: item is a choice.\n"
        " fix: leave it out.",
    ),
    "a choice there is not": (
        "columns:\n  item: {column: Category, values: {Meal: food and beverage}}",
        "map.yaml:2:3: error[CTE609] `Meal` is to mean `food and beverage`, which `item` has not\n"
        " 2 |   item: {column: Category, values: {Meal: food and beverage}}\n"
        "   |   ^^^^\n"
        " why: it is one of a closed list.\n"
        " fix: write `food or beverage`.",
    ),
    "a constant that is none": (
        "columns:\n  id: Gift No.\n  date: Date\n  donor: From\n  recipient: To\n  value: {always: 5 EUR}",
        "map.yaml:6:3: error[CTE611] value is `5 EUR`\n"
        " 6 |   value: {always: 5 EUR}\n"
        "   |   ^^^^^\n"
        " why: an amount is written with a dollar sign and two decimals.\n"
        " fix: write it as in $1,234.56.",
    ),
    "one id for all": (
        "columns: {id: {always: a}}",
        "map.yaml:1:11: error[CTE609] `id` is the same for every row\n"
        " 1 | columns: {id: {always: a}}\n"
        "   |           ^^\n"
        " why: answers name rows by their id.\n"
        " fix: name the column that has it.",
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_map_that_does_not_fit_the_table_gets_this_message(
    slip: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text, message = SLIPS[slip]
    Path("map.yaml").write_text(text)
    problems = Collector()
    told = read_column_map("map.yaml", problems)
    assert told is not None
    with pytest.raises(CaseError) as caught:
        typed(in_polars(pl.DataFrame(SHEET)), TRANSFER, VOCABULARY, told)
    assert str(caught.value).split("\n\n")[0] == message


MALFORMED = {
    "- a": ("map.yaml:1:1", "the column map is not a mapping"),
    "kind: transfer": ("map.yaml:1:1", "`columns` is missing"),
    "columns: [a]": ("map.yaml:1:10", "`columns` is not a mapping"),
    "columns: {id: [a, b]}": ("map.yaml:1:15", "the column of `id` is not one name"),
    "columns: {id: {}}": ("map.yaml:1:11", "`id` needs either `column` or `always`"),
    "columns: {id: {column: a, always: b}}": ("map.yaml:1:11", "`id` needs either `column` or `always`"),
    "columns: {item: {always: b, yes: c}}": ("map.yaml:1:11", "`item` is always the same, and yet cells are explained"),
    "columns: {id: {colunm: a}}": ("map.yaml:1:16", "unknown key `colunm`"),
    "colums: {id: a}": ("map.yaml:1:1", "unknown key `colums`"),
    "columns: {date: {column: a, format: MM/DD}}": ("map.yaml:1:37", "`format` is `MM/DD`"),
    "columns: {date: {column: a, format: M/D/YY}}": ("map.yaml:1:37", "`format` is `M/D/YY`"),
    "columns: {date: {column: a, format: M/D/YY, century: 20}}": ("map.yaml:1:54", "`century` is `20`"),
    "columns: {date: {column: a, century: 2000}}": ("map.yaml:1:38", "a century without a format"),
    "columns: {value: {column: a, in: euros}}": ("map.yaml:1:34", "amounts are in `euros`"),
    "columns: {agencies: {column: a, separator: x}}": ("map.yaml:1:44", "`separator` is no separator"),
    "columns: {item: {column: a, values: [b]}}": ("map.yaml:1:37", "`values` is not a mapping"),
    "columns: {label: {column: a, yes: {b: c}}}": ("map.yaml:1:35", "a cell is one value"),
    "columns: {label: {column: a, yes: [x], no: [x]}}": ("map.yaml:1:11", "`x` is given two meanings for `label`"),
    "columns: {id: a, id: b}": ("map.yaml:1:18", "`id` is written twice"),
}


@pytest.mark.parametrize("text", MALFORMED)
def test_a_malformed_map_is_reported_at_its_place(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("map.yaml").write_text(text)
    problems = Collector()
    assert read_column_map("map.yaml", problems) is None
    assert next((str(problem.span), problem.what) for problem in problems) == MALFORMED[text]


def test_slips_of_a_map_from_python_are_named_by_their_path() -> None:
    problems = Collector()
    assert read_column_map({"value": {"column": "a", "in": "euros"}}, problems) is None
    assert [(str(problem.span), problem.what) for problem in problems] == [
        ("columns.value.in", "amounts are in `euros`"),
    ]


def test_the_map_wins_over_a_column_of_the_same_name_and_a_note_says_so() -> None:
    table = {
        "id": [1],
        "date": ["2025-03-03"],
        "donor": ["a"],
        "recipient": ["b"],
        "value": ["$1.00"],
        "net": ["$2.00"],
    }
    answer = made(pl.DataFrame(table), told={"value": "net"})
    assert rows(answer.frame)[0]["ct:value"] == 200
    assert answer.notes == ("column `value` is not read: the column map takes `value` from `net`.",)


def test_a_column_that_the_map_names_is_read_in_no_other_way() -> None:
    table = {"id": [1], "date": ["2025-03-03"], "donor": ["a"], "recipient": ["b"], "cost": ["$1.00"]}
    assert set(made(pl.DataFrame(table), told={"value": "cost"}).stated) == {"date", "donor", "recipient", "value"}


def test_a_map_for_several_kinds_may_name_facts_of_all_of_them() -> None:
    table = {"id": [1], "date": ["2025-03-03"], "donor": ["a"], "recipient": ["b"], "p": ["month"]}
    assert "period" not in made(pl.DataFrame(table), told={"period": "p"}).stated
