"""Conditions as forms over cells: `not` moved inwards, a reading as one of its choices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ctethics.lint.axes import Axes
from ctethics.lint.regions import Either, Every, Form, Is
from ctethics.program import AllOf, AnyOf, Condition, Not, Reading


class Known(NamedTuple):
    """That a condition holds, or does not, where another is read."""

    condition: Condition
    holds: bool


class Chosen(NamedTuple):
    """That this is the choice of a reading where a condition is read."""

    reading: Reading
    choice: str


Given = tuple[Known | Chosen, ...]


@dataclass(frozen=True, slots=True)
class Forms:
    """What is known, as forms, each made once."""

    axes: Axes
    made: dict[tuple[int, bool | str], Form] = field(default_factory=dict)

    def of(self, known: Known | Chosen) -> Form:
        """The form of something known."""
        what, how = known
        form = self.made.get((id(what), how))
        if form is None:
            form = self.made[id(what), how] = self._make(known)
        return form

    def _make(self, known: Known | Chosen) -> Form:
        if isinstance(known, Chosen):
            return Is(("reading", known.reading.name), frozenset({known.choice}))
        condition, holds = known
        match condition:
            case Not(part=part):
                return self.of(Known(part, not holds))
            case Reading(choices=choices):
                chosen = ((self.of(Chosen(condition, name)), part) for name, part in choices.items())
                return Either(tuple(Every((form, self.of(Known(part, holds)))) for form, part in chosen))
            case AllOf(parts=parts) | AnyOf(parts=parts):
                joint = Every if holds == isinstance(condition, AllOf) else Either
                return joint(tuple(self.of(Known(part, holds)) for part in parts))
            case _:
                return self._leaf(condition, holds)

    def _leaf(self, leaf: Condition, holds: bool) -> Form:
        asked = self.axes.asked(leaf)
        if asked is None:  # Of a number that is not established nothing is known.
            return Every(())
        subject, cells = asked
        return Is(subject, cells if holds else self.axes.cells(subject) - cells)
