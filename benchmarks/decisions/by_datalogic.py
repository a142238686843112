"""W as a JSONLogic rule, compiled once by datalogic.

The rule is one `switch` over the category, which is quicker than a chain of `if`s, and gives one whole number: a list
of two costs more on the way out. A record goes in as the dict it is, or as a `DataHandle`, copied into the library's
own memory beforehand, as its documentation advises for facts that are asked about many times.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from benchmarks.decisions.records import CHANGED
from benchmarks.decisions.way import Way, as_told, code, decoded

Rule = dict[str, Any]


def var(name: str) -> Rule:
    return {"var": name}


def less(name: str, operator: str, old: int, new: int) -> Rule:
    return {operator: [var(name), {"if": [{">=": [var("date"), CHANGED]}, new, old]}]}


def without(*may_except: Rule) -> Rule:
    """Where no exception holds."""
    no = {"or": [{"===": [var("direct"), False]}, {"===": [var("equal"), True]}]}
    unknown = [{"===": [var(name), None]} for name in ("family", "direct", "equal")]
    return {"if": [no, code(False, 0), {"or": [*unknown, *may_except]}, code(None, 0), code(True, 0)]}


def excepted(number: int, when: Rule, otherwise: Rule | None = None) -> Rule:
    return {"if": [when, code(False, number), otherwise or without()]}


def rule() -> Rule:
    attended = excepted(3, var("attends"), without({"===": [var("attends"), None]}))
    token = {"and": [less("value", "<=", 1000, 2000), less("tokens", "<=", 5000, 10000)]}
    cases = [
        ["ceremonial award", excepted(2, less("value", "<", 10000, 25000))],
        ["food or beverage", {"if": [less("food", "<", 5000, 10000), attended, without()]}],
        ["major life event gift", excepted(4, less("value", "<=", 100000, 150000))],
        ["token", excepted(5, token)],
        ["training", code(False, 6)],
        ["event admission", code(False, 7)],
    ]
    return excepted(1, var("family"), {"switch": [var("category"), cases, without()]})


def of_dicts() -> Any:
    from datalogic_py import Engine

    return Engine().compile(rule()).evaluate


def of_handles() -> Any:
    from datalogic_py import Engine

    engine = Engine()
    compiled, session = engine.compile(rule()), engine.session()
    return partial(session.evaluate_int, compiled)


def handle(record: Any) -> Any:
    from datalogic_py import DataHandle

    return DataHandle(record)


FROM_DICTS = Way(of_dicts, as_told, decoded, "datalogic_py")
FROM_HANDLES = Way(of_handles, handle, decoded, "datalogic_py")
