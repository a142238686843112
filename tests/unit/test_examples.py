"""The examples of a rule file, as cases with what they expect."""

from pathlib import Path

import pytest

from ctethics.source import Mapping, Sequence
from tests.unit.rules import RULE, compiled

EXAMPLE = "- {name: one cent over, event: {value: $20.01}, expect: {every law: applies}}"


def test_an_example_of_every_law_is_one_under_each(tmp_path: Path) -> None:
    made = compiled(tmp_path)
    assert [example.title for example in made.examples] == [
        "1-1(a): one cent over [current]",
        "1-1(a): one cent over [sb434]",
    ]
    assert (made.files, made.quotations) == (("1-1/a",), 5)


def test_an_example_is_what_is_given_with_its_own_facts_over_it(tmp_path: Path) -> None:
    own = (
        "- {name: own, parties: {ann: {agency: DAS}, cat: {}}, event: {value: $1.00, donor: cat}, "
        "readings: {meals: together}, expect: {sb434: does not apply}}"
    )
    (example,) = compiled(tmp_path, (RULE, EXAMPLE, own)).examples
    parties, events = example.case.items["parties"], example.case.items["events"]
    assert isinstance(parties, Mapping)
    assert isinstance(events, Sequence)
    assert list(parties.items) == ["ann", "bob", "cat"]
    (event,) = events.items
    assert isinstance(event, Mapping)
    told = {name: getattr(node, "text", None) for name, node in event.items.items()}
    assert told == {
        "id": "event",
        "kind": "transfer",
        "date": "2025-03-03",
        "donor": "cat",
        "recipient": "ann",
        "item": "food or beverage",
        "value": "$1.00",
    }
    assert "readings" in example.case.items


@pytest.mark.parametrize(
    ("written", "outcome", "excepted_by", "needs"),
    [
        ("applies", "applies", None, None),
        ("does not apply", "does not apply", None, None),
        (
            "'excepted by (F), 1-79(5)(I), political gift'",
            "excepted",
            {"1-1(a)(F)", "1-79(5)(I)", "1-1(a) political gift"},
            None,
        ),
        ("undetermined", "undetermined", None, None),
        ("'undetermined, needs value; item'", "undetermined", None, {"value", "item"}),
    ],
)
def test_an_outcome_is_expected_as_it_is_written(
    tmp_path: Path, written: str, outcome: str, excepted_by: set[str] | None, needs: set[str] | None
) -> None:
    own = f"- {{name: own, event: {{}}, expect: {{sb434: {written}}}}}"
    (example,) = compiled(tmp_path, (RULE, EXAMPLE, own)).examples
    (expected,) = example.expected.values()
    assert (expected.outcome, expected.excepted_by, expected.needs) == (outcome, excepted_by, needs)


def test_an_example_of_several_events_expects_something_of_each_by_its_id(tmp_path: Path) -> None:
    expected_of_two = "{outcome: applies, due: 2025-03-13, owed to: [ann], states: {value: $1.00}}"
    own = f"- {{name: two, events: [{{id: one}}, {{id: two}}], expect: {{sb434: {{two: {expected_of_two}}}}}}}"
    (example,) = compiled(tmp_path, (RULE, EXAMPLE, own)).examples
    expected = example.expected["two"]
    assert list(example.expected) == ["two"]
    assert (expected.due, expected.owed_to, expected.states) == ("2025-03-13", ("ann",), (("value", "$1.00"),))
