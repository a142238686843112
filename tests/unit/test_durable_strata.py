"""How little the durable engine asks of durable_rules, and what it does at that library's limits."""

from __future__ import annotations

import gc
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ctethics import EngineError, Law
from ctethics.api import load_rules
from ctethics.engines.totals import Totals
from ctethics.law.statute import Statute
from ctethics.program import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    IsOneOf,
    Limit,
    Provision,
    StatutoryException,
    Total,
    Version,
)
from tests.asking import LAW_NAMES, Told, answers, law_named, law_of
from tests.rule_bases import SORTS, RuleBase, vocabulary

pytest.importorskip("durable_rules_engine", exc_type=ImportError)

from ctethics.engines.durable import run
from ctethics.engines.durable.translate import translate

DINNER = Path(__file__).resolve().parents[2] / "examples" / "dinner.yaml"
PARTIES: Told = {"ann": {}, "rae": {}}
GIFT = {"id": "gift", "kind": "transfer", "date": "2025-03-03", "donor": "ann", "recipient": "rae"}
CASE: Told = {"parties": PARTIES, "events": [{**GIFT, "value": "$100.00", "sort": "meal"}]}


class Calls:
    """The C module, its calls counted and the facts it is told kept."""

    def __init__(self, native: Any) -> None:
        self.count: Counter[str] = Counter()
        self.facts: list[dict[str, Any]] = []
        self.error = native.error
        for name in ("create_ruleset", "delete_ruleset", "assert_fact", "retract_fact", "delete_state"):
            setattr(self, name, self._counted(name, getattr(native, name)))
        for name in ("start_action_for_state", "complete_and_start_action"):
            setattr(self, name, self._counted(name, getattr(native, name)))

    def _counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any) -> Any:
            self.count[name] += 1
            if name == "assert_fact":
                self.facts.append(json.loads(given[1]))
            return call(*given)

        return counted

    @property
    def fired(self) -> int:
        """How often a rule fired, the anchor of each rule set left aside."""
        return self.count["complete_and_start_action"] - self.count["assert_fact"]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Iterator[Calls]:
    gc.collect()  # so that the rule sets of laws that are no more are not deleted while calls are counted
    counted = Calls(run.native)
    with monkeypatch.context() as patch:
        patch.setattr(run, "native", counted)
        yield counted


@pytest.mark.parametrize("law", ["current", "sb434"])
@pytest.mark.parametrize(("kind", "most"), [("transfer", 6), ("action", 7), ("expenditure", 2), ("contract", 1)])
def test_few_rule_sets_answer_an_event_of_the_shipped_rules(law: str, kind: str, most: int) -> None:
    strata = translate(load_rules().program, kind, law, 739_313).strata

    assert sum(len(stratum.rule_sets) for stratum in strata) <= most


def test_a_dinner_fires_few_rules(calls: Calls) -> None:
    law_named("sb434", "durable").assess(DINNER)

    assert calls.count["assert_fact"] <= 6
    assert calls.fired <= 40


def test_of_26_totals_a_dinner_adds_up_few(monkeypatch: pytest.MonkeyPatch) -> None:
    added: list[str] = []
    interval = Totals.interval

    def counted(self: Totals, total: Total, index: int, whole: bool = False) -> tuple[int, int | None]:
        added.append(total.name)
        return interval(self, total, index, whole)

    monkeypatch.setattr(Totals, "interval", counted)
    law_named("sb434", "durable").assess(DINNER)

    assert len(translate(load_rules().program, "transfer", "sb434", 739_313).names.totals) == 26
    assert len(added) <= 6


def test_what_two_provisions_ask_in_the_same_words_is_concluded_once() -> None:
    made = {a.citation: a for a in translate(load_rules().program, "transfer", "sb434", 739_313).answers}

    assert made["1-91(7)"].general == made["1-79(5)"].general
    assert set(made["1-91(7)"].exceptions) & set(made["1-79(5)"].exceptions)


def test_a_session_serves_one_event_after_another_and_is_empty_in_between(calls: Calls) -> None:
    law = Law("sb434", load_rules(), "durable")
    first = answers(law.assess(DINNER))
    sessions = [fact["sid"] for fact in calls.facts]
    for _ in range(100):
        assert answers(law.assess(DINNER)) == first

    assert [fact["sid"] for fact in calls.facts] == sessions * 101
    assert calls.count["retract_fact"] == calls.count["assert_fact"]
    assert not calls.count["delete_state"]


CALLS = ("assert_fact", "start_action_for_state", "complete_and_start_action", "retract_fact")


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("is_used", [False, True])
def test_a_session_in_which_something_is_interrupted_is_not_touched_again_and_the_next_event_answered(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, call: str, is_used: bool
) -> None:
    law = Law("sb434", load_rules(), "durable")
    expected = answers(law_named("sb434", "direct").assess(DINNER))
    if is_used:
        law.assess(DINNER)["dinner"].finding("1-79(5)")

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(calls, call, stopped)
        with pytest.raises(KeyboardInterrupt):
            answers(law.assess(DINNER))

    used = calls.facts[-1]["sid"] if calls.facts and call != "assert_fact" else None
    calls.facts.clear()
    assert answers(law.assess(DINNER)) == expected
    assert used is None or calls.facts[0]["sid"] != used
    del law
    gc.collect()


def test_the_sessions_of_a_law_that_is_no_more_are_deleted_with_its_rule_sets(calls: Calls) -> None:
    law = Law("sb434", load_rules(), "durable")
    law.assess(DINNER)
    del law
    gc.collect()

    assert calls.count["delete_state"] == calls.count["delete_ruleset"] == calls.count["create_ruleset"] > 0


def test_ninety_exceptions_that_all_hold_at_once_are_all_found() -> None:
    law = law_of(ruled(ANY_SORT, *(worth(dollars) for dollars in range(90))), "current", "durable")

    finding = law.assess(CASE)["gift"].finding("1-1(a)")

    assert finding.outcome == "excepted"
    assert len(finding.exceptions) == 90
    assert answers(law.assess(CASE)) == answers(law.assess(CASE, engine="direct"))


@pytest.mark.parametrize("many", [2, 32, 33, 64])
def test_a_rule_of_up_to_64_branches_is_answered_with_every_branch_open(many: int) -> None:
    law = law_of(ruled(AnyOf(tuple(worth(dollars) for dollars in range(many)))), "current", "durable")

    for case in (CASE, {"parties": PARTIES, "events": [GIFT]}):
        assert answers(law.assess(case)) == answers(law.assess(case, engine="direct"))


@pytest.mark.parametrize(
    ("condition", "what"),
    [
        (
            lambda: AnyOf(tuple(worth(dollars) for dollars in range(65))),
            "branches 65 times; durable_rules stops after 64",
        ),
        (lambda: nested(16), "joins conditions 16 times; durable_rules has room for 15"),
        (lambda: AllOf(tuple(either_of(dollars) for dollars in range(7))), "could fire 128 times for one event"),
    ],
)
def test_a_rule_beyond_a_limit_is_refused_by_its_own_name(condition: Callable[[], Condition], what: str) -> None:
    law = law_of(ruled(ANY_SORT, worth(1), condition()), "current", "durable")

    with pytest.raises(EngineError, match=rf"engine durable, 1-1\(a\)\(1\): error\[CTE702\] .*{re.escape(what)}"):
        law.assess(CASE)


ANY_SORT = IsOneOf("sort", frozenset(SORTS))


def worth(dollars: int) -> Compare:
    """The value is at least so much."""
    versions = (Version(0, dollars * 100, None, None),)
    return Compare("value", "at least", Limit("", "dollars", dict.fromkeys(LAW_NAMES, versions)))


def either_of(dollars: int) -> AnyOf:
    return AnyOf((worth(dollars), Compare("cost", "at least", worth(dollars).limit)))


def nested(depth: int) -> Condition:
    """Any of and all of, one in the other so many times."""
    made: Condition = worth(0)
    for place in range(depth):
        made = (AllOf if place % 2 else AnyOf)((made, worth(place + 1)))
    return made


def ruled(general: Condition, *exceptions: Condition) -> RuleBase:
    """One provision about transfers with these exceptions."""
    made = tuple(StatutoryException(f"1-1(a)({n})", str(n), "", "", when) for n, when in enumerate(exceptions))
    return RuleBase(
        vocabulary(),
        {"1-1(a)": Provision("1-1(a)", "", "transfer", "duty", general, made, (), None, Statute((), ()), ())},
    )
