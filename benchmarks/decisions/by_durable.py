"""W in durable_rules by its own Python layer: flat rules over one fact, which note what they conclude.

Unknown is not told from no there, so questions are answered in the lattice and what may be has rules of its own. The
fact is asserted under a new session that is deleted afterwards, or under one session and then retracted. A fact that
no rule matches is an exception of the library: a gift.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from itertools import count
from typing import Any

from benchmarks.decisions.by_hand import Answer
from benchmarks.decisions.records import CHANGED
from benchmarks.decisions.way import Way, code, decoded, in_lattice

Fact = dict[str, Any]
NAME = "w"
NO, OPEN = code(False, 0), code(None, 0)


def rules(m: Any) -> list[tuple[int, Any]]:
    """What each rule concludes, and when."""
    found = [(code(False, 1), m.family == 2)]
    eras = (
        (m.date < CHANGED, 10000, 5000, 100000, 1000, 5000),
        (m.date >= CHANGED, 25000, 10000, 150000, 2000, 10000),
    )
    for era, award, food, life, token, tokens in eras:
        meal = (m.category == "food or beverage") & era & (m.food < food)
        found += [
            (code(False, 2), (m.category == "ceremonial award") & era & (m.value < award)),
            (code(False, 3), meal & (m.attends == 2)),
            (OPEN, meal & (m.attends == 1)),
            (code(False, 4), (m.category == "major life event gift") & era & (m.value <= life)),
            (code(False, 5), (m.category == "token") & era & (m.value <= token) & (m.tokens <= tokens)),
        ]
    found += [(code(False, 6), m.category == "training"), (code(False, 7), m.category == "event admission")]
    found += [(NO, m.direct == 0), (NO, m.equal == 2)]
    return [*found, *((OPEN, condition) for condition in (m.family == 1, m.direct == 1, m.equal == 1))]


def made() -> list[int]:
    """The rule set, registered; the list into which its rules put what they conclude."""
    from durable.lang import m, ruleset, when_all

    concluded: list[int] = []

    def note(answer: int) -> Callable[[Any], None]:
        return lambda _: concluded.append(answer)

    with ruleset(NAME):
        for answer, condition in rules(m):
            when_all(condition)(note(answer))
    return concluded


def new_session() -> Callable[[Fact], list[int]]:
    from durable.engine import MessageNotHandledException
    from durable.lang import assert_fact, delete_state

    concluded, sessions = made(), count()

    def decide(fact: Fact) -> list[int]:
        concluded.clear()
        session = str(next(sessions))
        with contextlib.suppress(MessageNotHandledException):
            assert_fact(NAME, {**fact, "sid": session})
        delete_state(NAME, session)
        return concluded

    return decide


def retracted() -> Callable[[Fact], list[int]]:
    from durable.engine import MessageNotHandledException
    from durable.lang import assert_fact, retract_fact

    concluded, ids = made(), count()

    def decide(fact: Fact) -> list[int]:
        concluded.clear()
        named = {**fact, "id": next(ids)}
        try:
            assert_fact(NAME, named)
        except MessageNotHandledException:
            return concluded
        retract_fact(NAME, named)
        return concluded

    return decide


def answer(concluded: list[int]) -> Answer:
    """The first exception, else no, else unknown, else yes."""
    exceptions = [number for number in concluded if number > code(True, 0)]
    if exceptions:
        return decoded(min(exceptions))
    return (False, 0) if NO in concluded else (None, 0) if OPEN in concluded else (True, 0)


WAYS = {
    "a new session": Way(new_session, in_lattice, answer, "durable"),
    "one session, retracted": Way(retracted, in_lattice, answer, "durable"),
}
