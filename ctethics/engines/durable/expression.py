"""Expressions of durable_rules over one flat fact of integers: how they are made, and how much they ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any

Expression = dict[str, Any]
_JOINTS = ("$and", "$or")

# A yes-or-no as a number: Kleene's `and` is the least, his `or` the greatest, and `not` is what is missing to yes.
NO, UNKNOWN, YES = range(3)

# durable_rules keeps integers exact to 2**62 and takes a larger one for another; none that it is given is beyond this,
# which stands for what has no upper end: no condition may hold up to here.
MOST = 2**60


def both(*parts: Expression) -> Expression:
    """Every part holds."""
    flat = _flatten("$and", parts)
    return flat[0] if len(flat) == 1 else {"$and": flat}


def either(*parts: Expression) -> Expression:
    """At least one part holds; durable_rules fires once for each branch that does."""
    flat = _flatten("$or", parts)
    return flat[0] if len(flat) == 1 else {"$or": flat}


def _flatten(joint: str, parts: tuple[Expression, ...]) -> list[Expression]:
    """The parts, those that are joined alike opened, each once."""
    flat: list[Expression] = []
    for part in parts:
        flat += [inner for inner in part.get(joint, [part]) if inner not in flat]
    return flat


def properties_in(*expressions: Expression) -> frozenset[str]:
    """The properties that expressions look at."""
    found: set[str] = set()
    for expression in expressions:
        for key, value in expression.items():
            found |= properties_in(*value) if key in _JOINTS else set(value) if key.startswith("$") else {key}
    return frozenset(found)


def renamed(expression: Expression, names: Mapping[str, str]) -> Expression:
    """The expression with other names for its properties."""
    made: Expression = {}
    for key, value in expression.items():
        if key in _JOINTS:
            made[key] = [renamed(part, names) for part in value]
        elif key.startswith("$"):
            made[key] = {names[name]: number for name, number in value.items()}
        else:
            made[names[key]] = value
    return made


def reach(expression: Expression) -> int:
    """How far the numbers go that an expression compares with; what is at or under one lies below the next."""
    ((key, value),) = expression.items()
    if key in _JOINTS:
        return max(map(reach, value))
    number = next(iter(value.values())) if key.startswith("$") else value
    return abs(int(number)) + (key == "$lte")


def ways(expression: Expression) -> int:
    """In how many ways an expression can hold: durable_rules fires once for each way through its `$or`s."""
    if "$and" in expression:
        return prod(map(ways, expression["$and"]))
    return sum(map(ways, expression["$or"])) if "$or" in expression else 1


def breadth(expression: Expression, after: int = 1) -> int:
    """The most conditions that durable_rules can hold open at once while it follows an expression and what comes after.

    It goes down one branch of an `$or` at a time while the others wait, and branches may begin alike.
    """
    if "$or" in expression:
        return sum(map(breadth, expression["$or"])) + after - 1
    for part in reversed(expression.get("$and", [])):
        after = breadth(part, after)
    return after


def joints(expression: Expression) -> int:
    """How many `$and`s and `$or`s there are in an expression."""
    return sum(1 + sum(map(joints, parts)) for key, parts in expression.items() if key in _JOINTS)


def at_least(name: str, number: int, is_sure: bool) -> Expression:
    """The interval `name` is, or may be, at or over a number."""
    return {"$gte": {name + ("l" if is_sure else "h"): number}}


def at_most(name: str, number: int, is_sure: bool) -> Expression:
    """The interval `name` is, or may be, at or under a number."""
    return {"$lte": {name + ("h" if is_sure else "l"): number}}


def answered(name: str, wanted: bool, is_sure: bool) -> Expression:
    """A yes-or-no property is, or may be, as wanted."""
    return {"$gte": {name: YES if is_sure else UNKNOWN}} if wanted else {"$lte": {name: NO if is_sure else UNKNOWN}}
