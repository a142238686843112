"""Why a condition is settled where it stands."""

from __future__ import annotations

from ctethics.compile.checked import Checked
from ctethics.diagnostics import Span
from ctethics.lint.forms import Chosen, Given, Known
from ctethics.lint.settled import Place, Settled
from ctethics.lint.words import worded
from ctethics.lint.worlds import World
from ctethics.program import (
    AllOf,
    AnyOf,
    Compare,
    CompareFacts,
    Condition,
    DaysAfter,
    IsOneOf,
    Not,
    Reading,
    TotalIs,
    parts_of,
)

_VALUES = ("is one of", "is", "includes", "provision")
_JOINTS = ("all", "any", "not", "reading")


def reasons(settled: Settled, place: Place) -> Given:
    """As few of the things known where the condition is read as settle it already."""
    excluded, kept = Known(settled.condition, not settled.holds), settled.given
    # What has parts, and what stands farther out, is the first that is tried to do without.
    for known in sorted(kept, key=lambda known: not isinstance(known[0], AllOf | AnyOf | Not | Reading)):
        fewer = tuple(one for one in kept if one is not known)
        if place.excludes(fewer, excluded):
            kept = fewer
    return kept


def told(given: Given, checked: Checked, world: World | None = None) -> str:
    """What is known, with the lines it is written in: `value` is less than $5.00 (line 3) and …"""
    return " and ".join(_told(known, checked, world) for known in given)


def _told(known: Known | Chosen, checked: Checked, world: World | None) -> str:
    if isinstance(known, Chosen):
        return f"reading `{known.reading.name}` is `{known.choice}`"
    condition, holds = known
    said = f"{worded(condition, world)} (line {span_of(condition, checked).line})"
    return f"{said} does not hold" if not holds else f"{said} holds" if parts_of(condition) else said


def of_itself(condition: Condition, holds: bool) -> str:
    """Why a condition is settled wherever it may stand."""
    match condition:
        case CompareFacts(fact=one, other=other) | DaysAfter(fact=one, after=other) if one == other:
            return f"`{one}` is compared with itself."
        case Compare() | TotalIs():
            return "nothing that is counted is below zero."
        case IsOneOf(fact=fact):
            return f"`{fact}` has no other value."
    return "its parts leave no other case." if holds else "its parts cannot hold together."


def span_of(condition: Condition, checked: Checked) -> Span:
    """What the condition asks for, or the key that joins its parts."""
    node = checked.node(condition)
    joint = next((key for key in _JOINTS if key in node.items), None)
    return node.keys[joint] if joint else next(node.items[key].span for key in _VALUES if key in node.items)
