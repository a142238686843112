"""A receipt that is none, cut short, edited, newer, or made up: one clear message each time, never a traceback."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ctethics
from ctethics import Receipt, ReceiptError
from ctethics.receipts.record import dump
from tests.receipts.folders import BASE, DINNER, command, dinner, edit, forged

FIX = " fix: `ctethics assess CASE --receipt FILE` makes a receipt; name its file."
JSON = " why: a receipt is one object of JSON, as `ctethics assess --receipt` writes it."


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Receipt:
    """A receipt under rules of a single provision, which is short."""
    case = {
        "parties": {"a": {}, "b": {}},
        "events": [{"id": "e", "kind": "transfer", "date": "2025-03-03", "donor": "a", "recipient": "b"}],
    }
    return ctethics.receipt("sb434", case, rules=BASE / "rules", engine="direct")


def refusal(path: Path, rules: Path | None = None) -> str:
    """What is told of a receipt, without its folder."""
    with pytest.raises(ReceiptError) as caught:
        ctethics.replay(path, rules=rules)
    return str(caught.value).replace(f"{path.parent}/", "")


def wrote(folder: Path, data: bytes | str) -> Path:
    path = folder / "r.json"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_receipt_cut_off_after_any_byte_is_none_until_the_last_bracket(small: Receipt, tmp_path: Path) -> None:
    whole = str(small).encode()
    assert len(whole) < 20_000
    for size in range(len(whole) - 1):
        message = refusal(wrote(tmp_path, whole[:size]))
        assert message.startswith("r.json: error[CTE616] this is no receipt: "), size
    assert ctethics.read_receipt(wrote(tmp_path, whole[:-1])) == small


def test_no_byte_of_a_receipt_can_be_another_without_that_being_told(small: Receipt, tmp_path: Path) -> None:
    whole = str(small).encode()
    for place in range(0, len(whole), 7):
        other = bytearray(whole)
        other[place] = ord("x") if other[place] != ord("x") else ord("y")
        assert re.match(r"r\.json: error\[CTE61[67]]", refusal(wrote(tmp_path, bytes(other)))), place


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "the file is empty"),
        (" \n", "the file is empty"),
        ("id: dinner", "it is not whole, or no JSON: line 1, column 1: Expecting value"),
        ("[]", "it is no object"),
        ('"receipt"', "it is no object"),
        ("null", "it is no object"),
        ('{"a": 1, "a": 2}', "a name is written twice in it"),
        ('{"a": NaN}', "it has the number NaN, and a receipt has whole numbers only"),
        ('{"a": -Infinity}', "it has the number -Infinity, and a receipt has whole numbers only"),
        ('{"a": 1e999}', "it has the number 1e999, and a receipt has whole numbers only"),
        (f'{{"a": {"9" * 5000}}}', "it has a number that is too long"),
        (f"{'[' * 200_000}", "it is nested too deep"),
    ],
)
def test_what_is_no_receipt_is_told_why(text: str, what: str, tmp_path: Path) -> None:
    assert refusal(wrote(tmp_path, text)) == f"r.json: error[CTE616] this is no receipt: {what}\n{JSON}\n{FIX}"


def test_bytes_that_are_no_text_and_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    why = " why: a receipt is UTF-8 text of at most 67,108,864 bytes."
    assert refusal(wrote(tmp_path, b"{\xff}")) == (
        f"r.json: error[CTE616] this is no receipt: byte 2 is not UTF-8\n{why}\n{FIX}"
    )
    mend = " fix: check the path and its permissions."
    missing = f"none.json: error[CTE616] the receipt cannot be read: No such file or directory\n{why}\n{mend}"
    assert refusal(tmp_path / "none.json") == missing
    assert "the receipt cannot be read: Is a directory" in refusal(tmp_path / ".")
    assert "no file can have this name" in refusal(tmp_path / "a\0b")


def test_a_file_beyond_what_is_read_is_told_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    with path.open("wb") as file:
        file.truncate(10**12)
    assert "this is no receipt: it is too large" in refusal(path)


def test_json_that_is_something_else_is_told(tmp_path: Path) -> None:
    say = " why: a receipt is JSON that says so."
    answer = json.dumps(dict(dinner().answer))
    for text, what in [
        ("{}", "it has no `format`"),
        (answer, "it has no `format`"),
        ('{"format": {"name": "other"}}', "`format.name` is not `ctethics receipt`"),
        ('{"format": {"name": "ctethics receipt", "number": true}}', "`format.number` is not the number of a format"),
    ]:
        assert refusal(wrote(tmp_path, text)) == f"r.json: error[CTE616] this is no receipt: {what}\n{say}\n{FIX}"


def test_a_receipt_of_a_newer_format_is_left_to_the_version_that_made_it(tmp_path: Path) -> None:
    def newer(told: dict[str, Any]) -> None:
        told["format"]["number"] = 2
        del told["asked"]

    assert refusal(forged(tmp_path / "r.json", newer)) == (
        "r.json: error[CTE616] this is a receipt of format 2\n"
        " why: this ctethics knows receipts of format 1, and could overlook what this one says.\n"
        " fix: replay it with the later ctethics that made it."
    )


def test_a_receipt_that_was_edited_is_told_from_one_that_was_laid_out_anew(tmp_path: Path) -> None:
    told = str(dinner())
    assert ctethics.read_receipt(wrote(tmp_path, json.dumps(json.loads(told)))) == dinner()
    assert ctethics.read_receipt(wrote(tmp_path, told.replace("\n", "\r\n"))) == dinner()
    assert refusal(wrote(tmp_path, told.replace("$75.00", "$15.00"))) == (
        "r.json: error[CTE617] the receipt was changed after it was made\n"
        " why: its checksum is not that of what it says: something in it was edited.\n"
        " fix: replay the receipt as it was made, or put the case to the law anew with `ctethics assess`."
    )


@pytest.mark.parametrize("name", ["answer", "asked", "files", "made_by"])
@pytest.mark.parametrize("value", [None, 1, "", [], {}, {"events": [1]}, {"events": [{"id": 1}]}])
def test_a_part_that_is_not_of_its_kind_is_told_though_the_checksum_is_right(
    name: str, value: object, tmp_path: Path
) -> None:
    path = forged(tmp_path / "r.json", lambda told: told.update({name: value}))
    if (name, value) == ("files", {}):
        assert {one.how for one in ctethics.replay(path).files} == {"added"}
    else:
        assert refusal(path).startswith("r.json: error[CTE616] this is no whole receipt: ")


@pytest.mark.parametrize("depth", [10, 100, 200, 300, 400, 600, 900])
def test_nothing_in_an_answer_is_nested_too_deep_to_be_told(depth: int, small: Receipt, tmp_path: Path) -> None:
    inner: list[Any] = []
    for _ in range(depth):
        inner = [inner]
    try:
        forged(tmp_path / "r.json", lambda told: told["answer"]["events"][0]["findings"][0].update(advice=inner), small)
    except RecursionError:
        pytest.skip("JSON so deep cannot be written either")
    with suppress(ReceiptError):
        assert "advice" in str(ctethics.replay(tmp_path / "r.json", rules=BASE / "rules"))


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=8).filter(lambda text: text.isprintable())
JSON_VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc"), inner))


@given(data=st.data())
def test_whatever_stands_in_a_receipt_it_is_answered_or_refused(data: st.DataObject, small: Receipt) -> None:
    told = json.loads(dump({**small.to_dict()}))
    del told["sha256"]
    place: Any = told
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.integers(0, 3)) == 0:
            break
        place = inner
    place[key] = data.draw(JSON_VALUES)
    path = Path("/dev/shm" if Path("/dev/shm").is_dir() else ".") / "ctethics-test-hostile.json"
    try:
        forged(path, lambda whole: (whole.clear(), whole.update(told)))
        with suppress(ctethics.CtethicsError):
            found = ctethics.replay(path, rules=BASE / "rules")
            assert str(found)
            json.dumps(found.to_dict())
    finally:
        path.unlink(missing_ok=True)


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda told: told["asked"].update(law="sb999"),
            "r.json.asked.law: error[CTE607] unknown law `sb999`\n"
            " why: this ctethics knows the laws current and sb434.\n"
            " fix: replay it with the ctethics that made it.",
        ),
        (
            lambda told: told["made_by"].update(engine="quantum"),
            "r.json.made_by.engine: error[CTE701] unknown engine `quantum`\n"
            " why: this ctethics has direct, durable, generated and columnar.\n"
            " fix: name one of these with `--engine`: every engine must answer the same.",
        ),
        (
            lambda told: told["asked"].update(chosen=["crosing"], readings={"crosing": "the whole year"}),
            "r.json.asked.readings: error[CTE607] unknown reading `crosing`\n"
            " why: the case was put under this choice, and these rules do not have it; there is `crossing`.\n"
            " fix: replay the receipt with rules that have it, or assess the case anew.",
        ),
        (
            lambda told: told["asked"].update(chosen=["crossing"], readings={"crossing": "half"}),
            "r.json.asked.readings: error[CTE607] unknown choice `half` of the reading `crossing`\n"
            " why: the case was put under this choice, and these rules do not have it.\n"
            " fix: replay the receipt with rules that have it, or assess the case anew.",
        ),
    ],
)
def test_what_a_receipt_asks_and_nobody_knows_is_told(change: Change, message: str, tmp_path: Path) -> None:
    assert refusal(forged(tmp_path / "r.json", change)) == message


def test_an_engine_named_by_hand_replaces_one_that_nobody_knows() -> None:
    assert ctethics.replay(replace(dinner(), engine="quantum"), engine="direct").is_same


def test_a_case_that_the_rules_no_longer_accept_is_told_at_its_place(tmp_path: Path) -> None:
    dinner().write(tmp_path / "r.json")
    place = "r.json.asked.case.events[0].donor in attendance"
    messages = refusal(tmp_path / "r.json", BASE / "rules").split("\n\n")
    (message,) = (one for one in messages if one.startswith(place))
    assert message.startswith(
        f"{place}: error[CTE601] these rules do not accept the case: unknown fact `donor in attendance`\n"
        " why: a transfer has no such fact; a misspelt name would be taken for silence; the answer of then is in the"
        " receipt, unharmed.\n"
        " fix: replay it with rules that know such a case, or state the case anew and assess it."
    )


def test_a_replay_changes_no_file(tmp_path: Path) -> None:
    dinner().write(tmp_path / "r.json")
    edit(tmp_path, ("r.json", "sb434", "sb434"))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*")}
    command("replay", tmp_path / "r.json")
    command("replay", DINNER)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*")} == before
