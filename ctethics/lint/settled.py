"""Which conditions come out one way wherever they are read.

A condition is read only where what stands beside it in `all` holds and what stands beside it in `any` does not, and an
exception only where the general rule holds. It is judged by known facts alone: an unknown fact stands for one of the
values it can have, and a condition that comes out the same with each of them asks for a fact that changes nothing.
Leaving it out never turns one certain answer into another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ctethics.lint.forms import Chosen, Forms, Given, Known
from ctethics.lint.regions import Region, narrowed, region
from ctethics.program import AllOf, AnyOf, Applies, Condition, Not, Reading, leaves, parts_of


class Settled(NamedTuple):
    """A condition that always holds, or never does, and what is known where it is read."""

    condition: Condition
    holds: bool
    given: Given


@dataclass(frozen=True, slots=True)
class Place:
    """What a walk over the conditions of a rule finds in one world, by the conditions' identity.

    inside -- those that belong to a settled one; unread -- those that are read nowhere at all.
    """

    forms: Forms
    settled: dict[int, Settled] = field(default_factory=dict)
    inside: set[int] = field(default_factory=set)
    unread: set[int] = field(default_factory=set)

    def walk(self, condition: Condition, given: Given = (), *, is_choice: bool = False) -> bool:
        """Whether anything is settled in a condition, read where all of this is known.

        is_choice -- whether a reading chooses it: it may then say that nothing more is asked, or that nothing will do,
        which can be said only with a condition that always holds there, or never does.
        """
        left = self.left(given)
        if left is None:
            self.unread.update(map(id, every(condition)))
            return False
        for holds in (True, False):
            excluded = Known(condition, not holds)
            if self.excludes(given, excluded, left):
                self.inside.update(map(id, every(condition)))
                if not is_choice:
                    found = self.blamed(excluded, given)
                    self.settled[id(found.condition)] = found
                return True
        return self._walk_parts(condition, given)

    def _walk_parts(self, condition: Condition, given: Given) -> bool:
        match condition:
            case AllOf(parts=parts) | AnyOf(parts=parts):
                return self._walk_joint(parts, isinstance(condition, AllOf), given)
            case Reading(choices=choices):
                chosen = [(part, (*given, Chosen(condition, name))) for name, part in choices.items()]
                found = [self.walk(part, known, is_choice=True) for part, known in chosen]
            case _:
                found = [self.walk(part, given) for part in parts_of(condition)]
        return True in found

    def _walk_joint(self, parts: tuple[Condition, ...], holds: bool, given: Given) -> bool:
        """Of neighbours that say the same, the last is settled: the others are read as if it were not there."""
        beside = dict(enumerate(Known(part, holds) for part in parts))
        for i in reversed(range(len(parts))):
            others = (known for j, known in beside.items() if j != i)
            if self.walk(parts[i], (*given, *others)):
                del beside[i]
        return len(beside) < len(parts)

    def left(self, given: Given) -> Region | None:
        """What can be where all of this is known; None: nothing."""
        return region(map(self.forms.of, given))

    def excludes(self, given: Given, known: Known, left: Region | None = None) -> bool:
        """Whether something cannot be where all of this is known; `left` is what can be there, if at hand."""
        if left is not None:
            less = narrowed(left, self.forms.of(known))
            if less is None or less == left:
                return less is None
        return self.left((*given, known)) is None

    def blamed(self, excluded: Known, given: Given) -> Settled:
        """Of something that cannot be, the innermost condition that keeps it from being so."""
        condition, holds = excluded
        parts = parts_of(condition)
        if isinstance(condition, Not):
            return self.blamed(Known(condition.part, not holds), given)
        before = given
        if not isinstance(condition, Reading) and (len(parts) == 1 or isinstance(condition, AllOf if holds else AnyOf)):
            for part in parts:
                if self.excludes(before, Known(part, holds)):
                    return self.blamed(Known(part, holds), before)
                before = (*before, Known(part, holds))
        return Settled(condition, not holds, given)


def walked(standing: Iterable[Condition], exceptions: Iterable[Condition], given: Given, forms: Forms) -> Place:
    """What is settled in one world in conditions that stand alone, and in exceptions, read where `given` is known."""
    place = Place(forms)
    for condition in standing:
        place.walk(condition)
    for condition in exceptions:
        # One that can never hold has no condition to mend: the exception as a whole is out of place.
        if not place.excludes(given, Known(condition, True)):
            place.walk(condition, given)
    return place


def conjuncts(condition: Condition) -> Given:
    """What is known of single facts where a general rule holds and an exception is read.

    What refers to another provision is left out: an exception asks it with that one's exceptions considered.
    """
    if isinstance(condition, AllOf):
        return tuple(known for part in condition.parts for known in conjuncts(part))
    refers = any(isinstance(leaf, Applies) for leaf in leaves(condition))
    return () if refers else (Known(condition, True),)


def every(condition: Condition) -> list[Condition]:
    """A condition and all those inside it."""
    return [condition, *(inner for part in parts_of(condition) for inner in every(part))]
