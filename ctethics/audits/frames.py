"""What one law answers of callers' frames; the ways of asking are kept, since making one takes longer than a small
ledger's answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ctethics.audits.audit import DEFAULT_SHOW, Audit, Columns, in_memory
from ctethics.audits.compare import compared
from ctethics.audits.few import FEW
from ctethics.engines.generated.run import GeneratedEngine
from ctethics.engines.situation import Question
from ctethics.program import Program
from ctethics.tables.frames import Given, check_alike, given

# How many ways of asking are kept at once.
_MOST_KEPT = 32


@dataclass(frozen=True)
class Wanted:
    """How a frame is written and what is asked of it, as `Law.audit` takes it."""

    kind: str | None = None
    columns: Columns = None
    parties: Any = None
    provisions: tuple[str, ...] | None = None
    show: tuple[str, ...] = DEFAULT_SHOW

    @property
    def is_fixed(self) -> bool:
        """Whether it means the same the next time: what a file or a table says may be another thing then."""
        return self.parties is None and not isinstance(self.columns, str | Path) and "needs" not in self.show


def wanted(
    kind: str | None, columns: Columns, parties: Any, provisions: Iterable[str] | None, show: Iterable[str] | None
) -> Wanted:
    """The same from a caller's arguments."""
    asked = None if provisions is None else tuple(provisions)
    return Wanted(kind, columns, parties, asked, DEFAULT_SHOW if show is None else tuple(show))


class Frames:
    """Answers frames under one program."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._kept: dict[tuple[object, ...], Audit] = {}

    def audit(self, frame: Any, question: Question, asked: Wanted) -> Any:
        """The frame with what its rows are told, as one of the caller's kind."""
        taken = given(frame)
        key = (question.law, question.is_strict, *question.readings.values(), taken.columns, repr(asked))
        kept = self._kept.get(key) if asked.is_fixed else None
        if kept is not None:
            return taken.with_columns_of(kept.again(taken.lazy), kept.told)
        audit = self._audit(taken, question, asked)
        if "needs" in asked.show:
            return taken.with_columns_of(in_memory(audit, taken), audit.told)
        if asked.is_fixed and audit.is_repeatable:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = audit
        engine = self._one_by_one if taken.eager is not None and len(taken.eager) <= FEW else None
        return taken.with_columns_of(audit.answered(engine), audit.told)

    @cached_property
    def _one_by_one(self) -> GeneratedEngine:
        return GeneratedEngine(self._program)

    def rejects(self, frame: Any, question: Question, asked: Wanted) -> Any:
        """The bad cells of the frame, lazily."""
        return self._audit(given(frame), question, asked).rejects().to_native()

    def compare(self, frame: Any, question: Question, other: str, asked: Wanted) -> Any:
        """What changes of the frame under the other law, as a frame of the caller's kind."""
        taken = given(frame)
        return compared(self._audit(taken, question, asked), other, taken)

    def _audit(self, taken: Given, question: Question, asked: Wanted) -> Audit:
        told = None if asked.parties is None else given(asked.parties)
        if told is not None:
            check_alike(taken, told)
        return Audit(
            self._program,
            question,
            taken.lazy,
            kind=asked.kind,
            columns=asked.columns,
            parties=None if told is None else told.lazy,
            provisions=asked.provisions,
            show=asked.show,
            is_checked=taken.eager is not None,
        )
