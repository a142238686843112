"""What `show` prints: the words beside every rule that encodes them."""

from __future__ import annotations

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from ctethics.api import load_rules
from ctethics.cli import cli
from ctethics.diagnostics import UsageError
from ctethics.law.regimes import LAWS
from ctethics.report import render_provision
from tests.unit.rules import STATUTE, compiled

PROGRAM = load_rules(with_examples=False).program


def shown(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    monkeypatch.setenv("COLUMNS", "100")
    done = CliRunner().invoke(cli, ["show", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def rendered(monkeypatch: pytest.MonkeyPatch, citation: str, law: str | None = None) -> str:
    """What the command prints of a provision."""
    monkeypatch.setenv("COLUMNS", "100")
    provision = PROGRAM.provisions[citation]
    return render_provision(
        provision, law, "", tuple(p for p in PROGRAM.provisions.values() if p.file == provision.file)
    )


@pytest.mark.parametrize("citation", PROGRAM.provisions)
def test_every_rule_can_be_shown(citation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = " ".join(rendered(monkeypatch, citation).split())
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


def letters(text: str) -> str:
    """The text without its spaces, which lines may break anywhere, and marks that touch put together."""
    return "".join(text.split()).replace("}{", "")


def left_column(told: str) -> str:
    return letters("".join(line[:49] for line in told.split("\n")))


@pytest.mark.parametrize("law", [*LAWS, None])
@pytest.mark.parametrize("citation", [c for c, p in PROGRAM.provisions.items() if c == p.file])
def test_every_word_of_the_text_is_shown_in_order(
    citation: str, law: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    statute = PROGRAM.provisions[citation].statute
    told, place = left_column(rendered(monkeypatch, citation, law)), 0
    for clause in statute.clauses:
        if not any(clause != other and clause.startswith(other) for other in statute.clauses):
            text = letters(statute.text(law, clause) if law else statute.marked(clause))
            assert text in told[place:], clause
            place = told.index(text, place) + len(text)


def test_each_clause_says_what_encodes_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(monkeypatch, "1-84(o)").split("\n")
    for head in (
        "enacting [bill 142-144] not operative",
        "stem [bill 145] not operative",
        "(1) [bill 145-148] general rule",
        "(2) [bill 148-150] general rule, limit",
        "report [bill 151-155] duty",
        "contributions [bill 155-157] exception",
    ):
        assert any(line[:49].rstrip() == head for line in told), head


def test_a_clause_without_a_rule_of_its_own_says_where_its_rule_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(monkeypatch, "1-84(o)")
    assert "general rule, limit of § 1-84(o), beside (1)\n" in told
    assert "duty of § 1-84(o), below\n" in told


def test_a_clause_shown_alone_has_the_rule_that_rests_on_it_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(monkeypatch, "1-84(o)(2)", "--law", "sb434")
    assert "(2) [bill 148-150] general rule, limit             all of\n" in told
    assert "value: more than $20.00\n" in told


def test_what_else_encodes_a_clause_and_what_nothing_does_are_said_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(monkeypatch, "1-79(5)")
    assert "(E) as used, not encoded: it defines state" in told
    assert "(J)(i), encoded by: the donor groups" in told
    assert "not encoded in part: what an agency is" in shown(monkeypatch, "1-84(i)")


def test_the_change_shows_what_the_bill_strikes_and_inserts_and_both_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(monkeypatch, "1-79(5)(F)")
    assert told == shown(monkeypatch, "1-79(5)(F)", "--law", "change")
    assert "The bill [strikes] and {inserts} words in (F).\n" in told
    assert "cost: less than [$100.00] {$250.00}\n" in told
    assert 'current $100.00, "less than one hundred dollars"; sb434 from 2024-10-01 $250.00,\n' in told


def test_the_change_names_the_clauses_that_the_bill_touches(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(monkeypatch, "1-84(o)")
    assert "The bill [strikes] and {inserts} words in (2); it does not change the words of the others.\n" in told


@pytest.mark.parametrize("citation", ["1-84(p)", "opm(5)", "1-79(5)(A)"])
def test_what_the_bill_leaves_alone_is_said_plainly(citation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(monkeypatch, citation)
    assert "The bill does not change these words.\n" in told
    assert "[struck]" not in told


def test_under_one_law_only_its_words_and_amounts_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    current, bill = (shown(monkeypatch, "1-79(5)(F)", "--law", law) for law in LAWS)
    assert "Law: current, the text as it stood before" in current
    assert "award costing less than one hundred dollars;  " in current
    assert "cost: less than $100.00\n" in current
    assert "250" not in current
    assert "award costing less than two hundred fifty  " in bill
    assert "cost: less than $250.00\n" in bill
    assert 'ceremonial award: $100.00, "less than one hundred dollars"; from 2024-10-01 $250.00,' in bill


def test_a_law_there_is_not_is_refused() -> None:
    with pytest.raises(UsageError, match="CTE607"):
        CliRunner().invoke(cli, ["show", "1-84(o)", "--law", "sb435"], catch_exceptions=False)


def test_the_functions_need_a_law_and_not_the_change() -> None:
    done = CliRunner().invoke(cli, ["show", "1-84(o)", "--generated"])
    assert (done.exit_code, "Under which law?" in done.output) == (2, True)


RED_STRUCK, GREEN_UNDERLINED = "\x1b[9;31m{}\x1b[0m", "\x1b[4;32m{}\x1b[0m"


def test_words_rule_and_tag_have_one_colour_and_the_legend_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(monkeypatch, "1-79(5)(F)", "--law", "current", "--color", "always")
    limit, exception = "\x1b[1;33m{}\x1b[0m", "\x1b[94m{}\x1b[0m"
    assert f"[bill 27-28] {exception.format('exception')}, {limit.format('limit')}" in told
    assert f"costing {limit.format('less than one hundred dollars')};" in told
    assert f"{exception.format('cost: less than')} {limit.format('$100.00')}" in told
    assert f"Colours: {exception.format('exception')}, {limit.format('limit')}; words that nothing quotes" in told
    assert "general rule" not in told


def test_in_colour_the_change_is_struck_through_red_and_underlined_green(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(monkeypatch, "1-79(5)(F)", "--color", "always")
    for words in ("strikes", "one", "$100.00"):
        assert RED_STRUCK.format(words) in told
    for words in ("inserts", "two", "fifty", "$250.00"):
        assert GREEN_UNDERLINED.format(words) in told
    assert "{fifty}" not in told


@pytest.mark.parametrize("citation", ["1-79(5)", "1-84(i)", "1-91(7)"])
def test_colours_change_no_word_and_no_column(citation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = (citation, "--law", "sb434", "--color")
    coloured = re.sub(r"\x1b\[[\d;]*m", "", shown(monkeypatch, *arguments, "always"))
    assert coloured.split("\n\nColours:")[0] == shown(monkeypatch, *arguments, "never").rstrip("\n")


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "is_coloured"),
    [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_a_terminal_has_colours_unless_told_otherwise(
    environment: dict[str, str], is_coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout", out := Terminal())
    cli(["show", "1-79(5)(F)"], standalone_mode=False)
    assert ("\x1b[" in out.getvalue()) == is_coloured


def test_a_pipe_has_no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in shown(monkeypatch, "1-79(5)")


@pytest.mark.parametrize(("columns", "is_beside"), [("90", True), ("89", False), ("60", False)])
def test_from_90_columns_words_and_rule_stand_side_by_side_and_else_below_each_other(
    columns: str, is_beside: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    told = CliRunner().invoke(cli, ["show", "1-79(5)(F)"]).output.split("\n")
    assert max(len(line) for line in told) <= int(columns)
    head = next(line for line in told if line.startswith("(F) [bill"))
    assert head.endswith(" all of") == is_beside
    assert ("all of" in told) != is_beside


def test_a_clause_that_nobody_accounts_for_is_said_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(tmp_path, (STATUTE, "hundred dollars.", "hundred dollars. {>>(2)<<}No medal."))
    told = shown(monkeypatch, "1-1(a)", "--rules", str(tmp_path / "rules"))
    assert "(2) [bill 2] unaccounted" in told
    assert "unaccounted: nothing rests on these words, and\n" in told
    assert "nothing says why\n" in told


def test_in_a_folder_with_rules_those_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert shown(monkeypatch, "1-1(a)").startswith("§ 1-1(a) Gift\n")


def test_without_colours_the_library_of_colours_is_not_loaded() -> None:
    loaded = "import sys; from ctethics.cli import cli; cli(['show', '1-84(o)'], standalone_mode=False)"
    told = f"{loaded}; sys.exit('rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False, capture_output=True).returncode == 0
