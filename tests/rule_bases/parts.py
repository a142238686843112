"""Plain values as the parts of a file that is laid out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ctethics.editing.written import Block, Entry, Text
from tests.rule_bases.told import Told


def filled(values: Mapping[str, Any]) -> Told:
    """The values without those that are nothing."""
    return {name: value for name, value in values.items() if value}


def block(value: Any) -> Any:
    """Plain values as the parts of a file; what holds no other collection may stand in braces."""
    if isinstance(value, str):
        return Text(value)
    pairs = value.items() if isinstance(value, Mapping) else ((None, one) for one in value)
    entries = tuple(Entry(name, block(one), (), "") for name, one in pairs)
    is_plain = all(isinstance(entry.value, Text) for entry in entries)
    return Block(entries, isinstance(value, list), is_plain)
