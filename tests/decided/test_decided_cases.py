"""What ethics boards, courts and agencies decided, put to the rules as cases.

Each file `<path of the provision>/<name of the decision>.yaml` tells a decision in our own words, where it can be read
and what became of it, and restates it as a case:

    decided: Advisory Opinion 1999-20
    point: …                        # optional: which of the decision's points, where it has several
    year: 1999
    source: a public copy's address
    decided under: the law that the decision applied
    status: good law | doubtful | old limits | partly superseded | superseded | overruled
    status because: …               # with every status but good law
    facts: what happened or was asked
    holding: what was held
    note: how the case below stands for it, and what is assumed
    held: {pen: {1-84(j): no}}      # by event and provision: did the decision say that the provision binds?
    differs: {pen: {1-84(j): why}}  # optional: where the rules answer otherwise under the law before the bill, and why
    case: {parties: …, events: […]}
    readings: …                     # optional, as in a case
    expect:                         # by law, event and provision: what the rules answer today
      every law: {pen: {1-84(j): excepted by 1-79(5)(P)}}

`not-reached.yaml` lists the decisions that no rule reaches, each with the reason.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ctethics.engines.registry import ENGINES
from ctethics.outcome import EventResult, Finding
from ctethics.rulefile.case_forms import STATUSES
from tests.asking import LAW_NAMES, ask
from tests.decided.decided import (
    OPTIONAL,
    REQUIRED,
    RULES,
    DecidedCase,
    decided_cases,
    not_reached,
    read,
    slug,
)

CASES = decided_cases()
UNREACHED = not_reached()
KNOWN = {case.decided for case in CASES} | {one["decided"] for one in UNREACHED}

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
each_unreached = pytest.mark.parametrize("one", UNREACHED, ids=lambda one: slug(f"{one['decided']} {one.get('point')}"))
each_rule_file = pytest.mark.parametrize(
    "path", sorted(RULES.rglob("*.yaml")), ids=lambda path: path.relative_to(RULES).as_posix()
)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("law", LAW_NAMES)
@each_case
def test_a_decided_case_comes_out_as_its_file_says(case: DecidedCase, law: str, engine: str) -> None:
    expected = case.expected(law)
    result = ask(case.case, law, engine, readings=case.readings)

    found = {
        (event, provision): answer(result[event], provision, expected[event, provision])
        for event, provision in expected
    }

    assert found == expected


@each_case
def test_the_rules_answer_as_the_decision_did_or_the_file_says_where_not(case: DecidedCase) -> None:
    result = ask(case.case, "current", readings=case.readings)

    otherwise = {
        (event, provision)
        for (event, provision), said in case.held.items()
        if not agrees(result[event].finding(provision), said)
    }

    assert otherwise == set(case.differs)


@each_case
def test_a_file_has_every_field_and_no_other(case: DecidedCase) -> None:
    assert set(REQUIRED) <= set(case.fields) <= {*REQUIRED, *OPTIONAL}
    assert [field for field, value in case.fields.items() if not value] == []


@each_case
def test_a_status_is_of_the_list_and_says_why_it_is_not_good_law(case: DecidedCase) -> None:
    assert case.fields["status"] in STATUSES
    assert ("status because" in case.fields) is (case.fields["status"] != "good law")


@each_case
def test_a_file_is_named_after_its_decision_and_lies_with_its_provision(case: DecidedCase) -> None:
    told = {provision for law in LAW_NAMES for _, provision in case.expected(law)}

    assert case.path.stem == slug(f"{case.decided} {case.fields.get('point', '')}")
    assert any(re.match(rf"{re.escape(case.provision)}($|[ (])", provision) for provision in told)


@each_case
def test_a_file_speaks_of_each_law_of_each_event_and_of_all_that_was_held(case: DecidedCase) -> None:
    assert case.laws == set(LAW_NAMES)
    for law in LAW_NAMES:
        assert {event for event, _ in case.expected(law)} == case.events
        assert set(case.held) <= set(case.expected(law))
    assert set(case.held.values()) <= {"yes", "no"}


@each_case
def test_an_opinion_is_of_its_year(case: DecidedCase) -> None:
    numbered = re.search(r"\b(\d{4})-\w+$", case.decided)

    assert re.fullmatch(r"(19|20)\d\d|unknown", case.fields["year"])
    assert numbered is None or numbered[1] == case.fields["year"]


def test_no_decision_is_told_twice() -> None:
    told = [(case.decided, case.fields.get("point")) for case in CASES]
    told += [(one["decided"], one.get("point")) for one in UNREACHED]

    assert sorted(map(str, told)) == sorted(map(str, set(told)))


@each_unreached
def test_a_decision_that_is_not_reached_says_what_it_held_and_why_no_rule_reaches_it(one: dict[str, str]) -> None:
    needed = {"decided", "year", "source", "holding", "reason"}

    assert needed <= set(one) <= {*needed, "point"}
    assert all(one.values())


@each_rule_file
def test_the_decisions_that_a_rule_file_points_to_are_here(path: Path) -> None:
    pointed_to = set(listed_under_see(read(path)))
    mentioned = set(mentioned_in(path.read_text(encoding="utf-8")))

    assert pointed_to | mentioned <= KNOWN


def test_what_a_rule_file_points_to_is_found_at_any_depth() -> None:
    rule = {"see": ["Advisory Opinion 2009-8"], "except": {"L": {"see": ["Advisory Opinion 2002-13"]}}}

    assert listed_under_see(rule) == ["Advisory Opinion 2009-8", "Advisory Opinion 2002-13"]


def test_an_opinion_is_found_however_it_is_written() -> None:
    assert mentioned_in("as AO 98-9 has it") == ["Advisory Opinion 1998-9"]
    assert mentioned_in("see Advisory Opinion 2003-13, and AO 2004-12") == [
        "Advisory Opinion 2003-13",
        "Advisory Opinion 2004-12",
    ]


def answer(event: EventResult, provision: str, wanted: Any) -> Any:
    """What the rules answer, in as many words as are wanted."""
    finding = event.finding(provision)
    if isinstance(wanted, str):
        return in_words(finding, wanted)
    duty = next((duty for duty in event.duties if duty.provision == provision), None)
    found: dict[str, object] = {"outcome": in_words(finding, wanted["outcome"])}
    if duty is not None:
        found |= {"due": duty.due, "owed to": list(duty.owed_to), "what": duty.what}
    return {key: found.get(key) for key in wanted}


def in_words(finding: Finding, wanted: str) -> str:
    """The outcome as examples write it; the needs only where they are wanted."""
    if finding.outcome == "excepted":
        return f"excepted by {', '.join(part.removeprefix(finding.provision).strip() for part in finding.excepted_by)}"
    if finding.outcome == "undetermined" and ", needs " in wanted:
        return f"undetermined, needs {'; '.join(finding.needs)}"
    return finding.outcome


def agrees(finding: Finding, said: str) -> bool:
    """Whether the provision binds (yes) or does not (no) as was said; what is undetermined agrees with neither."""
    return finding.outcome in (("applies",) if said == "yes" else ("excepted", "does not apply"))


def listed_under_see(tree: Any) -> list[str]:
    """Every name in a list `see`, in the order of the file."""
    if isinstance(tree, list):
        return [name for item in tree for name in listed_under_see(item)]
    if not isinstance(tree, dict):
        return []
    inner = [name for key, value in tree.items() if key != "see" for name in listed_under_see(value)]
    return [*tree.get("see", []), *inner]


def mentioned_in(text: str) -> list[str]:
    """The opinions that a text names, each with all four digits of its year."""
    numbers = re.findall(r"\b(?:AO|Advisory Opinions?)\s+(\d+-\d+)", text)
    return [f"Advisory Opinion {number if re.match(r'[0-9]{4}-', number) else f'19{number}'}" for number in numbers]
