"""When it can matter what a total comes to: adding one up takes long, and most often something beside it fails.

A rule asks for a total among other things. Where none of the rules that do can hold whatever the total, it may be
anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ctethics.engines.durable.expression import MOST, Expression, properties_in

# What must hold of other properties: each at least and at most so much.
Context = tuple[tuple[str, int, int], ...]
_FAR = 2 * MOST


def matters(contexts: Iterable[Context], known: dict[str, int]) -> bool:
    """Whether one of the contexts holds."""
    for context in contexts:
        for name, least, most in context:
            if not least <= known[name] <= most:
                break
        else:
            return True
    return False


def contexts(
    expressions: Iterable[Expression], totals: Iterable[str], given: frozenset[str]
) -> dict[str, set[Context]]:
    """For each total the contexts in which some expression's answer depends on it, by the `given` properties alone."""
    found: dict[str, set[Context]] = {name: set() for name in totals}
    for expression in expressions:
        for name, context in _contexts(expression):
            if name[:-1] in found:
                found[name[:-1]].add(tuple(test for test in context if test[0] in given))
    return found


def _contexts(expression: Expression) -> Iterator[tuple[str, Context]]:
    """Each property in an expression, with what stands beside it under every `$and`."""
    if "$or" in expression:
        for part in expression["$or"]:
            yield from _contexts(part)
    elif "$and" in expression:
        parts: list[Expression] = expression["$and"]
        beside = tuple(_test(part) for part in parts if "$or" not in part)
        for part in parts:
            yield from ((name, (*beside, *inner)) for name, inner in _contexts(part))
    else:
        yield from ((name, ()) for name in properties_in(expression))


def _test(leaf: Expression) -> tuple[str, int, int]:
    ((key, value),) = leaf.items()
    if key not in ("$gte", "$lte"):
        return key, value, value
    ((name, number),) = value.items()
    return (name, number, _FAR) if key == "$gte" else (name, -_FAR, number)
