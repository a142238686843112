"""Each slip in a condition, a total, an exception or an example is told; none loses a provision without a word."""

from pathlib import Path

import pytest

from ctethics.diagnostics import RuleError
from tests.unit.rules import FACTS, RULE, compiled

PLAQUE = "{fact: item, is: plaque, quote: a plaque}"
CONDITIONS = [
    ("plaque", "CTE202", "a condition is not a mapping"),
    ("{all: []}", "CTE202", "the list of conditions is not a list"),
    ("{all: [{fact: itme, is: plaque}]}", "CTE201", "unknown fact `itme`"),
    ("{any: [{fact: item, is: plaque}, {fact: item}]}", "CTE202", "nothing is asked of the fact"),
    ("{any: [{fact: item, is: plaque}], not: {fact: item, is: plaque}}", "CTE202", "unknown key `not`"),
    ("{fact: item, is one of: []}", "CTE202", "a value names nothing"),
    ("{fact: item, is: {plaque: yes}}", "CTE202", "a value is not one value"),
    ("{fact: {item: yes}, is: plaque}", "CTE202", "a fact's name is not one value"),
    ("{fact: item, is: plaque, is one of: [plaque]}", "CTE202", "`is` does not belong here"),
    ("{fact: item, is: plaque, limit: plaque}", "CTE202", "`limit` does not belong here"),
    ("{fact: value, per: persons, is: less than, amount: value}", "CTE202", "`per` does not belong here"),
    ("{fact: donor dealing with, includes: recipient agency, is: yes}", "CTE202", "`is` does not belong here"),
    ("{fact: item, includes: recipient agency}", "CTE204", "`item` is of type choice"),
    ("{fact: knowingly, is: true}", "CTE204", "`knowingly` is never `true`"),
    ("{fact: value, is: less than}", "CTE202", "nothing, or too much, to compare with"),
    ("{fact: value, is: less than, limit: [plaque]}", "CTE202", "`limit` is not one value"),
    ("{fact: value, is: less than, amount: cost}", "CTE201", "unknown fact `cost`"),
    ("{fact: value, is: less than, amount: persons}", "CTE204", "`persons` is of type number"),
    ("{fact: value, per: people, is: less than, limit: plaque}", "CTE201", "unknown fact `people`"),
    ("{fact: persons, is: less than, limit: plaque}", "CTE204", "limit `plaque` is in dollars"),
    ("{fact: returned, is: less than, limit: plaque, after: date}", "CTE204", "limit `plaque` is in dollars"),
    ("{fact: returned, is: less than, limit: plaque, after: day}", "CTE201", "unknown fact `day`"),
    ("{fact: returned, is: fewer than, limit: plaque, after: date}", "CTE204", "unknown operator `fewer than`"),
    ("{total: given, is: less than, limit: plaque, counting: all}", "CTE204", "`counting` is `all`"),
    ("{total: given, is: less than, limit: plaques}", "CTE203", "unknown limit `plaques`"),
    ("{total: given, is: less than}", "CTE202", "`limit` is missing"),
    ("{total: given, is: fewer than, limit: plaque}", "CTE204", "unknown operator `fewer than`"),
    ("{reading: meals}", "CTE202", "`choose` is missing"),
    ("{reading: meals, choose: all}", "CTE202", "`choose` is not a mapping"),
    ("{provision: [1-1(a)]}", "CTE202", "`provision` is not one value"),
    ("{fact: item, is: plaque, quote: [a plaque]}", "CTE202", "a quotation is not one value"),
]
FILES = [
    (RULE, "  given: {sum", "  given: {note: {a: b}, sums", "CTE202", "unknown key `sums`"),
    (RULE, "  given: {sum: value", "  given: {count: value", "CTE204", "`value` is of type amount"),
    (RULE, "[donor, recipient]", "[donor, giver]", "CTE201", "unknown fact `giver`"),
    (RULE, "[donor, recipient]", "[]", "CTE202", "`per` names nothing"),
    (RULE, "  given: {sum: value, where: ", "  given: [sum]\n  other: {sum: value, where: ", "CTE202", "total `given`"),
    (
        RULE,
        "where: {fact: item, is: food or beverage}",
        "where: {fact: item}",
        "CTE202",
        "nothing is asked of the fact",
    ),
    (RULE, "    title: Plaque\n", "", "CTE202", "`title` is missing"),
    (RULE, "  small:\n", "  other: plaque\n  small:\n", "CTE202", "limit `other` is not a mapping"),
    (RULE, "{amount: $10.00, says", "{amount: [$10.00], says", "CTE202", "`amount` is not one value"),
    (RULE, "current: {amount: $10.00, ", "current: {amount: $10.00, days: 3, ", "CTE304", "is not stated"),
    (RULE, "current: {amount", "current: {sum", "CTE202", "unknown key `sum`"),
    (RULE, "current: {amount: $10.00, says: more than ten dollars}", "current: ten", "CTE202", "is not a mapping"),
    (RULE, "    why: it is the plainer one\n", "", "CTE202", "`why` is missing"),
    (RULE, "examples:", "not encoded: stem\nexamples:", "CTE202", "`not encoded` is not a list"),
    (RULE, "examples:", "not encoded: [{clause: stem}]\nexamples:", "CTE202", "`because` is missing"),
    (RULE, "  given:\n    parties: {ann", "  taken:\n    parties: {ann", "CTE202", "`given` is missing"),
    (RULE, "{name: one cent over, ", "{", "CTE202", "`name` is missing"),
    (RULE, "event: {value: $20.01}", "event: much", "CTE202", "an event is not a mapping"),
    (RULE, "event: {value: $20.01}", "events: []", "CTE202", "`events` is not a list"),
    (RULE, "{every law: applies}", "{every law: {due: 2025-03-13}}", "CTE202", "`outcome` is missing"),
    (RULE, "{every law: applies}", "{every law: excepted}", "CTE501", "`excepted` is not an outcome"),
    (RULE, "provision: 1-1(a)", "provision: [1-1(a)]", "CTE202", "`provision` is not one value"),
    (FACTS, "events:", "happenings:", "CTE202", "`events` is missing"),
    (FACTS, "    facts:\n", "    fact:\n", "CTE202", "`facts` is missing"),
    (FACTS, "{question: Who gave it?}", "{ask: Who gave it?}", "CTE202", "`question` is missing"),
    (FACTS, "{type: number, question", "{sort: number, question", "CTE202", "`type` is missing"),
    (FACTS, "{type: number, ", "{type: number, presume: few, why: so it is, ", "CTE602", "`persons` is `few`"),
]


def told(folder: Path, *edit: str) -> list[tuple[str, str]]:
    """The problems of the base with one edit."""
    with pytest.raises(RuleError) as caught:
        compiled(folder, (edit[0], edit[1], edit[2]))
    return [(problem.code, problem.what) for problem in caught.value.diagnostics]


@pytest.mark.parametrize(("written", "code", "what"), CONDITIONS, ids=[row[0] for row in CONDITIONS])
def test_a_slip_in_a_condition_is_told(tmp_path: Path, written: str, code: str, what: str) -> None:
    assert (code, what) in told(tmp_path, RULE, PLAQUE, written)


@pytest.mark.parametrize(("file", "old", "new", "code", "what"), FILES, ids=[row[2].strip() for row in FILES])
def test_a_slip_elsewhere_in_a_file_is_told(
    tmp_path: Path, file: str, old: str, new: str, code: str, what: str
) -> None:
    found = told(tmp_path, file, old, new)
    assert any(code == one and what in said for one, said in found), found


def test_a_slip_in_a_declaration_is_told_once_and_not_at_each_use(tmp_path: Path) -> None:
    assert told(tmp_path, RULE, "current: {amount: $10.00, says: more than ten dollars}", "current: {}") == [
        ("CTE304", "limit `small` under `current` is not stated")
    ]
    assert [code for code, _ in told(tmp_path / "b", RULE, "default: one by one", "default: each")] == ["CTE203"]
    assert [code for code, _ in told(tmp_path / "c", RULE, "{sum: value", "{sum: values")] == ["CTE201"]
