"""W in the expression language of zen-engine: one compiled expression, and decision graphs.

A graph answers much sooner when the engine finds it through a loader of its own and `evaluate` names it than through
`create_decision`. In a graph, W is one expression, or a decision table of which the first row that matches answers.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from benchmarks.decisions.records import CHANGED
from benchmarks.decisions.way import Way, as_told, code, decoded

COLUMNS = ("family", "category", "date", "value", "food", "tokens", "attends", "direct", "equal")


def limit(old: int, new: int) -> str:
    return f"(date >= {CHANGED} ? {new} : {old})"


def without(may_except: str = "") -> str:
    """Where no exception holds."""
    unknown = "family == null or direct == null or equal == null" + may_except
    return f"(direct == false or equal == true ? {code(False, 0)} : {unknown} ? {code(None, 0)} : {code(True, 0)})"


def expression() -> str:
    """The code of the answer."""
    attended = f"(attends == true ? {code(False, 3)} : {without(' or attends == null')})"
    cases = {
        "ceremonial award": f"(value < {limit(10000, 25000)} ? {code(False, 2)} : {without()})",
        "food or beverage": f"(food < {limit(5000, 10000)} ? {attended} : {without()})",
        "major life event gift": f"(value <= {limit(100000, 150000)} ? {code(False, 4)} : {without()})",
        "token": f"(value <= {limit(1000, 2000)} and tokens <= {limit(5000, 10000)} ? {code(False, 5)} : {without()})",
        "training": str(code(False, 6)),
        "event admission": str(code(False, 7)),
    }
    chain = " : ".join(f'category == "{category}" ? {then}' for category, then in cases.items())
    return f"family == true ? {code(False, 1)} : {chain} : {without()}"


def rows() -> list[tuple[int, dict[str, str]]]:
    """The rows of the decision table: the code, and the cells that are not blank."""
    eras = ((f"< {CHANGED}", 10000, 5000, 100000, 1000, 5000), (f">= {CHANGED}", 25000, 10000, 150000, 2000, 10000))
    found = [(code(False, 1), {"family": "true"})]
    for day, award, food, life, token, tokens in eras:
        found += [
            (code(False, 2), {"category": '"ceremonial award"', "date": day, "value": f"< {award}"}),
            (code(False, 3), {"category": '"food or beverage"', "date": day, "food": f"< {food}", "attends": "true"}),
            (code(False, 4), {"category": '"major life event gift"', "date": day, "value": f"<= {life}"}),
            (code(False, 5), {"category": '"token"', "date": day, "value": f"<= {token}", "tokens": f"<= {tokens}"}),
        ]
    found += [(code(False, 6), {"category": '"training"'}), (code(False, 7), {"category": '"event admission"'})]
    found += [(code(False, 0), {"direct": "false"}), (code(False, 0), {"equal": "true"})]
    found += [(code(None, 0), {name: "null"}) for name in ("family", "direct", "equal")]
    for day, _, food, *_ in eras:
        open_meal = {"category": '"food or beverage"', "date": day, "food": f"< {food}", "attends": "null"}
        found.append((code(None, 0), open_meal))
    return [*found, (code(True, 0), {})]


def graph(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """What goes in, one node, and what comes out."""
    nodes = [("in", "inputNode", {}), ("decide", kind, content), ("out", "outputNode", {})]
    edges = [("in", "decide"), ("decide", "out")]
    return {
        "nodes": [{"id": name, "name": name, "type": type_, "content": held} for name, type_, held in nodes],
        "edges": [{"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b} for a, b in edges],
    }


def of_expression() -> dict[str, Any]:
    told = {"id": "code", "key": "code", "value": expression()}
    return graph("expressionNode", {"passThrough": False, "expressions": [told]})


def of_table() -> dict[str, Any]:
    cells = [
        {"_id": str(number), **dict.fromkeys(COLUMNS, ""), **row, "code": str(answer)}
        for number, (answer, row) in enumerate(rows())
    ]
    columns = [{"id": name, "name": name, "field": name} for name in COLUMNS]
    outputs = [{"id": "code", "name": "code", "field": "code"}]
    held = {"hitPolicy": "first", "passThrough": False, "inputs": columns, "outputs": outputs, "rules": cells}
    return graph("decisionTableNode", held)


def compiled() -> Any:
    import zen

    return zen.compile_expression(expression()).evaluate


def loaded(content: dict[str, Any]) -> Any:
    import zen

    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"w": content}}})
    return partial(engine.evaluate, "w")


def of_graph(found: Any) -> Any:
    return decoded(found["result"]["code"])


WAYS = {
    "compiled expression": Way(compiled, as_told, decoded, "zen"),
    "graph of one expression": Way(lambda: loaded(of_expression()), as_told, of_graph, "zen"),
    "graph of a decision table": Way(lambda: loaded(of_table()), as_told, of_graph, "zen"),
}
