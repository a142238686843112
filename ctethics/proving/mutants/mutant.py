"""One slip: what is written otherwise, where, and the program that comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ctethics.diagnostics import Span
from ctethics.program import Program
from ctethics.proving.rebuilding import rebuilt


@dataclass(frozen=True, slots=True)
class Mutant:
    """One slip in the rules, made wherever the program has what was written at one place.

    sort -- of slip: `operator`, `limit` …; at -- the rule or exception, total, limit or fact in which it is made.
    what -- what is written there, in words, nothing where `at` says it; change -- `more than → at least`.
    swaps -- what stands in for each changed part, by the identity of that part; law -- the one law under
    which anything differs, if there is but one; changes -- the rules that have such a part.
    number -- which of the slips of one title it is, in the order of the file.
    """

    sort: str
    span: Span
    at: str
    what: str
    change: str
    swaps: dict[int, Any]
    law: str
    changes: frozenset[str]
    number: int = 1

    @property
    def title(self) -> str:
        """A name that stays when lines are added above."""
        what = f", `{self.what}`" if self.what else ""
        return f"{self.at}{what}: {self.change}{f' ({self.number})' if self.number > 1 else ''}"

    def __str__(self) -> str:
        what = f"`{self.what}`: " if self.what else ""
        return f"{self.span.source.name}:{self.span.line}: {what}{self.change}"

    def program(self, of: Program) -> Program:
        """The program with the slip; `of` is the one it was made from."""
        provisions = {
            citation: rebuilt(p, self.swaps) if citation in self.changes else p for citation, p in of.provisions.items()
        }
        return Program(of.vocabulary if self.changes else rebuilt(of.vocabulary, self.swaps), provisions)
