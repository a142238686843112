"""What durable_rules is given stays within what its C code has room for, whatever a program or a case says."""

from __future__ import annotations

import ast
import inspect
import json
import re
import subprocess
import sys
from typing import Any

import pytest

from ctethics import EngineError
from ctethics.engines.durable.rule_set import ANCHOR, ANCHOR_RULE, MOST_BREADTH, MOST_PROPERTIES, RuleSet
from ctethics.engines.durable.translate import translate
from ctethics.program import AnyOf, Compare, IsOneOf, Limit, Program, Version
from tests.asking import law_of
from tests.rule_bases.files import provision_of
from trials.fuzz.wide import ODD, vocabulary

pytest.importorskip("durable_rules_engine", exc_type=ImportError)

from ctethics.engines.durable import run

OFFSET, PRIME = 0x811C9DC5, 16_777_619
EVENT = {"id": "e", "kind": "transfer", "date": "2025-03-03", "donor": "acme", "recipient": "lee"}
CASE: dict[str, Any] = {"parties": {"acme": {}, "lee": {}}, "events": [EVENT]}
WRITTEN = re.compile(r'[ -~]*"sid":"%d","id":1,"case":1(,"p\d+":%d)*}')
INTERRUPTED = """
import durable_rules_engine as native, json
rules = native.create_ruleset("x", json.dumps({"a": {"all": [{"m": {"case": 1}}]}}))
native.assert_fact(rules, '{"sid":"0","id":1,"case":1}')
native.delete_state(rules, "0")
"""


def hash_of(name: str) -> int:
    """The hash by which durable_rules knows a name, `fnv1Hash32` of its `state.c`."""
    found = OFFSET
    for byte in name.encode():
        found = ((found ^ byte) * PRIME) & 0xFFFFFFFF
    return found


def test_the_hash_is_the_one_that_the_c_code_uses() -> None:
    assert (hash_of("id"), hash_of("sid")) == (926_444_256, 3_593_476_751)


def test_no_two_properties_of_a_fact_have_one_hash() -> None:
    names = {"id", "sid", "case", "$s", *(f"p{number}" for number in range(MOST_PROPERTIES))}

    assert len({hash_of(name) for name in names}) == MOST_PROPERTIES + 4


def test_no_two_sessions_of_a_rule_set_have_one_hash() -> None:
    assert len({hash_of(str(number)) for number in range(run.MOST_SESSIONS)}) == run.MOST_SESSIONS < 1024


def rule_sets(program: Program) -> list[RuleSet]:
    return [made for stratum in translate(program, "transfer", "current", 739_313).strata for made in stratum.rule_sets]


def odd_program() -> Program:
    """A program in whose facts, choices and exceptions stand quotes, NUL, `%d` and the like."""
    facts = tuple(Compare(f"{odd}odd", "less than", limit(n)) for n, odd in enumerate(ODD))
    choices = IsOneOf("shade", frozenset(vocabulary().events["transfer"].facts["shade"].choices[:17]))
    general = AnyOf((*facts, choices))
    return Program(
        vocabulary(), {"1-1(a)": provision_of("1-1(a)", "transfer", general, dict.fromkeys(ODD, general), (), "1-1(a)")}
    )


def limit(cents: int) -> Limit:
    version = Version(0, cents, None, None)
    return Limit(str(cents), "dollars", {"current": (version,), "sb434": (version,)})


def test_nothing_that_anybody_wrote_is_in_what_the_c_code_reads() -> None:
    made = rule_sets(odd_program())

    assert made
    for rules in made:
        text = json.dumps(rules.definition)
        assert set(re.findall('"([^"]*)"', text)) <= {
            *("all", "m", "case", "$and", "$or", "$gte", "$lte", ANCHOR_RULE),
            *(f"p{number}" for number in range(MOST_PROPERTIES)),
            *(f"{number} {answer}" for number in range(MOST_BREADTH) for answer in (1, 2)),
        }
        assert text.isascii()
        assert "\\" not in text
        assert WRITTEN.fullmatch(rules.fact)


def test_every_rule_asks_for_the_anchor_and_one_for_nothing_else() -> None:
    for rules in rule_sets(odd_program()):
        assert rules.definition[ANCHOR_RULE] == {"all": [{"m": ANCHOR}]}
        for rule in rules.definition.values():
            ((_, (condition,)),) = rule.items()
            assert ANCHOR in (condition["m"], *condition["m"].get("$and", []))


@pytest.mark.parametrize("operator", ["less than", "not more than", "more than", "at least"])
@pytest.mark.parametrize("cents", [2**60 + 1, 2**62, 2**63, 2**64, 10**30])
def test_a_number_that_the_c_code_would_take_for_another_is_refused(operator: str, cents: int) -> None:
    general = Compare("sum 1", operator, limit(cents))
    program = Program(vocabulary(), {"1-1(a)": provision_of("1-1(a)", "transfer", general, {}, (), "1-1(a)")})

    with pytest.raises(EngineError, match="compares with a number beyond 1,152,921,504,606,846,976"):
        law_of(program, "current", "durable").assess(CASE)["e"].finding("1-1(a)")


@pytest.mark.parametrize("operator", ["less than", "not more than", "more than", "at least"])
@pytest.mark.parametrize("cents", [10**14, 2**53 + 1, 2**60 - 1])
def test_below_that_the_largest_numbers_are_compared_right(operator: str, cents: int) -> None:
    general = Compare("sum 1", operator, limit(cents))
    program = Program(vocabulary(), {"1-1(a)": provision_of("1-1(a)", "transfer", general, {}, (), "1-1(a)")})
    law = law_of(program, "current", "durable")

    for stated in ({}, {"sum 1": "$0.00"}, {"sum 1": "$1,000,000,000,000.00"}):
        case = {**CASE, "events": [{**EVENT, **stated}]}
        by_durable, by_direct = (law.assess(case, engine=engine)["e"] for engine in ("durable", "direct"))
        assert by_durable.finding("1-1(a)").outcome == by_direct.finding("1-1(a)").outcome


def test_seven_functions_of_the_c_module_are_called_and_no_more() -> None:
    tree = ast.parse(inspect.getsource(run))
    called = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "native"
    }

    assert called == {
        *("create_ruleset", "delete_ruleset", "delete_state", "error"),
        *("assert_fact", "retract_fact", "start_action_for_state", "complete_and_start_action"),
    }


def test_more_events_at_once_than_there_is_room_for_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "MOST_SESSIONS", 0)

    with pytest.raises(EngineError, match="is being answered 0 times at once"):
        law_of(odd_program(), "current", "durable").assess(CASE)["e"].finding("1-1(a)")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is filled by glibc")
def test_the_c_code_does_crash_where_a_session_is_deleted_in_which_no_rule_was_read() -> None:
    """Why an interrupted session is left alone; memory is filled, as it is by chance in a process that has run."""
    filled = {"MALLOC_PERTURB_": "165"}

    assert (
        subprocess.run([sys.executable, "-c", INTERRUPTED], env=filled, capture_output=True, check=False).returncode < 0
    )
