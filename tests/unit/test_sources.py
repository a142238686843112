"""The statutes are the sources' words: nothing lost, nothing added."""

import re
from collections import Counter
from pathlib import Path

import pytest

from ctethics.law.regimes import LAWS
from ctethics.law.statute import Statute, parse_statute, strip_marks

STATUTES = Path(__file__).parents[2] / "statutes"
FILES = sorted(path for path in STATUTES.rglob("*.txt") if path.parent.name != "sources")


def read(path: Path) -> Statute:
    return parse_statute(tuple(path.read_text(encoding="utf-8").splitlines()), frozenset(LAWS))


ALL = {path.relative_to(STATUTES).with_suffix("").as_posix(): read(path) for path in FILES}
SOURCED = {path: statute for path, statute in ALL.items() if statute.get("source")}
CHANGES = [
    ("1-79/5", "(F)", "costing less than one hundred dollars", "costing less than two hundred fifty dollars"),
    ("1-79/5", "(I)", "costing less than fifty dollars", "costing less than one hundred dollars"),
    ("1-79/5", "(I)", "or his representative", "or such person's representative"),
    ("1-79/5", "(J)", "less than fifty dollars per person", "less than one hundred dollars per person"),
    ("1-79/5", "(J) calculation", "such fifty-dollar limit", "such one-hundred-dollar limit"),
    ("1-79/5", "(K)", "less than fifty dollars per person", "less than one hundred dollars per person"),
    ("1-79/5", "(K) calculation", "such fifty-dollar limit", "such one-hundred-dollar limit"),
    ("1-79/5", "(L)", "exceed one thousand dollars in value", "exceed one thousand five hundred dollars in value"),
    ("1-79/5", "(M)", "less than one hundred dollars in the", "less than two hundred fifty dollars in the"),
    ("1-79/5", "(P)", "not more than ten dollars", "not more than twenty dollars"),
    ("1-79/5", "(P)", "does not exceed fifty dollars", "does not exceed one hundred dollars"),
    ("1-84/o", "(2)", "value of more than ten dollars", "value of more than twenty dollars"),
]


def bill(source: str) -> dict[int, str]:
    """The lines of the bill by their numbers."""
    lines = (STATUTES / source).read_text(encoding="utf-8").splitlines()
    found = (re.fullmatch(r"([ \d]{2}\d)  (.*)", line) for line in lines)
    return {int(line[1]): line[2] for line in found if line}


BILL = bill("sources/sb434.txt")
STARTS = {
    int(found[1]): number for number, line in BILL.items() if (found := re.match(r"Sec(?:tion|\.) (\d+)\. ", line))
}
ENDS = {section: STARTS.get(section + 1, max(BILL) + 1) - 1 for section in STARTS}


def section_of(statute: Statute) -> int:
    """The bill's section that a file says it is cited from."""
    found = re.search(r"section (\d+)$", str(statute.get("cited as")))
    assert found is not None
    return int(found[1])


def covered(statute: Statute) -> range:
    """The lines of the bill that a file holds: those of its section."""
    section = section_of(statute)
    return range(STARTS[section], ENDS[section] + 1)


def test_the_bill_is_read_without_a_gap() -> None:
    assert list(BILL) == list(range(1, 409))
    assert list(STARTS) == list(range(1, 12))


@pytest.mark.parametrize("path", SOURCED)
def test_without_its_marks_a_statute_is_its_section_of_the_bill_line_for_line(path: str) -> None:
    statute = SOURCED[path]
    assert statute.get("source") == "sources/sb434.txt"
    printed = [(int(line[:3]), strip_marks(line[4:])) for line in statute.source_lines]
    assert printed == [(number, BILL[number]) for number in covered(statute)]


def test_the_gift_and_its_report_are_lines_1_to_105_and_142_to_157() -> None:
    assert covered(SOURCED["1-79/5"]) == range(1, 106)
    assert covered(SOURCED["1-84/o"]) == range(142, 158)


def test_no_section_of_the_bill_is_in_two_files() -> None:
    sections = [section_of(statute) for statute in SOURCED.values()]
    assert len(sections) == len(set(sections))


@pytest.mark.parametrize(("path", "clause", "before", "after"), CHANGES, ids=[f"{c[1]} {c[2]}" for c in CHANGES])
def test_the_bill_changes_these_words(path: str, clause: str, before: str, after: str) -> None:
    statute = SOURCED[path]
    assert statute.find(before, "current", clause) is not None
    assert statute.find(after, "sb434", clause) is not None
    assert statute.find(before, "sb434", clause) is None
    assert statute.find(after, "current", clause) is None


@pytest.mark.parametrize("path", dict.fromkeys(path for path, *_ in CHANGES))
def test_the_bill_changes_no_other_words(path: str) -> None:
    def changed(law: str) -> list[str]:
        return [run.text for run in SOURCED[path].words if run.laws == {law}]

    told = [(before, after) for place, _, before, after in CHANGES if place == path]
    struck = [word for text in changed("current") for word in text.split()]
    inserted = [word for text in changed("sb434") for word in re.split(r"[\s-]+", text) if word]
    assert len(struck) == len(told) - (1 if path == "1-79/5" else 0)
    assert all(any(word in before for before, _ in told) for word in struck)
    assert all(any(word in after for _, after in told) for word in inserted)


@pytest.mark.parametrize("path", SOURCED)
def test_each_bracket_of_the_bill_is_a_struck_mark_and_each_struck_mark_a_bracket(path: str) -> None:
    brackets = [text for n in covered(SOURCED[path]) for text in re.findall(r"\[(.*?)\]", BILL[n])]
    assert brackets == [run.text for run in SOURCED[path].words if run.laws == {"current"}]


POLICY_TEXT = (STATUTES / "sources" / "opm-ethics-policy.txt").read_text(encoding="utf-8")
# Numerals that stand apart from their items, where the page was read column by column.
LOOSE = re.compile(r"(?<=\s)(1[0-3]|[1-9])\.(?=\s)")
OF_POLICY = {path: statute for path, statute in ALL.items() if path.startswith("opm/")}


@pytest.mark.parametrize("path", OF_POLICY)
def test_a_text_of_the_policy_is_the_policys_words(path: str) -> None:
    statute = OF_POLICY[path]
    policy = words_of(POLICY_TEXT)
    assert statute.get("words from") == "sources/opm-ethics-policy.txt"
    assert str(statute.get("cited as")).startswith("OPM Policy of Ethical Conduct")
    assert all(words_of(statute.text(law)) for law in LAWS)
    for clause in statute.clauses:
        own = " ".join(run.text.strip() for run in statute.words if run.clause == clause)
        assert words_of(own) in policy, clause


def test_every_word_of_the_policy_stands_in_one_of_its_texts() -> None:
    told = Counter(word for statute in OF_POLICY.values() for word in words_of(statute.text("current")).split())
    assert not Counter(words_of(POLICY_TEXT).split()) - told


def words_of(text: str) -> str:
    """The words without loose numerals and white space."""
    return " ".join(LOOSE.sub(" ", f" {text} ").split())


POLICY = [(p, c) for p, statute in ALL.items() for c in statute.clauses if c.startswith("OPM policy")]


def test_the_policy_is_quoted_for_the_bans_on_gifts() -> None:
    assert {("1-84/j", "OPM policy, item 5"), ("1-84/m", "OPM policy, item 6")} <= set(POLICY)


@pytest.mark.parametrize(("path", "clause"), POLICY)
def test_what_is_quoted_from_the_policy_stands_in_it(path: str, clause: str) -> None:
    policy = " ".join((STATUTES / "sources" / "opm-ethics-policy.txt").read_text(encoding="utf-8").split())
    passage = ALL[path].text("current", clause).removesuffix(".")
    assert len(passage.split()) > 10
    assert passage in policy
    assert f" {clause.rpartition(' ')[2]}. {passage}" in policy


@pytest.mark.parametrize("path", [path for path in ALL if path not in SOURCED and path not in OF_POLICY])
def test_a_text_from_elsewhere_says_what_it_rests_on_and_has_no_marks_of_the_bill(path: str) -> None:
    assert ALL[path].get("words") is not None
    assert ALL[path].get("rests on") is not None
    assert all(run.laws == set(LAWS) for run in ALL[path].words)


@pytest.mark.parametrize("path", ALL)
def test_a_statute_stands_at_the_path_of_its_citation(path: str) -> None:
    section, _, part = path.partition("/")
    assert ALL[path].get("provision") == section + (f"({part})" if part else "")
