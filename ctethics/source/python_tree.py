"""A Python value as nodes whose places are paths: `case.events[0].value`."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence as AbstractSequence
from functools import lru_cache

from ctethics.diagnostics import Collector, Source, Span
from ctethics.source.nodes import Mapping, Node, Scalar, Sequence, repr_value

# A place is told for people: longer, and every value of a case could hold a copy of a name as long as the file.
_LONGEST_NAME = 60
_LONGEST_PLACE = 400
MOST_DEEP = 40
MOST_NODES = 400_000


class _Places(AbstractMapping[str, Span]):
    """The place of each name of a mapping, made only when a message asks for it."""

    def __init__(self, path: str, items: dict[str, Node]) -> None:
        self._path, self._items = path, items

    def __getitem__(self, name: str) -> Span:
        return Span.whole(within(self._path, f".{name}"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


def within(path: str, inner: str) -> str:
    """The path of what is inside, names and the whole cut where they are long."""
    step = inner if len(inner) <= _LONGEST_NAME else f"{inner[:_LONGEST_NAME]}…"
    whole = path + step
    half = _LONGEST_PLACE // 2
    return whole if len(whole) <= _LONGEST_PLACE else f"{whole[: half - 1]}…{whole[-half:]}"


class _Refused(Exception):
    """The rest of the value is not worth reading."""


def from_python(value: object, path: str, problems: Collector) -> Node | None:
    """Nodes for a mapping of names, sequences and values.

    Reports CTE106 for a value nested too deep, inside itself or too large, CTE603 for a name that is not text.
    """
    try:
        return _Reader(problems).node(value, path, 0)
    except _Refused:
        return None


@lru_cache(maxsize=4096)
def _place(path: str) -> Span:
    # The same paths come with every case.
    return Span(Source(path))


class _Reader:
    """Counts the values read, so that a value that holds another many times over cannot exhaust the memory."""

    def __init__(self, problems: Collector) -> None:
        self.problems, self.count = problems, 0

    def node(self, value: object, path: str, depth: int) -> Node:
        span = _place(path)
        self.count += 1
        if depth > MOST_DEEP or self.count > MOST_NODES:
            what = "nested too deep" if depth > MOST_DEEP else f"more than {MOST_NODES:,} values"
            why = "no case needs that; perhaps something contains itself."
            self.problems.add("CTE106", span, what, why=why, fix="make it flatter or smaller.")
            raise _Refused
        if isinstance(value, str):
            return Scalar(value, span)
        if isinstance(value, AbstractMapping):
            self.count += len(value)
            return self._mapping(value, path, depth)
        if isinstance(value, AbstractSequence | set | frozenset) and not isinstance(value, bytes | bytearray):
            self.count += len(value)
            ordered = sorted(value, key=repr) if isinstance(value, set | frozenset) else value
            nodes = [self.node(inner, within(path, f"[{i}]"), depth + 1) for i, inner in enumerate(ordered)]
            return Sequence(tuple(nodes), span)
        return Scalar(value, span)

    def _mapping(self, value: AbstractMapping[object, object], path: str, depth: int) -> Mapping:
        items: dict[str, Node] = {}
        for key, inner in value.items():
            if isinstance(inner, str) and isinstance(key, str):
                # Most values are; the few words spare the common case a call.
                items[key] = Scalar(inner, _place(within(path, f".{key}")))
            elif isinstance(key, str):
                items[key] = self.node(inner, within(path, f".{key}"), depth + 1)
            else:
                what = f"the name {repr_value(key)} is not text"
                why = "facts, parties and events are named by text."
                self.problems.add("CTE603", Span(Source(path)), what, why=why, fix="use a str.")
        return Mapping(items, _Places(path, items), Span(Source(path)))
