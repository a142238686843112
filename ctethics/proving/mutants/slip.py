"""A slip before it is known which rules have it."""

from __future__ import annotations

from typing import Any, NamedTuple

from ctethics.diagnostics import Span


class Slip(NamedTuple):
    """What becomes a mutant, with the fields of one."""

    sort: str
    span: Span
    at: str
    what: str
    change: str
    swaps: dict[int, Any]
    law: str = ""
