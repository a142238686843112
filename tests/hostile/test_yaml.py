"""YAML made to exhaust whoever reads it."""

from pathlib import Path

import pytest

from tests.hostile.capped import ctethics
from tests.hostile.cases import block, in_yaml


def test_a_million_events_are_refused(tmp_path: Path) -> None:
    path = in_yaml(tmp_path / "case.yaml", "  [" + "{}," * 1_000_000 + "]")
    assert "error[CTE106] more than 400000 values" in ctethics("assess", path).err


def test_aliases_of_aliases_are_refused_at_the_first(tmp_path: Path) -> None:
    bomb = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}' if n else 'x'] * 9)}]\n" for n in range(30))
    (tmp_path / "case.yaml").write_text(bomb)
    assert "error[CTE104] the anchor `a0`" in ctethics("assess", tmp_path / "case.yaml").err


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? "])
def test_nesting_without_end_is_refused(opening: str, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(opening * 100_000)
    assert "error[CTE106] more than 40 levels deep" in ctethics("assess", tmp_path / "case.yaml").err


def test_of_a_hundred_thousand_unknown_names_the_first_thousand_are_told(tmp_path: Path) -> None:
    names = [f"donor registrar{number}: x" for number in range(100_000)]
    ended = ctethics("assess", in_yaml(tmp_path / "case.yaml", block(*names)))
    assert ended.status == 1
    assert ended.err.endswith("\n1000 problems, and what comes after was not looked at\n")
    assert len(ended.err) < 1_000_000


def test_parties_that_are_not_there_cost_no_search_among_all_that_are(tmp_path: Path) -> None:
    parties = "{" + ", ".join(f"p{number}: {{}}" for number in range(20_000)) + ", lee: {}}"
    events = "\n".join(block(name=f"e{number}") for number in range(2_000))
    assert ctethics("assess", in_yaml(tmp_path / "case.yaml", events, parties)).status == 1


@pytest.mark.parametrize("value", ["1" * 1_000_000, "$" + "1" * 1_000_000, '"$' + "1," * 500_000 + '"', "9" * 5_000])
def test_an_amount_of_a_million_digits_is_refused_and_shown_in_a_line(value: str, tmp_path: Path) -> None:
    ended = ctethics("assess", in_yaml(tmp_path / "case.yaml", block(f"value: {value}")))
    assert "error[CTE602]" in ended.err
    assert len(ended.err) < 1_000


def test_a_name_of_a_million_letters_is_cut_where_it_is_told(tmp_path: Path) -> None:
    ended = ctethics("assess", in_yaml(tmp_path / "case.yaml", block(f"? {'x' * 1_000_000}\n  : y")))
    assert "error[CTE601] unknown fact" in ended.err
    assert len(ended.err) < 10_000


@pytest.mark.parametrize("hidden", ["\\e[31m", "\\a", "\\0", "\\n", "\\u202e", "\\u2028", "\\x9b"])
def test_an_id_with_what_drives_a_terminal_is_refused(hidden: str, tmp_path: Path) -> None:
    ended = ctethics("assess", in_yaml(tmp_path / "case.yaml", block(name=f'"a{hidden}b"')))
    assert ended.status == 1
    assert "error[CTE606] the id holds the character U+" in ended.err
