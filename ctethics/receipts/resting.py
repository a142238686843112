"""Which files are not as they were, and which of them an answer rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ctethics.law.citation import parse_citation
from ctethics.program import Program
from ctethics.program.program import looked_at
from ctethics.receipts.rules import FACTS

How = Literal["added", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class FileChange:
    """A rule or statute file that is not as it was; is_asked -- an answer that changed rests on it."""

    name: str
    how: How
    is_asked: bool = False

    def to_dict(self) -> dict[str, object]:
        return {"name": self.name, "how": self.how, "asked": self.is_asked}


def file_changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[FileChange]:
    """The files whose hashes differ, by name."""
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            yield FileChange(name, "added" if name not in before else "removed" if name not in after else "changed")


def files_of(program: Program, citation: str) -> frozenset[str]:
    """The files that an answer about a provision, or an exception, rests on.

    Those of the provision, of all that it refers to, takes as its own, sums up or asks in a total, and of those again;
    and the facts. A provision that the rules do not have rests on the file that its citation names.
    """
    wanted, found = [_with_a_rule(program, citation)], {FACTS}
    seen: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in seen:
            continue
        seen.add(name)
        found |= _own_files(name)
        provision = program.provisions.get(name)
        if provision is not None:
            shared = (provision.shares,) if provision.shares else ()
            wanted += [*looked_at(provision), *provision.summarizes, *shared]
    return frozenset(found)


def _with_a_rule(program: Program, citation: str) -> str:
    """The provision itself, or the one that an exception belongs to."""
    owner = citation
    while owner not in program.provisions and owner.endswith(")"):
        owner = owner[: owner.rindex("(")]
    return owner if owner in program.provisions else citation


def _own_files(citation: str) -> set[str]:
    cited = parse_citation(citation.partition(" ")[0])
    return {f"rules/{cited.path}.yaml", f"statutes/{cited.path}.txt"} if cited is not None else set()
