"""What is said of tables that cannot be read, or of which some rows cannot."""

from __future__ import annotations

import pytest

from tests.audits.command import HEADER, ROWS, Desk, table

REJECTS = "file,row,id,column,value,reason\n"
ANSWERED = (
    "id,kind,date,donor,recipient,item,value,1-1(a),1-1(a) excepted by,needs\n"
    "a,transfer,2025-03-03,acme,lee,food or beverage,$20.01,applies,,\n"
    "b,transfer,2025-03-04,acme,lee,plaque,$99.99,excepted,1-1(a)(F),\n"
    "c,transfer,2025-04-01,bolt,lee,food or beverage,$20.00,does not apply,,\n"
    "d,transfer,2025-04-02,bolt,kim,food or beverage,,undetermined,,value\n"
)
GOOD = table(*ROWS)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(
            "id,kind,donor\na,transfer,acme\n",
            "t.csv: error[CTE610] there is no column for `date`, `recipient`\n"
            " why: every transfer has each.\n"
            " fix: add the column, or say in a column map which one it is; its columns are: id, kind, donor.\n",
            id="missing columns",
        ),
        pytest.param(
            "",
            "t.csv: error[CTE612] the file is empty\n"
            " why: a table has at least names of columns.\n"
            " fix: name another file.\n",
            id="empty file",
        ),
        pytest.param(
            f"{HEADER}\n",
            "t.csv: error[CTE612] there are no rows\n"
            " why: only the names of the columns are there.\n"
            " fix: add the rows, or name another file.\n",
            id="header only",
        ),
        pytest.param(
            GOOD.replace("acme", "amé").encode("latin-1"),
            "t.csv:2:1: error[CTE612] is not UTF-8\n"
            " why: in another encoding the same bytes are other letters.\n"
            " fix: save it as UTF-8; in Excel as `CSV UTF-8`.\n",
            id="another encoding",
        ),
        pytest.param(
            f'{GOOD}"x',
            "t.csv:6:1: error[CTE612] a quote is opened and never closed\n"
            " why: everything after it would be one cell.\n"
            " fix: close it, or delete it.\n",
            id="an open quote",
        ),
    ],
)
def test_a_table_that_cannot_be_read_is_told_and_nothing_is_written(data: str | bytes, told: str, desk: Desk) -> None:
    desk.put("t.csv", data)
    ran = desk.run("t.csv", "-o", "out.csv", "--report", "page.html")
    assert (ran.status, ran.out, ran.err) == (1, "", told)
    assert desk.files() == ["t.csv"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param(
            ["x,transfer,1850-01-01,acme,lee,plaque,$5.00"],
            "t.csv,1,x,date,1850-01-01,a date lies between 1900-01-01 and 2199-12-31\n",
            id="a date out of range",
        ),
        pytest.param(
            ["x,transfer,2025-02-30,acme,lee,plaque,$5.00"],
            "t.csv,1,x,date,2025-02-30,there is no such day in the calendar\n",
            id="a day there is not",
        ),
        pytest.param(
            ["x,transfer,2025-03-03,acme,lee,plaque,€5.00", "y,transfer,2025-03-03,acme,lee,plaque,5 CAD"],
            "t.csv,1,x,value,€5.00,mixed currencies: only US dollars are read\n"
            "t.csv,2,y,value,5 CAD,mixed currencies: only US dollars are read\n",
            id="mixed currencies",
        ),
        pytest.param(
            ["x,transfer,2025-03-03,acme,lee,plaque,five", "y,transfer,2025-03-03,acme,lee,pen,$1.005"],
            't.csv,1,x,value,five,"an amount is written as in $1,234.56"\n'
            't.csv,2,y,item,pen,"it is one of: food or beverage, plaque"\n'
            "t.csv,2,y,value,$1.005,an amount is exact to the cent\n",
            id="wrong types, and two cells of one row",
        ),
        pytest.param(
            ["x,transfer,2025-03-03,acme,lee,plaque,$5.00", "x,transfer,2025-03-04,acme,lee,plaque,$5.00"],
            "t.csv,1,x,id,x,is the id of other rows too\nt.csv,2,x,id,x,is the id of other rows too\n",
            id="duplicate ids",
        ),
        pytest.param(
            ["x,transfr,2025-03-03,acme,lee,plaque,$5.00", ",transfer,2025-03-03,acme,acme,plaque,$5.00"],
            "t.csv,1,x,kind,transfr,it is one of: transfer\n"
            't.csv,2,,id,"",is empty\n'
            "t.csv,2,,recipient,acme,`acme` is both donor and recipient\n",
            id="a kind there is not, no id, and nobody gives to themselves",
        ),
        pytest.param(
            ["x,transfer,2025-03-03,acme,lee"],
            't.csv,1,,"","x,transfer,2025-03-03,acme,lee","has 5 fields, the header 7"\n',
            id="too few fields",
        ),
    ],
)
def test_rows_that_cannot_be_read_are_told_and_the_others_answered(rows: list[str], told: str, desk: Desk) -> None:
    desk.put("t.csv", table(*rows, *ROWS))
    ran = desk.run("t.csv", "-o", "out.csv")
    assert desk.read("out.rejects.csv") == REJECTS + told
    assert desk.read("out.csv") == ANSWERED
    assert ran.status == 1
    assert ran.out.endswith(f"\n{4 + len(rows)} rows read: 4 answered, {len(rows)} rejected\n")
    were = "1 row was" if len(rows) == 1 else f"{len(rows)} rows were"
    assert ran.err.endswith(f"\n{were} rejected and not answered: the exit status is 1.\n")


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode(), GOOD.rstrip("\n").encode()],
    ids=["BOM", "CRLF", "no last line end"],
)
def test_a_mark_at_the_start_and_other_line_ends_change_nothing(data: bytes, desk: Desk) -> None:
    desk.put("t.csv", data)
    ran = desk.run("t.csv", "-o", "out.csv")
    assert ran.status == 0
    assert desk.read("out.csv") == ANSWERED
    assert desk.read("out.rejects.csv") == REJECTS


def test_a_line_end_inside_a_cell_stays_inside_it(desk: Desk) -> None:
    rows = ('a,transfer,2025-03-03,acme,lee,plaque,$5.00,"one\ntwo"', 'c,transfer,"2025\n",acme,lee,plaque,,')
    desk.put("t.csv", table(*rows, header=f"{HEADER},note"))
    ran = desk.run("t.csv", "-o", "out.csv")
    assert ran.status == 1
    assert desk.read("out.csv").endswith('\na,transfer,2025-03-03,acme,lee,plaque,$5.00,"one\ntwo",does not apply,,\n')
    assert desk.read("out.rejects.csv").startswith(f'{REJECTS}t.csv,2,c,date,"2025\n",')


def test_without_a_file_for_them_the_first_twenty_bad_cells_are_printed(desk: Desk) -> None:
    desk.put("t.csv", table(*(f"r{n:02},transfer,2025-03-03,acme,lee,plaque,\x1b[2J{n}" for n in range(23)), *ROWS))
    ran = desk.run("t.csv")
    lines = ran.err.splitlines()
    amount = "an amount is written as in $1,234.56"
    assert lines[0] == f"t.csv, row 1, id r00, column value: ` [2J0`: {amount}"
    assert lines[19:21] == [
        f"t.csv, row 20, id r19, column value: ` [2J19`: {amount}",
        "and 3 more; --rejects FILE writes them all",
    ]
    assert (ran.status, len(lines), desk.files()) == (1, 22, ["t.csv"])


def test_a_party_that_the_table_of_parties_has_not_is_rejected_and_named(desk: Desk) -> None:
    desk.put("t.csv", GOOD)
    desk.put("people.csv", "id,agency\nlee,OPM\nkim,\nacme,\n")
    ran = desk.run("t.csv", "--parties", "people.csv", "-o", "out.csv")
    assert ran.status == 1
    assert desk.read("out.rejects.csv") == (
        f"{REJECTS}t.csv,3,c,donor,bolt,`bolt` is not in the table of parties\n"
        "t.csv,4,d,donor,bolt,`bolt` is not in the table of parties\n"
    )


def test_a_party_that_is_there_twice_is_told_and_nothing_is_written(desk: Desk) -> None:
    desk.put("t.csv", GOOD)
    desk.put("people.csv", "id,agency\nlee,OPM\nlee,DAS\n")
    ran = desk.run("t.csv", "--parties", "people.csv", "-o", "out.csv")
    assert (ran.status, ran.out) == (1, "")
    assert "error[CTE613] the party `lee` is there 2 times" in ran.err
    assert desk.files() == ["people.csv", "t.csv"]


def test_a_column_that_is_missing_is_named_with_what_it_silences(desk: Desk) -> None:
    desk.put("t.csv", "id,kind,date,donor,recipient,vlaue\na,transfer,2025-03-03,acme,lee,$5.00\n")
    ran = desk.run("t.csv")
    notes = ran.out[ran.out.index("\nNotes\n") :].split("\n\n")[0].splitlines()
    assert notes[3:] == [
        "column `vlaue` is not a fact; did you mean `value`?",
        "1-1(a) is undetermined in every row: the table does not state `value`, `item`.",
    ]


def test_files_of_other_columns_are_not_read_together(desk: Desk) -> None:
    desk.put("t.csv", GOOD)
    desk.put("u.csv", GOOD.replace("item", "what"))
    ran = desk.run("t.csv", "u.csv")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == (
        "u.csv: error[CTE612] it lacks `item`; it has also `what`\n"
        " why: files that are read together have the same columns; t.csv is the first.\n"
        " fix: read the files apart, or make them alike.\n"
    )
