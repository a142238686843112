"""JSON Lines are read with every digit of every number, and a name that comes up in the last line is not lost."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.diagnostics import CaseError
from ctethics.tables import rejects, scan, typed
from tests.tables.ledgers import TRANSFER, VOCABULARY, in_polars, rows


def _read(folder: Path, *lines: str) -> list[dict[str, object]]:
    path = folder / "ledger.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return scan([path]).collect(engine="streaming").to_dicts()


def test_numbers_keep_every_digit(tmp_path: Path) -> None:
    numbers = ["75.10", "0.1000000000000000055", "12345678901234567890123", "1e2", "NaN"]
    assert [row["a"] for row in _read(tmp_path, *(f'{{"a": {number}}}' for number in numbers))] == numbers


@given(cents=st.lists(st.integers(0, 10**14), min_size=1, max_size=20))
def test_an_amount_is_exact_to_the_cent(cents: list[int], tmp_path_factory: pytest.TempPathFactory) -> None:
    event = '{{"id": "{}", "date": "2025-03-03", "donor": "acme", "recipient": "lee", "value": {}.{:02}}}'
    lines = [event.format(n, amount // 100, amount % 100) for n, amount in enumerate(cents)]
    path = tmp_path_factory.mktemp("json") / "ledger.ndjson"
    path.write_text("\n".join(lines))
    answer = typed(in_polars(scan([path]).collect()), TRANSFER, VOCABULARY)
    assert [row["ct:value"] for row in rows(answer.frame)] == cents


def test_values_are_text_and_lists_of_text(tmp_path: Path) -> None:
    lines = [
        '\ufeff{"t": "x", "b": true, "n": null, "o": {"k": [1]}, "l": ["OPM", "DCP"]}',
        "",
        '{"b": false, "l": [], "t": "é"}',
        '{"l": null}',
        '{"l": "unknown"}',
    ]
    found = [{name: row[name] for name in "tbnol"} for row in _read(tmp_path, *lines)]
    assert found == [
        {"t": "x", "b": "true", "n": None, "o": '{"k": ["1"]}', "l": ["OPM", "DCP"]},
        {"t": "é", "b": "false", "n": None, "o": None, "l": []},
        {"t": None, "b": None, "n": None, "o": None, "l": None},
        {"t": None, "b": None, "n": None, "o": None, "l": None},
    ]


def test_a_name_that_comes_up_in_the_last_line_is_a_column(tmp_path: Path) -> None:
    found = _read(tmp_path, *['{"a": "1"}'] * 30_000, '{"a": "2", "late": "x"}')
    assert [found[0]["late"], found[-1]["late"], found[-1]["ct:row"], len(found)] == [None, "x", 30_001, 30_001]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("not", "is not JSON: Expecting value at character 1"),
        ('{"a": 1,}', "is not JSON: Illegal trailing comma before end of object at character 8"),
        ("[1]", "is not a JSON object"),
        ('{"a": "1", "a": "2"}', "`a` is written twice"),
        ('{"l": "OPM"}', "`l` is a list in other lines, and none here"),
        ('{"l": [null]}', "`l` holds something that is not a name"),
        ('{"l": [["a"]]}', "`l` holds something that is not a name"),
        ('{"a": "\\ud800"}', "holds half a character"),
        ('{"a": ' + "[" * 100_000, "is nested too deep"),
    ],
)
def test_a_line_that_is_no_row_goes_to_the_rejects(line: str, reason: str, tmp_path: Path) -> None:
    right = '{"id": "1", "date": "2025-03-03", "donor": "acme", "recipient": "lee", "l": [], "a": "x"}'
    path = tmp_path / "ledger.jsonl"
    path.write_text(f"{right}\n{line}\n{right}\n")
    answer = typed(in_polars(scan([path]).collect()), TRANSFER, VOCABULARY)
    assert [row["ct:rejected"] for row in rows(answer.frame)] == [False, True, False]
    found = rows(rejects(answer))
    reasons = {reason, reason.replace("Illegal trailing comma before end of object", _OLD).replace("8", "9")}
    assert [(row["row"], row["column"], row["value"]) for row in found] == [(2, "", line[:500])]
    assert found[0]["reason"] in reasons


# What older Pythons say of a trailing comma.
_OLD = "Expecting property name enclosed in double quotes"


def test_only_the_columns_and_rows_asked_for_are_handed_on(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    path.write_text("".join(json.dumps({"a": str(n), "b": ["x"]}) + "\n" for n in range(5)))
    assert scan([path]).select("a", "ct:row").head(2).collect().rows() == [("0", 1), ("1", 2)]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b'[\n{"a": 1}\n', None),
        (b"[1]\n[2]\n", "no line is a row"),
        (b'{"a": "caf\xe9"}\n', "is not UTF-8"),
        (b'{"ct:row": 1}\n', "a column is called `ct:row`"),
        (b'{"\\ud800": 1}\n', "a name holds half a character"),
        (b"", "the file is empty"),
        (b"\n\n", "no line is a row"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(data: bytes, what: str | None, tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(data)
    if what is None:
        assert scan([path]).collect()["ct:fields"].to_list() == ["is not JSON: Expecting value at character 2", None]
        return
    with pytest.raises(CaseError) as caught:
        scan([path])
    assert [problem.what for problem in caught.value.diagnostics] == [what]
