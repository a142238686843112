"""Citations, which are paths as well."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.law.citation import Citation, parse_citation
from ctethics.law.regimes import LAWS, other_laws

PART = st.text("0123456789abcxyzABCXYZ", min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("text", "section", "parts", "path"),
    [
        ("1-79(5)(I)", "1-79", ("5", "I"), "1-79/5"),
        ("§ 1-84(m)", "1-84", ("m",), "1-84/m"),
        ("  §1-79(5)(E)(i)(II) ", "1-79", ("5", "E", "i", "II"), "1-79/5"),
        ("1-96e", "1-96e", (), "1-96e"),
        ("4a-100", "4a-100", (), "4a-100"),
    ],
)
def test_a_citation_is_a_section_and_its_parts(text: str, section: str, parts: tuple[str, ...], path: str) -> None:
    citation = parse_citation(text)
    assert citation == Citation(section, parts)
    assert citation.path == path


@given(st.lists(PART, max_size=6))
def test_a_citation_is_read_as_it_is_shown(parts: list[str]) -> None:
    citation = Citation("1-79", tuple(parts))
    assert parse_citation(str(citation)) == citation
    assert str(citation.provision) == str(Citation("1-79", tuple(parts[:1])))


@pytest.mark.parametrize("text", ["", "1", "1-79(", "1-79()", "1-79(5", "../1-79(5)", "1-79/5", "1-79(../x)", "１-79"])
def test_what_is_no_citation_is_none_and_can_be_no_path_elsewhere(text: str) -> None:
    assert parse_citation(text) is None


def test_each_law_is_compared_with_all_others() -> None:
    assert other_laws("sb434") == ("current",)
    assert {*other_laws("current"), "current"} == set(LAWS)
