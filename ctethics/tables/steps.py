"""Steps of work on a lazy frame, made once and taken on any number of frames.

Narwhals translates an expression for its backend each time that it is used. For Polars, which small ledgers meet most
often, a step keeps what its expressions came to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

import narwhals as nw

Frame = nw.LazyFrame[Any]


class Step:
    """Columns added to a frame, each looking at those that it has."""

    def __init__(self, made: Mapping[str, nw.Expr]) -> None:
        self.made = dict(made)

    def __call__(self, frame: Frame) -> Frame:
        return work(frame).add(self).frame

    @cached_property
    def in_polars(self) -> list[Any]:
        """The columns as Polars has them: what Narwhals hands to a frame that keeps it."""
        caught = nw.from_native(_keeping()()).with_columns(**self.made).to_native()
        return caught.kept  # type: ignore[no-any-return]


class Where:
    """The rows of a frame for which a condition holds."""

    def __init__(self, condition: nw.Expr) -> None:
        self.condition = condition

    @cached_property
    def in_polars(self) -> list[Any]:
        """The condition as Polars has it."""
        return Step({"condition": self.condition}).in_polars


@dataclass(frozen=True, slots=True)
class Work:
    """A frame with the names of its columns, which a lazy frame would have to work out again at each step.

    lazy -- a Polars frame as it is, any other as Narwhals has it.
    """

    lazy: Any
    names: tuple[str, ...]
    is_polars: bool

    @property
    def frame(self) -> Frame:
        found: Frame = nw.from_native(self.lazy) if self.is_polars else self.lazy
        return found

    def add(self, *steps: Step) -> Work:
        """The frame with the steps' columns."""
        lazy, names = self.lazy, dict.fromkeys(self.names)
        for step in steps:
            if step.made:
                lazy = lazy.with_columns(step.in_polars) if self.is_polars else lazy.with_columns(**step.made)
                names.update(dict.fromkeys(step.made))
        return replace(self, lazy=lazy, names=tuple(names))

    def where(self, condition: Where) -> Work:
        """The rows for which the condition holds."""
        asked = condition.in_polars if self.is_polars else [condition.condition]
        return replace(self, lazy=self.lazy.filter(*asked))

    def select(self, names: Sequence[str]) -> Work:
        """These columns alone."""
        return replace(self, lazy=self.lazy.select(names), names=tuple(names))

    def held(self) -> Work:
        """The frame, worked out once though several branches begin with it: Polars must be told so."""
        return replace(self, lazy=self.lazy.cache()) if self.is_polars else self


def work(frame: Frame) -> Work:
    """The frame, its columns looked up."""
    is_polars = frame.implementation.is_polars()
    return Work(frame.to_native() if is_polars else frame, tuple(frame.collect_schema().names()), is_polars)


def together(parts: Sequence[Work]) -> Work:
    """The rows of frames that have the same columns, in any order."""
    if len(parts) == 1:
        return parts[0]
    frames = [part.lazy for part in parts]
    if parts[0].is_polars:
        import polars as pl

        return replace(parts[0], lazy=pl.union(frames))
    return replace(parts[0], lazy=nw.concat(frames, how="vertical"))


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
