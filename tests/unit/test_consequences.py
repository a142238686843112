"""What may follow from a provision that applies: never predicted, only within which bounds and until when."""

from pathlib import Path

import pytest

from ctethics.diagnostics import RuleError
from ctethics.examples import run_examples
from tests.unit.rules import RULE, STATUTE, assessed, compiled, law

WORDS = (
    STATUTE,
    "hundred dollars.",
    "hundred dollars.\n"
    "  3 {>>(b)<<}It is voidable if suit is brought not later than one-hundred-eighty days after, and\n"
    "  4 {>>(c)<<}the penalty shall not exceed {--two--} {++ten++} thousand dollars\n"
    "  5 and be at least ten dollars; {>>(d)<<}for three years after.",
)
LIMITS = (
    RULE,
    "totals:",
    """  suit: {every law: {days: 180, says: not later than one-hundred-eighty days after}}
  most:
    current: {amount: $2000.00, says: shall not exceed two thousand dollars}
    sb434: {amount: $10000.00, says: shall not exceed ten thousand dollars}
  least: {every law: {amount: $10.00, says: at least ten dollars}}
  bar: {every law: {years: 3, rests on: a regulation}}
  open: {every law: {years: not established, rests on: no source gives it}}
totals:""",
)
FOLLOWS = """consequences:
  - what: voidable by a court
    quote: voidable
    if: the suit is brought in time
    last day: {limit: suit, after: date}
  - {what: civil penalty, amount: {limit: most}}
  - {what: smallest penalty, amount: {limit: least}}
  - {what: bar, last day: {limit: bar, after: returned}}
  - {what: suspension, last day: {limit: open, after: date}}
  - {what: reprimand}
examples:"""
ALL = (WORDS, LIMITS, (RULE, "examples:", FOLLOWS))
CASE = "- {name: one cent over, event: {value: $20.01}, expect: {every law: applies}}"
MEAL = {"item": "food or beverage", "value": "$30.00"}


def test_what_may_follow_is_listed_in_the_order_of_the_file_with_its_bounds(tmp_path: Path) -> None:
    follows = assessed(law(tmp_path, *ALL), **MEAL, returned="2025-04-30").consequences
    assert [(f.what, f.if_, f.amount, f.last_day) for f in follows] == [
        ("voidable by a court", "the suit is brought in time", None, "2025-08-30"),
        ("civil penalty", None, "not more than $10,000.00", None),
        ("smallest penalty", None, "at least $10.00", None),
        ("bar", None, None, "2028-04-30"),
        ("suspension", None, None, "not known"),
        ("reprimand", None, None, None),
    ]
    assert {f.provision for f in follows} == {"1-1(a)"}


def test_an_amount_is_the_one_of_the_law_and_the_day(tmp_path: Path) -> None:
    current, bill = (law(tmp_path / name, *ALL, name=name) for name in ("current", "sb434"))
    amounts = [
        assessed(made, date=day, **MEAL).consequences[1].amount
        for made, day in ((current, "2025-03-03"), (bill, "2024-09-30"), (bill, "2024-10-01"))
    ]
    assert amounts == ["not more than $2,000.00", "not more than $2,000.00", "not more than $10,000.00"]


def test_a_last_day_counted_from_what_is_not_stated_is_not_known(tmp_path: Path) -> None:
    follows = {f.what: f.last_day for f in assessed(law(tmp_path, *ALL), **MEAL).consequences}
    assert follows["bar"] == "not known"


@pytest.mark.parametrize("told", [{"value": "$20.00"}, {"value": "$30.00", "item": "plaque"}, {}])
def test_nothing_follows_where_the_provision_does_not_apply_for_certain(tmp_path: Path, told: dict[str, str]) -> None:
    event = assessed(law(tmp_path, *ALL), **told)
    assert event.finding("1-1(a)").outcome != "applies"
    assert event.consequences == ()


def test_consequences_are_data_for_tools(tmp_path: Path) -> None:
    event = assessed(law(tmp_path, *ALL), **MEAL)
    assert event.to_dict()["consequences"][0] == {  # type: ignore[index]
        "provision": "1-1(a)",
        "what": "voidable by a court",
        "if": "the suit is brought in time",
        "amount": None,
        "last_day": "2025-08-30",
    }


@pytest.mark.parametrize(
    ("expected", "failure"),
    [
        ("voidable by a court: 2025-08-30", None),
        ("civil penalty: 'not more than $10,000.00'", None),
        ("smallest penalty: at least $10.00", None),
        ("suspension: not known", None),
        ("reprimand: yes", None),
        ("voidable by a court: 2025-08-29", "`voidable by a court: 2025-08-29`, found 2025-08-30"),
        ("civil penalty: $10000.00", "`civil penalty: $10000.00`, found not more than $10,000.00"),
        ("reprimand: no", "`reprimand: no`, found yes"),
    ],
)
def test_an_example_may_expect_what_follows(tmp_path: Path, expected: str, failure: str | None) -> None:
    example = (
        "- {name: own, event: {value: $30.00}, expect: "
        f"{{sb434: {{outcome: applies, consequences: {{{expected}}}}}}}}}"
    )
    made = compiled(tmp_path, *ALL, (RULE, CASE, example))
    (result,) = run_examples(made, made.examples, ["direct"])
    found = [failure.what.partition("expected the consequence ")[2] for failure in result.failures]
    assert found == ([failure] if failure else [])


def test_the_report_says_what_may_follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    made = law(tmp_path, *ALL)
    event = {"id": "a", "kind": "transfer", "date": "2025-03-03", "donor": "bob", "recipient": "ann", **MEAL}
    told = str(made.assess({"parties": {"ann": {}, "bob": {}}, "events": [event]}))
    assert (
        "What may follow\n  § 1-1(a): voidable by a court, if the suit is brought in time, until 2025-08-30\n" in told
    )
    assert "  § 1-1(a): civil penalty: not more than $10,000.00\n" in told


@pytest.mark.parametrize(
    ("old", "new", "code", "what"),
    [
        ("quote: voidable", "quote: void", "CTE301", '"void" is not in § 1-1(a)'),
        ("limit: suit, after: date", "limit: most, after: date", "CTE204", "limit `most` is in dollars"),
        ("limit: suit, after: date", "limit: suits, after: date", "CTE203", "unknown limit `suits`"),
        ("limit: suit, after: date", "limit: suit, after: value", "CTE204", "`value` is of type amount"),
        ("limit: suit, after: date", "limit: suit", "CTE202", "`after` is missing"),
        ("amount: {limit: most}", "amount: {limit: worst}", "CTE203", "unknown limit `worst`"),
        ("amount: {limit: most}", "amount: $1.00", "CTE202", "`amount` is not a mapping"),
        ("{what: reprimand}", "{if: reprimand}", "CTE202", "`what` is missing"),
        ("{what: reprimand}", "reprimand", "CTE202", "a consequence is not a mapping"),
        ("{what: reprimand}", "{what: reprimand, due: soon}", "CTE202", "unknown key `due`"),
    ],
)
def test_a_slip_in_a_consequence_is_told(tmp_path: Path, old: str, new: str, code: str, what: str) -> None:
    with pytest.raises(RuleError) as caught:
        compiled(tmp_path, WORDS, LIMITS, (RULE, "examples:", FOLLOWS.replace(old, new)))
    assert (caught.value.diagnostics[0].code, caught.value.diagnostics[0].what) == (code, what)


def test_a_last_day_whose_words_set_none_is_refused(tmp_path: Path) -> None:
    limits = (*LIMITS[:2], LIMITS[2].replace("rests on: a regulation", "says: for a period of three years"))
    words = (*WORDS[:2], WORDS[2].replace("for three years", "for a period of three years"))
    with pytest.raises(RuleError, match="CTE302"):
        compiled(tmp_path, words, limits, (RULE, "examples:", FOLLOWS))
