"""YAML as a tree of text with positions.

Built from the parser's events and without recursion, so that no nesting can exhaust the interpreter's stack, and
before anything is typed, so that `no`, `010`, `12:30` and `1_000` stay what the author wrote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from ctethics.diagnostics import Collector, Source, Span
from ctethics.source.nodes import Mapping, Node, Scalar, Sequence

_PARSER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Tabs, what YAML calls not printable, and line ends that are none to an editor.
_REFUSED = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
MOST_DEEP = 40
MOST_NODES = 400_000


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been read; `key` is the name still waiting for its value."""

    span: Span
    is_mapping: bool
    items: list[Node] = field(default_factory=list)
    named: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Span] = field(default_factory=dict)
    key: Scalar | None = None

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
        found = None if line.isprintable() else _REFUSED.search(line)
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
    loader = _PARSER("\n".join(source.lines))
    root: Node | None = None
    stack: list[_Open] = []
    count = 0
    while loader.check_event():
        event = loader.get_event()
        kind = type(event)
        node: Node | None = None
        if kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent, yaml.ScalarEvent, yaml.AliasEvent):
            count += 1
            span = _span(source, event)
            _refuse_marks(event, span, problems)
            if len(stack) >= MOST_DEEP or count > MOST_NODES:
                what = (
                    f"more than {MOST_DEEP} levels deep"
                    if len(stack) >= MOST_DEEP
                    else f"more than {MOST_NODES} values"
                )
                problems.add(
                    "CTE106", span, what, why="no rule or case needs that.", fix="make the file flatter or smaller."
                )
                raise _Refused
            if kind is yaml.ScalarEvent:
                node = Scalar(event.value, span)
            else:
                stack.append(_Open(span, kind is yaml.MappingStartEvent))
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            node = stack.pop().close()
        elif kind is yaml.DocumentStartEvent and root is not None:
            span = _span(source, event)
            problems.add("CTE102", span, "a second document", why="a file holds one.", fix="remove the line `---`.")
            raise _Refused
        if node is None:
            continue
        if not stack:
            root = node
        else:
            _place(node, stack[-1], problems)
    if root is None:
        problems.add("CTE102", Span(source), "no value", why="only comments were found.", fix="write its contents.")
        raise _Refused
    return root


def _span(source: Source, event: yaml.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    width = end.column - start.column if end.line == start.line else 1
    return Span(source, start.line + 1, start.column + 1, max(1, width))


def _refuse_marks(event: Any, span: Span, problems: Collector) -> None:
    what = None
    if getattr(event, "anchor", None) is not None:
        what = f"the {'alias' if isinstance(event, yaml.AliasEvent) else 'anchor'} `{event.anchor}`"
    elif getattr(event, "tag", None) is not None:
        what = f"the tag `{event.tag}`"
    elif isinstance(event, yaml.ScalarEvent) and event.value == "<<" and not event.style:
        what = "a merge key"
    if what:
        why = "anchors, aliases, merge keys and tags make a value mean what is written elsewhere."
        problems.add("CTE104", span, what, why=why, fix="write the value out.")
        raise _Refused


def _place(node: Node, parent: _Open, problems: Collector) -> None:
    if not parent.is_mapping:
        parent.items.append(node)
    elif parent.key is not None:
        parent.named[parent.key.text] = node
        parent.key = None
    elif not isinstance(node, Scalar):
        problems.add("CTE102", node.span, "a list or mapping as a key", why="a key is a name.", fix="write a name.")
        raise _Refused
    else:
        if node.text in parent.named:
            first = parent.keys[node.text]
            why = f"it is already written at line {first.line}, and only one of the two could count."
            problems.add("CTE103", node.span, f"`{node.text}` is written twice", why=why, fix="keep one of them.")
        else:
            parent.keys[node.text] = node.span
        parent.key = node
