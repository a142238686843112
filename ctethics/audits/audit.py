"""A whole ledger put to the law: any frame in, the same kind of frame out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from ctethics.diagnostics import CaseError, Collector, Diagnostic, Span, UsageError, near
from ctethics.engines.columnar.chosen import Chosen
from ctethics.engines.columnar.facts import Sheet
from ctethics.engines.columnar.groups import with_groups
from ctethics.engines.columnar.results import Results
from ctethics.engines.columnar.told import SHOWN, Told, told
from ctethics.engines.protocol import Engine
from ctethics.engines.situation import Question
from ctethics.law.citation import in_order
from ctethics.program import Program
from ctethics.tables import ColumnMap, Typed, party_facts, read_column_map, rejects, typed, with_parties
from ctethics.tables.columns import folded
from ctethics.tables.frames import Given
from ctethics.tables.repeats import repeated_ids, without_repeats
from ctethics.tables.steps import Step, work
from ctethics.tables.typed_table import REJECTED

if TYPE_CHECKING:
    import polars as pl

Frame = nw.LazyFrame[Any]
Stage = Callable[["pl.LazyFrame"], "pl.LazyFrame"]
Columns = ColumnMap | Mapping[str, object] | str | Path | None
_SAID: Final = Step({"rejected": nw.col(REJECTED)})
# How many facts a note names.
_MOST_NAMED: Final = 6
DEFAULT_SHOW: Final = ("excepted by", "totals", "due")


@dataclass(frozen=True)
class Part:
    """The rows of one kind of event, typed, with what they are told."""

    program: Program
    kind: str
    question: Question
    typed: Typed
    sheet: Sheet
    asked: tuple[str, ...]
    show: tuple[str, ...]
    chosen: Chosen
    is_repeatable: bool

    @cached_property
    def results(self) -> Results:
        """The plan of its columns, which takes a while to make."""
        return Results(self.program, self.kind, self.question, self.sheet, self.asked, self.show, self.chosen)

    @cached_property
    def told(self) -> Told:
        """The columns that its rows are told."""
        return told(self.program, self.asked, self.show, self.chosen)

    def one_by_one(self, engine: Engine) -> Frame:
        """The rows answered each by itself."""
        from ctethics.audits.few import answered

        rows = self.typed.frame.to_native().collect()
        found = answered(self.program, self.kind, self.question, engine, self.sheet, self.told, rows)
        return nw.from_native(found.lazy())

    def silences(self) -> Iterable[str]:
        """Which provisions are undetermined in every row, since the table has no column for what they ask."""
        for citation in self.results.silent:
            lacking = self.results.lacking(citation)
            if lacking:
                named = ", ".join(f"`{name}`" for name in lacking[:_MOST_NAMED])
                more = f" and {len(lacking) - _MOST_NAMED} more" if len(lacking) > _MOST_NAMED else ""
                yield f"{citation} is undetermined in every row: the table does not state {named}{more}."


class Audit:
    """One ledger under one question; lazy but for what must be known of it first: its kinds of events, who belongs to
    which donor's group, a table of parties, and with `is_checked` whether ids are used twice.

    A row that cannot be read has `rejected` yes and nothing told; `rejects` says why.
    """

    def __init__(
        self,
        program: Program,
        question: Question,
        frame: Frame,
        *,
        kind: str | None = None,
        columns: Columns = None,
        parties: Frame | None = None,
        provisions: Iterable[str] | None = None,
        show: Iterable[str] = DEFAULT_SHOW,
        table: str = "the table",
        is_checked: bool = False,
    ) -> None:
        self.program, self.question = program, question
        self._show, self._asked, self._told = _shown(show), _asked(program, provisions), _column_map(columns)
        self._table, self._is_checked = table, is_checked
        self._repeats: list[Any] | None = None
        self._parties = None if parties is None else party_facts(parties, program.vocabulary, self._told.of_parties)
        self.parts = [self._part(frame, one, number) for number, one in enumerate(self._kinds(frame, kind))]

    @property
    def told(self) -> list[str]:
        """The names of the told columns."""
        names = dict.fromkeys(name for part in self.parts for name in part.told.names)
        return [*names, *(["needs"] if "needs" in self._show else []), "rejected"]

    @property
    def notes(self) -> list[str]:
        """What the table does not say, as whole sentences: near misses of names, and what its silence leaves open."""
        near = dict.fromkeys(note for part in self.parts for note in part.typed.notes)
        return [*near, *(note for part in self.parts for note in part.silences())]

    @property
    def is_repeatable(self) -> bool:
        """Whether nothing of the ledger's rows went into it, so that `again` answers any with the same columns."""
        part = self.parts[0]
        return part.is_repeatable and len(self.parts) == 1 and self._parties is None and not self._is_checked

    def again(self, frame: Frame) -> Frame:
        """What `answered` gives, for another ledger with the same columns of the same types."""
        (part,) = self.parts
        return part.results.run(work(frame).add(*part.typed.stages)).add(_SAID).frame

    def answered(self, one_by_one: Engine | None = None) -> Frame:
        """The frame with its typed columns, the told ones and `rejected`.

        one_by_one -- the engine that answers each row by itself, which needs no plan: of a few rows in memory.
        """
        if one_by_one is not None:
            frames = [part.one_by_one(one_by_one) for part in self.parts]
        else:
            frames = [part.results.run(work(part.typed.frame)).frame for part in self.parts]
        if len(frames) > 1:
            frames = _alike(frames)
        return _SAID(nw.concat(frames, how="vertical"))

    def answered_by(self, stage: Stage) -> pl.LazyFrame:
        """What `answered` gives of a ledger in Polars, with the column `needs` where it is shown.

        stage -- puts the rows of a lazy frame where they can be looked at again, in memory or in a file.
        """
        if "needs" not in self._show:
            return stage(self.answered().to_native())
        from ctethics.audits.needs import with_needs

        staged = [stage(part.results.run(work(part.typed.frame)).add(_SAID).frame.to_native()) for part in self.parts]
        told = [
            with_needs(self.program, part.results, one, stage) for part, one in zip(self.parts, staged, strict=True)
        ]
        import polars as pl

        return pl.concat(told, how="diagonal")

    def rejects(self) -> Frame:
        """The bad cells, one a row: `id`, `column`, `value`, `reason`, and the row's number where there is one."""
        return nw.concat([rejects(part.typed) for part in self.parts], how="vertical")

    def _kinds(self, frame: Frame, kind: str | None) -> list[str]:
        """The kinds of events that the frame has: as said, else those that its column `kind` names."""
        events = self.program.vocabulary.events
        said = kind or self._told.kind
        if said is not None:
            _check_name(said, events, "kind of event")
            return [said]
        if len(events) == 1:
            return list(events)
        written = self._told.columns.get("kind")
        named = written.column if written is not None else None
        column = named or next((c for c in frame.collect_schema().names() if folded(c) == "kind"), None)
        if column is None:
            why = "what may be said of a row depends on the kind of event that it tells of."
            fix = f"add the column, or say the kind of all rows, one of: {', '.join(events)}."
            raise CaseError([Diagnostic("CTE610", Span.whole(self._table), "there is no column `kind`", why, fix)])
        cells = frame.select(nw.col(column).cast(nw.String).alias("kind")).unique().collect().get_column("kind")
        meant = dict(written.values) if written is not None else {}
        found = {meant.get(text.strip(), text.strip()) for text in cells.to_list() if text is not None}
        return [one for one in events if one in found] or [next(iter(events))]

    def _repeated(self, events: Typed) -> list[Any]:
        """The ids that several rows have, of whatever kinds they are; looked up once."""
        if self._repeats is None:
            self._repeats = repeated_ids(events)
        return self._repeats

    def _part(self, frame: Frame, kind: str, number: int) -> Part:
        vocabulary = self.program.vocabulary
        declared = vocabulary.events[kind]
        asked = [c for c in self.program.listed.get(kind, ()) if self._asked is None or c in self._asked]
        chosen = Chosen(self.program, kind, self.question.readings, None if self._asked is None else asked)
        events = typed(frame, declared, vocabulary, self._told, table=self._table)
        if self._is_checked:
            events = without_repeats(events, self._repeated(events))
        if "ct:kind" in events.frame.collect_schema().names():
            mine = (nw.col("ct:kind") == kind).fill_null(False)
            # Rows of no kind there is are rejected, once.
            nobodys = ~nw.col("ct:kind").is_in(list(vocabulary.events)) | nw.col("ct:kind").is_null()
            events = replace(events, frame=events.frame.filter(mine | nobodys if number == 0 else mine))
        if self._parties is not None:
            events = with_parties(events, self._parties, declared, vocabulary)
        is_polars = frame.implementation.is_polars()
        sheet = Sheet(
            frozenset(events.stated),
            events.filled,
            ("ct:date", "ct:id"),
            rejected=REJECTED,
            is_ready=events.is_ready,
            is_polars=is_polars,
        )
        table = None if self._parties is None else self._parties.frame
        grouped, sheet = with_groups(events.frame, sheet, declared, vocabulary, self.question.is_strict, table)
        is_repeatable = events.frame is grouped and not events.has_lists and "ct:kind" not in events.stated
        events = replace(events, frame=grouped)
        return Part(self.program, kind, self.question, events, sheet, tuple(asked), self._show, chosen, is_repeatable)


def in_memory(audit: Audit, given: Given) -> Frame:
    """The audit's answers with what rows need. Raises UsageError where the rows are not in memory."""
    if given.eager is None:
        why = "one row of each sort is explained, so that the rows must be looked at."
        fix = "collect the frame first, or ask for the other columns only."
        raise UsageError([Diagnostic("CTE702", Span.whole("show"), "a lazy frame is not told `needs`", why, fix)])
    found: Frame = nw.from_native(audit.answered_by(lambda frame: frame.collect(engine="streaming").lazy()))
    return found


def _alike(frames: Iterable[Frame]) -> list[Frame]:
    """The frames with the same columns in the same order; what one lacks is null in it."""
    frames = list(frames)
    dtypes: dict[str, Any] = {}
    for frame in frames:
        dtypes = {**frame.collect_schema(), **dtypes}
    names = [name for name in dtypes if all(not name.startswith("ct:") or name in f.collect_schema() for f in frames)]
    return [
        frame.with_columns(**{n: nw.lit(None, dtypes[n]) for n in names if n not in frame.collect_schema()}).select(
            names
        )
        for frame in frames
    ]


def _shown(show: Iterable[str]) -> tuple[str, ...]:
    names = tuple(show)
    for name in names:
        _check_name(name, SHOWN, "thing to show")
    return names


def _asked(program: Program, provisions: Iterable[str] | None) -> tuple[str, ...] | None:
    if provisions is None:
        return None
    names = tuple(provisions)
    for name in names:
        _check_name(name, program.provisions, "provision")
    return tuple(sorted(names, key=in_order))


def _column_map(columns: Columns) -> ColumnMap:
    if columns is None or isinstance(columns, ColumnMap):
        return columns or ColumnMap()
    problems = Collector()
    found = read_column_map(columns, problems)
    if problems or found is None:
        raise CaseError(problems)
    return found


def _check_name(name: str, known: Collection[str], what: str) -> None:
    if name in known:
        return
    guess = near(name, known)
    fix = f"write `{guess}`." if guess else f"write one of: {', '.join(known)}."
    raise UsageError([Diagnostic("CTE601", Span.whole(what), f"unknown {what} `{name}`", "the rules have none.", fix)])
