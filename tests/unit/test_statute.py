"""One marked-up text, from which the words under each law are derived."""

import pytest

from ctethics.law.statute import MalformedStatute, Quotation, Statute, parse_statute, strip_marks

LAWS = frozenset({"current", "sb434"})
TEXT = """provision: 1-1(a)
source: bill.txt
source: second.txt
---
  1 {>>stem<<}(a) A gift to a quasi-
  2 public agency of {--fifty-dollar--} {++one-++}
  3 {++hundred-dollar++} value is not
  4 more than {--ten--} {++twenty++} dollars,

 10 {>>(E)<<}(E) goods {>>(E)(i)<<}(i) of any value, {>>(E) as used<<}and value
 11 means more than ten dollars.
"""


@pytest.fixture
def statute() -> Statute:
    return parse_statute(tuple(TEXT.splitlines()), LAWS)


def test_the_earlier_text_leaves_out_what_the_bill_inserts(statute: Statute) -> None:
    assert statute.text("current", "stem") == (
        "(a) A gift to a quasi-public agency of fifty-dollar value is not more than ten dollars,"
    )


def test_the_bills_text_leaves_out_what_it_strikes_and_joins_words_at_hyphens(statute: Statute) -> None:
    assert statute.text("sb434", "stem") == (
        "(a) A gift to a quasi-public agency of one-hundred-dollar value is not more than twenty dollars,"
    )


def test_the_marked_text_shows_both(statute: Statute) -> None:
    assert statute.marked("stem") == (
        "(a) A gift to a quasi-public agency of [fifty-dollar] {one-hundred-dollar} value is not more than "
        "[ten] {twenty} dollars,"
    )


def test_headings_are_kept_in_order(statute: Statute) -> None:
    assert statute.get("source") == "bill.txt"
    assert statute.heading[-1] == ("source", "second.txt")
    assert statute.get("effective") is None


def test_a_clause_runs_to_the_next_mark_and_holds_those_inside_it(statute: Statute) -> None:
    assert statute.clauses == ("stem", "(E)", "(E)(i)", "(E) as used")
    assert statute.text("current", "(E)(i)") == "(i) of any value,"
    assert statute.text("current", "(E)").startswith("(E) goods (i) of any value, and value means")


def test_a_clause_has_the_bills_lines(statute: Statute) -> None:
    assert statute.lines("stem") == (1, 4)
    assert statute.lines("(E)") == (10, 11)
    assert statute.lines("(Z)") is None


def test_a_quotation_is_found_with_its_clause_and_lines_over_the_ends_of_lines(statute: Statute) -> None:
    quote = "quasi-public agency of\n  fifty-dollar value"
    folded = "quasi-public agency of fifty-dollar value"
    assert statute.find(quote, "current") == Quotation(folded, "stem", (1, 3), ("stem",))
    assert statute.find(quote, "sb434") is None


def test_a_quotation_is_looked_for_in_the_clause_asked_for(statute: Statute) -> None:
    assert statute.find("any value", "sb434", "(E)") == Quotation("any value", "(E)(i)", (10, 10), ("(E)(i)",))
    assert statute.find("any value", "sb434", "stem") is None
    found = statute.find("ten dollars", "current", "(E)")
    assert found == Quotation("ten dollars", "(E) as used", (11, 11), ("(E) as used",))


@pytest.mark.parametrize(
    ("quote", "clauses"),
    [
        ("of any value,", ("(E)(i)",)),
        ("goods (i) of any", ("(E)", "(E)(i)")),
        ("any value, and value means", ("(E)(i)", "(E) as used")),
        ("goods (i) of any value, and", ("(E)", "(E)(i)", "(E) as used")),
    ],
)
def test_a_quotation_names_every_clause_it_runs_over(statute: Statute, quote: str, clauses: tuple[str, ...]) -> None:
    found = statute.find(quote, "current")
    assert found is not None
    assert (found.clause, found.clauses) == (clauses[0], clauses)


@pytest.mark.parametrize("quote", ["", "ollars", "mean", "A gift  to b", "value Means"])
def test_what_does_not_stand_there_in_whole_words_is_not_found(statute: Statute, quote: str) -> None:
    assert statute.find(quote, "current") is None


def test_a_phrase_that_begins_after_not_is_found_only_where_no_not_stands_before_it(statute: Statute) -> None:
    phrase = "more than ten dollars"
    assert statute.find_phrase(phrase, "current", "stem") == (None, "not")
    found = Quotation(phrase, "(E) as used", (11, 11), ("(E) as used",))
    assert statute.find_phrase(phrase, "current") == (found, "")
    assert statute.find_phrase("not more than ten dollars", "current", "stem")[0] is not None
    assert statute.find_phrase("less than ten dollars", "current") == (None, "")


def test_a_text_without_a_source_has_no_line_numbers() -> None:
    plain = parse_statute(("provision: 1-1(b)", "---", "{>>a policy<<}no gifts", "at all"), LAWS)
    assert plain.find("gifts at all", "current") == Quotation("gifts at all", "a policy", None, ("a policy",))
    assert plain.lines("a policy") is None


@pytest.mark.parametrize(
    ("lines", "line", "what"),
    [
        (("provision: 1-1(a)",), 1, "no line `---` ends the heading"),
        (("provision:", "---"), 1, "is not a heading"),
        (("effective: soon", "---"), 1, "year-month-day"),
        (("source: a", "---", "  2 {>>a<<}b", "  2 c"), 4, "rising"),
        (("source: a", "---", "{>>a<<}b"), 3, "three columns"),
        (("title: a", "---", "words"), 3, "before the first clause mark"),
        (("title: a", "---", "{>>a<<}b {--c", "--}"), 3, "not closed"),
    ],
    ids=["no end", "no value", "no date", "not rising", "no number", "no clause", "not closed"],
)
def test_a_malformed_text_is_refused_at_its_line(lines: tuple[str, ...], line: int, what: str) -> None:
    with pytest.raises(MalformedStatute, match=what) as caught:
        parse_statute(lines, LAWS)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("marked", "printed"),
    [
        ("{>>(F)<<}(F) {--one--} {++two++} hundred {++fifty++} dollars;", "(F) [one] two hundred fifty dollars;"),
        ("{--fifty-dollar--} {++one-++}", "[fifty-dollar] one-"),
        ("no marks", "no marks"),
    ],
)
def test_without_its_marks_a_line_is_as_the_bill_prints_it(marked: str, printed: str) -> None:
    assert strip_marks(marked) == printed
