"""A program's parts with some of them exchanged, each found by identity: another may be equal to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from ctethics.law.statute import Statute
from ctethics.program import Quoted, Version

# In the place of a part of a list: the list without it.
DROPPED: Final = object()
# What no slip is made in.
_CLOSED: Final = (Quoted, Statute, Version)


def rebuilt(part: Any, swaps: Mapping[int, Any]) -> Any:
    """The part with what `swaps` has for it or for anything inside; itself where that is nothing."""
    if id(part) in swaps:
        return swaps[id(part)]
    if type(part) is tuple:
        made = tuple(rebuilt(one, swaps) for one in part)
        same = all(one is other for one, other in zip(made, part, strict=True))
        return part if same else tuple(one for one in made if one is not DROPPED)
    if type(part) is dict:
        named = {key: rebuilt(one, swaps) for key, one in part.items()}
        return part if all(named[key] is one for key, one in part.items()) else named
    if not _is_open(part):
        return part
    inside = {name: (one, rebuilt(one, swaps)) for name, one in _fields(part)}
    changed = {name: made for name, (one, made) in inside.items() if made is not one}
    return replace(part, **changed) if changed else part


def inside(part: Any) -> Iterator[Any]:
    """The part and all that can be exchanged in it, in the order written."""
    if type(part) is tuple:
        for one in part:
            yield from inside(one)
    elif type(part) is dict:
        for one in part.values():
            yield from inside(one)
    elif _is_open(part):
        yield part
        for _, one in _fields(part):
            yield from inside(one)


def _is_open(part: Any) -> bool:
    return is_dataclass(part) and not isinstance(part, _CLOSED)


def _fields(part: Any) -> Iterator[tuple[str, Any]]:
    return ((field.name, getattr(part, field.name)) for field in fields(part))
