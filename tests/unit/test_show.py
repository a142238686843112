"""What `show` prints: the words beside every rule that encodes them."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from ctethics.api import load_rules
from ctethics.cli import cli

PROGRAM = load_rules(with_examples=False).program


def shown(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    monkeypatch.setenv("COLUMNS", "100")
    done = CliRunner().invoke(cli, ["show", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("citation", PROGRAM.provisions)
def test_every_rule_can_be_shown(citation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = " ".join(shown(monkeypatch, citation).split())
    assert " ".join(PROGRAM.provisions[citation].title.split()) in told


def test_a_subsection_is_shown_with_all_its_rules_and_exceptions(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(monkeypatch, "1-84(i)", "--law", "current")
    for line in (
        "except (1)(A) Employment by the state:",
        "except (unpaid appointees) Unpaid appointees:",
        "official executive head of: includes agency",
        "valued at one hundred dollars or more",
        "not operative: it enacts and rules nothing",
        "What may follow",
    ):
        assert line in told


def test_one_rule_of_a_subsection_is_shown_beside_its_own_clauses_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(monkeypatch, "1-84(i) executive heads")
    assert told.startswith("§ 1-84(i) executive heads, Executive heads and their own agency\n")
    assert "In no event shall an executive head" in told
    assert "enacting" not in told
    assert "Court appointment" not in told


def test_one_clause_is_shown_with_the_exceptions_inside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(monkeypatch, "1-79(5)(I)")
    assert "(I) [bill 33-37]" in told
    assert "[fifty] {one hundred} dollars in the aggregate" in told
    assert "(J)" not in told.split("Readings")[0].replace("(J) or (K)", "")


def test_the_policy_is_cited_by_its_items(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, "opm(7)").startswith("OPM policy, item 7 Fees and necessary expenses")


def test_a_citation_there_is_not_is_refused_with_those_there_are() -> None:
    done = CliRunner().invoke(cli, ["show", "1-84(z)"])
    assert done.exit_code == 2
    told = " ".join(done.output.split())
    assert "There is no provision '1-84(z)' in these rules; there are: 1-84(a), 1-84(b)," in told


def test_citations_are_listed_as_the_law_counts_and_the_policy_last() -> None:
    listed = CliRunner().invoke(cli, ["provisions"]).output
    places = [listed.index(head) for head in ("§ 1-79(5) ", "§ 1-91(7) ", "§ 1-91(12) ", "item 9 ", "item 10 ")]
    assert places == sorted(places)
