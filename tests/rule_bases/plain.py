"""What a program means, without any words: two that are alike here are the same rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from ctethics.program import Program

# What only the words of a statute bring.
_WORDS = frozenset({"statute", "quote", "says", "found", "rests_on"})


def plain(value: object) -> object:
    """The value with each part by its name, those that are words left out; the order of provisions is none of it."""
    if isinstance(value, Program):
        return {"provisions": plain(value.provisions), "vocabulary": value.vocabulary}
    if is_dataclass(value) and not isinstance(value, type):
        inner = {one.name: plain(getattr(value, one.name)) for one in fields(value) if one.name not in _WORDS}
        return type(value).__name__, inner
    if isinstance(value, Mapping):
        return {name: plain(inner) for name, inner in value.items()}
    return tuple(map(plain, value)) if isinstance(value, tuple) else value
