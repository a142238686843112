"""In which order things are told, and what they are called, changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ctethics
from ctethics.api import load_rules
from ctethics.program import Provision
from ctethics.program.program import looked_at
from tests.asking import Told, answers, ask, ask_example, law_named, law_of
from tests.strategies import DONORS, RECIPIENTS, cases, questions

ROOT = Path(__file__).parents[2]


@given(case=cases(), question=questions(), random=st.randoms(use_true_random=False))
def test_the_order_of_parties_events_and_facts_changes_nothing(case: Told, question: Told, random: Random) -> None:
    shuffled = {
        "events": mixed([reordered(event, random) for event in case["events"]], random),
        "parties": reordered({id_: reordered(told, random) for id_, told in case["parties"].items()}, random),
    }

    assert answers(ask(shuffled, **question)) == answers(ask(case, **question))


@given(case=cases(), question=questions())
def test_other_names_for_parties_and_events_change_the_names_alone(case: Told, question: Told) -> None:
    names = {id_: f"x {id_}" for id_ in (*DONORS, *RECIPIENTS, *(event["id"] for event in case["events"]))}

    assert answers(ask(renamed(case, names), **question)) == renamed(answers(ask(case, **question)), names)


@given(case=cases(), question=questions(), random=st.randoms(use_true_random=False))
def test_the_order_of_a_list_of_names_changes_nothing(case: Told, question: Told, random: Random) -> None:
    parties = {
        id_: {name: mixed(value, random) if isinstance(value, list) else value for name, value in told.items()}
        for id_, told in case["parties"].items()
    }

    assert answers(ask({**case, "parties": parties}, **question)) == answers(ask(case, **question))


@given(case=cases(kinds=["transfer"]), question=questions())
def test_events_of_unrelated_donors_may_as_well_be_cases_of_their_own(case: Told, question: Told) -> None:
    parties = {id_: told | {"employed by": [], "owned by": []} for id_, told in case["parties"].items()}
    own = [{name: value for name, value in event.items() if name != "on behalf of"} for event in case["events"]]
    usual = question | {"strict": False}  # on whose behalf a donor gives is presumed
    together = {e["id"]: e for e in answers(ask({"parties": parties, "events": own}, **usual))["events"]}

    for donor in parties:
        events = [event for event in own if event["donor"] == donor]
        if events:
            alone = answers(ask({"parties": parties, "events": events}, **usual))["events"]
            assert alone == [together[event["id"]] for event in alone]


@given(case=cases(), question=questions())
def test_parties_that_take_part_in_nothing_change_nothing(case: Told, question: Told) -> None:
    bystanders = {"aaron": {"kind": "other"}, "zoe": {"kind": "agency", "registrant": "yes", "agency": "OPM"}}

    assert answers(ask({**case, "parties": case["parties"] | bystanders}, **question)) == answers(ask(case, **question))


@pytest.mark.parametrize("law", ["current", "sb434"])
def test_the_order_of_the_provisions_in_the_program_changes_nothing(law: str) -> None:
    compiled = load_rules()
    provisions = compiled.program.provisions
    turned = type(compiled.program)(compiled.program.vocabulary, {p.citation: p for p in backwards(provisions)})
    assert list(turned.provisions) != list(provisions)
    other = law_of(turned, law)

    for example in compiled.examples[::29]:
        found = by_provision(ask_example(other, example))
        assert found == by_provision(ask_example(law_named(law), example)), example.title


def test_the_order_in_which_files_lie_in_a_folder_changes_nothing(tmp_path: Path) -> None:
    program = load_rules().program
    for name in ("rules", "statutes"):
        for path in sorted((ROOT / name).rglob("*.*"), reverse=True):
            copy = tmp_path / name / path.relative_to(ROOT / name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)

    other = ctethics.load("sb434", rules=tmp_path / "rules", engine="direct").program

    assert list(other.provisions) == list(program.provisions)
    assert other.provisions == program.provisions


def backwards(provisions: Mapping[str, Provision]) -> list[Provision]:
    """The provisions in another order in which each still comes after those it refers to: late ones first."""
    graph = {p.citation: looked_at(p) for p in provisions.values()}
    sorter = TopologicalSorter({citation: graph[citation] for citation in reversed(list(provisions))})
    sorter.prepare()
    ordered: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), reverse=True)
        ordered += ready
        sorter.done(*ready)
    return [provisions[citation] for citation in ordered]


def by_provision(determination: object) -> dict[tuple[str, str], object]:
    return {(event.id, f.provision): f.to_dict() for event in determination for f in event.findings}


def mixed(items: list[object], random: Random) -> list[object]:
    return random.sample(items, len(items))


def reordered(told: Told, random: Random) -> Told:
    return {name: told[name] for name in mixed(list(told), random)}


def renamed(told: object, names: dict[str, str]) -> object:
    """The same with every id replaced, also as a key, in a list, and after ` of ` and `head of `."""
    if isinstance(told, dict):
        return {names.get(key, key): renamed(value, names) for key, value in told.items()}
    if isinstance(told, list):
        return [renamed(value, names) for value in told]
    if isinstance(told, str):
        before, of, last = told.rpartition(" of ")
        return f"{before}{of}{names.get(last, last)}"
    return told
