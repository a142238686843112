"""The examples of a rule file, as cases with what they expect."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from ctethics.engines.direct import DirectEngine
from ctethics.engines.protocol import Engine
from ctethics.engines.registry import make_engine
from ctethics.engines.situation import Situation
from ctethics.examples import run_examples
from ctethics.outcome import Verdict
from ctethics.program import Program, Provision
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


def test_an_id_is_found_with_spaces_about_it(tmp_path: Path) -> None:
    own = "- {name: two, events: [{id: ' one ', value: $20.01}], expect: {sb434: {' one ': applies}}}"
    made = compiled(tmp_path, (RULE, EXAMPLE, own))
    assert [result.failures for result in run_examples(made, made.examples, ["direct"])] == [()]


class Contrary(DirectEngine):
    """An engine that has a fault: it finds that nothing applies."""

    name = "contrary"

    def verdicts_of(self, provisions: Iterable[Provision], situation: Situation) -> dict[str, Verdict]:
        no = {p.citation: Verdict(False, (False,) * len(p.exceptions), False) for p in provisions}
        return super().verdicts_of(provisions, situation) | no


@pytest.fixture
def _contrary(monkeypatch: pytest.MonkeyPatch) -> None:
    def make(name: str, program: Program) -> Engine:
        return Contrary(program) if name == "contrary" else make_engine(name, program)

    monkeypatch.setattr("ctethics.examples.run.make_engine", make)


@pytest.mark.usefixtures("_contrary")
def test_engines_that_disagree_are_named_and_the_rule_is_not_blamed(tmp_path: Path) -> None:
    made = compiled(tmp_path)
    for result in run_examples(made, made.examples, ["direct", "generated", "contrary"]):
        (failure,) = result.failures
        assert failure.what.endswith("(engine contrary): expected applies, found does not apply")
        assert failure.fix.startswith("no rule is at fault: the engines must come to the same")


@pytest.mark.usefixtures("_contrary")
def test_where_engines_disagree_those_that_come_out_otherwise_are_told_together(tmp_path: Path) -> None:
    made = compiled(tmp_path, (RULE, EXAMPLE, EXAMPLE.replace("applies", "does not apply")))
    for result in run_examples(made, made.examples, ["direct", "contrary", "generated"]):
        assert [failure.what.partition("(")[2].partition(")")[0] for failure in result.failures] == [
            "engine direct and generated"
        ]
