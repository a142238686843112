"""Python values as a file to be laid out: mappings, lists and texts."""

from __future__ import annotations

from typing import Any

from ctethics.editing.written import Block, Entry, Part, Text


def written(value: Any) -> Part:
    """The value as if an author had written it on one line."""
    if isinstance(value, dict):
        return Block(tuple(Entry(key, written(inner), (), "") for key, inner in value.items()), False, True)
    if isinstance(value, list | tuple):
        return Block(tuple(Entry(None, written(inner), (), "") for inner in value), True, True)
    return Text(str(value))
