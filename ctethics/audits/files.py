"""Whole ledgers from files to files: taken in, answered and staged in a folder of their own, then written out.

Text is read once, into Parquet; the answered rows are streamed into Parquet too. All that comes after reads what was
staged, so a ledger need not fit the memory.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import narwhals as nw
import polars as pl

from ctethics.audits.audit import Audit
from ctethics.audits.memory import check_memory
from ctethics.diagnostics import Diagnostic, Span, UsageError
from ctethics.engines.situation import Question
from ctethics.program import Program
from ctethics.tables import scan, write
from ctethics.tables.cells import AUX, PREFIX
from ctethics.tables.columns import FILE, ROW, own
from ctethics.tables.files import FORMATS

# What the summary needs of every row, and what `--show` adds to the outputs.
NEEDED: Final = ("excepted by", "due", "needs")
SHOWN: Final = ("excepted by", "totals", "due", "needs")
_OF_TEXT: Final = ("csv", "jsonl")
_TEXT_ENDINGS: Final = tuple(ending for name in _OF_TEXT for ending in FORMATS[name])
# Of the typed columns, those by which rows are listed and counted, where there are such.
_KEPT: Final = ("ct:id", "ct:kind", "ct:date", "ct:value", "ct:cost")
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is read, and how; format -- of files whose endings do not say it; show -- as of an Audit."""

    tables: tuple[Path, ...]
    columns: Path | None = None
    parties: Path | None = None
    kind: str | None = None
    provisions: tuple[str, ...] | None = None
    show: tuple[str, ...] = SHOWN
    format: str | None = None

    @property
    def source(self) -> str:
        """The files in words."""
        more = len(self.tables) - 1
        return str(self.tables[0]) + (f" and {more} other{'s' if more > 1 else ''}" if more else "")


@dataclass(frozen=True)
class Staged:
    """A ledger that was answered: its rows, all of them, in a Parquet file that lasts as long as the folder.

    rows -- the ledger's own columns, the told ones, some typed ones and the row's place; in any order.
    read = accepted + rejected: the rows of the files, those that were answered, and those that cannot be read.
    """

    audit: Audit
    asked: Asked
    rows: pl.LazyFrame
    columns: tuple[str, ...]
    read: int
    accepted: int
    rejected: int
    _folder: Path

    @property
    def answered(self) -> pl.LazyFrame:
        """The accepted rows."""
        return self.rows.filter(~pl.col("rejected"))

    @property
    def told(self) -> list[str]:
        """The columns that the outputs have beside the ledger's own."""
        left_out = [name for name in NEEDED if name not in self.asked.show]
        return [name for name in self.audit.told if name != "rejected" and not _is_one_of(name, left_out)]

    @cached_property
    def _files(self) -> pl.Enum | None:
        """The files in the order in which they were read; those of a folder come by their names."""
        if FILE not in self.rows.collect_schema():
            return None
        listed = self.rows.select(FILE).unique().collect(engine="streaming").get_column(FILE).to_list()
        order = {str(path): number for number, path in enumerate(self.asked.tables)}
        return pl.Enum(sorted(listed, key=lambda name: (order.get(name, order.get(str(Path(name).parent), 0)), name)))

    @property
    def place(self) -> list[pl.Expr]:
        """By what rows are sorted to stand as they were read."""
        return [pl.col(ROW)] if self._files is None else [pl.col(FILE).cast(self._files), pl.col(ROW)]

    @cached_property
    def rejects(self) -> pl.LazyFrame:
        """The bad cells, in the order of the rows: `file`, `row`, `id`, `column`, `value`, `reason`."""
        path = self._folder / "rejects.parquet"
        found = self.audit.rejects().to_native()
        if "file" not in found.collect_schema():
            found = found.with_columns(file=pl.lit(str(self.asked.tables[0])))
        write(found.select("file", "row", "id", "column", "value", "reason"), path)
        file = pl.col("file") if self._files is None else pl.col("file").cast(self._files)
        return pl.scan_parquet(path).sort(file, "row", maintain_order=True)

    def write_rows(self, path: Path) -> None:
        """The accepted rows with the ledger's own columns and the told ones, in the order that they were read."""
        write(self.answered.sort(self.place).select(*self.columns, *self.told), path)

    def write_rejects(self, path: Path) -> None:
        """The bad cells, a row each."""
        write(self.rejects, path)


def staged(program: Program, question: Question, asked: Asked, folder: Path, say: Say) -> Staged:
    """Reads and answers the ledger; say -- is told what is being done.

    Raises CaseError and UsageError as `scan` and `Audit` do, and CaseError where the rows do not fit the memory;
    RuntimeError where a row was lost, which is a bug.
    """
    say(f"reading {asked.source}")
    frame = taken_in(asked.tables, asked.format, folder / "read.parquet")
    parties = None if asked.parties is None else taken_in([asked.parties], None, folder / "parties.parquet")
    read = frame.select(pl.len()).collect(engine="streaming").item()
    check_memory(read, asked.source)
    audit = Audit(
        program,
        question,
        nw.from_native(frame),
        kind=asked.kind,
        columns=asked.columns,
        parties=None if parties is None else nw.from_native(parties),
        provisions=asked.provisions,
        show=tuple(dict.fromkeys([*asked.show, *NEEDED])),
        table=asked.source,
        is_checked=True,
    )
    columns = tuple(own(frame.collect_schema()))
    _refuse_own(columns, audit.told)
    say(f"answering {read:,} rows")
    rows = _answered(audit, columns, folder, say)
    counts = rows.select(pl.len(), pl.col("rejected").sum().cast(pl.Int64).alias("bad"))
    every, rejected = counts.collect(engine="streaming").row(0)
    if every != read:
        raise RuntimeError(f"{read} rows were read, and {every} came out: {every - rejected} answered, {rejected} not")
    return Staged(audit, asked, rows, columns, read, every - rejected, rejected, folder)


def _answered(audit: Audit, columns: Sequence[str], folder: Path, say: Say) -> pl.LazyFrame:
    """The rows with what they are told and by what they are listed; `needs` is found from the working columns."""
    working: list[Path] = []

    def stage(frame: pl.LazyFrame) -> pl.LazyFrame:
        working.append(folder / f"working-{len(working)}.parquet")
        # By a pattern, since looking the names up would work out the whole plan once more.
        write(frame.select(pl.exclude(f"^{AUX}.*$")), working[-1])
        say("looking for what is missing")
        return pl.scan_parquet(working[-1])

    made = audit.answered_by(stage)
    names = made.collect_schema()
    roles = [f"{PREFIX}{role}" for part in audit.parts for role in audit.program.vocabulary.events[part.kind].roles]
    kept = dict.fromkeys(name for name in (ROW, FILE, *_KEPT, *roles) if name in names)
    path = folder / "answered.parquet"
    write(made.select(*columns, *audit.told, *kept), path)
    for one in working:
        one.unlink()
    return pl.scan_parquet(path)


def taken_in(paths: Sequence[Path], told: str | None, into: Path) -> pl.LazyFrame:
    """The rows of the files; those of text files, which are slow to read, read once and kept."""
    frame = scan(paths, format=told)
    if told in _OF_TEXT or (told is None and any(p.is_dir() or p.suffix.lower() in _TEXT_ENDINGS for p in paths)):
        write(frame, into)
        return pl.scan_parquet(into)
    return frame


def _is_one_of(column: str, shown: Iterable[str]) -> bool:
    """Whether a told column is there for something to show, as `1-84(o) due` is for `due`."""
    return any(column == name or column.endswith(f" {name}") for name in shown)


def _refuse_own(columns: Collection[str], told: Iterable[str]) -> None:
    twice = next((name for name in told if name in columns), None)
    if twice is not None:
        why, fix = "the answer would replace it.", "rename it, or ask for other provisions only."
        what = f"the table has a column `{twice}` of its own"
        raise UsageError([Diagnostic("CTE610", Span.whole("the table"), what, why, fix)])
