"""Steps of work on a lazy frame, made once and taken on any number of frames.

Narwhals translates an expression for its backend each time that it is used. For Polars, which small ledgers meet most
often, a step keeps what its expressions came to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import narwhals as nw

Frame = nw.LazyFrame[Any]


class Step:
    """Columns added to a frame, each looking at those that it has."""

    def __init__(self, made: Mapping[str, nw.Expr]) -> None:
        self.made = dict(made)
        self._polars: list[Any] | None = None

    def __call__(self, frame: Frame) -> Frame:
        if not self.made:
            return frame
        if not frame.implementation.is_polars():
            return frame.with_columns(**self.made)
        if self._polars is None:
            self._polars = _in_polars(self.made)
        found: Frame = nw.from_native(frame.to_native().with_columns(self._polars))
        return found


class Where:
    """The rows of a frame for which a condition holds."""

    def __init__(self, condition: nw.Expr) -> None:
        self.condition = condition
        self._polars: list[Any] | None = None

    def __call__(self, frame: Frame) -> Frame:
        if not frame.implementation.is_polars():
            return frame.filter(self.condition)
        if self._polars is None:
            self._polars = _in_polars({"condition": self.condition})
        found: Frame = nw.from_native(frame.to_native().filter(*self._polars))
        return found


@dataclass(frozen=True, slots=True)
class Work:
    """A frame with the names of its columns, which a lazy frame would have to work out again at each step."""

    frame: Frame
    names: tuple[str, ...]

    def add(self, *steps: Step) -> Work:
        frame, names = self.frame, dict.fromkeys(self.names)
        for step in steps:
            frame = step(frame)
            names.update(dict.fromkeys(step.made))
        return Work(frame, tuple(names))

    def where(self, condition: Where) -> Work:
        return Work(condition(self.frame), self.names)

    def select(self, names: Sequence[str]) -> Work:
        if self.frame.implementation.is_polars():
            return Work(nw.from_native(self.frame.to_native().select(names)), tuple(names))
        return Work(self.frame.select(names), tuple(names))


def work(frame: Frame) -> Work:
    """The frame, its columns looked up."""
    return Work(frame, tuple(frame.collect_schema().names()))


def together(parts: Sequence[Work]) -> Work:
    """The rows of frames that have the same columns, in any order."""
    if len(parts) == 1:
        return parts[0]
    if parts[0].frame.implementation.is_polars():
        import polars as pl

        return Work(nw.from_native(pl.union([part.frame.to_native() for part in parts])), parts[0].names)
    return Work(nw.concat([part.frame for part in parts], how="vertical"), parts[0].names)


def held(one: Work) -> Work:
    """The frame, worked out once though several branches begin with it: Polars must be told so."""
    if not one.frame.implementation.is_polars():
        return one
    return Work(nw.from_native(one.frame.to_native().cache()), one.names)


def _in_polars(made: Mapping[str, nw.Expr]) -> list[Any]:
    """The named expressions as Polars has them: what Narwhals hands to a frame that keeps it."""
    caught = nw.from_native(_keeping()()).with_columns(**made).to_native()
    return caught.kept  # type: ignore[no-any-return]


@cache
def _keeping() -> Any:
    import polars as pl

    class Keeping(pl.LazyFrame):
        """A frame that keeps the expressions it is given."""

        kept: list[Any]

        def with_columns(self, *exprs: Any, **_: Any) -> Any:
            self.kept = list(exprs)
            return self

    return Keeping
