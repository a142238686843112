"""What the checks of conditions claim of rules over few facts, held to every case there is of them."""

from __future__ import annotations

from functools import cache
from itertools import product

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ctethics.engines.direct import Answer, answer, binds
from ctethics.engines.situation import Question, Situation
from ctethics.facts import Event
from ctethics.law.calendar import NEVER
from ctethics.law.phrases import OPERATORS
from ctethics.lint.exceptions import idle
from ctethics.lint.rules import Rule
from ctethics.program import AllOf, AnyOf, Compare, Condition, DaysAfter, IsOneOf, Not, Reading, Value
from tests.lint.test_settled import ALWAYS, NEVER_HOLDS, changed
from tests.lint.tiny import limit, rule

DAY = 740_000
OPERATOR = st.sampled_from(tuple(OPERATORS))
# Some limits are one under each law, some cross: neither is below the other under both.
DOLLARS = st.sampled_from([limit("dollars", *some) for some in ((0,), (5,), (6,), (10,), (5, 10), (10, 5))])
DAYS = st.sampled_from([limit("days", 0), limit("days", 30)])
YES_OR_NO = st.sampled_from([frozenset({True}), frozenset({False})])
LEAVES = st.one_of(
    st.builds(IsOneOf, st.sampled_from(("open", "asked for")), YES_OR_NO),
    st.builds(Compare, st.just("value"), OPERATOR, DOLLARS),
    st.builds(DaysAfter, st.just("sent back"), st.just("label day"), OPERATOR, DAYS),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(AllOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, inner),
        st.builds(Reading, st.just("doubt"), st.fixed_dictionaries({"this": inner, "that": inner})),
    ),
    max_leaves=7,
)
FACTS: dict[str, tuple[Value | None, ...]] = {
    "open": (None, True, False),
    "asked for": (None, True, False),
    "value": (None, 0, 3, 5, 6, 8, 10, 12),
    "sent back": (None, DAY - 1, DAY, DAY + 9, DAY + 30, DAY + 31),
    "label day": (None, DAY, NEVER),
}


@cache
def situations() -> tuple[Situation, ...]:
    """Every case: each law, each choice, each fact unknown or on each side of every limit."""
    return tuple(
        Situation(
            Question(law, {"doubt": choice}),
            Event("one", "transfer", DAY, {}, {}),
            0,
            {name: value for name, value in zip(FACTS, values, strict=True) if value is not None},
            {},
            {},
            None,  # type: ignore[arg-type]
        )
        for law in ("current", "sb434")
        for choice in ("this", "that")
        for values in product(*FACTS.values())
    )


def answered(general: Condition, whens: list[Condition], situation: Situation) -> tuple[Answer, Answer]:
    """Whether the general rule holds, and whether the rule applies."""
    holds = answer(general, situation, {})
    return holds, binds(holds, tuple(answer(when, situation, {}) for when in whens))


def assert_same(made: Rule, general: Condition, whens: list[Condition]) -> None:
    """What the rule and these in its place both answer for certain is the same; known facts leave nothing open."""
    before = made.provision.general, [e.when for e in made.provision.exceptions]
    for situation in situations():
        for old, new in zip(answered(*before, situation), answered(general, whens, situation), strict=True):
            is_known = len(situation.facts) == len(FACTS)
            assert new is old or (not is_known and None in (old, new)), (situation.question, situation.facts)


GENERAL = st.builds(AllOf, st.lists(CONDITIONS, min_size=1, max_size=3).map(tuple))
WHENS = st.lists(CONDITIONS, max_size=2)


@settings(suppress_health_check=list(HealthCheck))
@given(data=st.data(), general=GENERAL, whens=WHENS)
def test_no_case_answers_a_settled_condition_otherwise_where_it_matters(
    data: st.DataObject, general: Condition, whens: list[Condition]
) -> None:
    made = rule(general, *whens)
    settled = list(made.settled())
    assume(settled)
    one = data.draw(st.sampled_from(settled))
    new = ALWAYS if one.holds else NEVER_HOLDS
    assert_same(made, changed(general, one.condition, new), [changed(when, one.condition, new) for when in whens])


@settings(suppress_health_check=list(HealthCheck))
@given(data=st.data(), general=GENERAL, whens=WHENS)
def test_no_case_needs_an_exception_said_to_change_nothing(
    data: st.DataObject, general: Condition, whens: list[Condition]
) -> None:
    made = rule(general, *whens)
    found = idle(made, [])
    exceptions = [*found.never, *(one for one, _ in found.covered)]
    assume(exceptions)
    gone = data.draw(st.sampled_from(exceptions))
    left = [NEVER_HOLDS if e is gone else e.when for e in made.provision.exceptions]
    assert_same(made, general, left)
