"""`ledger import`: many events at once, from case files and tables."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

import click

from ctethics.balance import LedgerError, LiveLedger
from ctethics.cli.live.opening import FILE, SHAPE, Asked, asking, opened
from ctethics.cli.live.stated import Rejected, Source, Sources, Stated, Tables
from ctethics.cli.long_work import progress
from ctethics.diagnostics import CaseError, CtethicsError
from ctethics.report.canvas import plain
from ctethics.report.terms import counted

# So many events are acknowledged together.
_BATCH: Final = 500
# How many rejected ones are told where a person reads them.
_MOST_PRINTED: Final = 20
_USED_OTHERWISE: Final = "CTE807"


@dataclass
class Done:
    """What an import came to so far."""

    new: int = 0
    known: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)  # parties

    @property
    def on_disk(self) -> int:
        return self.new + self.known

    @property
    def events_rejected(self) -> int:
        """Of an event that has several faults, one."""
        return len({(one.place, one.id) for one in self.rejected if not one.is_party})


@click.command("import")
@FILE
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--columns", metavar="MAP.yaml", type=click.Path(path_type=Path), help="How tables are written.")
@click.option("--parties", metavar="TABLE", type=click.Path(path_type=Path), help="The parties of tables, one a row.")
@click.option("--kind", metavar="KIND", help="The kind of all events of tables that have no column `kind`.")
@SHAPE
@asking
def import_(
    file: Path,
    sources: tuple[Path, ...],
    columns: Path | None,
    parties: Path | None,
    kind: str | None,
    shape: str,
    **told: Any,
) -> None:
    """Add many events from case files and tables to FILE.

    From case files (.yaml, .json), JSON with one event a line (.jsonl), and tables (.csv, .parquet, .arrow) as
    `ctethics audit` reads them.

    \b
    ctethics ledger import gifts.ctledger january.yaml february.yaml --law sb434
    ctethics ledger import gifts.ctledger gifts.csv --law sb434 --columns map.yaml --parties people.csv

    Events go to disk in batches of 500. Whoever interrupts it finds whole batches, and may run it again: what is known
    already is passed over. With --columns, --parties or --kind a .jsonl file is a table too.

    What cannot be read, or has the id of an event that is known with other facts, is rejected and told; the rest is
    added, and the exit status is then 1. So are the events of a party that is known with other facts.
    """
    given, done = Sources(sources, Tables(columns, parties, kind)), Done()
    asked = Asked(**told, case_law=given.law, case_readings=given.readings)
    with opened(file, asked, is_made=True, trial=given.try_out) as ledger:
        try:
            with progress() as say:
                for source in given.read(ledger, say):
                    _put(source, ledger, done, say)
        except KeyboardInterrupt:
            click.echo(f"interrupted: {done.on_disk:,} events are on disk; run the command again to go on.", err=True)
            raise
        total = len(ledger)
    _tell(file, done, total, shape)
    if done.rejected:
        sys.exit(1)


def _put(source: Source, ledger: LiveLedger, done: Done, say: Callable[[str], None]) -> None:
    """Puts the parties of a source and its events into the ledger, batch by batch."""
    done.rejected += source.rejected
    done.refused |= source.refused
    named = [(id_, facts) for id_, facts in source.parties.items() if id_ not in source.refused]
    for start in range(0, len(named), _BATCH):
        _put_parties(dict(named[start : start + _BATCH]), source, ledger, done)
    events = iter(source.events)
    while batch := list(islice(events, _BATCH)):
        _put_events([one for one in batch if _is_welcome(one, ledger, done)], ledger, done)
        rejected = f", {done.events_rejected:,} rejected" if done.rejected else ""
        say(f"{source.shown}: {done.on_disk:,} events on disk{rejected}")


def _is_welcome(one: Stated, ledger: LiveLedger, done: Done) -> bool:
    """Whether no party of an event was rejected; otherwise the event is, too."""
    kind = ledger.program.vocabulary.events.get(str(one.told.get("kind")))
    named = [value for name, value in one.told.items() if kind and name.replace("_", " ") in kind.roles]
    refused = [value for value in named if isinstance(value, str) and value in done.refused]
    if refused:
        done.rejected.append(Rejected(one.place, one.id, f"its party `{refused[0]}` is rejected"))
    return not refused


def _put_parties(parties: dict[str, Any], source: Source, ledger: LiveLedger, done: Done) -> None:
    """Adds parties; those that are known otherwise are found by halving."""
    try:
        ledger.add_many([], parties)
    except (CaseError, LedgerError) as error:
        if not _is_of_one(error):
            raise
        if len(parties) == 1:
            (id_,) = parties
            done.refused.add(id_)
            done.rejected.append(
                Rejected(source.shown, None, f"{_reason(error)}; its events are left out", is_party=True)
            )
            return
        named = list(parties.items())
        for half in (named[: len(named) // 2], named[len(named) // 2 :]):
            _put_parties(dict(half), source, ledger, done)


def _put_events(batch: list[Stated], ledger: LiveLedger, done: Done) -> None:
    """Adds events in one go; those that cannot be are found by halving."""
    if not batch:
        return
    try:
        new = ledger.add_many([one.told for one in batch])
    except (CaseError, LedgerError) as error:
        if not _is_of_one(error):
            raise
        if len(batch) == 1:
            done.rejected.append(Rejected(batch[0].place, batch[0].id, _reason(error)))
            return
        _put_events(batch[: len(batch) // 2], ledger, done)
        _put_events(batch[len(batch) // 2 :], ledger, done)
        return
    done.new += new
    done.known += len(batch) - new


def _is_of_one(error: CtethicsError) -> bool:
    """Whether it is about what was stated, and not about the file."""
    return isinstance(error, CaseError) or all(told.code == _USED_OTHERWISE for told in error.diagnostics)


def _reason(error: CtethicsError) -> str:
    return "; ".join(told.what for told in error.diagnostics)


def _tell(file: Path, done: Done, total: int, shape: str) -> None:
    rejected, parties = done.events_rejected, len({one.reason for one in done.rejected if one.is_party})
    if shape == "json":
        counts = {"new": done.new, "known": done.known, "rejected": rejected, "parties_rejected": parties}
        rejects = [asdict(one) for one in done.rejected]
        click.echo(json.dumps({**counts, "events": total, "rejects": rejects}, indent=2, ensure_ascii=False))
        return
    also = f" and {counted(parties, 'party', 'parties')}" if parties else ""
    counts_ = f"{done.new:,} new, {done.known:,} known before, {rejected:,} rejected{also}"
    click.echo(f"{file}: {counts_}; {counted(total, 'event')} in the ledger")
    for line in _first(done.rejected):
        click.echo(line, err=True)


def _first(rejected: list[Rejected]) -> Iterator[str]:
    for one in rejected[:_MOST_PRINTED]:
        yield plain(str(one))
    if len(rejected) > _MOST_PRINTED:
        yield f"and {len(rejected) - _MOST_PRINTED:,} more; --format json lists all of them"
