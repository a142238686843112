"""YAML as a tree of text with positions.

Built from the parser's events and without recursion, so that no nesting can exhaust the interpreter's stack, and
before anything is typed, so that `no`, `010`, `12:30` and `1_000` stay what the author wrote.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ctethics.diagnostics import Collector, Source, Span
from ctethics.source.nodes import Mapping, Node, Scalar, Sequence

_PARSER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Tabs, what YAML calls not printable, and line ends that are none to an editor; compiled when a line may have one.
_REFUSED = "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_STARTS = (MappingStartEvent, SequenceStartEvent, AliasEvent)
_ENDS = (MappingEndEvent, SequenceEndEvent)
# What makes a Span or a Scalar, without the call in between: there are tens of thousands.
_made = tuple.__new__
MOST_DEEP = 40
MOST_NODES = 400_000


class _Open:
    """A collection whose end has not been read; `key` is the name still waiting for its value."""

    __slots__ = ("is_mapping", "items", "key", "keys", "named", "span")

    def __init__(self, span: Span, is_mapping: bool) -> None:
        self.span, self.is_mapping = span, is_mapping
        self.items: list[Node] = []
        self.named: dict[str, Node] = {}
        self.keys: dict[str, Span] = {}
        self.key: str | None = None

    def close(self) -> Node:
        return Mapping(self.named, self.keys, self.span) if self.is_mapping else Sequence(tuple(self.items), self.span)


class _Refused(Exception):
    """The rest of the file is not worth reading."""


def parse_yaml(source: Source, problems: Collector) -> Node | None:
    """The file's one document as nodes, or None and a diagnostic.

    Reports CTE102 (not YAML), CTE103 (a key twice), CTE104 (anchor, alias, merge key, tag), CTE105 (tab),
    CTE106 (too deep or too large).
    """
    if _refuse_characters(source, problems):
        return None
    try:
        return _build(source, problems)
    except _Refused:
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        span = Span(source, mark.line + 1, mark.column + 1) if mark else Span(source)
        what = getattr(error, "problem", None) or " ".join(str(error).split())
        fix = "check the indentation, the quotes and the brackets on this line and the one above."
        problems.add("CTE102", span, what, why="the file is not well-formed YAML.", fix=fix)
        return None


def _refuse_characters(source: Source, problems: Collector) -> bool:
    """Whether a line has a tab or a character that YAML does not allow or takes for the end of a line."""
    before = len(problems.found)
    for number, line in enumerate(source.lines, start=1):
        found = None if line.isprintable() else re.search(_REFUSED, line)
        if found is None:
            continue
        span = Span(source, number, found.start() + 1)
        if found[0] == "\t":
            problems.add("CTE105", span, "a tab", why="tabs look like spaces and are not.", fix="write spaces instead.")
        else:
            what = f"the character U+{ord(found[0]):04X}"
            problems.add("CTE102", span, what, why="it cannot be seen, and YAML does not allow it.", fix="delete it.")
    return len(problems.found) > before


def _build(source: Source, problems: Collector) -> Node:
    """The nodes, in one loop over the parser's events: what is done for each is what reading a file costs."""
    next_event = _PARSER("\n".join(source.lines)).get_event
    root: Node | None = None
    stack: list[_Open] = []
    count = 0
    while (event := next_event()) is not None:
        kind = type(event)
        if kind is ScalarEvent or kind in _STARTS:
            count += 1
            start, end = event.start_mark, event.end_mark
            line, column = start.line, start.column
            width = (end.column - column or 1) if end.line == line else 1
            span = _made(Span, (source, line + 1, column + 1, width))
            if event.anchor is not None or event.tag is not None or (kind is ScalarEvent and event.value == "<<"):
                _refuse_marks(event, span, problems)
            if len(stack) >= MOST_DEEP or count > MOST_NODES:
                _refuse_size(len(stack), span, problems)
            if kind is not ScalarEvent:
                stack.append(_Open(span, kind is MappingStartEvent))
                continue
            node: Node = _made(Scalar, (event.value, span))
        elif kind in _ENDS:
            node = stack.pop().close()
        elif kind is DocumentStartEvent and root is not None:
            start = event.start_mark
            span = Span(source, start.line + 1, start.column + 1, len("---"))
            problems.add("CTE102", span, "a second document", why="a file holds one.", fix="remove the line `---`.")
            raise _Refused
        else:
            continue
        if not stack:
            root = node
        else:
            _place(node, stack[-1], problems)
    if root is None:
        problems.add("CTE102", Span(source), "no value", why="only comments were found.", fix="write its contents.")
        raise _Refused
    return root


def _refuse_size(depth: int, span: Span, problems: Collector) -> None:
    what = f"more than {MOST_DEEP} levels deep" if depth >= MOST_DEEP else f"more than {MOST_NODES} values"
    problems.add("CTE106", span, what, why="no rule or case needs that.", fix="make the file flatter or smaller.")
    raise _Refused


def _refuse_marks(event: Any, span: Span, problems: Collector) -> None:
    if event.anchor is not None:
        what = f"the {'alias' if isinstance(event, AliasEvent) else 'anchor'} `{event.anchor}`"
    elif event.tag is not None:
        what = f"the tag `{event.tag}`"
    elif not event.style:
        what = "a merge key"
    else:
        return
    why = "anchors, aliases, merge keys and tags make a value mean what is written elsewhere."
    problems.add("CTE104", span, what, why=why, fix="write the value out.")
    raise _Refused


def _place(node: Node, parent: _Open, problems: Collector) -> None:
    """Puts a value into the list or mapping it stands in; a name waits for its value."""
    if not parent.is_mapping:
        parent.items.append(node)
    elif parent.key is not None:
        parent.named[parent.key] = node
        parent.key = None
    elif not isinstance(node, Scalar):
        problems.add("CTE102", node.span, "a list or mapping as a key", why="a key is a name.", fix="write a name.")
        raise _Refused
    else:
        name = parent.key = str(node.value)
        if name in parent.named:
            why = f"it is already written at line {parent.keys[name].line}, and only one of the two could count."
            problems.add("CTE103", node.span, f"`{name}` is written twice", why=why, fix="keep one of them.")
        else:
            parent.keys[name] = node.span
