"""Making choices: drawn by Hypothesis, which shrinks what it drew, or by a seed alone, a hundred times as fast."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

T = TypeVar("T")


class Chooser(Protocol):
    """Who decides wherever something is left open; what comes first or is least is the plainest."""

    def one_of(self, options: Sequence[T]) -> T:
        """One of these, of which there is at least one."""
        ...

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        ...


class Drawn:
    """Choices that Hypothesis draws."""

    def __init__(self, draw: DrawFn) -> None:
        self._draw = draw

    def one_of(self, options: Sequence[T]) -> T:
        return options[self.number(0, len(options) - 1)]

    def number(self, least: int, most: int) -> int:
        from hypothesis import strategies

        return least if least == most else self._draw(strategies.integers(least, most))


class Seeded:
    """Choices that follow from a seed: the same ones on every machine."""

    def __init__(self, seed: int | str) -> None:
        self._random = Random(seed)

    def one_of(self, options: Sequence[T]) -> T:
        return options[self.number(0, len(options) - 1)]

    def number(self, least: int, most: int) -> int:
        return least + int(self._random.random() * (most - least + 1))


def some_of(choose: Chooser, options: Sequence[T], *, most: int | None = None) -> list[T]:
    """Some of the options, each at most once, in their order; often few or none."""
    wanted = choose.number(0, min(len(options), most if most is not None else len(options)))
    left, found = list(options), []
    for _ in range(wanted):
        found.append(left.pop(choose.number(0, len(left) - 1)))
    return sorted(found, key=options.index)


def happens(choose: Chooser, times: int, out_of: int) -> bool:
    """Yes so many times out of so many; no is the plainest."""
    return choose.number(1, out_of) > out_of - times
