"""Totals over several facts at once, and the largest of the sums that are kept apart."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctethics import Law
from ctethics.law.money import parse_cents, show_cents
from tests.unit.rules import BASE, FACTS, RULE, law

RULE_TEXT = (BASE / RULE).read_text()
GIVEN = "given: {sum: value, where: {fact: item, is: food or beverage}, per: [donor, recipient], over: calendar year}"
FEES = (
    FACTS,
    "value: {type: amount,",
    "fee: {type: amount, question: What was the fee?}\n"
    "      travel: {type: amount, question: What did the journey cost?}\n      value: {type: amount,",
)
EVERY = "where: {fact: item, is: food or beverage}, per: recipient, over: all time"
LARGEST = f"sum: value, largest by: reception, {EVERY}"
# The rule always holds, and its duty states the total.
HOLDS = """holds when: {fact: date, is: at least, day: date}
duty:
  what: report
  owed by: donor
  owed to: recipient
  due: {with: the bill}
  states: {all of it: {total: given}}
examples:"""
RULE_PART = RULE_TEXT[RULE_TEXT.index("holds when:") : RULE_TEXT.index("  given:\n    parties")]


def summing(folder: Path, total: str) -> Law:
    """A rule whose duty states this total."""
    return law(folder, FEES, (RULE, GIVEN, f"given: {{{total}}}"), (RULE, RULE_PART, f"{HOLDS}\n"))


def event(id_: str, **facts: object) -> dict[str, object]:
    core = {"kind": "transfer", "date": "2025-03-03", "donor": "bob", "recipient": "ann", "item": "food or beverage"}
    return {"id": id_, **core, **facts}


def stated(made: Law, *events: Mapping[str, object]) -> str:
    """What the report of the last event states of the total."""
    told = [event(f"{number}", **facts) for number, facts in enumerate(events)]
    result = made.assess({"parties": {"ann": {}, "bob": {}, "cat": {}}, "events": told})
    return result.events[-1].duties[0].states[0][1]


def test_a_total_adds_up_several_amounts_of_each_event(tmp_path: Path) -> None:
    made = summing(tmp_path, f"sum: [fee, travel], {EVERY}")
    assert made.program.totals["transfer"][0].measures == ("fee", "travel")
    assert stated(made, {"fee": "$1.00", "travel": "$0.25"}, {"fee": "$2.00", "travel": "$0.00"}) == "$3.25"


def test_an_amount_that_is_unknown_leaves_the_sum_open_above_what_is_known(tmp_path: Path) -> None:
    made = summing(tmp_path, f"sum: [fee, travel], {EVERY}")
    assert stated(made, {"fee": "$1.00"}, {"fee": "$2.00", "travel": "$0.00"}) == "$3.00 or more"
    assert stated(made, {}, {"travel": "$0.50"}) == "$0.50 or more"
    assert stated(made, {"item": "plaque"}, {"fee": "$2.00", "travel": "$0.50"}) == "$2.50"


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([("$10.00", "a")], "$10.00"),
        ([("$10.00", "a"), ("$15.00", "b")], "$15.00"),
        ([("$10.00", "a"), ("$15.00", "b"), ("$6.00", "a")], "$16.00"),
        ([("$10.00", "a"), ("$15.00", None)], "$15.00 to $25.00"),
        ([("$10.00", "a"), ("$5.00", None)], "$10.00 to $15.00"),
        ([("$10.00", None), ("$5.00", None)], "$10.00 to $15.00"),
        ([(None, "a"), ("$5.00", "b")], "$5.00 or more"),
        ([("$7.00", "a"), (None, None)], "$7.00 or more"),
    ],
)
def test_the_largest_of_the_sums_kept_apart_counts(
    tmp_path: Path, events: list[tuple[str | None, str | None]], expected: str
) -> None:
    made = summing(tmp_path, LARGEST)
    told = [{"value": value or "unknown", "reception": name or "unknown"} for value, name in events]
    assert stated(made, *told) == expected


def test_the_largest_is_of_what_has_the_same_keys_and_came_before(tmp_path: Path) -> None:
    made = summing(tmp_path, LARGEST)
    others = {"value": "$50.00", "reception": "a", "recipient": "cat"}
    assert stated(made, others, {"value": "$30.00", "reception": "a"}) == "$30.00"
    events = [
        event("1", value="$30.00", reception="a"),
        event("2", value="$90.00", reception="a", date="2025-03-04"),
        event("3", value="$99.00", reception="b", date="2025-03-05"),
    ]
    result = made.assess({"parties": {"ann": {}, "bob": {}}, "events": events})
    assert [one.duties[0].states[0][1] for one in result] == ["$30.00", "$120.00", "$120.00"]


def test_a_choice_may_keep_the_sums_apart(tmp_path: Path) -> None:
    anything = "where: {fact: value, is: more than, amount: $0.00}, per: recipient, over: all time"
    made = summing(tmp_path, f"sum: value, largest by: item, {anything}")
    meals = [{"value": "$40.00"}, {"value": "$50.00", "item": "plaque"}, {"value": "$30.00"}]
    assert stated(made, *meals) == "$70.00"


def test_numbers_are_added_up_and_stated_as_numbers(tmp_path: Path) -> None:
    hours = (RULE, "totals:", "  hours: {every law: {hours: 5, rests on: a regulation}}\ntotals:")
    total = (RULE, GIVEN, f"given: {{sum: persons, {EVERY}}}")
    made = law(tmp_path, hours, total, (RULE, RULE_PART, f"{HOLDS}\n"))
    assert stated(made, {"persons": 2}, {"persons": 3}) == "5"
    assert stated(made, {}, {"persons": 3}) == "3 or more"


def running(folder: Path) -> Law:
    """The base, whose second reading, by default, holds the largest sum to the limit of twenty dollars."""
    return law(folder, (RULE, GIVEN, f"given: {{{LARGEST}}}"), (RULE, "default: one by one", "default: together"))


@pytest.mark.parametrize(
    ("second", "outcome", "needs"),
    [("a", "applies", ()), ("b", "does not apply", ()), ("unknown", "undetermined", ("reception",))],
)
def test_a_condition_holds_the_largest_sum_to_its_limit(
    tmp_path: Path, second: str, outcome: str, needs: tuple[str, ...]
) -> None:
    events = [event("1", value="$15.00", reception="a"), event("2", value="$15.00", reception=second)]
    made = running(tmp_path).assess({"parties": {"ann": {}, "bob": {}}, "events": events})
    finding = made["2"].finding("1-1(a)")
    assert (finding.outcome, finding.needs) == (outcome, needs)


@pytest.fixture(scope="module")
def by_reception(tmp_path_factory: pytest.TempPathFactory) -> Law:
    return summing(tmp_path_factory.mktemp("base"), LARGEST)


GIFTS = st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from("abc")), min_size=1, max_size=6)


@settings(max_examples=50)
@given(GIFTS)
def test_the_largest_sum_is_the_greatest_of_the_sums_by_name(by_reception: Law, gifts: list[tuple[int, str]]) -> None:
    told = [{"value": show_cents(cents), "reception": name} for cents, name in gifts]
    largest = max(sum(cents for cents, of in gifts if of == name) for name in "abc")
    assert stated(by_reception, *told) == show_cents(largest)


@settings(max_examples=50)
@given(GIFTS, st.data())
def test_what_is_unknown_leaves_the_largest_sum_in_a_range_that_holds_it(
    by_reception: Law, gifts: list[tuple[int, str]], data: st.DataObject
) -> None:
    hidden = data.draw(st.sets(st.integers(0, len(gifts) - 1)))
    told: list[dict[str, object]] = [{"value": show_cents(cents), "reception": name} for cents, name in gifts]
    true = max(sum(cents for cents, of in gifts if of == name) for name in "abc")
    for number in hidden:
        told[number]["reception"] = "unknown"
    low, _, high = stated(by_reception, *told).partition(" to ")
    assert parse_cents(low) <= true <= parse_cents(high or low)
