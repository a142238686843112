"""What can be where some conditions hold and others do not.

A region says of each subject which of its cells are left. It may be too large and is never too small: where a region is
empty, no case lies.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ctethics.lint.axes import Cells, Subject

# The cells left of each subject; of one that is not named, all.
Region = dict[Subject, Cells]

# Above so many cases of one condition nothing is said.
_MOST_CASES: Final = 64


@dataclass(frozen=True, slots=True)
class Is:
    """A subject is in one of these cells."""

    subject: Subject
    cells: Cells


@dataclass(frozen=True, slots=True)
class Every:
    """All of this is so."""

    parts: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of these is so."""

    parts: tuple[Form, ...]


Form = Is | Every | Either


def region(forms: Iterable[Form]) -> Region | None:
    """What can be where all of this is so; None: nothing."""
    return _every({}, tuple(forms))


def narrowed(left: Region, form: Form) -> Region | None:
    """What is left of a region where this is so; None: nothing."""
    match form:
        case Is():
            return _every(left, (form,))
        case Every(parts=parts):
            return _every(left, parts)
        case Either(parts=parts):
            return _either(left, parts)


def cases(lefts: list[Region], form: Form) -> list[Region] | None:
    """The same for several regions, each way in which it can be so apart; None where there are too many."""
    match form:
        case Is():
            return [one for left in lefts if (one := narrowed(left, form)) is not None]
        case Every(parts=parts):
            some: list[Region] | None = lefts
            for part in parts:
                some = None if some is None else cases(some, part)
            return some
        case Either(parts=parts):
            found: list[Region] = []
            for part in parts:
                ways = cases(lefts, part)
                if ways is None or len(found := [*found, *ways]) > _MOST_CASES:
                    return None
            return found


def _every(left: Region, parts: tuple[Form, ...]) -> Region | None:
    found = dict(left)
    joints = []
    for part in parts:
        if not isinstance(part, Is):
            joints.append(part)
        elif not _narrow(found, part):
            return None
    # Twice, because what one joint leaves can say more of another before it.
    for joint in joints * 2 if len(joints) > 1 else joints:
        less = narrowed(found, joint)
        if less is None:
            return None
        found = less
    return found


def _narrow(found: Region, part: Is) -> bool:
    """Leaves of a subject what is in these cells, in place; whether anything is left."""
    before = found.get(part.subject)
    if before is None:
        found[part.subject] = part.cells
    elif not before <= part.cells:
        found[part.subject] = before & part.cells
    return bool(found[part.subject])


def _either(left: Region, parts: tuple[Form, ...]) -> Region | None:
    """What is left where at least one of these is so: of each subject what any of them leaves."""
    joined: Region | None = None
    for part in parts:
        less = _narrower(left, part)
        if less is None:
            continue
        if joined is not None:
            less = {subject: cells | less[subject] for subject, cells in joined.items() if subject in less}
        if not less:
            return left
        joined = less
    return None if joined is None else {**left, **joined}


def _narrower(left: Region, part: Form) -> Region | None:
    """The subjects of which less is left where this is so, with what is left of them; None: nothing is."""
    if not isinstance(part, Is):
        less = narrowed(left, part)
        return less and {subject: cells for subject, cells in less.items() if left.get(subject) is not cells}
    before = left.get(part.subject)
    if before is not None and before <= part.cells:
        return {}
    cells = part.cells if before is None else before & part.cells
    return {part.subject: cells} if cells else None
