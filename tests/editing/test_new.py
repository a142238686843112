"""`ctethics new` and `ctethics init`: what they write, and that it loads once a person has decided the rest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ctethics.compile import check_rules, compile_rules
from ctethics.compile.files import RuleFiles
from ctethics.diagnostics import Source
from ctethics.editing.fmt import format_source
from ctethics.editing.skeletons.rule import excepted_clauses
from ctethics.editing.skeletons.stated import limits_of
from ctethics.editing.skeletons.words import statute_text
from ctethics.law.citation import Citation
from ctethics.law.regimes import LAWS
from ctethics.law.statute import parse_statute
from tests.editing.running import run
from tests.editing.validating import ROOT
from tests.editing.yaml12 import read

PLAIN = """\
(b) No person dealing with an agency shall give to a person who serves there any thing having a
value of more than {--fifty--} {++one hundred++} dollars, as provided in subsection (a) of this section.

This prohibition shall not apply to: (A) A plaque costing less than {--ten--} {++twenty++} dollars; or (B) food
(i) at a reception, or (ii) returned not later than thirty days thereafter.

A person who gives such a thing shall say so.
"""


@pytest.fixture
def begun(mine: Path) -> Path:
    """A folder in which § 1-1(b) was begun from plain words."""
    plain = mine / "plain.txt"
    plain.write_text(PLAIN)
    status, told = run("new", "1-1/b", "--words", "plain.txt", "--title", "Things given", "--about", "transfer")
    assert status == 0, told
    return mine


def codes(folder: Path) -> dict[str, set[str]]:
    """The codes of what is wrong with each file."""
    found: dict[str, set[str]] = {}
    for problem in check_rules(RuleFiles(folder / "rules", folder / "statutes")).problems:
        found.setdefault(problem.span.source.name, set()).add(problem.code)
    return found


def test_plain_words_become_a_statute_text_with_a_mark_for_each_lettered_part(begun: Path) -> None:
    lines = (begun / "statutes" / "1-1" / "b.txt").read_text().split("\n")
    statute = parse_statute(tuple(lines), frozenset(LAWS))

    assert lines[:3] == ["provision: 1-1(b)", "title: Things given", "words: not in the sources"]
    assert statute.clauses == ("stem", "paragraph 2", "(A)", "(B)", "(B)(i)", "(B)(ii)", "paragraph 3")
    assert statute.text("current", "(A)") == "(A) A plaque costing less than ten dollars; or"
    assert statute.text("sb434", "(A)") == "(A) A plaque costing less than twenty dollars; or"
    assert max(map(len, lines)) <= 100


def test_a_letter_that_cites_another_part_begins_none() -> None:
    words = "Whoever, under subparagraph (A) of subdivision (1) of section 1-2, pays (1) a fee, or (2) a fine."
    text = statute_text(Citation("1-9"), "T", words)

    assert parse_statute(tuple(text.split("\n")), frozenset(LAWS)).clauses == ("stem", "(1)", "(2)")


def test_the_rule_has_the_limits_of_the_text_under_each_law(begun: Path) -> None:
    rule = read((begun / "rules" / "1-1" / "b.yaml").read_text())

    assert rule["limits"] == {
        "amount": {
            "current": {"amount": "$50.00", "says": "more than fifty dollars"},
            "sb434": {"amount": "$100.00", "says": "more than one hundred dollars"},
        },
        "amount 2": {
            "current": {"amount": "$10.00", "says": "less than ten dollars"},
            "sb434": {"amount": "$20.00", "says": "less than twenty dollars"},
        },
        "time": {"every law": {"days": 30, "says": "not later than thirty days"}},
    }


def test_the_rule_has_an_exception_for_each_lettered_part_and_lists_the_rest(begun: Path) -> None:
    rule = read((begun / "rules" / "1-1" / "b.yaml").read_text())

    assert list(rule["except"]) == ["A", "B"]
    assert rule["except"]["A"]["when"]["all"][0]["quote"]["current"] == "A plaque costing less than ten dollars"
    assert [entry["clause"] for entry in rule["not encoded"]] == ["paragraph 2", "paragraph 3", "(B)(i)", "(B)(ii)"]
    assert {entry["because"] for entry in rule["not encoded"]} == {"not yet read"}


def test_the_rule_has_examples_below_at_and_over_each_limit(begun: Path) -> None:
    cases = read((begun / "rules" / "1-1" / "b.yaml").read_text())["examples"]["cases"]
    values = [value for case in cases for value in case["event"].values()]

    assert values[:6] == ["$49.99", "$50.00", "$50.01", "$99.99", "$100.00", "$100.01"]
    assert values[-3:] == ["2025-04-01", "2025-04-02", "2025-04-03"]


def test_what_is_written_is_laid_out_as_it_should_be(begun: Path) -> None:
    for name in ("rules/1-1/b.yaml", "cases/1-1/b/first.yaml"):
        text = (begun / name).read_text()
        assert format_source(Source(name, tuple(text.split("\n")))) == text


def test_each_file_names_its_schema(begun: Path) -> None:
    run("schemas")

    for name in ("rules/1-1/b.yaml", "cases/1-1/b/first.yaml"):
        path = begun / name
        pointed_to = path.read_text().split("\n")[0].removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / pointed_to).is_file()


def test_the_check_points_at_what_only_a_person_can_decide(begun: Path) -> None:
    assert codes(begun)["rules/1-1/b.yaml"] == {"CTE201", "CTE202", "CTE501", "CTE601"}
    status, told = run("test")
    assert status == 1
    assert "TODO" in told


def filled(text: str, decided: dict[str, str]) -> str:
    """The text with each TODO decided, by words that stand on its line."""
    lines = []
    for line in text.split("\n"):
        found = next((words for mark, words in decided.items() if mark in line), "")
        lines.append(line.replace("TODO", found) if "TODO" in line else line)
    return "\n".join(lines)


def test_filled_in_the_rule_loads_and_nothing_is_wrong_with_it(begun: Path) -> None:
    rule = begun / "rules" / "1-1" / "b.yaml"
    text = filled(
        rule.read_text(),
        {
            "kind: TODO": "prohibition",
            "limit: amount": "value",
            "limit: time": "returned",
            "fact: TODO": "knowingly",
            "$": "value",
            "2025-04": "returned",
            "# §": "nobody gives much",
        },
    )
    text = re.sub(r"expect: \{.*\}", "expect: {every law: applies}", text)
    rule.write_text(text)
    case = begun / "cases" / "1-1" / "b" / "first.yaml"
    case.write_text(filled(case.read_text(), {"name:": "a case", "id: first": "knowingly", "1-1(b)": "does not apply"}))

    compiled = compile_rules(begun / "rules", begun / "statutes")

    provision = compiled.program.provisions["1-1(b)"]
    assert [exception.citation for exception in provision.exceptions] == ["1-1(b)(A)", "1-1(b)(B)"]
    assert codes(begun) == {}
    assert len([example for example in compiled.examples if example.provision == "1-1(b)"]) == 2 * 15


def test_nothing_is_written_over(begun: Path) -> None:
    before = {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()}

    status, told = run("new", "1-1/b")

    assert status == 2
    assert "there already" in told
    assert "rules/1-1/b.yaml" in told
    assert {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["1-1(b)", "1-1/b", "§ 1-1(b)", "rules/1-1/b.yaml"])
def test_a_provision_is_named_by_citation_or_path(mine: Path, name: str) -> None:
    (mine / "plain.txt").write_text(PLAIN)

    assert run("new", name, "--words", "plain.txt")[0] == 0
    assert (mine / "rules" / "1-1" / "b.yaml").is_file()


WRONG = {
    "no provision": (("gifts",), "write it as 1-84(q) or 1-84/q."),
    "a part of one": (("1-1(b)(2)",), "write it as 1-84(q) or 1-84/q."),
    "another folder": (("../1-1/b",), "write it as 1-84(q) or 1-84/q."),
    "no words": (("1-1/b",), "add --words FILE"),
    "no such kind of event": (("1-1/b", "--words", "plain.txt", "--about", "gift"), "unknown kind of event `gift`"),
    "braces": (("1-1/b", "--words", "braces.txt"), "give plain words, without braces"),
    "bytes that are no text": (("1-1/b", "--words", "bytes.txt"), "no UTF-8 text"),
}


@pytest.mark.parametrize("sort", WRONG)
def test_what_cannot_be_begun_is_refused_and_nothing_is_written(mine: Path, sort: str) -> None:
    (mine / "plain.txt").write_text(PLAIN)
    (mine / "braces.txt").write_text("No {person} shall.")
    (mine / "bytes.txt").write_bytes(b"\xff\xfe\xff")
    before = sorted(mine.rglob("*"))
    arguments, told = WRONG[sort]

    status, said = run("new", *arguments)

    assert status in (1, 2)
    assert told in said
    assert sorted(mine.rglob("*")) == before


def test_of_a_shipped_text_the_exceptions_and_limits_are_found() -> None:
    text = (ROOT / "statutes" / "1-79" / "5.txt").read_text()
    statute = parse_statute(tuple(text.split("\n")), frozenset(LAWS))

    assert excepted_clauses(statute) == tuple(f"({letter})" for letter in "ABCDEFGHIJKLMNOPQRS")
    assert [limit.by_law["sb434"].words for limit in limits_of(statute) if limit.clause == "(F)"] == [
        "less than two hundred fifty dollars"
    ]


def test_a_folder_of_ones_own_has_all_that_is_shipped_and_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    status, told = run("init", "mine")

    assert status == 0
    assert "cd mine" in told
    for name, ending in (("rules", "*.yaml"), ("statutes", "*.txt"), ("schemas", "*.json")):
        shipped = {path.relative_to(ROOT / name): path.read_bytes() for path in (ROOT / name).rglob(ending)}
        copied = {
            path.relative_to(tmp_path / "mine" / name): path.read_bytes()
            for path in (tmp_path / "mine" / name).rglob("*")
            if path.is_file()
        }
        assert copied == shipped
    assert len(list((tmp_path / "mine" / "cases").rglob("*.yaml"))) == len(list((ROOT / "tests/cases").rglob("*.yaml")))
    monkeypatch.chdir(tmp_path / "mine")
    assert run("fmt", "--check")[0] == 0
    assert run("schemas", "--check")[0] == 0
    compile_rules(Path("rules"), Path("statutes"))


@pytest.mark.parametrize("there", ["rules", "statutes", "schemas", "cases"])
def test_a_folder_that_has_any_of_it_is_left_as_it_is(tmp_path: Path, there: str) -> None:
    (tmp_path / there).mkdir()

    status, told = run("init", str(tmp_path))

    assert status == 2
    assert f"has {there} already" in told
    assert [path.name for path in tmp_path.iterdir()] == [there]
