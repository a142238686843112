"""The three nodes a file is made of."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ctethics.diagnostics import Span


class Scalar(NamedTuple):
    """One value as written.

    From a YAML file it is always text. From JSON or Python it may be an int, Decimal, bool or anything else the
    caller passed: the schema that types it says what it accepts.
    """

    value: object
    span: Span

    @property
    def text(self) -> str:
        return self.value if isinstance(self.value, str) else repr_value(self.value)

    @property
    def shown(self) -> str:
        """The value as a message shows it, cut where it is long."""
        return _cut(self.value) if isinstance(self.value, str) else repr_value(self.value)


class Sequence(NamedTuple):
    """A list of nodes."""

    items: tuple[Node, ...]
    span: Span


class Mapping(NamedTuple):
    """Named nodes in the order written; `keys` holds the place of each name."""

    items: dict[str, Node]
    keys: AbstractMapping[str, Span]
    span: Span


Node = Scalar | Sequence | Mapping


def repr_value(value: object) -> str:
    """A value that came from Python, as it should be shown in a message."""
    if isinstance(value, int) and value.bit_length() > 1000:
        return f"an integer of {value.bit_length()} bits"
    try:
        return _cut(str(value) if isinstance(value, Decimal | date) else repr(value))
    except Exception:
        # An object of the caller's whose own words fail.
        return f"a {type(value).__name__}"


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
