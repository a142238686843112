"""Which words of a statute rest on what of its rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ctethics.api import load_rules, load_statutes
from ctethics.law.regimes import LAWS
from ctethics.law.statute import parse_statute
from ctethics.program import Provision
from ctethics.report.encoded_words import EncodedWords, encoded_words
from ctethics.report.pieces import Text, pieces
from ctethics.report.resting import rests
from tests.unit.rules import RULE, STATUTE, compiled

PROGRAM, STATUTES = load_rules(with_examples=False).program, load_statutes()


def rules_of(citation: str) -> list[Provision]:
    return [rule for rule in PROGRAM.provisions.values() if rule.file == citation]


def shown(citation: str, clause: str, law: str | None = None) -> list[EncodedWords]:
    every = encoded_words(STATUTES[citation], rules_of(citation), law)
    return [words for words in every if words.clause.startswith(clause)]


def resting(words: list[EncodedWords]) -> dict[str, str]:
    """What rests on something, by its words."""
    return {one.words: one.sort for one in words if one.sort}


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("citation", STATUTES)
def test_the_stretches_together_are_the_text_under_a_law_to_the_letter(citation: str, law: str) -> None:
    every = encoded_words(STATUTES[citation], rules_of(citation), law)
    assert "".join(words.words for words in every) == STATUTES[citation].text(law)
    for clause in STATUTES[citation].clauses:
        own = "".join(words.words for words in every if words.clause.startswith(clause))
        assert own.strip() == STATUTES[citation].text(law, clause)


@pytest.mark.parametrize("citation", STATUTES)
def test_the_change_has_the_words_of_both_laws_in_order(citation: str) -> None:
    every = encoded_words(STATUTES[citation], rules_of(citation))
    for law, other in (("current", "inserted"), ("sb434", "struck")):
        text = "".join(words.words for words in every if words.change != other)
        assert text.split() == STATUTES[citation].text(law).split()


TEXTS = st.lists(
    st.lists(
        st.tuples(st.sampled_from(["", "{--", "{++"]), st.text("ab-,_é ", min_size=1, max_size=6)),
        min_size=1,
        max_size=4,
    ),
    min_size=1,
    max_size=4,
)


@given(TEXTS)
def test_the_pieces_of_any_text_together_are_its_running_text(lines: list[list[tuple[str, str]]]) -> None:
    ends = {"": "", "{--": "--}", "{++": "++}"}
    written = ["".join(f"{mark}{words}{ends[mark]}" for mark, words in line) for line in lines]
    statute = parse_statute(("---", f"{{>>stem<<}}{written[0]}", *written[1:]), frozenset(LAWS))
    for law in LAWS:
        assert "".join(piece.lead + piece.text for piece in pieces(statute, law)) == statute.text(law)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("citation", PROGRAM.provisions)
def test_each_quotation_is_found_where_the_compiler_found_it(citation: str, law: str) -> None:
    rule = PROGRAM.provisions[citation]
    text = Text(rule.statute, law)
    for rest in (rest for rest in rests(rule) if law in rest.by_law):
        quotation, stretch = rest.by_law[law], text.of(rest.by_law[law], rest.is_phrase)
        assert "".join(piece.lead + piece.text for piece in stretch).strip() == quotation.text
        assert tuple(dict.fromkeys(piece.run.clause for piece in stretch)) == quotation.clauses
        assert quotation.bill_lines in (None, (stretch[0].run.bill_line, stretch[-1].run.bill_line))


def test_of_an_exception_its_quotation_and_its_limit_are_told_apart_and_the_rest_is_plain() -> None:
    assert shown("1-79(5)", "(F)", "current") == [
        EncodedWords("(F) ", "(F)", ""),
        EncodedWords("A certificate, plaque or other ceremonial award", "(F)", "exception", ("1-79(5)(F)",)),
        EncodedWords(" costing ", "(F)", ""),
        EncodedWords("less than one hundred dollars", "(F)", "limit", ("1-79(5)(F)",)),
        EncodedWords("; ", "(F)", ""),
    ]


def test_the_change_marks_what_of_a_limit_the_bill_strikes_and_inserts() -> None:
    changed = [(words.words, words.sort, words.change) for words in shown("1-79(5)", "(F)") if words.change]
    assert changed == [("one", "limit", "struck"), ("two", "limit", "inserted"), ("fifty", "limit", "inserted")]


def test_a_duty_colours_when_it_is_due_and_the_rule_what_it_asks() -> None:
    assert resting(shown("1-84(o)", "report", "sb434")) == {"not later than ten days thereafter": "duty"}
    rule = "such person or a representative of such person gives to such public official or state employee"
    assert resting(shown("1-84(o)", "(2)", "sb434")) == {
        f"{rule} anything having a value": "general rule",
        "more than twenty dollars": "limit",
    }


def test_words_that_rules_beside_each_other_quote_name_each_rule() -> None:
    parts = {words.words: words.parts for words in shown("1-84(p)", "(1)", "current")}
    assert parts["one hundred dollars or more"] == ("1-84(p)", "1-84(p)(2)")
    assert parts["who is under the supervision of such public official"] == ("1-84(p)",)


def test_a_rule_that_shares_anothers_words_rests_on_its_own_text() -> None:
    parts = {words.words: words.parts for words in shown("1-91(7)", "(F)", "sb434")}
    assert parts["less than two hundred fifty dollars"] == ("1-91(7)(F)",)


def test_a_clause_that_something_else_encodes_has_that_colour_whole() -> None:
    (words, _) = shown("1-79(5)", "(J)(i)", "current")
    assert (words.sort, words.words[:15], words.words[-4:]) == ("encoded otherwise", "(i) a reception", " and")


def test_a_text_without_a_rule_is_encoded_by_what_its_heading_says() -> None:
    assert {words.sort for words in shown("1-79a", "") if words.words.strip()} == {"encoded otherwise"}


def test_what_the_policy_does_not_rule_on_is_not_operative() -> None:
    assert {words.sort for words in shown("opm(5)", "where to look")} == {"not operative"}


def test_what_may_follow_colours_the_penalty_and_its_amount() -> None:
    assert resting(shown("1-88(a)", "(3)", "sb434")) == {
        "pay a civil penalty": "what may follow",
        "not more than ten thousand dollars": "what may follow",
    }


def made(folder: Path, *edits: tuple[str, str, str]) -> dict[str, str]:
    """What rests on the words of the base with some edits, under the bill."""
    program = compiled(folder, *edits).program
    (rule,) = program.provisions.values()
    return resting(list(encoded_words(rule.statute, [rule], "sb434")))


def test_of_overlapping_quotations_the_narrowest_shows(tmp_path: Path) -> None:
    wide = "        - {fact: item, is: plaque, quote: a plaque costing less than one hundred dollars}"
    assert made(tmp_path, (RULE, "        - {fact: item, is: plaque, quote: a plaque}", wide)) == {
        "anything having a value": "general rule",
        "more than twenty dollars": "limit",
        "a plaque costing": "exception",
        "less than one hundred dollars": "limit",
    }


def test_what_a_total_looks_at_is_told_from_the_rule_that_asks_it(tmp_path: Path) -> None:
    given = (RULE, "where: {fact: item, is: food or beverage}", "where: {fact: item, is: plaque, quote: A gift}")
    assert made(tmp_path, given)["A gift"] == "total"


CLAUSES = (STATUTE, "hundred dollars.", "hundred dollars.\n  3 {>>(2)<<}No medal. {>>(3)<<}No hat. {>>(4)<<}No coat.")


def test_an_exception_that_quotes_nothing_rests_on_its_whole_clause(tmp_path: Path) -> None:
    medal = (RULE, "examples:", "  X: {title: X, clause: (2), when: {fact: knowingly, is: yes}}\nexamples:")
    assert made(tmp_path, CLAUSES, medal)["No medal."] == "exception"


def test_clauses_that_nothing_quotes_are_told_by_what_is_said_of_them(tmp_path: Path) -> None:
    said = "not operative: [{clause: (2), because: so}]\nnot encoded: [{clause: (3), because: so}]\nexamples:"
    told = made(tmp_path, CLAUSES, (RULE, "examples:", said))
    assert [told[words] for words in ("No medal.", "No hat.", "No coat.")] == [
        "not operative",
        "not encoded",
        "unaccounted",
    ]


def test_a_phrase_is_found_where_the_word_before_it_does_not_change_it(tmp_path: Path) -> None:
    twice = (STATUTE, "A gift is anything", "A gift, not more than {--ten--} {++twenty++} dollars, is anything")
    program = compiled(tmp_path, twice).program
    (rule,) = program.provisions.values()
    words = list(encoded_words(rule.statute, [rule], "sb434"))
    at = [words[number - 1].words for number, one in enumerate(words) if one.sort == "limit"]
    assert at == [" of ", " costing "]
