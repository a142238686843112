"""Rule files to a program: names looked up, provisions in order, examples as cases."""

from pathlib import Path

import pytest

from ctethics.api import load_rules
from ctethics.compile import compile_rules
from ctethics.diagnostics import RuleError
from ctethics.program import AllOf, Compare, CompareFacts, DaysAfter, Includes, IsOneOf, Not, facts_in, parts_of
from ctethics.program.program import references
from tests.unit.rules import FACTS, RULE, STATUTE, compiled

PLAQUE = "{fact: item, is: plaque, quote: a plaque}"
SECOND = """provision: 1-1(b)
title: Ban
about: transfer
kind: prohibition
holds when: {provision: 1-1(a)}
examples:
  given: {parties: {ann: {}, bob: {}}, event: {kind: transfer, date: 2025-03-03, donor: ann, recipient: bob}}
  cases: [{name: nothing said, event: {}, expect: {every law: undetermined}}]
"""
WORDS = "provision: 1-1(b)\nwords: from elsewhere\n---\n{>>stem<<}No gift is accepted.\n"


def condition(folder: Path, written: str) -> object:
    """What the first condition of the base's exception compiles to."""
    made = compiled(folder, (RULE, PLAQUE, written)).program.provisions["1-1(a)"].exceptions[0].when
    assert isinstance(made, AllOf)
    return made.parts[0]


@pytest.mark.parametrize(
    ("written", "sort", "facts"),
    [
        ("{fact: knowingly, is: yes}", IsOneOf, ["knowingly"]),
        ("{fact: item, is one of: [plaque, food or beverage]}", IsOneOf, ["item"]),
        ("{not: {fact: item, is: plaque}, quote: {current: a plaque}}", Not, ["item"]),
        ("{fact: value, is: more than, amount: $0.00}", Compare, ["value"]),
        ("{fact: value, per: persons, is: less than, limit: plaque}", Compare, ["value", "persons"]),
        ("{fact: value, is: at least, amount: value}", CompareFacts, ["value", "value"]),
        (
            "{fact: donor dealing with, includes: recipient agency}",
            Includes,
            ["donor dealing with", "recipient agency"],
        ),
    ],
)
def test_a_condition_is_what_is_written(tmp_path: Path, written: str, sort: type, facts: list[str]) -> None:
    made = condition(tmp_path, written)
    assert isinstance(made, sort)
    assert list(facts_in(made)) == facts  # type: ignore[arg-type]


def test_days_from_one_date_to_another_are_held_to_a_limit_in_days(tmp_path: Path) -> None:
    limit = "  back: {every law: {days: 30, rests on: a regulation}}\ntotals:"
    written = "{fact: returned, is: not more than, limit: back, after: date}"
    made = compiled(tmp_path, (RULE, "totals:", limit), (RULE, PLAQUE, written)).program
    (days,) = (part for part in parts_of(made.provisions["1-1(a)"].exceptions[0].when) if isinstance(part, DaysAfter))
    assert (days.fact, days.after, days.limit.unit) == ("returned", "date", "days")
    assert list(facts_in(days)) == ["returned", "date"]


def test_a_provision_comes_after_those_it_refers_to_whatever_the_names_of_the_files(tmp_path: Path) -> None:
    files = {"rules/1-1/b.yaml": SECOND, "statutes/1-1/b.txt": WORDS}
    made = compiled(tmp_path, files=files)
    assert list(made.program.provisions) == ["1-1(a)", "1-1(b)"]
    turned = {name: text.replace("1-1(b)", "1-0(z)") for name, text in files.items()}
    renamed = {name.replace("1-1/b", "1-0/z"): text for name, text in turned.items()}
    again = compiled(tmp_path / "again", files=renamed)
    assert list(again.program.provisions) == ["1-1(a)", "1-0(z)"]
    assert again.program.references == {"1-1(a)": (), "1-0(z)": ("1-1(a)",)}


def test_every_shipped_provision_comes_after_those_it_refers_to() -> None:
    program = load_rules().program
    order = list(program.provisions)
    pairs = [(p.citation, r) for p in program.provisions.values() for c in p.conditions() for r in references(c)]
    assert pairs
    assert all(order.index(referred) < order.index(citation) for citation, referred in pairs)


def test_a_slip_in_one_file_is_none_in_the_file_that_refers_to_it(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        compiled(tmp_path, (RULE, "title: Gift\n", ""), files={"rules/1-1/b.yaml": SECOND, "statutes/1-1/b.txt": WORDS})
    assert [(d.code, d.span.source.name) for d in caught.value.diagnostics] == [("CTE202", RULE)]
    compiled_alone = tmp_path / "rules" / "1-1" / "a.yaml"
    compiled_alone.write_text("provision: [")
    with pytest.raises(RuleError) as caught:
        compile_rules(tmp_path / "rules", tmp_path / "statutes")
    assert [d.code for d in caught.value.diagnostics] == ["CTE102"]


def test_slips_in_two_files_are_told_together_in_the_order_of_the_files(tmp_path: Path) -> None:
    files = {"rules/1-1/b.yaml": SECOND.replace("title: Ban", "titel: Ban"), "statutes/1-1/b.txt": WORDS}
    with pytest.raises(RuleError) as caught:
        compiled(tmp_path, (STATUTE, "{++twenty++}", "{++twenty"), files=files)
    assert [(d.code, d.span.source.name) for d in caught.value.diagnostics] == [
        ("CTE202", "rules/1-1/b.yaml"),
        ("CTE202", "rules/1-1/b.yaml"),
        ("CTE305", STATUTE),
    ]


def test_the_names_a_condition_may_use_are_those_that_refer_to_something(tmp_path: Path) -> None:
    vocabulary = compiled(tmp_path).program.vocabulary
    names = vocabulary.names("transfer")
    assert "recipient agency" in names
    assert all(vocabulary.refer("transfer", name) for name in names)
    assert vocabulary.refer("transfer", "agency") is None
    assert vocabulary.refer("transfer", "recipientagency") is None


def test_a_fact_may_stand_in_for_another_and_be_presumed_with_a_reason(tmp_path: Path) -> None:
    amount = "value: {type: amount, otherwise: cost, why: nothing better is known, question: What is it worth?}"
    cost = "\n      cost: {type: amount, presume: $0.00, why: most things are free, question: What did it cost?}"
    given = "recipient: {question: Who received it?, presume: donor, why: nobody else is named}"
    facts = compiled(
        tmp_path,
        (FACTS, "value: {type: amount, question: What is it worth?}", amount + cost),
        (FACTS, "recipient: {question: Who received it?}", given),
    ).program.vocabulary.events["transfer"]
    assert (facts.facts["value"].otherwise, facts.facts["cost"].presume) == ("cost", 0)
    assert (facts.roles["recipient"].presume, facts.roles["recipient"].why) == ("donor", "nobody else is named")
