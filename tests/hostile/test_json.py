"""JSON made to exhaust whoever reads it, or to get a control character onto a terminal."""

from pathlib import Path

import pytest

from tests.hostile.capped import ctethics
from tests.hostile.cases import EVENT, PARTIES, case, in_json


def told(path: Path, value: object) -> str:
    """What is said of a case that is refused."""
    ended = ctethics("assess", in_json(path / "case.json", value), "--law", "sb434")
    assert ended.status == 1
    return ended.err


@pytest.mark.parametrize("hidden", ["\x1b[31m", "\x07", "\0", "\nLaw: none", "\u202e", "\ud800", "\x9b"])
def test_no_id_party_or_list_has_what_drives_a_terminal(hidden: str, tmp_path: Path) -> None:
    name = f"a{hidden}b"
    parties = {**PARTIES, name: {}, "acme": {"doing business with": [name]}}
    said = told(tmp_path, {"parties": parties, "events": [{**EVENT, "id": name, "donor": name}]})
    assert "the id holds the character U+" in said
    assert "the name of a party holds the character U+" in said
    assert "`doing business with` holds the character U+" in said


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_name_of_a_fact_with_half_a_character_is_shown_escaped(format_: str, tmp_path: Path) -> None:
    path = in_json(tmp_path / "case.json", case(**{"x\ud800": "y"}))
    assert "unknown fact `x\\ud800`" in ctethics("assess", path, "--format", format_).err


@pytest.mark.parametrize("number", ["1e9999999999999999999999", "-1E+99999999999999999999"])
def test_an_exponent_beyond_reading_is_refused(number: str, tmp_path: Path) -> None:
    (tmp_path / "case.json").write_text(f'{{"events": [{number}]}}')
    ended = ctethics("assess", tmp_path / "case.json", "--law", "sb434")
    assert "error[CTE107] a number has too many digits in its exponent" in ended.err


@pytest.mark.parametrize("number", ["1" * 1_000_000, "1e999999999", "1e-999999999", "0." + "1" * 1_000_000])
def test_a_number_without_end_is_no_amount(number: str, tmp_path: Path) -> None:
    path = in_json(tmp_path / "case.json", case(value="@"))
    path.write_text(path.read_text().replace('"@"', number))
    ended = ctethics("assess", path)
    assert "error[CTE602] `value` is" in ended.err
    assert len(ended.err) < 1_000


def test_a_name_of_five_thousand_digits_is_sorted_like_any_other(tmp_path: Path) -> None:
    assert "error[CTE601] unknown fact `1111" in told(tmp_path, case(**{"1" * 5_000: "x", "2": "y"}))


@pytest.mark.parametrize("inside", [[1] * 50_000, {f"k{n}": [n] for n in range(50_000)}], ids=["list", "mapping"])
def test_a_name_of_two_million_letters_is_not_copied_to_each_value_in_it(inside: object, tmp_path: Path) -> None:
    assert len(told(tmp_path, {"x" * 2_000_000: inside})) < 10_000


def test_names_inside_names_are_not_copied_to_each_value_in_them(tmp_path: Path) -> None:
    value: object = [1] * 300_000
    for _ in range(38):
        value = {"x" * 1_000: value}
    assert len(told(tmp_path, value)) < 10_000
