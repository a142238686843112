"""Every example of every rule file, under every engine."""

from __future__ import annotations

from collections import Counter

import pytest

from ctethics import CtethicsError, Determination
from ctethics.api import load_rules
from ctethics.compile import Example, Expected
from ctethics.engines.registry import ENGINES
from ctethics.outcome import EventResult, Owed
from ctethics.program import DaysAfter, Provision, leaves
from tests.asking import LAW_NAMES, law_named

EXAMPLES = load_rules().examples


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("provision", sorted({example.provision for example in EXAMPLES}))
def test_each_example_comes_out_as_its_rule_file_says(provision: str, engine: str) -> None:
    examples = [example for example in EXAMPLES if example.provision == provision]
    for law in LAW_NAMES:
        some = [example for example in examples if example.law == law]
        answered = law_named(law, engine).assess_many(example.case for example in some)
        wrong = [
            f"{example.title}, {id_}: {slip}"
            for example, result in zip(some, answered, strict=True)
            for id_, slip in slips(example, result)
        ]
        assert wrong == []


@pytest.mark.parametrize("law", LAW_NAMES)
def test_every_provision_and_every_exception_has_an_example_of_each_side(law: str) -> None:
    program = load_rules().program
    expected = [one for example in EXAMPLES if example.law == law for one in of_provision(example)]
    outcomes = Counter((provision, one.outcome) for provision, one in expected)
    excepted = {citation for _, one in expected for citation in one.excepted_by or ()}

    for provision in program.provisions.values():
        assert outcomes[provision.citation, "applies"] > 0 or waits_for_a_limit(provision, law)
        assert outcomes[provision.citation, "does not apply"] > 0
        assert outcomes[provision.citation, "undetermined"] > 0
        assert {exception.citation for exception in provision.exceptions} <= excepted


def waits_for_a_limit(provision: Provision, law: str) -> bool:
    """Whether the sources do not establish, under the law, a limit that the provision's answer needs."""
    times = [leaf.limit for c in provision.conditions() for leaf in leaves(c) if isinstance(leaf, DaysAfter)]
    return any(version.amount is None for limit in times for version in limit.versions[law])


def of_provision(example: Example) -> list[tuple[str, Expected]]:
    return [(example.provision, one) for one in example.expected.values()]


def slips(example: Example, result: Determination | CtethicsError) -> list[tuple[str, str]]:
    """What is otherwise than the example expects, by event."""
    assert isinstance(result, Determination), result
    assert example.expected, f"{example.title} expects nothing"
    return [
        (id_, slip)
        for id_, expected in example.expected.items()
        for slip in differences(result[id_], example.provision, expected)
    ]


def day(duty: Owed) -> str:
    """The day, or what stands in for one."""
    return duty.due or (duty.when or "").removeprefix("with ")


def differences(event: EventResult, provision: str, expected: Expected) -> list[str]:
    finding = event.finding(provision)
    duty = next((duty for duty in event.duties if duty.provision == provision), None)
    compared = {
        "outcome": (expected.outcome, finding.outcome),
        "excepted by": (expected.excepted_by, frozenset(finding.excepted_by)),
        "needs": (expected.needs, frozenset(finding.needs)),
        "due": (expected.due, day(duty) if duty else "no duty"),
        "owed to": (expected.owed_to, duty.owed_to if duty else "no duty"),
        **{f"states {what}": (value, dict(duty.states).get(what) if duty else "") for what, value in expected.states},
    }
    return [
        f"{what} is {found!r}, expected {wanted!r}"
        for what, (wanted, found) in compared.items()
        if wanted is not None and wanted != found
    ]
