"""The clauses of one statute text: what encodes each, and for those that nothing encodes the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from ctethics.law.statute import Statute
from ctethics.program import Provision
from ctethics.report.resting import Rest, Sort, rests

Status = Literal["encoded", "not operative", "not encoded", "unaccounted"]
STATUSES: Final[tuple[Status, ...]] = ("encoded", "not operative", "not encoded", "unaccounted")
ELSEWHERE: Final = "elsewhere"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a statute text, or `elsewhere`: what the sources do not hold.

    by -- the parts of rules that rest on its words, each with its sort; why -- what else encodes it, or why it, or
    what is left of it, is not encoded.
    """

    name: str
    status: Status
    why: str = ""
    by: tuple[tuple[Sort, str], ...] = ()

    @property
    def sort(self) -> Sort | Literal[""]:
        """What is said of its words that nothing quotes; nothing where others of its words are quoted."""
        if self.status == "encoded":
            return "" if self.by else "encoded otherwise"
        return self.status


def clauses_of(statute: Statute, rules: Sequence[Provision]) -> tuple[Clause, ...]:
    """The clauses in the order of the text, at last what is elsewhere; `rules` are all those of the text's file."""
    found = [rest for rule in rules for rest in rests(rule)]
    return tuple(_accounts(statute, rules, found))


def _accounts(statute: Statute, rules: Sequence[Provision], found: Sequence[Rest]) -> Iterable[Clause]:
    silent = _reasons(pair for rule in rules for pair in rule.not_operative)
    partly = _reasons(pair for rule in rules for pair in rule.not_encoded)
    otherwise = _reasons(pair for rule in rules for pair in rule.encoded_by)
    by_engine = statute.get("encoded by")
    resting = _by_clause(rules, found)
    for name in statute.clauses:
        if name in resting:
            yield Clause(name, "encoded", partly.get(name, ""), tuple(resting[name]))
        elif name in otherwise or by_engine:
            yield Clause(name, "encoded", otherwise.get(name) or by_engine or "")
        elif name in silent:
            yield Clause(name, "not operative", silent[name])
        else:
            yield Clause(name, "not encoded" if name in partly else "unaccounted", partly.get(name, ""))
    if ELSEWHERE in partly:
        yield Clause(ELSEWHERE, "not encoded", partly[ELSEWHERE])


def _by_clause(rules: Sequence[Provision], found: Sequence[Rest]) -> dict[str, dict[tuple[Sort, str], None]]:
    """What rests on each clause, each part once; an exception rests on its clause wherever its words are quoted."""
    resting: dict[str, dict[tuple[Sort, str], None]] = {}
    for rest in found:
        for clause in rest.clauses:
            resting.setdefault(clause, {})[rest.sort, rest.part] = None
    for exception in (exception for rule in rules for exception in rule.exceptions):
        resting.setdefault(exception.clause, {})["exception", exception.citation] = None
    return resting


def _reasons(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The reasons by clause, those of one clause put together."""
    found: dict[str, str] = {}
    for name, why in pairs:
        found[name] = f"{found[name]}; {why}" if name in found else why
    return found
