"""CTE907: which clauses are said to be unaccounted for, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from ctethics.lint.clauses import check_clauses
from tests.lint.bases import RULE, STATUTE, Edit, checked, said, shipped

MORE = (STATUTE, "one hundred dollars.", "one hundred dollars.\n  3 {>>(G)<<}A loan is no gift.")


def told(folder: Path, *edits: Edit) -> list[str]:
    return said(checked(folder, *edits), "CTE907")


def test_a_clause_that_nothing_speaks_of_is_unaccounted_for_at_its_mark(tmp_path: Path) -> None:
    found = checked(tmp_path, MORE)
    (problem,) = [problem for problem in found.problems if problem.code == "CTE907"]
    assert problem.what == "nothing accounts for the clause `(G)` of § 1-1(a)"
    assert (problem.span.source.name, problem.span.line, problem.span.text[4:13]) == (STATUTE, 8, "{>>(G)<<}")


@pytest.mark.parametrize("key", ["encoded by", "not operative", "not encoded"])
def test_a_clause_with_a_reason_is_accounted_for(key: str, tmp_path: Path) -> None:
    assert (
        told(tmp_path, MORE, (RULE, "examples:\n", f"{key}:\n  - {{clause: (G), because: it says so}}\nexamples:\n"))
        == []
    )


def test_a_clause_that_a_further_rule_quotes_is_accounted_for(tmp_path: Path) -> None:
    also = (
        "also:\n  loan:\n    title: Loan\n    holds when: {fact: value, is: more than, limit: small, quote: A loan}\n"
    )
    assert told(tmp_path, MORE, (RULE, "examples:\n", f"{also}examples:\n")) == []


def test_a_text_that_something_else_encodes_is_accounted_for_without_a_rule(tmp_path: Path) -> None:
    text = "provision: 1-2(b)\n{}---\n{{>>stem<<}}(b) A loan is no gift.\n"
    for folder, heading, count in (("bare", "", 1), ("encoded", "encoded by: whoever adds up\n", 0)):
        found = checked(tmp_path / folder, files={"statutes/1-2/b.txt": text.format(heading)})
        assert len(said(found, "CTE907")) == count


def test_of_a_rule_file_with_a_slip_no_clause_is_unaccounted_for(tmp_path: Path) -> None:
    found = checked(tmp_path, MORE, (RULE, "is: plaque", "is: plague"))
    assert [problem.code for problem in found.problems] == ["CTE204"]


def test_every_shipped_clause_is_accounted_for() -> None:
    whole = shipped()
    check_clauses(whole)
    assert list(whole.problems) == []
