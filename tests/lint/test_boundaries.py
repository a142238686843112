"""CTE908: on which sides of a limit an example is missed, and which examples stand on one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ctethics.lint.boundaries import check_boundaries
from tests.lint.bases import FACTS, PLAQUE, RULE, STATUTE, Edit, checked, examples, said, shipped

# Both sides of the limits that the base has.
SIDES = ["$10.00", "$10.01", "$20.00", "$20.01", "$99.99", "$100.00"]
LIMITS = "totals:\n"
OPERATORS = {
    "less than": ("less than fifty dollars", "$49.99", "$50.00"),
    "not more than": ("not more than fifty dollars", "$50.00", "$50.01"),
    "more than": ("more than fifty dollars", "$50.00", "$50.01"),
    "at least": ("fifty dollars or more", "$49.99", "$50.00"),
}


def limit(written: str) -> Edit:
    """A further limit."""
    return RULE, LIMITS, f"  further: {{{written}}}\n{LIMITS}"


def compared(condition: str) -> Edit:
    """A condition of the exception that compares with it."""
    return RULE, PLAQUE, f"{PLAQUE}        - {condition}\n"


def missed(folder: Path, *edits: Edit, events: tuple[str, ...] = ()) -> list[str]:
    """What no example has, of the limit `further`; the base's own limits have all they need."""
    told = said(checked(folder, *edits, examples(*(f"{{value: {side}}}" for side in SIDES), *events)), "CTE908")
    assert all("limit `further`" in what for what in told)
    return [what.removeprefix("no example has ").partition(", limit")[0] for what in told]


@pytest.mark.parametrize("operator", OPERATORS)
def test_each_operator_turns_between_two_figures_one_cent_apart(operator: str, tmp_path: Path) -> None:
    says, before, after = OPERATORS[operator]
    edits = [limit(f"every law: {{amount: $50.00, rests on: {says}}}")]
    edits += [compared(f"{{fact: value, is: {operator}, limit: further}}")]
    both = [f"`value` at {before}", f"`value` at {after}"]
    assert missed(tmp_path, *edits) == sorted(both)
    assert missed(tmp_path / "one", *edits, events=(f"{{value: {before}}}",)) == both[1:]
    assert missed(tmp_path / "two", *edits, events=(f"{{value: {before}}}", f"{{value: {after}}}")) == []


def test_of_a_limit_that_the_bill_changes_each_amount_has_sides_under_its_own_law(tmp_path: Path) -> None:
    found = checked(tmp_path, examples(*(f"{{value: {side}}}" for side in SIDES if side not in ("$10.00", "$20.00"))))
    assert said(found, "CTE908") == [
        "no example has `value` at $10.00, limit `small`, under `current`",
        "no example has `value` at $20.00, limit `small`, under `sb434`",
    ]


def test_an_event_before_the_bill_takes_effect_stands_on_no_side_of_its_amount(tmp_path: Path) -> None:
    rest = [f"{{value: {side}}}" for side in SIDES if side != "$20.00"]
    early = checked(tmp_path / "early", examples(*rest, "{date: 2024-09-30, value: $20.00}"))
    first = checked(tmp_path / "first", examples(*rest, "{date: 2024-10-01, value: $20.00}"))
    assert said(early, "CTE908") == ["no example has `value` at $20.00, limit `small`, under `sb434`"]
    assert said(first, "CTE908") == []


def test_what_stands_in_for_a_fact_counts_as_the_fact(tmp_path: Path) -> None:
    cost = "      cost: {type: amount, otherwise: value, why: it is near, question: What did it cost?}\n"
    edits = [
        (FACTS, "      persons:", f"{cost}      persons:"),
        limit("every law: {amount: $50.00, rests on: fifty dollars}"),
        compared("{fact: cost, is: less than, limit: further}"),
    ]
    assert missed(tmp_path, *edits, events=("{value: $49.99}", "{cost: $50.00, value: $70.00}")) == []


def test_a_total_is_tested_by_the_sum_of_some_events(tmp_path: Path) -> None:
    edits = [
        limit("every law: {amount: $50.00, rests on: fifty dollars}"),
        compared("{total: given, is: less than, limit: further}"),
    ]
    assert missed(tmp_path, *edits) == ["the total `given` at $49.99", "the total `given` at $50.00"]
    two = "[{id: one, value: $30.00}, {id: two, value: $7.00}, {id: three, value: $20.00}]"
    several = (
        RULE,
        "  cases:\n",
        f"  cases:\n    - {{name: two, events: {two}, expect: {{every law: {{two: applies}}}}}}\n",
    )
    assert missed(tmp_path / "sum", *edits, several) == ["the total `given` at $49.99"]


def test_a_share_is_exact_at_the_limit_and_within_a_cent_below_it(tmp_path: Path) -> None:
    edits = [
        limit("every law: {amount: $50.00, rests on: fifty dollars}"),
        compared("{fact: value, per: persons, is: less than, limit: further}"),
    ]
    assert missed(tmp_path / "exact", *edits, events=("{value: $150.00, persons: 3}",)) == ["`value` at $49.99"]
    assert missed(tmp_path / "below", *edits, events=("{value: $149.99, persons: 3}",)) == ["`value` at $50.00"]
    assert missed(tmp_path / "above", *edits, events=("{value: $150.01, persons: 3}",)) != ["`value` at $49.99"]


@pytest.mark.parametrize(
    ("written", "date", "last", "next_"),
    [
        ("days: 30, rests on: thirty days", "2025-03-03", "2025-04-02", "2025-04-03"),
        ("months: 1, rests on: one month", "2025-01-31", "2025-02-28", "2025-03-01"),
        ("years: 1, rests on: one year", "2024-02-29", "2025-02-28", "2025-03-01"),
    ],
)
def test_a_length_of_time_is_tested_by_its_last_day_and_the_next(
    written: str, date: str, last: str, next_: str, tmp_path: Path
) -> None:
    edits = [
        limit(f"every law: {{{written}}}"),
        compared("{fact: returned, is: not more than, limit: further, after: date}"),
    ]
    events = [f"{{date: {date}, value: $30.00, returned: {day}}}" for day in (last, next_)]
    names = ["`returned` on the day after the last", "`returned` on the last day"]
    assert missed(tmp_path / "none", *edits, events=("{value: $30.00, returned: never}",)) == names
    assert missed(tmp_path / "last", *edits, events=(events[0],)) == names[:1]
    assert missed(tmp_path / "next", *edits, events=(events[1],)) == names[1:]
    assert missed(tmp_path / "both", *edits, events=tuple(events)) == []


def test_a_time_that_is_not_established_has_no_sides(tmp_path: Path) -> None:
    edits = [
        limit("every law: {days: not established, rests on: nobody knows}"),
        compared("{fact: returned, is: not more than, limit: further, after: date}"),
    ]
    assert missed(tmp_path, *edits) == []


def test_a_rule_that_shares_another_shares_the_examples_at_its_limits(tmp_path: Path) -> None:
    words = (Path(__file__).parents[1] / "rejects" / "base" / STATUTE).read_text().replace("1-1(a)", "1-2(b)")
    case = "{name: here, event: {value: $20.00}, expect: {every law: undetermined}}"
    rule = (
        "provision: 1-2(b)\ntitle: Gift\nabout: transfer\nkind: definition\nshares: {with: 1-1(a)}\nexamples:\n"
        "  given:\n    parties: {ann: {}, bob: {}}\n"
        "    event: {kind: transfer, date: 2025-03-03, donor: bob, recipient: ann}\n"
        f"  cases:\n    - {case}\n"
    )
    mine = examples(*(f"{{value: {side}}}" for side in SIDES if side != "$20.00"))
    found = checked(tmp_path, mine, files={"rules/1-2/b.yaml": rule, "statutes/1-2/b.txt": words})
    assert said(found, "CTE908") == []


def test_with_a_slip_in_any_rule_no_example_is_missed(tmp_path: Path) -> None:
    found = checked(tmp_path, (RULE, "is: plaque", "is: plague"))
    assert [problem.code for problem in found.problems if problem.code != "CTE204"] == []


def test_every_shipped_limit_has_an_example_on_each_side_and_needs_it() -> None:
    whole = shipped()
    check_boundaries(whole)
    assert list(whole.problems) == []
    none = shipped(examples=())
    check_boundaries(none)
    assert len(list(none.problems)) > 100
