"""`accepts:` and CTE911: which warnings a file takes upon itself, and which of these never arise."""

from __future__ import annotations

from pathlib import Path

from tests.lint.bases import FACTS, RULE, STATUTE, Edit, checked

MORE = (STATUTE, "one hundred dollars.", "one hundred dollars.\n  3 {>>(G)<<}A loan is no gift.")


def accepts(*pairs: tuple[str, str]) -> Edit:
    """An acceptance of each warning by its code and name."""
    entries = "".join(f"  - {{code: {code}, of: {of}, because: the law has it so}}\n" for code, of in pairs)
    return RULE, "examples:\n", f"accepts:\n{entries}examples:\n"


def told(folder: Path, *edits: Edit) -> list[tuple[str, str]]:
    """The warnings but CTE904 and CTE908, of which the base has some, by code and words."""
    found = checked(folder, *edits).problems
    return [(problem.code, problem.what) for problem in found if problem.code not in ("CTE904", "CTE908")]


def test_an_accepted_warning_is_not_reported_and_the_others_are(tmp_path: Path) -> None:
    before, after = checked(tmp_path / "before"), checked(tmp_path / "after", accepts(("CTE908", "plaque")))
    lost = [p.what for p in before.problems if p.what not in {q.what for q in after.problems}]
    assert len(lost) == 2
    assert all("limit `plaque`" in what for what in lost)
    assert not {problem.code for problem in after.problems} & {"CTE911"}


def test_a_warning_at_the_words_of_the_law_is_accepted_by_their_rule_file(tmp_path: Path) -> None:
    assert told(tmp_path / "before", MORE) == [("CTE907", "nothing accounts for the clause `(G)` of § 1-1(a)")]
    assert told(tmp_path / "after", MORE, accepts(("CTE907", "(G)"))) == []


def test_a_warning_of_another_name_or_code_is_not_accepted(tmp_path: Path) -> None:
    assert [code for code, _ in told(tmp_path / "name", MORE, accepts(("CTE907", "(F)")))] == ["CTE911", "CTE907"]
    assert [code for code, _ in told(tmp_path / "code", MORE, accepts(("CTE910", "(G)")))] == ["CTE911", "CTE907"]


def test_a_warning_of_another_file_is_not_accepted(tmp_path: Path) -> None:
    assert told(tmp_path, accepts(("CTE904", "persons"))) == [("CTE911", "no warning CTE904 of `persons` arises")]


def test_the_file_of_facts_accepts_its_own_warnings(tmp_path: Path) -> None:
    entry = "accepts:\n  - {code: CTE904, of: persons, because: cases state it}\nparty:\n"
    found = checked(tmp_path, (FACTS, "party:\n", entry))
    unused = [problem.what for problem in found.problems if problem.code == "CTE904"]
    assert len(unused) == 5
    assert not any("persons" in what for what in unused)


def test_the_acceptance_of_a_file_counts_once_for_all_its_rules(tmp_path: Path) -> None:
    also = "also:\n  more:\n    title: More\n    holds when: {fact: item, is: plaque}\nexamples:\n"
    found = told(tmp_path, accepts(("CTE910", "given")), (RULE, "examples:\n", also))
    assert [what for code, what in found if code == "CTE911"] == ["no warning CTE910 of `given` arises"]


def test_where_a_file_has_a_slip_nobody_knows_which_warnings_would_arise(tmp_path: Path) -> None:
    found = told(tmp_path, accepts(("CTE910", "given")), (RULE, "is: plaque", "is: plague"))
    assert [code for code, _ in found] == ["CTE204"]
