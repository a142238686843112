"""JSON text as the same nodes; numbers keep every digit."""

from __future__ import annotations

import json
from decimal import Decimal

from ctethics.diagnostics import Collector, Source, Span
from ctethics.source.nodes import Node
from ctethics.source.python_tree import from_python


class _Refused(Exception):
    pass


def parse_json(source: Source, problems: Collector) -> Node | None:
    """The file's value as nodes, or None and a diagnostic CTE103, CTE106 or CTE107."""

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        named: dict[str, object] = {}
        for key, value in pairs:
            if key in named:
                span = Span.whole(source.name)
                why = "only one of the two could count."
                problems.add("CTE103", span, f"`{key}` is written twice", why=why, fix="keep one of them.")
                raise _Refused
            named[key] = value
        return named

    try:
        value = json.loads("\n".join(source.lines), object_pairs_hook=unique, parse_float=Decimal, parse_int=_integer)
    except _Refused:
        return None
    except RecursionError:
        why, fix = "no case needs that.", "make the file flatter."
        problems.add("CTE106", Span.whole(source.name), "nested too deep", why=why, fix=fix)
        return None
    except json.JSONDecodeError as error:
        span = Span(source, error.lineno, error.colno)
        fix = "check the brackets, quotes and commas here."
        problems.add("CTE107", span, error.msg, why="the file is not well-formed JSON.", fix=fix)
        return None
    return from_python(value, source.name, problems)


def _integer(digits: str) -> object:
    # Python refuses to read integers of more than 4,300 digits; as text it is refused with our own message.
    return int(digits) if len(digits) <= 40 else digits
