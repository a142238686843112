"""What of each statute text is encoded: every clause, and for those that are not the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ctethics.law.citation import in_order
from ctethics.law.statute import Quotation, Statute
from ctethics.program import Condition, Limit, Program, Provision, Quoted, Total, TotalIs, leaves, parts_of
from ctethics.report.layout import wrap

Status = Literal["encoded", "not operative", "not encoded", "unaccounted"]
STATUSES: tuple[Status, ...] = ("encoded", "not operative", "not encoded", "unaccounted")
ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a statute text, or `elsewhere`: what the sources do not hold; `why` where it is not encoded."""

    name: str
    status: Status
    why: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """One statute text's clauses, by the citation of the text."""

    citation: str
    title: str
    clauses: tuple[Clause, ...]

    def count(self, status: Status) -> int:
        return sum(clause.status == status for clause in self.clauses if clause.name != ELSEWHERE)


def coverage_of(program: Program, statutes: Mapping[str, Statute]) -> tuple[Coverage, ...]:
    """Each text's coverage; `statutes` by the citation each heading gives."""
    texts = sorted(statutes.items(), key=lambda item: in_order(item[0]))
    return tuple(_covered(citation, statute, program) for citation, statute in texts)


def _covered(citation: str, statute: Statute, program: Program) -> Coverage:
    rules = [p for p in program.provisions.values() if p.file == citation]
    rested = {clause for rule in rules for clause in _rested_on(rule)}
    silent = _reasons(pair for rule in rules for pair in rule.not_operative)
    partly = _reasons(pair for rule in rules for pair in rule.not_encoded)
    otherwise = _reasons(pair for rule in rules for pair in rule.encoded_by)
    by_engine = statute.get("encoded by")
    clauses = []
    for name in statute.clauses:
        if name in rested:
            clauses.append(Clause(name, "encoded", partly.get(name, "")))
        elif name in otherwise or by_engine:
            clauses.append(Clause(name, "encoded", otherwise.get(name) or by_engine or ""))
        elif name in silent:
            clauses.append(Clause(name, "not operative", silent[name]))
        else:
            clauses.append(Clause(name, "not encoded" if name in partly else "unaccounted", partly.get(name, "")))
    if ELSEWHERE in partly:
        clauses.append(Clause(ELSEWHERE, "not encoded", partly[ELSEWHERE]))
    return Coverage(citation, statute.get("title") or "", tuple(clauses))


def _reasons(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The reasons by clause, those of one clause put together."""
    found: dict[str, str] = {}
    for name, why in pairs:
        found[name] = f"{found[name]}; {why}" if name in found else why
    return found


def _rested_on(rule: Provision) -> Iterator[str]:
    """The clauses that anything in a rule rests on: a quotation, the words of a limit, an exception."""
    for condition in rule.conditions():
        yield from clauses_quoted(condition)
    for exception in rule.exceptions:
        yield exception.clause
    if rule.duty is not None and rule.duty.due.limit is not None:
        yield from _of_limit(rule.duty.due.limit)
    for stated in rule.duty.states if rule.duty is not None else ():
        if isinstance(stated.source, Total):
            yield from clauses_quoted(stated.source.where)
    for consequence in rule.consequences:
        yield from _of_quote(consequence.quote)
        for limit in (consequence.amount, consequence.last_day.limit if consequence.last_day else None):
            yield from _of_limit(limit) if limit else ()


def clauses_quoted(condition: Condition) -> Iterator[str]:
    """The clauses that a condition rests on, in the order of its parts."""
    yield from _of_quote(condition.quote)
    limit = getattr(condition, "limit", None)
    if isinstance(limit, Limit):
        yield from _of_limit(limit)
    for part in parts_of(condition):
        yield from clauses_quoted(part)
    if isinstance(condition, TotalIs):
        for leaf in leaves(condition.total.where):
            yield from clauses_quoted(leaf)


def _of_quote(quote: Quoted | None) -> Iterator[str]:
    found: tuple[Quotation, ...] = tuple(quote.by_law.values()) if quote is not None else ()
    for quotation in found:
        yield from quotation.clauses


def _of_limit(limit: Limit) -> Iterator[str]:
    for versions in limit.versions.values():
        for version in versions:
            yield from version.found.clauses if version.found is not None else ()


def render_coverage(coverages: tuple[Coverage, ...], only: str | None = None) -> str:
    """A line for each text, every clause that is unaccounted, and of `only` one text every clause."""
    wide = max([len(c.citation) for c in coverages] + [9])
    lines = [f"{'text':<{wide}}  clauses  {'  '.join(STATUSES)}"]
    for c in coverages:
        if only is not None and c.citation != only:
            continue
        counts = [c.count(status) for status in STATUSES]
        numbers = "  ".join(f"{number:>{len(status)}}" for number, status in zip(counts, STATUSES, strict=True))
        lines.append(f"{c.citation:<{wide}}  {sum(counts):>7}  {numbers}")
        for clause in c.clauses:
            if only is not None or clause.status == "unaccounted":
                why = f": {clause.why}" if clause.why else ""
                lines += wrap(f"{clause.name}: {clause.status}{why}", 2)
    total = {status: sum(c.count(status) for c in coverages) for status in STATUSES}
    summed = ", ".join(f"{number} {status}" for status, number in total.items())
    if only is None:
        lines += ["", *wrap(f"{len(coverages)} texts, {sum(total.values())} clauses: {summed}")]
    return "\n".join(lines)
