"""The policy of an agency: a layer of its own, shown apart from the statute, and what it alone forbids."""

from pathlib import Path

import pytest

from ctethics import Law
from ctethics.examples import run_examples
from tests.unit.rules import assessed, compiled, law

POLICY = """provision: opm(5)
title: Meals
about: transfer
kind: {kind}
{summarizes}advice: ask the ethics liaison
see: [Advisory Opinion 2009-8]
holds when: {{fact: item, is: food or beverage, quote: no meal is accepted}}
except:
  small: {{title: Small, clause: stem, see: [an earlier ruling], when: {{fact: persons, is: at least, limit: many}}}}
limits: {{many: {{every law: {{times: 100, rests on: practice}}}}}}
examples:
  given: {{parties: {{ann: {{}}, bob: {{}}}}, event: {{kind: transfer, date: 2025-03-03, donor: bob, recipient: ann}}}}
  cases:
    - {{name: a meal, event: {{item: food or beverage, persons: 1}}, expect: {{every law: applies}}}}
    - name: a banquet
      event: {{item: food or beverage, persons: 100}}
      expect: {{every law: excepted by opm(5) small}}
"""
WORDS = "provision: opm(5)\ntitle: Meals\nwords: quoted\n---\n{>>stem<<}At no time: no meal is accepted.\n"
SUMMARY = "summarizes: [1-1(a)]\n"


def policy(folder: Path, kind: str = "prohibition", summarizes: str = SUMMARY) -> Law:
    files = {"rules/opm/5.yaml": POLICY.format(kind=kind, summarizes=summarizes), "statutes/opm/5.txt": WORDS}
    return law(folder, files=files)


def meal(made: Law, value: str, **facts: object) -> tuple[str, ...]:
    return assessed(made, item="food or beverage", value=value, persons=1, **facts).policy_alone


def test_a_provision_of_the_policy_is_told_from_the_statute(tmp_path: Path) -> None:
    event = assessed(policy(tmp_path), item="food or beverage", value="$30.00", persons=1)
    assert {f.provision: f.is_policy for f in event.findings} == {"1-1(a)": False, "opm(5)": True}
    layers = {f["provision"]: f["layer"] for f in event.to_dict()["findings"]}  # type: ignore[attr-defined]
    assert layers == {"1-1(a)": "statute", "opm(5)": "policy"}
    assert event.finding("opm(5)").summarizes == ("1-1(a)",)


def test_the_policy_stands_alone_where_it_applies_and_what_it_sums_up_does_not(tmp_path: Path) -> None:
    made = policy(tmp_path)
    assert {value: meal(made, value) for value in ("$20.00", "$20.01")} == {"$20.00": ("opm(5)",), "$20.01": ()}
    assert assessed(made, item="plaque", value="$1.00", persons=1).policy_alone == ()
    assert assessed(made, item="food or beverage", value="$1.00", persons=100).policy_alone == ()


def test_while_it_is_unknown_whether_the_statute_applies_the_policy_stands_alone(tmp_path: Path) -> None:
    assert assessed(policy(tmp_path), item="food or beverage", persons=1).policy_alone == ("opm(5)",)


@pytest.mark.parametrize(
    ("kind", "summarizes", "alone"),
    [
        ("prohibition", "", ("opm(5)",)),
        ("definition", "", ()),
        ("permission", "", ()),
        ("permission", SUMMARY, ("opm(5)",)),
    ],
)
def test_what_neither_forbids_nor_sums_up_anything_does_not_stand_alone(
    tmp_path: Path, kind: str, summarizes: str, alone: tuple[str, ...]
) -> None:
    assert meal(policy(tmp_path, kind, summarizes), "$1.00") == alone


def test_the_report_shows_the_policy_apart_and_says_where_it_is_alone(tmp_path: Path) -> None:
    made = policy(tmp_path)
    core = {"kind": "transfer", "date": "2025-03-03", "donor": "bob", "recipient": "ann", "persons": 1}
    events = [
        {"id": "alone", **core, "item": "food or beverage", "value": "$1.00"},
        {"id": "none", **core, "item": "plaque", "value": "$1.00"},
    ]
    told = str(made.assess({"parties": {"ann": {}, "bob": {}}, "events": events}))
    title = "Policy of the Office of Policy and Management"
    assert told.count(f"\n{title}\n{'-' * len(title)}\n") == 1
    assert (
        "OPM policy, item 5 Meals: applies\n  by the policy alone: nothing of the statute that it sums up applies"
        in told
    )
    assert "The policy of the Office of Policy and Management: no item of it applies" in told


def test_cases_and_advice_are_shown_with_the_finding(tmp_path: Path) -> None:
    made = policy(tmp_path)
    told = {"kind": "transfer", "date": "2025-03-03", "donor": "bob", "recipient": "ann", "item": "food or beverage"}
    report = str(made.assess({"parties": {"ann": {}, "bob": {}}, "events": [{"id": "a", **told, "persons": 100}]}))
    assert "  see Advisory Opinion 2009-8" in report
    assert "    see an earlier ruling" in report


@pytest.mark.parametrize(
    ("persons", "item", "advice"),
    [
        (1, "food or beverage", "ask the ethics liaison"),
        (None, "food or beverage", "ask the ethics liaison"),
        (100, "food or beverage", ""),
        (1, "plaque", ""),
    ],
)
def test_advice_is_given_where_the_provision_applies_or_is_undetermined(
    tmp_path: Path, persons: int | None, item: str, advice: str
) -> None:
    event = assessed(policy(tmp_path), item=item, persons=persons)
    assert event.finding("opm(5)").advice == advice


def test_the_examples_of_a_policy_run(tmp_path: Path) -> None:
    rule = POLICY.format(kind="prohibition", summarizes=SUMMARY)
    made = compiled(tmp_path, files={"rules/opm/5.yaml": rule, "statutes/opm/5.txt": WORDS})
    examples = [e for e in made.examples if e.provision == "opm(5)"]
    assert [r.failures for r in run_examples(made, examples, ["direct"])] == [()] * 4
