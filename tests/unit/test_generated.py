"""The generated functions: what goes into their source, and decisions on single records."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import date

import pytest

import ctethics
from ctethics import EngineError, Law, UsageError
from ctethics.engines.direct import DirectEngine
from ctethics.engines.generated.run import GeneratedEngine
from ctethics.engines.generated.source import decision_source, verdicts_source
from ctethics.engines.situation import Situation
from ctethics.engines.totals import Totals
from ctethics.facts import Event, Ledger, Party
from ctethics.outcome import Verdict
from ctethics.program import AllOf, Condition, EventKind, Fact, IsOneOf, Not, Program, Role, Value, Vocabulary
from tests.asking import answers, law_named, law_of

DAY = date(2025, 3, 3).toordinal()
DINNER = {
    "date": DAY,
    "item": "food or beverage",
    "value": 7500,
    "cost": 7500,
    "consideration": 0,
    "returned": None,
    "directly and personally received": True,
    "donor in attendance": True,
}
REPORT = {**DINNER, "recipient position": "state employee", "recipient agency": "OPM"}
HOSTILE = [
    "x = __import__('os')",
    "line\nraise SystemExit",
    "a quote \"'''\\",
    "é ü",
    "class",
    "None",
    "facts",
    "total",
    "plain",
    "from_739160",
    "so_far_0",
    "e1",
    "9 lives",
    "_",
    "",
]


def law_asking(name: str) -> Law:
    """A law that asks one choice fact, its name also one of its choices."""
    fact = Fact(name, "choice", "", (name, "other"))
    parts = {"donor": Role("donor", ""), "recipient": Role("recipient", "")}
    asked = Vocabulary(
        {}, {"transfer": EventKind("transfer", "", parts, {name: fact, "d a t e": replace(fact, name="d a t e")})}
    )
    rule = AllOf((IsOneOf(name, frozenset({name})), IsOneOf("d a t e", frozenset({name}))))
    return law_ruling(asked, rule)


def law_ruling(vocabulary: Vocabulary, rule: Condition) -> Law:
    """A law of one provision about transfers."""
    shipped = law_named("sb434").program
    pattern = replace(
        shipped.provisions["1-84(o)"], general=rule, exceptions=(), duty=None, readings=(), consequences=()
    )
    return law_of(Program(vocabulary, {"1-84(o)": pattern}), "sb434", "generated")


def ask(law: Law, **facts: object) -> list[object]:
    """The answers of the generated engine and of the direct one."""
    event = {"id": "e", "kind": "transfer", "date": "2025-03-03", "donor": "ann", "recipient": "rae", **facts}
    case = {"parties": {"ann": {}, "rae": {}}, "events": [event]}
    return [answers(law.assess(case, engine=engine)) for engine in ("generated", "direct")]


def situated(law: Law, facts: dict[str, Value]) -> Situation:
    """One transfer of typed facts."""
    event = Event("e", "transfer", DAY, {"donor": "ann", "recipient": "rae"}, facts)
    ledger = Ledger({name: Party(name, {}) for name in ("ann", "rae")}, (event,))
    return Totals(law.program, ledger, law.question()).situation(0)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_or_a_value_that_looks_like_code_is_neither_run_nor_mistaken(name: str) -> None:
    law = law_asking(name)
    module = ast.parse(verdicts_source(law.program, "transfer", "sb434", {}).text)

    calls = [node.func for node in ast.walk(module) if isinstance(node, ast.Call)]
    assert [type(node) for node in module.body] == [ast.FunctionDef]
    assert {call.id for call in calls if isinstance(call, ast.Name)} <= {"get"}
    assert [value.value for value in ast.walk(module) if isinstance(value, ast.Constant)].count(name) >= 2
    for told in ({name: name}, {name: "other"}, {}):
        situation = situated(law, {**told, "d a t e": name})
        found = GeneratedEngine(law.program).verdicts(situation)
        assert found == DirectEngine(law.program).verdicts(situation)
        assert found["1-84(o)"].binding is {name: True, "other": False, None: None}[told.get(name)]


def test_generation_is_the_same_every_time() -> None:
    program = law_named("sb434").program
    one, other = (verdicts_source(program, "transfer", "sb434", program.default_readings) for _ in range(2))
    assert one == other


def test_a_decision_says_whether_the_provision_applies_and_what_excepts_it() -> None:
    decide = law_named("sb434").decision("1-79(5)")

    assert decide({**DINNER, "1-79(5) food and beverage": (9999, 9999)}) == (False, "1-79(5)(I)")
    # Other exceptions are open, and so is this one where the total may reach the limit.
    assert decide({**DINNER, "1-79(5) food and beverage": (10000, 10000)}) == (None, None)
    assert decide({**DINNER, "1-79(5) food and beverage": (9999, 10000)}) == (None, None)
    assert decide({**DINNER, "value": 0}) == (False, None)


def test_a_traced_decision_answers_every_exception() -> None:
    verdict = law_named("sb434").decision("1-79(5)", trace=True)({**DINNER, "1-79(5) food and beverage": (9999, 9999)})

    assert isinstance(verdict, Verdict)
    assert verdict.exceptions[8] is True  # (I)
    assert verdict.exceptions[0] is False  # (A): a dinner is no political contribution
    assert len(verdict.exceptions) == 19
    assert verdict.binding is False


def test_a_decision_asks_the_provisions_that_it_refers_to() -> None:
    decide = law_named("sb434").decision("1-84(m)")
    dealing = {**REPORT, "donor doing business with": frozenset({"OPM"}), "knowingly": True}

    assert decide({**dealing, "1-79(5) food and beverage": (9999, 9999)})[0] is False
    assert decide({**dealing, "value": 0})[0] is False
    assert decide(dealing)[0] is None


def test_what_a_record_does_not_give_is_unknown_and_never_no() -> None:
    decide = law_named("sb434").decision("1-84(o)")
    whole = {name: value for name, value in REPORT.items() if name in ("date", "item", "value", "consideration")}
    whole |= {"donor doing business with": frozenset({"OPM"}), "recipient agency": "OPM"}
    whole["recipient position"] = "state employee"

    assert decide(whole) == (True, None)
    assert decide({**whole, "value": None}) == (None, None)
    assert decide({name: value for name, value in whole.items() if name != "value"}) == (None, None)


def test_a_reading_may_be_chosen_for_a_decision() -> None:
    law = law_named("sb434")
    year = {**DINNER, "1-79(5) food and beverage, the whole period": (9999, 9999)}

    assert law.decision("1-79(5)", readings={"crossing": "the whole year"})(year) == (False, "1-79(5)(I)")
    with pytest.raises(ctethics.CaseError, match="crossing"):
        law.decision("1-79(5)", readings={"crossing": "never"})


def test_a_misspelt_name_in_a_record_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        law_named("sb434").decision("1-84(o)")({"date": DAY, "valeu": 7500})

    assert str(caught.value) == (
        "record: error[CTE601] nothing called `valeu` is looked at\n"
        " why: a misspelt fact would be unknown.\n"
        " fix: write `value`."
    )


def test_a_record_without_a_date_is_refused() -> None:
    with pytest.raises(UsageError, match="`date` is missing"):
        law_named("sb434").decision("1-84(o)")({"value": 7500})


def test_a_decision_about_no_provision_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        law_named("sb434").decision("1-84(0)")

    assert str(caught.value).startswith("provision: error[CTE601] unknown provision `1-84(0)`")


def test_conditions_nested_beyond_what_python_compiles_are_refused() -> None:
    law = law_asking("shade")
    deep: Condition = IsOneOf("shade", frozenset({"other"}))
    for _ in range(30):
        deep = Not(Not(deep))
    one, other = ask(law_ruling(law.program.vocabulary, deep), shade="other")
    assert one == other

    with pytest.raises(EngineError, match="nested more than 60 deep"):
        ask(law_ruling(law.program.vocabulary, Not(deep)), shade="other")


def test_what_a_decision_runs_is_what_show_prints() -> None:
    law = law_named("sb434")
    shown = decision_source(law.program, "1-84(o)", "sb434", law.program.default_readings, is_traced=False)
    decide = law.decision("1-84(o)")
    names: dict[str, object] = {}
    exec(shown.text, names)

    assert decide.__code__.co_code == names["decide"].__code__.co_code  # type: ignore[attr-defined]
    assert decide.__code__.co_consts == names["decide"].__code__.co_consts  # type: ignore[attr-defined]
