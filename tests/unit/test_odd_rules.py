"""Whatever stands in a rule file is refused with its place or answered: no slip ends in an exception of Python."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from ctethics.api import Law
from ctethics.cli import cli
from ctethics.compile import compile_rules, read_statutes
from ctethics.diagnostics import CtethicsError, Diagnostic, RuleError
from ctethics.examples import run_examples
from ctethics.report import coverage_of, render_coverage, render_provision
from tests.unit.rules import BASE, FACTS, RULE, assessed, compiled, law

# A rule base that has every feature of the language.
WHOLE = Path(__file__).parent / "whole"
FILES = (FACTS, RULE, "rules/1-2/b.yaml")
CASE: dict[str, object] = {
    "parties": {"ann": {"agency": "OPM", "dealing with": []}, "bob": {"dealing with": ["OPM"]}},
    "events": [
        {
            "id": "a",
            "kind": "transfer",
            "date": "2025-03-31",
            "donor": "bob",
            "recipient": "ann",
            "item": "food or beverage",
            "value": "$30.00",
            "fee": "$1.00",
            "persons": 3,
            "returned": "never",
            "reception": "gala",
        },
        {"id": "b", "kind": "transfer", "date": "2025-12-31", "donor": "bob", "item": "plaque", "period": "year"},
        {"id": "c", "kind": "meeting", "date": "2025-04-30", "host": "ann", "value": "$30.00"},
    ],
}


def all_that_can_be_asked(folder: Path, case: dict[str, object] = CASE) -> None:
    """Compiles the rules of a folder and asks of them all that a command can; a refusal is an answer too."""
    made = compile_rules(folder / "rules", folder / "statutes")
    render_coverage(coverage_of(made.program, read_statutes(folder / "statutes")))
    for provision in made.program.provisions.values():
        render_provision(provision, None)
    list(run_examples(made, made.examples, ["direct"]))
    determination = Law("sb434", made, "direct").assess(case)
    str(determination)
    json.dumps(determination.to_dict())


def test_the_base_that_has_every_feature_is_valid_and_its_examples_come_out() -> None:
    made = compile_rules(WHOLE / "rules", WHOLE / "statutes")
    assert set(made.program.provisions) == {"1-1(a)", "1-1(a) kept things", "1-1(a)(2)", "1-2(b)"}
    assert [r.failures for r in run_examples(made, made.examples, ["direct"])] == [()] * len(made.examples)
    events = list(Law("sb434", made, "direct").assess(CASE))
    assert [[f.outcome for f in event.findings] for event in events] == [
        ["applies", "does not apply", "applies"],
        ["applies"],
        ["undetermined", "undetermined", "undetermined"],
    ]


@cache
def tree(name: str) -> Any:
    return yaml.load((WHOLE / name).read_text(), Loader=yaml.CBaseLoader)


def places(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a file, by the keys and numbers that lead to it."""
    yield path
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from places(value, (*path, key))


def changed(node: Any, path: tuple[str | int, ...], value: object) -> object:
    """The file with another value at a place, or without it where the value is `...`."""
    if not path:
        return value
    key, rest = path[0], path[1:]
    pairs = list(node.items()) if isinstance(node, dict) else list(enumerate(node))
    kept = [(k, changed(v, rest, value) if k == key else v) for k, v in pairs if k != key or rest or value is not ...]
    return dict(kept) if isinstance(node, dict) else [v for _, v in kept]


PLACES = st.sampled_from([(name, at) for name in FILES for at in places(tree(name)) if at])
ODD = st.sampled_from(
    [
        ...,
        "",
        [],
        {},
        ["x"],
        {"x": "y"},
        [[]],
        [{}],
        "x",
        "x" * 3000,
        "0",
        "-1",
        "not established",
        "$1.00",
        ["value", "donor"],
        {"limit": "open"},
        {"total": "given"},
        {"provision": "1-1(a)"},
        "1-1(a)",
        "(F)",
        "small",
        "date",
        "value",
        "reception",
        "head of donor",
        "more than",
        "unknown",
        "yes",
        "2025-03-31",
    ]
)


@settings(max_examples=75)
@given(PLACES, ODD)
def test_whatever_stands_at_any_place_of_a_file_is_refused_or_answered(
    tmp_path_factory: pytest.TempPathFactory, at: tuple[str, tuple[str | int, ...]], value: object
) -> None:
    folder = tmp_path_factory.mktemp("odd")
    for path in (path for path in WHOLE.rglob("*") if path.is_file()):
        name = path.relative_to(WHOLE).as_posix()
        text = json.dumps(changed(tree(name), at[1], value), indent=1) if name == at[0] else path.read_text()
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    told: list[Diagnostic] = []
    try:
        all_that_can_be_asked(folder)
    except CtethicsError as error:
        told.extend(error.diagnostics)
    assert all(problem.what and problem.why and problem.fix for problem in told)


PLAQUE = "{fact: item, is: plaque, quote: a plaque}"
GIVEN = "sum: value, where: {fact: item, is: food or beverage}, per: [donor, recipient]"
EVENT: dict[str, object] = {
    "id": "a",
    "kind": "transfer",
    "date": "2025-03-03",
    "donor": "bob",
    "recipient": "ann",
    "item": "food or beverage",
    "value": "$30.00",
    "returned": "2025-03-04",
    "reception": "gala",
}


def limit(written: str) -> tuple[str, str, str]:
    return (RULE, "totals:", f"  own: {{every law: {{{written}, rests on: R}}}}\ntotals:")


def duty(due: str) -> tuple[str, str, str]:
    words = f"duty: {{what: report, owed by: donor, owed to: recipient, due: {{{due}}}, states: {{worth: value}}}}"
    return (RULE, "examples:", f"{words}\nexamples:")


def consequence(written: str) -> tuple[str, str, str]:
    return (RULE, "examples:", f"consequences:\n  - {{what: penalty, {written}}}\nexamples:")


SHARING = """provision: 1-2(b)
title: Gift to others
about: transfer
kind: definition
shares: {with: [1-1(a)], exceptions: [F]}
examples: {given: {parties: {}, event: {}}, cases: [{name: x, event: {}, expect: {every law: applies}}]}
"""
SHARING_WORDS = "provision: 1-2(b)\n---\n{>>stem<<}Whatever.\n"
MEETING = (
    FACTS,
    "events:",
    "events:\n  meeting: {about: several come together, parties: {host: {question: Who?}}, facts: {}}",
)
Edits = list[tuple[str, str, str]]
ODD_RULES: dict[str, Edits] = {
    "a part is a name": [(RULE, PLAQUE, "{fact: donor, is: bob}")],
    "an unknown length against a number": [
        limit("days: not established"),
        (RULE, PLAQUE, "{fact: persons, is: less than, limit: own}"),
    ],
    "an unknown length as a penalty": [limit("days: not established"), consequence("amount: {limit: own}")],
    "so many years that no calendar has them": [
        limit("years: 9000"),
        (RULE, PLAQUE, "{fact: returned, is: less than, limit: own, after: date}"),
    ],
    "so many days that no calendar has them": [limit("days: 999999999"), duty("limit: own, after: date")],
    "a last day that no calendar has": [
        limit("months: 999999999"),
        consequence("last day: {limit: own, after: date}"),
    ],
    "the day nought of the month": [limit("day of the month: 0"), duty("limit: own, of the month after: date")],
    "opens on a day that no calendar has": [
        limit("day of the month: 10"),
        duty("limit: own, of the month after: date, opens: 99999999999"),
    ],
    "per donor group of a donor nobody need name": [
        (FACTS, "donor: {question: Who gave it?}", "donor: {question: Who gave it?, optional: yes}"),
        (RULE, GIVEN, GIVEN.replace("[donor, ", "[donor group, ")),
    ],
    "an example of an event of another kind": [
        MEETING,
        (RULE, "event: {value: $20.01}", "event: {kind: meeting, host: ann}"),
    ],
    "a fact of another type stands in": [
        (FACTS, "persons: {type: number,", "persons: {type: number, otherwise: item, why: so,"),
        (RULE, PLAQUE, "{fact: persons, is: at least, limit: own}"),
        limit("times: 2"),
    ],
    "an amount that is a list": [(RULE, PLAQUE, "{fact: value, is: more than, amount: []}")],
}


@pytest.mark.parametrize("edits", ODD_RULES.values(), ids=ODD_RULES)
def test_an_odd_rule_is_refused_or_answered(tmp_path: Path, edits: Edits) -> None:
    without = "donor" if "optional: yes" in edits[0][2] else None
    event = {key: value for key, value in EVENT.items() if key != without}
    told: list[Diagnostic] = []
    try:
        compiled(tmp_path, *edits)
        all_that_can_be_asked(tmp_path, {"parties": {"ann": {}, "bob": {}}, "events": [event]})
    except CtethicsError as error:
        told.extend(error.diagnostics)
    assert all(problem.what and problem.why and problem.fix for problem in told)


def test_a_shared_provision_that_is_no_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="CTE202"):
        compiled(tmp_path, files={"rules/1-2/b.yaml": SHARING, "statutes/1-2/b.txt": SHARING_WORDS})


def test_a_duty_that_opens_in_the_month_after_never_is_never_due(tmp_path: Path) -> None:
    made = law(tmp_path, limit("day of the month: 10"), duty("limit: own, of the month after: returned, opens: 1"))
    (owed,) = assessed(made, value="$30.00", item="food or beverage", returned="never").duties
    assert owed.due == "never"


def test_rules_that_know_no_filing_periods_have_no_calendar() -> None:
    arguments = ["calendar", "--law", "sb434", "--year", "2025", "--rules", str(BASE / "rules")]
    with pytest.raises(CtethicsError):
        CliRunner().invoke(cli, arguments, catch_exceptions=False)
