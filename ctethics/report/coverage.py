"""What of each statute text is encoded: every clause, its words, and for what is not encoded the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ctethics.law.citation import in_order
from ctethics.law.statute import Statute
from ctethics.program import Program
from ctethics.report.clauses import ELSEWHERE, STATUSES, Clause, Status, clauses_of
from ctethics.report.encoded_words import word_count
from ctethics.report.layout import wrap


@dataclass(frozen=True, slots=True)
class Coverage:
    """One statute text's clauses, by the citation of the text.

    words -- how many it has, struck and inserted ones too; quoted -- those that a quotation or a limit's phrase has.
    """

    citation: str
    title: str
    clauses: tuple[Clause, ...]
    words: int
    quoted: int

    def count(self, status: Status) -> int:
        return sum(clause.status == status for clause in self.clauses if clause.name != ELSEWHERE)


def coverage_of(program: Program, statutes: Mapping[str, Statute]) -> tuple[Coverage, ...]:
    """Each text's coverage; `statutes` by the citation each heading gives."""
    texts = sorted(statutes.items(), key=lambda item: in_order(item[0]))
    return tuple(_covered(citation, statute, program) for citation, statute in texts)


def _covered(citation: str, statute: Statute, program: Program) -> Coverage:
    rules = [p for p in program.provisions.values() if p.file == citation]
    return Coverage(citation, statute.get("title") or "", clauses_of(statute, rules), *word_count(statute, rules))


def render_coverage(coverages: Sequence[Coverage], only: str | None = None, every_clause: bool = False) -> str:
    """A line for each text and every clause that is unaccounted; of `only` one text, or where asked, every clause."""
    wide = max([len(c.citation) for c in coverages] + [9])
    lines = [f"{'text':<{wide}}  clauses  {'  '.join(STATUSES)}  words  quoted"]
    for c in coverages:
        if only in (None, c.citation):
            lines += [_line(c, wide), *_clauses(c, every_clause or only is not None)]
    if only is None:
        lines += ["", *wrap(_total(coverages))]
    return "\n".join(lines)


def _line(c: Coverage, wide: int) -> str:
    counts = [c.count(status) for status in STATUSES]
    numbers = "  ".join(f"{number:>{len(status)}}" for number, status in zip(counts, STATUSES, strict=True))
    return f"{c.citation:<{wide}}  {sum(counts):>7}  {numbers}  {c.words:>5}  {percent(c.quoted, c.words):>6}"


def _clauses(c: Coverage, every_clause: bool) -> Iterator[str]:
    for clause in c.clauses:
        if every_clause or clause.status == "unaccounted":
            yield from wrap(_told(clause), 2)


def _told(clause: Clause) -> str:
    """A clause with what encodes it, or why nothing does."""
    by_part: dict[str, list[str]] = {}
    for sort, part in clause.by:
        by_part.setdefault(part, []).append(sort)
    said = [f"{', '.join(sorts)} of {part}" for part, sorts in by_part.items()]
    if clause.why:
        said.append(f"not encoded in part: {clause.why}" if clause.by else clause.why)
    return f"{clause.name}: {clause.status}{': ' if said else ''}{'; '.join(said)}"


def _total(coverages: Sequence[Coverage]) -> str:
    counts = {status: sum(c.count(status) for c in coverages) for status in STATUSES}
    words, quoted = sum(c.words for c in coverages), sum(c.quoted for c in coverages)
    texts = f"{len(coverages)} text{'' if len(coverages) == 1 else 's'}"
    summed = ", ".join(f"{number} {status}" for status, number in counts.items())
    return (
        f"{texts}, {sum(counts.values())} clauses: {summed}; {words:,} words, {quoted:,} of them "
        f"({percent(quoted, words)}) in a quotation or in the phrase of a limit"
    )


def percent(part: int, whole: int) -> str:
    """A share, rounded down so that 100% is all; of nothing there is none."""
    return f"{100 * part // whole}%" if whole else "-"
