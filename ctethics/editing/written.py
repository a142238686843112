"""A file as its author wrote it: values with their comments and blank lines, before any of it means anything."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

import yaml

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLOCK_STYLES = ("|", ">")

# A line and a column from 0.
Place = tuple[int, int]


class Text(NamedTuple):
    """One value."""

    text: str
    has_comments: bool = False


class Block(NamedTuple):
    """A mapping or list; `tail`: the comments after its last entry that stand as deep as it does."""

    entries: tuple[Entry, ...]
    is_list: bool
    in_braces: bool
    tail: tuple[str, ...] = ()

    @property
    def has_comments(self) -> bool:
        return any(entry.has_comments for entry in self.entries) or any(self.tail)


class Entry(NamedTuple):
    """One entry of a collection; that of a list has no key.

    before -- the lines of comment above it, an empty one for a blank line; beside -- the comment on its own line.
    """

    key: str | None
    value: Part
    before: tuple[str, ...]
    beside: str

    @property
    def has_comments(self) -> bool:
        return bool(self.beside) or any(self.before) or self.value.has_comments


Part = Text | Block


class _Mark(NamedTuple):
    """A comment, or a blank line, which has no text."""

    place: Place
    text: str
    is_alone: bool


def read_written(lines: tuple[str, ...]) -> Block | None:
    """The file's mapping or list, of lines that `parse_yaml` reads; None where it is one value."""
    root = yaml.compose("\n".join(lines), _LOADER)
    if not isinstance(root, yaml.CollectionNode):
        return None
    return _Reader(deque(_marks(lines, root))).block(root, 0, (len(lines), 0))


class _Reader:
    """Gives each entry the comments that belong to it; `marks` are those not given yet, in the order of the file."""

    def __init__(self, marks: deque[_Mark]) -> None:
        self.marks = marks

    def block(self, node: yaml.CollectionNode, deep: int, end: Place) -> Block:
        """The collection, whose own comments stand at column `deep` or deeper, and before `end`."""
        is_list = isinstance(node, yaml.SequenceNode)
        pairs = [(None, value) for value in node.value] if is_list else node.value
        end = _place(node.end_mark) if node.flow_style else end
        ends = [*(_place((key or value).start_mark) for key, value in pairs[1:]), end]
        entries = tuple(self._entry(key, value, deep, until) for (key, value), until in zip(pairs, ends, strict=False))
        tail = self._before(end) if node.flow_style else self._tail(deep, end)
        return Block(entries, is_list, bool(node.flow_style), tail)

    def _entry(self, key: yaml.Node | None, value: yaml.Node, deep: int, end: Place) -> Entry:
        before = self._before(_place((key or value).start_mark))
        name = None if key is None else key.value
        if isinstance(value, yaml.CollectionNode) and not value.flow_style:
            beside = self._beside(key.end_mark.line, _place(value.start_mark)) if key else ""
            column = value.start_mark.column
            inner = column if key is None or column > key.start_mark.column else column + 1
            return Entry(name, self.block(value, inner, end), before, beside)
        before += tuple(filter(None, self._before(_place(value.start_mark))))
        part = self.block(value, deep, end) if isinstance(value, yaml.CollectionNode) else Text(value.value)
        last = value.start_mark if getattr(value, "style", None) in _BLOCK_STYLES else value.end_mark
        return Entry(name, part, before, self._beside(last.line, end))

    def _before(self, place: Place) -> tuple[str, ...]:
        """What stands before a place."""
        found = []
        while self.marks and self.marks[0].place < place:
            found.append(self.marks.popleft().text)
        return tuple(found)

    def _beside(self, line: int, end: Place) -> str:
        """The comment at the end of the line, where nothing stands between."""
        if self.marks and not self.marks[0].is_alone and self.marks[0].place[0] == line and self.marks[0].place < end:
            return self.marks.popleft().text
        return ""

    def _tail(self, deep: int, end: Place) -> tuple[str, ...]:
        """The comments before a place that stand at column `deep` or deeper, with the blank lines among them."""
        last = 0
        for number, mark in enumerate(self.marks, start=1):
            if mark.place >= end or (mark.text and mark.place[1] < deep):
                break
            last = number if mark.text else last
        return tuple(self.marks.popleft().text for _ in range(last))


def _place(mark: yaml.Mark) -> Place:
    return mark.line, mark.column


def _marks(lines: tuple[str, ...], root: yaml.Node) -> Iterator[_Mark]:
    """The comments and blank lines: whatever is outside the values, where nothing but a comment can have a `#`."""
    taken = _taken(lines, root)
    for number, line in enumerate(lines):
        spans = taken.get(number, [])
        if not line.strip() and not spans:
            yield _Mark((number, 0), "", True)
        column = line.find("#")
        while column >= 0:
            inside = next((end for start, end in spans if start <= column < end), None)
            if inside is None:
                yield _Mark((number, column), line[column:].rstrip(), not line[:column].strip())
                break
            column = line.find("#", inside)


def _taken(lines: tuple[str, ...], root: yaml.Node) -> dict[int, list[tuple[int, int]]]:
    """What of each line belongs to a value, from column to column."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for node in _scalars(root):
        (first, start), (last, end) = _place(node.start_mark), _place(node.end_mark)
        if node.style in _BLOCK_STYLES:
            # The indicator's own line may have a comment; blank lines after the text are none of it.
            taken.setdefault(first, []).append((start, start + 1))
            first, start = first + 1, 0
            while last > first and (last >= len(lines) or not lines[last][:end].strip()):
                last, end = last - 1, len(lines[last - 1])
        for number in range(first, min(last, len(lines) - 1) + 1):
            ends = end if number == last else len(lines[number])
            taken.setdefault(number, []).append((start if number == first else 0, ends))
    return taken


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    for child in node.value if not isinstance(node, yaml.ScalarNode) else ():
        for part in child if isinstance(child, tuple) else (child,):
            yield from _scalars(part)
