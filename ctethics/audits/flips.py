"""The flip table of a ledger: from a comparison to counts, over temporary files that may be larger than memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import narwhals as nw
import polars as pl

from ctethics.audits.audit import Frame
from ctethics.audits.compare import CHANGES, Comparison, Pair, told
from ctethics.audits.flipped import WORTH, Change, duties_of, flips_of, notes_of
from ctethics.diagnostics import Diagnostic, Span, UsageError
from ctethics.law.citation import in_order
from ctethics.law.money import show_cents
from ctethics.outcome.summary import FlippedRow, Flips, LimitFlip, RejectCount
from ctethics.tables import rejects, write
from ctethics.tables.columns import FILE, ROW, own
from ctethics.tables.typed_table import REJECTED
from ctethics.version import __version__

MOST_ROWS: Final = 5000
_FIRST, _WORTH = "ct:first", "ct:worth"
Doing = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Staged:
    """One part of the ledger: its rows, typed, and its changes, one a row; each read from a file of its own."""

    pair: Pair
    rows: pl.LazyFrame
    changes: pl.LazyFrame

    @property
    def roles(self) -> list[str]:
        """The parts that the rows name parties for, in the order of their kind."""
        declared = self.pair.part.results.plan.facts.kind.roles
        return [role for role in declared if role in self.pair.part.typed.stated]


class FlipTable:
    """The table of a scanned ledger, made step by step; the files that it keeps in `folder` are the caller's to remove.

    with_own -- keep the ledger's own columns for `changes`; doing -- told what is being done, in words.
    """

    def __init__(
        self, comparison: Comparison, scanned: pl.LazyFrame, folder: Path, *, with_own: bool, doing: Doing
    ) -> None:
        self._comparison, self._doing = comparison, doing
        self._own = own(scanned.collect_schema()) if with_own else []
        _refuse(self._own, comparison.laws)
        self._staged = [self._stage(pair, folder, number) for number, pair in enumerate(comparison.pairs)]
        self._scanned = scanned

    def changes(self) -> pl.LazyFrame:
        """One row a change: the ledger's own columns, `provision`, and the outcome under each law."""
        frames = [self._placed(one.changes).select(*_PLACE, *self._own, *self._answer) for one in self._staged]
        return pl.concat(frames).sort(_PLACE, maintain_order=True).select(*self._own, *self._answer)

    def flips(self, source: str) -> Flips:
        """The table; source -- the files read, in words. Raises ValueError where rows were lost on the way."""
        program, question = self._comparison.audit.program, self._comparison.audit.question
        counts = self._counts()
        changed, cents, unvalued = self._worth()
        read = _number(self._scanned.select(pl.len()))
        rejected = sum(_number(one.rows.filter(pl.col(REJECTED)).select(pl.len())) for one in self._staged)
        kept = sum(_number(one.rows.filter(~pl.col(REJECTED)).select(pl.len())) for one in self._staged)
        return Flips(
            *self._comparison.laws,
            engine=engine_name(),
            source=source,
            kinds=tuple(one.pair.part.kind for one in self._staged),
            read=read,
            accepted=kept,
            rejected=rejected,
            changed=changed,
            dollars=show_cents(cents),
            flips=flips_of(program, counts),
            limits=tuple(self._limits()),
            duties=duties_of(program, counts),
            rejects=tuple(self._rejects()) if rejected else (),
            notes=(*notes_of(program, question, unvalued), *self._comparison.audit.notes),
            rows=tuple(self._rows()),
            rows_total=sum(counts.values()),
        )

    @property
    def _answer(self) -> tuple[str, ...]:
        return "provision", *self._comparison.laws

    def _stage(self, pair: Pair, folder: Path, number: int) -> Staged:
        self._doing("reading")
        rows = _through(pair.part.typed.frame, folder / f"rows-{number}.parquet")
        self._doing("comparing")
        names = rows.collect_schema().names()
        roles = [f"ct:{role}" for role in Staged(pair, rows, rows).roles]
        places = [name for name in (FILE, ROW) if name in names]
        kept = list(dict.fromkeys([*self._own, *places, "ct:id", "ct:date", *roles, _WORTH]))
        stated = [nw.col(f"ct:{name}") for name in WORTH if name in pair.part.typed.stated]
        valued = nw.from_native(rows).with_columns(
            (nw.coalesce(*stated) if stated else nw.lit(None, nw.Int64)).alias(_WORTH)
        )
        changed = pair.changed(valued, kept)
        first = nw.col(CHANGES).list.get(0).str.split("\x1f").list.get(0).alias(_FIRST)
        changes = told(changed.with_columns(first), [*kept, _FIRST], self._comparison.laws)
        return Staged(pair, rows, _through(changes, folder / f"changes-{number}.parquet"))

    def _counts(self) -> dict[Change, int]:
        """How many rows change so, by provision and change."""
        found: dict[Change, int] = {}
        for one in self._staged:
            for *change, count in _collected(one.changes.group_by(*self._answer).len()).iter_rows():
                found[tuple(change)] = count
        return found

    def _worth(self) -> tuple[int, int, int]:
        """How many rows change, what they are worth in cents, and how many of them do not say what they are worth."""
        changed = cents = unvalued = 0
        for one in self._staged:
            rows = one.changes.filter(pl.col("provision") == pl.col(_FIRST))
            # A sum of many amounts may be more than 64 bits hold.
            worth = pl.col(_WORTH).cast(pl.Int128).sum()
            found = _collected(rows.select(pl.len().alias("rows"), worth, pl.col(_WORTH).null_count().alias("none")))
            changed, cents, unvalued = (
                old + new for old, new in zip((changed, cents, unvalued), found.row(0), strict=True)
            )
        return changed, cents, unvalued

    def _limits(self) -> Iterator[LimitFlip]:
        one, other = self._comparison.laws
        rows = {staged.pair.part.kind: staged.rows for staged in self._staged}
        for limit in self._comparison.limits:
            self._doing(f"{limit.file} {limit.name}")
            count = 0
            for pair in self._comparison.pairs_by(limit):
                changed: Any = pair.changed(nw.from_native(rows[pair.part.kind]), []).to_native()
                count += _number(changed.select(pl.len()))
            yield LimitFlip(limit.file, limit.name, limit.shown(one), limit.shown(other), count)

    def _rejects(self) -> Iterator[RejectCount]:
        for one in self._staged:
            typed = replace(one.pair.part.typed, frame=nw.from_native(one.rows))
            bad: Any = rejects(typed).to_native()
            for column, reason, count in _collected(bad.group_by("column", "reason").len()).iter_rows():
                yield RejectCount(column or "", reason or "", count)

    def _rows(self) -> Iterator[FlippedRow]:
        """The first changes in the order of the ledger, and of one row as the law counts."""
        found = []
        for one in self._staged:
            first = self._placed(one.changes).sort(_PLACE, maintain_order=True).head(MOST_ROWS)
            for row in _collected(first).iter_rows(named=True):
                parties = ((role, row[f"ct:{role}"]) for role in one.roles)
                told_of = (
                    str(row["ct:id"]),
                    row["ct:date"].isoformat(),
                    tuple((role, str(party)) for role, party in parties if party is not None),
                    "" if row[_WORTH] is None else show_cents(row[_WORTH]),
                    *(row[name] for name in self._answer),
                )
                found.append((tuple(row[name] for name in _PLACE), FlippedRow(*told_of)))
        yield from (row for _, row in sorted(found, key=lambda placed: placed[0])[:MOST_ROWS])

    def _placed(self, changes: pl.LazyFrame) -> pl.LazyFrame:
        """The changes with the columns that put them in order."""
        every = {p.citation for one in self._staged for p in one.pair.part.results.provisions}
        order = {citation: number for number, citation in enumerate(sorted(every, key=in_order))}
        citation = pl.col("provision").replace_strict(order, default=len(order), return_dtype=pl.Int64)
        file = [] if FILE in changes.collect_schema() else [pl.lit("").alias(FILE)]
        return changes.with_columns(*file, citation.alias(_PLACE[-1]))


_PLACE: Final = (FILE, ROW, "ct:place")


def engine_name() -> str:
    """Which engine answered, with its version, as the reports name it."""
    return f"columnar {__version__} on Polars {pl.__version__}"


def _through(frame: Frame, path: Path) -> pl.LazyFrame:
    """The frame, written to a file and read from it again."""
    write(frame.to_native(), path)
    return pl.scan_parquet(path)


def _collected(frame: pl.LazyFrame) -> pl.DataFrame:
    return frame.collect(engine="streaming")


def _number(frame: pl.LazyFrame) -> int:
    return int(_collected(frame).item())


def _refuse(names: Sequence[str], laws: tuple[str, str]) -> None:
    """Raises UsageError where the ledger's own columns and the answer's would have one name."""
    for name in ("provision", *laws):
        if name in names:
            what, why = f"the table has a column `{name}` of its own", "the answer has one of this name too."
            raise UsageError([Diagnostic("CTE610", Span.whole("the table"), what, why, "rename it.")])
