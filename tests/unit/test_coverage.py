"""How much of each statute text is encoded: every clause is accounted for, or the check fails."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ctethics.api import load_rules, load_statutes
from ctethics.cli import cli
from ctethics.report import coverage_of
from tests.unit.rules import RULE, STATUTE, compiled

# Clauses beyond those of the base: an inner one, and four that nothing rests on yet.
WORDS = (
    STATUTE,
    "hundred dollars.",
    "hundred dollars {>>(F)(i)<<}or less, {>>(2)<<}nor a medal,\n  3 {>>(3)<<}nor a ribbon, {>>(4)<<}nor a hat,"
    " {>>(5)<<}nor a coat.",
)
REASONS = (
    RULE,
    "examples:",
    """encoded by:
  - {clause: (2), because: the groups of donors}
not operative:
  - {clause: (3), because: it says nothing}
not encoded:
  - {clause: (4), because: it is beyond this program}
  - {clause: elsewhere, because: the end is not at hand}
  - {clause: stem, because: its last words are not}
examples:""",
)
ACCOUNTED = (WORDS, REASONS, (STATUTE, ", {>>(5)<<}nor a coat.", "."), (STATUTE, "{>>(F)(i)<<}", ""))


@pytest.fixture(autouse=True)
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are folded to a screen of 100 columns, wherever the tests run."""
    monkeypatch.setenv("COLUMNS", "100")


def statuses(folder: Path) -> dict[str, tuple[str, str]]:
    """The status and the reason of each clause of the base's text."""
    program = load_rules(folder / "rules", with_examples=False).program
    (coverage,) = coverage_of(program, load_statutes(folder / "rules"))
    return {clause.name: (clause.status, clause.why) for clause in coverage.clauses}


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["coverage", *arguments, "--rules", str(folder / "rules")])


def test_each_clause_is_encoded_or_says_why_not_or_is_unaccounted(tmp_path: Path) -> None:
    compiled(tmp_path, WORDS, REASONS)
    assert statuses(tmp_path) == {
        "stem": ("encoded", "its last words are not"),
        "(F)": ("encoded", ""),
        "(F)(i)": ("unaccounted", ""),
        "(2)": ("encoded", "the groups of donors"),
        "(3)": ("not operative", "it says nothing"),
        "(4)": ("not encoded", "it is beyond this program"),
        "(5)": ("unaccounted", ""),
        "elsewhere": ("not encoded", "the end is not at hand"),
    }


@pytest.mark.parametrize(
    ("quote", "clauses"),
    [
        ("nor a medal", {"(2)"}),
        ("nor a medal, nor a ribbon", {"(2)", "(3)"}),
        ("nor a ribbon, nor a hat, nor a coat", {"(3)", "(4)", "(5)"}),
    ],
)
def test_every_clause_that_a_quotation_runs_over_is_encoded(tmp_path: Path, quote: str, clauses: set[str]) -> None:
    also = f"also: {{b: {{title: B, holds when: {{fact: knowingly, is: yes, quote: '{quote}'}}}}}}\nexamples:"
    compiled(tmp_path, WORDS, (RULE, "examples:", also))
    encoded = {name for name, (status, _) in statuses(tmp_path).items() if status == "encoded"}
    assert encoded == {"stem", "(F)"} | clauses


@pytest.mark.parametrize(
    "edits",
    [
        [
            (RULE, "examples:", "consequences:\n  - {what: loss, quote: nor a medal}\nexamples:"),
        ],
        [
            (STATUTE, "nor a medal", "for more than two dollars"),
            (RULE, "totals:", "  own: {every law: {amount: $2.00, says: for more than two dollars}}\ntotals:"),
            (RULE, "examples:", "consequences:\n  - {what: loss, amount: {limit: own}}\nexamples:"),
        ],
        [
            (STATUTE, "nor a medal", "within two days"),
            (RULE, "totals:", "  own: {every law: {days: 2, says: within two days}}\ntotals:"),
            (RULE, "examples:", "consequences:\n  - {what: loss, last day: {limit: own, after: date}}\nexamples:"),
        ],
        [
            (STATUTE, "nor a medal", "within two days"),
            (RULE, "totals:", "  own: {every law: {days: 2, says: within two days}}\ntotals:"),
            (
                RULE,
                "examples:",
                "duty: {what: report, owed by: donor, owed to: recipient, due: {limit: own, after: date}, "
                "states: {a: value}}\nexamples:",
            ),
        ],
        [(RULE, "where: {fact: item, is: food or beverage}", "where: {fact: item, is: plaque, quote: nor a medal}")],
        [(RULE, "examples:", "  X: {title: X, clause: (2), when: {fact: knowingly, is: yes}}\nexamples:")],
    ],
    ids=["quoted consequence", "amount", "last day", "due day", "total", "exception"],
)
def test_a_clause_is_encoded_whatever_of_a_rule_rests_on_it(tmp_path: Path, edits: list[tuple[str, str, str]]) -> None:
    compiled(tmp_path, WORDS, *edits)
    assert statuses(tmp_path)["(2)"] == ("encoded", "")


def test_a_heading_may_say_what_encodes_the_whole_text(tmp_path: Path) -> None:
    compiled(tmp_path, WORDS, (STATUTE, "title: Gift", "title: Gift\nencoded by: the groups of donors"))
    assert {status for status, _ in statuses(tmp_path).values()} == {"encoded"}


def test_several_reasons_for_one_clause_are_put_together(tmp_path: Path) -> None:
    twice = (RULE, "  - {clause: (4), because", "  - {clause: (4), because: it is new}\n  - {clause: (4), because")
    compiled(tmp_path, WORDS, REASONS, twice)
    assert statuses(tmp_path)["(4)"] == ("not encoded", "it is new; it is beyond this program")


def test_what_is_quoted_is_encoded_though_it_is_said_not_to_be(tmp_path: Path) -> None:
    compiled(tmp_path, WORDS, (RULE, "examples:", "not operative:\n  - {clause: (F), because: so}\nexamples:"))
    assert statuses(tmp_path)["(F)"] == ("encoded", "")


def test_a_clause_that_is_unaccounted_is_listed_and_fails_the_check(tmp_path: Path) -> None:
    compiled(tmp_path, WORDS, REASONS)
    result = run(tmp_path)
    assert result.exit_code == 1
    assert result.output == (
        "text       clauses  encoded  not operative  not encoded  unaccounted  words  quoted\n"
        "1-1(a)           7        3              1            1            2     38     42%\n"
        "  (F)(i): unaccounted\n"
        "  (5): unaccounted\n"
        "\n"
        "1 text, 7 clauses: 3 encoded, 1 not operative, 1 not encoded, 2 unaccounted; 38 words, 16 of them\n"
        "  (42%) in a quotation or in the phrase of a limit\n"
    )


def test_where_every_clause_is_accounted_for_the_check_passes(tmp_path: Path) -> None:
    compiled(tmp_path, *ACCOUNTED)
    result = run(tmp_path)
    assert result.exit_code == 0
    assert (
        "quoted\n1-1(a)           5        3              1            1            0     35     45%\n\n"
        in result.output
    )


def test_of_one_text_every_clause_is_listed_with_its_reason(tmp_path: Path) -> None:
    compiled(tmp_path, *ACCOUNTED)
    result = run(tmp_path, "1-1(a)")
    assert result.exit_code == 0
    assert result.output == (
        "text       clauses  encoded  not operative  not encoded  unaccounted  words  quoted\n"
        "1-1(a)           5        3              1            1            0     35     45%\n"
        "  stem: encoded: general rule, limit of 1-1(a); not encoded in part: its last words are not\n"
        "  (F): encoded: exception, limit of 1-1(a)(F)\n"
        "  (2): encoded: the groups of donors\n"
        "  (3): not operative: it says nothing\n"
        "  (4): not encoded: it is beyond this program\n"
        "  elsewhere: not encoded: the end is not at hand\n"
    )


OTHER = "provision: 1-3(c)\ntitle: Hat\n---\n{>>stem<<}No hat is worn.\n"


def test_a_text_without_a_rule_file_is_listed_and_unaccounted(tmp_path: Path) -> None:
    compiled(tmp_path, *ACCOUNTED, files={"statutes/1-3/c.txt": OTHER})
    result = run(tmp_path)
    assert result.exit_code == 1
    line = "1-3(c)           1        0              0            0            1      4      0%\n"
    assert f"{line}  stem: unaccounted\n" in result.output


def test_of_one_text_the_slips_of_others_do_not_fail_the_check(tmp_path: Path) -> None:
    compiled(tmp_path, *ACCOUNTED, files={"statutes/1-3/c.txt": OTHER})
    assert (run(tmp_path, "1-1(a)").exit_code, run(tmp_path, "1-3(c)").exit_code) == (0, 1)


def test_the_sources_beside_the_texts_are_none(tmp_path: Path) -> None:
    compiled(tmp_path, *ACCOUNTED, files={"statutes/sources/bill.txt": "Section 1. Whatever."})
    assert run(tmp_path).exit_code == 0


def test_every_clause_of_the_rejects_base_is_encoded() -> None:
    result = run(Path(__file__).parents[1] / "rejects" / "base")
    assert (result.exit_code, "2 encoded, 0 not operative, 0 not encoded, 0 unaccounted" in result.output) == (0, True)


def test_every_clause_of_every_text_is_listed_where_asked() -> None:
    told = run_shipped("--clauses")
    program, statutes = load_rules(with_examples=False).program, load_statutes()
    for text in coverage_of(program, statutes):
        for clause in text.clauses:
            assert f"\n  {clause.name}: {clause.status}" in told
    assert "\n  (I): encoded: exception, limit of 1-79(5)(I)\n" in told
    assert max(len(line) for line in told.split("\n")) <= 100


def test_clauses_that_another_rule_of_the_file_rests_on_name_that_rule() -> None:
    assert "  executive heads: encoded: general rule of 1-84(i) executive heads" in run_shipped("1-84(i)")


def test_a_text_that_shares_anothers_rule_is_encoded_by_its_own_citations() -> None:
    assert "  (F): encoded: exception, limit of 1-91(7)(F)\n" in run_shipped("1-91(7)")


def run_shipped(*arguments: str) -> str:
    result = CliRunner().invoke(cli, ["coverage", *arguments], env={"COLUMNS": "100"})
    assert result.exit_code == 0, result.output
    return result.output


# Of the 14 words of the stem, both amounts counted, 9 are quoted; of the 10 of (F), 7.
def test_words_are_counted_once_each_under_whichever_law(tmp_path: Path) -> None:
    made = compiled(tmp_path)
    (text,) = coverage_of(made.program, load_statutes(tmp_path / "rules"))
    assert (text.words, text.quoted) == (24, 16)


def test_a_clause_whose_exception_quotes_nothing_is_encoded_but_its_words_are_not_quoted(tmp_path: Path) -> None:
    hat = "  X: {title: X, clause: (2), when: {fact: knowingly, is: yes}}\nexamples:"
    compiled(tmp_path, WORDS, (RULE, "examples:", hat))
    program = load_rules(tmp_path / "rules", with_examples=False).program
    (text,) = coverage_of(program, load_statutes(tmp_path / "rules"))
    assert {clause.name: clause.by for clause in text.clauses}["(2)"] == (("exception", "1-1(a)(X)"),)
    assert text.quoted == 16


@pytest.mark.parametrize("citation", [None, "1-84(o)"])
def test_the_json_has_what_the_text_has(citation: str | None) -> None:
    told = json.loads(run_shipped("--format", "json", *([citation] if citation else [])))
    coverages = coverage_of(load_rules(with_examples=False).program, load_statutes())
    asked = [c for c in coverages if citation in (None, c.citation)]
    assert [text["citation"] for text in told["texts"]] == [c.citation for c in asked]
    assert told["total"]["texts"] == len(asked)
    assert told["total"]["words"] == {"all": sum(c.words for c in asked), "quoted": sum(c.quoted for c in asked)}
    for key, count in told["total"]["counts"].items():
        assert count == sum(text["counts"][key] for text in told["texts"])
    for text, c in zip(told["texts"], asked, strict=True):
        assert [clause["clause"] for clause in text["clauses"]] == [clause.name for clause in c.clauses]


def test_each_clause_in_the_json_has_its_status_what_encodes_it_and_the_reason() -> None:
    (text,) = json.loads(run_shipped("1-84(o)", "--format", "json"))["texts"]
    clauses = {clause.pop("clause"): clause for clause in text["clauses"]}
    assert clauses["(2)"] == {
        "status": "encoded",
        "encoded_by": [{"part": "1-84(o)", "sort": "general rule"}, {"part": "1-84(o)", "sort": "limit"}],
        "why": "",
    }
    assert clauses["enacting"] == {
        "status": "not operative",
        "encoded_by": [],
        "why": "it enacts and rules nothing",
    }


def test_the_json_of_a_text_with_a_clause_unaccounted_fails_the_check_too(tmp_path: Path) -> None:
    compiled(tmp_path, WORDS, REASONS)
    result = run(tmp_path, "--format", "json")
    assert (result.exit_code, json.loads(result.output)["total"]["counts"]["unaccounted"]) == (1, 2)


def test_in_a_folder_with_rules_those_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert "\n1 text, 2 clauses:" in CliRunner().invoke(cli, ["coverage"]).output
