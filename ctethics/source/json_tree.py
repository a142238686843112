"""JSON text as the same nodes; numbers keep every digit."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal, InvalidOperation

from ctethics.diagnostics import Collector, Source, Span
from ctethics.source.nodes import Node
from ctethics.source.python_tree import from_python, within


class _Object(dict[str, object]):
    """A JSON object that remembers the names written twice."""

    twice: tuple[str, ...] = ()


def parse_json(source: Source, problems: Collector) -> Node | None:
    """The file's value as nodes, or None and a diagnostic CTE103, CTE106 or CTE107."""
    try:
        value = json.loads("\n".join(source.lines), object_pairs_hook=_object, parse_float=Decimal, parse_int=_integer)
    except RecursionError:
        why, fix = "no case needs that.", "make the file flatter."
        problems.add("CTE106", Span.whole(source.name), "nested too deep", why=why, fix=fix)
        return None
    except json.JSONDecodeError as error:
        span = Span(source, error.lineno, error.colno)
        fix = "check the brackets, quotes and commas here."
        what = error.msg.removesuffix(" at")
        problems.add("CTE107", span, what, why="the file is not well-formed JSON.", fix=fix)
        return None
    except InvalidOperation:
        what, why = "a number has too many digits in its exponent", "no amount is that large or small."
        problems.add("CTE107", Span.whole(source.name), what, why=why, fix="write its digits out.")
        return None
    node = from_python(value, source.name, problems)
    if node is not None:
        _report_twice(value, source.name, problems)
    return node


def _object(pairs: list[tuple[str, object]]) -> _Object:
    named = _Object(pairs)
    if len(named) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        named.twice = tuple(name for name in named if counts[name] > 1)
    return named


def _report_twice(value: object, path: str, problems: Collector) -> None:
    if isinstance(value, _Object):
        for name in value.twice:
            why = "only one of the two could count."
            problems.add("CTE103", Span.whole(path), f"`{name}` is written twice", why=why, fix="keep one of them.")
        for name, inner in value.items():
            _report_twice(inner, within(path, f".{name}"), problems)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _report_twice(inner, within(path, f"[{index}]"), problems)


def _integer(digits: str) -> object:
    # Python refuses to read integers of more than 4,300 digits; a Decimal is refused with our own message.
    return int(digits) if len(digits) <= 40 else Decimal(digits)
