"""What a mapping of a rule file may hold: one description, by which files are loaded, laid out and completed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import NamedTuple


class Layout(Enum):
    """How a mapping or list is written: on one line in braces where it fits, one entry a line, or as its author did."""

    LINE = "line"
    LINES = "lines"
    AS_WRITTEN = "as written"


class Text(NamedTuple):
    """Any text."""


class Written(NamedTuple):
    """Text of one pattern."""

    pattern: str


class Name(NamedTuple):
    """The name of something declared elsewhere: a fact, a limit, a provision, a clause."""

    of: str


class OneOf(NamedTuple):
    """One of a closed list, each with its meaning."""

    meanings: Mapping[str, str]


class Listed(NamedTuple):
    """A list; `or_one`: one value may stand on its own, `or_none`: it may be empty."""

    of: Value
    or_one: bool = False
    layout: Layout = Layout.LINE
    or_none: bool = False


class Named(NamedTuple):
    """A mapping of names that its author gives; `keys` is what they name."""

    of: Value
    keys: str = ""
    layout: Layout = Layout.LINES


class Either(NamedTuple):
    """One of several sorts of value."""

    of: tuple[Value, ...]


class Condition(NamedTuple):
    """A condition, of one of the forms in `CONDITIONS`."""


class Key(NamedTuple):
    """One key: its name, the sort of its value, and what it means."""

    name: str
    value: Value
    means: str
    required: bool = False


@dataclass(frozen=True)
class Form:
    """A mapping with a closed list of keys.

    what -- what it is called in messages, `{}` standing for its own name; keys -- in the order in which messages list
    them; order -- in which a file has them, where it is another; sections -- the same, in groups between which a blank
    line stands.
    either -- of each of these groups of keys exactly one is there; along -- keys that another one needs beside it;
    where -- a key, a value of it, and the key that is needed there.
    """

    what: str
    keys: tuple[Key, ...]
    layout: Layout = Layout.LINE
    order: tuple[str, ...] = ()
    sections: tuple[tuple[str, ...], ...] = ()
    either: tuple[tuple[str, ...], ...] = ()
    along: tuple[tuple[str, str], ...] = ()
    where: tuple[tuple[str, str, str], ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Key]:
        """The keys by name, those first that must be there."""
        return {key.name: key for key in sorted(self.keys, key=lambda key: not key.required)}

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The keys that must be there."""
        return tuple(key.name for key in self.keys if key.required)

    @cached_property
    def in_order(self) -> tuple[str, ...]:
        """The keys as a file has them."""
        grouped = tuple(name for section in self.sections for name in section)
        return grouped or self.order or tuple(key.name for key in self.keys)


Value = Text | Written | Name | OneOf | Listed | Named | Either | Condition | Form
