"""A Python value as nodes whose places are paths: `case.events[0].value`."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence as AbstractSequence

from ctethics.diagnostics import Collector, Source, Span
from ctethics.source.nodes import Mapping, Node, Scalar, Sequence, repr_value

MOST_DEEP = 40


class _Places(AbstractMapping[str, Span]):
    """The place of each name of a mapping, made only when a message asks for it."""

    def __init__(self, path: str, items: dict[str, Node]) -> None:
        self._path, self._items = path, items

    def __getitem__(self, name: str) -> Span:
        return Span.whole(f"{self._path}.{name}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


def from_python(value: object, path: str, problems: Collector, depth: int = 0) -> Node | None:
    """Nodes for a mapping of names, sequences and values.

    Reports CTE106 for a value nested too deep (or inside itself) and CTE603 for a name that is not text.
    """
    span = Span(Source(path))
    if isinstance(value, str):
        return Scalar(value, span)
    if depth > MOST_DEEP:
        problems.add("CTE106", span, "nested too deep", why="no case needs that.", fix="make it flatter.")
        return None
    if isinstance(value, AbstractMapping):
        items: dict[str, Node] = {}
        for key, inner in value.items():
            if not isinstance(key, str):
                what = f"the name {repr_value(key)} is not text"
                problems.add("CTE603", span, what, why="facts, parties and events are named by text.", fix="use a str.")
                continue
            node = from_python(inner, f"{path}.{key}", problems, depth + 1)
            if node is not None:
                items[key] = node
        return Mapping(items, _Places(path, items), span)
    if isinstance(value, AbstractSequence | set | frozenset) and not isinstance(value, str | bytes | bytearray):
        ordered = sorted(value, key=repr) if isinstance(value, set | frozenset) else value
        nodes = [from_python(inner, f"{path}[{i}]", problems, depth + 1) for i, inner in enumerate(ordered)]
        return Sequence(tuple(node for node in nodes if node is not None), span)
    return Scalar(value, span)
