"""CTE909: which examples are said to test nothing that an earlier one does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ctethics.lint.idle import check_idle
from tests.lint.bases import EXAMPLE, FACTS, PLAQUE, RULE, Edit, checked, examples, said, shipped


def both(*lines: str) -> Edit:
    """The base's example with others after it."""
    return RULE, EXAMPLE, EXAMPLE + "".join(f"    - {line}\n" for line in lines)


def idle(folder: Path, *edits: Edit) -> list[str]:
    return [what.partition("`")[2].partition("`")[0] for what in said(checked(folder, *edits), "CTE909")]


def test_an_example_with_the_facts_of_another_is_idle_whatever_it_expects(tmp_path: Path) -> None:
    assert idle(tmp_path, both("{name: again, event: {value: $20.01}, expect: {every law: undetermined}}")) == ["again"]


def test_an_example_of_another_law_only_is_not_idle(tmp_path: Path) -> None:
    edits = [(RULE, "{every law: applies}}", "{current: applies}}")]
    line = "{name: again, event: {value: $20.01}, expect: {sb434: applies}}"
    assert idle(tmp_path, edits[0], (RULE, "{current: applies}}\n", f"{{current: applies}}}}\n    - {line}\n")) == []


def test_an_example_under_another_reading_or_of_another_party_is_not_idle(tmp_path: Path) -> None:
    reading = "{name: read, readings: {meals: together}, event: {value: $20.01}, expect: {every law: applies}}"
    party = "{name: party, parties: {bob: {agency: DOT}}, event: {value: $20.01}, expect: {every law: applies}}"
    assert idle(tmp_path, both(reading, party)) == []


def test_an_example_that_states_what_another_leaves_open_is_not_idle(tmp_path: Path) -> None:
    assert idle(tmp_path, examples("{value: $60.00}", "{value: unknown}", "{}", "{value: $60.00, persons: 2}")) == []


def test_of_two_that_differ_in_amounts_far_from_every_limit_the_later_is_idle(tmp_path: Path) -> None:
    assert idle(tmp_path / "far", examples("{value: $60.00}", "{value: $70.00}", "{value: $80.00}")) == [
        "no. 1",
        "no. 2",
    ]
    assert idle(tmp_path / "near", examples("{value: $60.00}", "{value: $99.99}", "{value: $20.00}")) == []


def test_two_with_a_limit_between_them_are_not_idle(tmp_path: Path) -> None:
    assert idle(tmp_path, examples("{value: $60.00}", "{value: $110.00}", "{value: $15.00}", "{value: $5.00}")) == []


def test_an_amount_within_a_cent_of_the_one_it_is_compared_with_is_not_idle(tmp_path: Path) -> None:
    paid = "      paid: {type: amount, question: What was paid for it?}\n      persons:"
    edits = [
        (FACTS, "      persons:", paid),
        (RULE, PLAQUE, f"{PLAQUE}        - {{fact: value, is: more than, amount: paid}}\n"),
    ]
    near, far = ("{value: $64.99, paid: $65.00}", "{value: $65.01, paid: $65.00}"), "{value: $70.00, paid: $65.00}"
    assert idle(tmp_path / "near", *edits, examples(*near, far)) == []
    assert idle(tmp_path / "far", *edits, examples(*near, far, far.replace("$70", "$72"))) == ["no. 3"]
    assert idle(tmp_path / "between", *edits, examples(far, far.replace("$70", "$50"))) == []


def test_two_that_come_out_otherwise_are_not_idle(tmp_path: Path) -> None:
    other = "{name: other, event: {value: $70.00}, expect: {every law: excepted by (F)}}"
    assert idle(tmp_path, (RULE, EXAMPLE, EXAMPLE.replace("$20.01", "$60.00") + f"    - {other}\n")) == []


def test_no_shipped_example_is_idle_and_each_would_be_beside_itself() -> None:
    whole = shipped()
    check_idle(whole)
    assert list(whole.problems) == []
    twice = [
        replace(e, name=f"{e.name} again", case=e.case._replace(span=e.case.span._replace(line=9000 + n)))
        for n, e in enumerate(whole.examples)
    ]
    doubled = shipped(examples=(*whole.examples, *twice))
    check_idle(doubled)
    # One warning of each example, whichever laws it speaks of.
    assert {p.what.partition("` ")[0] for p in doubled.problems} == {f"the example `{e.name}" for e in twice}
