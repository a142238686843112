"""What is worked out of an expression beforehand, on expressions drawn at random and evaluated here."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from ctethics.engines.durable.expression import Expression, both, breadth, either, ways
from ctethics.engines.durable.relevance import contexts, matters

GIVEN = ("f0", "f1", "f2", "r0")
ENDS = ("t0l", "t0h", "t1l", "t1h")
NUMBERS = st.integers(0, 2)
LEAVES = st.one_of(
    st.builds(lambda name, number: {"$gte": {name: number}}, st.sampled_from(GIVEN[:3] + ENDS), NUMBERS),
    st.builds(lambda name, number: {"$lte": {name: number}}, st.sampled_from(GIVEN[:3] + ENDS), NUMBERS),
    st.builds(lambda number: {"r0": number}, NUMBERS),
)
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda joint, parts: joint(*parts), st.sampled_from((both, either)), st.lists(inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)
KNOWN = st.fixed_dictionaries(dict.fromkeys((*GIVEN, *ENDS), NUMBERS))


@given(st.lists(EXPRESSIONS, min_size=1, max_size=3), KNOWN, NUMBERS, NUMBERS)
def test_a_total_that_is_said_not_to_matter_changes_no_answer(
    expressions: list[Expression], known: dict[str, int], low: int, high: int
) -> None:
    when = contexts(expressions, ["t0", "t1"], frozenset(GIVEN))

    for total in ("t0", "t1"):
        if not matters(when[total], known):
            other = {**known, total + "l": low, total + "h": high}
            assert [holds(e, known) for e in expressions] == [holds(e, other) for e in expressions]


@given(st.lists(EXPRESSIONS, min_size=1, max_size=4))
def test_no_more_conditions_wait_than_the_breadths_of_the_rules_together(expressions: list[Expression]) -> None:
    assert most_waiting(expressions) <= sum(map(breadth, expressions))


@given(EXPRESSIONS)
def test_the_ways_are_the_alternatives_written_out(expression: Expression) -> None:
    assert ways(expression) == len(written_out(expression))


def holds(expression: Expression, known: dict[str, int]) -> bool:
    """Whether an expression holds."""
    ((key, value),) = expression.items()
    if key in ("$and", "$or"):
        return (all if key == "$and" else any)(holds(part, known) for part in value)
    if key not in ("$gte", "$lte"):
        return known[key] == int(value)
    ((name, number),) = value.items()
    return known[name] >= number if key == "$gte" else known[name] <= number


def written_out(expression: Expression) -> list[tuple[str, ...]]:
    """Every way in which an expression can hold, as the leaves on it."""
    if "$or" in expression:
        return [way for part in expression["$or"] for way in written_out(part)]
    found: list[tuple[str, ...]] = [()]
    for part in expression.get("$and", []):
        found = [(*way, *more) for way in found for more in written_out(part)]
    return found if "$and" in expression else [(json.dumps(expression),)]


class Node:
    """A condition in durable_rules' network: the conditions that are looked at once it holds."""

    def __init__(self) -> None:
        self.next: dict[object, Node] = {}


def most_waiting(expressions: list[Expression]) -> int:
    """How many conditions wait on the stack of durable_rules' `handleAlpha` at most, if every condition holds."""
    root = Node()
    for expression in expressions:
        _link(root, expression)
    stack, most = [root], 1
    while stack:
        stack += stack.pop().next.values()
        most = max(most, len(stack))
    return most


def _link(node: Node, expression: Expression) -> Node:
    """Put an expression behind a node as durable_rules does, which shares a condition that is there; its last node."""
    if "$or" in expression:
        joined = Node()
        for part in expression["$or"]:
            _link(node, part).next[id(joined)] = joined
        return joined
    for part in expression.get("$and", []):
        node = _link(node, part)
    return node if "$and" in expression else node.next.setdefault(json.dumps(expression), Node())
