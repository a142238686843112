"""What an import is given: case files, JSON lines and tables, each as parties and events with their places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Final

from ctethics.balance import LiveLedger
from ctethics.cli.live.checks import checked
from ctethics.cli.live.sources import LINES, STDIN, Part, is_case, parts_of, plain, text_of
from ctethics.diagnostics import CaseError

# So many lines are handed on together.
_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class Stated:
    """One event as a case file states it, and its place."""

    told: dict[str, Any]
    place: str

    @property
    def id(self) -> str | None:
        named = self.told.get("id")
        return named if isinstance(named, str) else None


@dataclass(frozen=True, slots=True)
class Rejected:
    """An event, or with `is_party` a party, that is not added, and why."""

    place: str
    id: str | None
    reason: str
    is_party: bool = False

    def __str__(self) -> str:
        return f"{self.place}{f', id {self.id}' if self.id else ''}: {self.reason}"


@dataclass(frozen=True)
class Source:
    """Parties and events to add. refused -- parties that are stated in two ways, whose events are left out."""

    shown: str
    parties: dict[str, Any] = field(default_factory=dict)
    events: Iterable[Stated] = ()
    rejected: list[Rejected] = field(default_factory=list)
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Tables:
    """How tables are written, as `ctethics audit` is told it."""

    columns: Path | None
    parties: Path | None
    kind: str | None

    def has(self, path: Path) -> bool:
        """Whether a file is a table."""
        is_told = any((self.columns, self.parties, self.kind))
        return not is_case(path) or (is_told and path.suffix.lower() in LINES)


class Sources:
    """All that one import is given, in the order given; case files and first lines are read at once."""

    def __init__(self, paths: Sequence[Path], tables: Tables) -> None:
        self._paths, self._tables = paths, tables
        self._parts = {path: _peeked(parts_of(path)) for path in paths if not tables.has(path)}
        first = [parts[0] for parts in self._parts.values()]
        self._cases = [part for part in first if isinstance(part, Part)]
        self.law = next((law for part in self._cases if (law := part.law)), None)
        self.readings = next((chosen for part in self._cases if (chosen := part.readings)), {})

    def try_out(self, ledger: LiveLedger) -> None:
        """Raises CaseError where the first source is a case file with slips."""
        first = self._parts.get(self._paths[0])
        if first and isinstance(first[0], Part) and _is_whole(self._paths[0], first[0]):
            checked(first[0], ledger)

    def read(self, ledger: LiveLedger, say: Callable[[str], None]) -> Iterator[Source]:
        """Raises CaseError for a case file with slips and for a table that cannot be read at all."""
        for path in self._paths:
            say(f"reading {path}")
            if path not in self._parts:
                from ctethics.cli.live.rows import table_source

                yield table_source(path, self._tables, ledger)
                continue
            first, rest = self._parts[path]
            if isinstance(first, Part) and _is_whole(path, first):
                yield _of_case(first, ledger)
            else:
                yield from _of_lines(str(path), chain([first], rest))


def _peeked(parts: Iterator[Part | CaseError]) -> tuple[Part | CaseError, Iterator[Part | CaseError]]:
    return next(parts), parts


def _is_whole(path: Path, part: Part) -> bool:
    """Whether a part is a whole case file, and not the first of many lines."""
    return path.suffix.lower() not in LINES and (str(path) != STDIN or "line" not in part.place)


def _of_case(part: Part, ledger: LiveLedger) -> Source:
    order = {event.id: number for number, event in enumerate(checked(part, ledger).events)}
    # By day: what comes last changes nothing before it, and is quickly answered.
    events = sorted(part.events, key=lambda event: order[text_of(event, "id")])
    return Source(part.place, part.parties, [Stated(plain(event), str(event.span)) for event in events])


def _of_lines(shown: str, parts: Iterable[Part | CaseError]) -> Iterator[Source]:
    events: list[Stated] = []
    rejected: list[Rejected] = []
    for part in parts:
        if isinstance(part, CaseError):
            rejected += [Rejected(str(one.span), None, one.what) for one in part.diagnostics]
            continue
        if part.parties or len(events) >= _CHUNK:
            yield Source(shown, {}, events, rejected)
            events, rejected = [], []
        if part.parties:
            yield Source(shown, part.parties)
        events += [Stated(plain(event), part.place) for event in part.events]
    yield Source(shown, {}, events, rejected)
