"""Files that no case can be: too large, missing, a folder, nested without end. Made here, because git should not hold
them."""

import os
from pathlib import Path

import pytest

import ctethics
from ctethics import CaseError

LIMITS = " why: a file is UTF-8 text, not empty, of at most 8,388,608 bytes.\n"
DEEP = 100_000


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def message(path: str) -> str:
    """What is said of the file."""
    with pytest.raises(CaseError) as caught:
        ctethics.load("sb434", engine="direct").assess(path)
    return str(caught.value)


@pytest.mark.parametrize("name", ["case.yaml", "case.json"])
def test_a_file_of_fifty_megabytes_is_refused_unread(name: str) -> None:
    Path(name).touch()
    os.truncate(name, 50 * 1024 * 1024)
    assert message(name) == (
        f"{name}: error[CTE101] the file has 52,428,800 bytes\n{LIMITS} fix: split it into smaller files."
    )


def test_a_device_without_end_is_refused() -> None:
    assert message("/dev/zero") == (
        f"/dev/zero: error[CTE101] the file has 8,388,609 bytes\n{LIMITS} fix: split it into smaller files."
    )


def test_a_folder_is_no_case() -> None:
    Path("case").mkdir()
    assert message("case") == (
        f"case: error[CTE101] cannot be read: Is a directory\n{LIMITS} fix: check the path and its permissions."
    )


def test_a_missing_file_is_named() -> None:
    assert message("dinner.yaml") == (
        "dinner.yaml: error[CTE101] cannot be read: No such file or directory\n"
        f"{LIMITS} fix: check the path and its permissions."
    )


def test_a_path_that_no_file_can_have_is_shown_without_its_control_characters() -> None:
    assert message("a\0b") == (
        f"a\\x00b: error[CTE101] cannot be read: no file can have this name\n"
        f"{LIMITS} fix: check the path and its permissions."
    )


@pytest.mark.parametrize(
    ("opening", "column"), [("[", 41), ("{", 41), ("- ", 81), ("? ", 81)], ids=["list", "mapping", "dash", "key"]
)
def test_a_hundred_thousand_levels_of_yaml_are_refused_at_the_forty_first(opening: str, column: int) -> None:
    Path("case.yaml").write_text(opening * DEEP)
    assert message("case.yaml") == (
        f"case.yaml:1:{column}: error[CTE106] more than 40 levels deep\n"
        " why: no rule or case needs that.\n"
        " fix: make the file flatter or smaller."
    )


@pytest.mark.parametrize("opening", ["[", '{"a": '], ids=["list", "mapping"])
def test_a_hundred_thousand_levels_of_json_are_refused(opening: str) -> None:
    Path("case.json").write_text(opening * DEEP)
    assert message("case.json") == (
        "case.json: error[CTE106] nested too deep\n why: no case needs that.\n fix: make the file flatter."
    )


def test_forty_one_levels_of_json_are_refused_at_their_place() -> None:
    Path("case.json").write_text('{"a": ' + "[" * 41 + "]" * 41 + "}")
    assert message("case.json") == (
        f"case.json.a{'[0]' * 40}: error[CTE106] nested too deep\n"
        " why: no case needs that; perhaps something contains itself.\n"
        " fix: make it flatter or smaller."
    )


def test_a_million_values_in_few_bytes_are_refused() -> None:
    Path("case.yaml").write_text("[" + "a," * 1_000_000 + "]")
    assert "error[CTE106] more than 400000 values\n" in message("case.yaml")


def test_a_million_values_of_json_are_refused() -> None:
    Path("case.json").write_text("[" + "1," * 1_000_000 + "1]")
    assert "error[CTE106] more than 400,000 values\n" in message("case.json")
