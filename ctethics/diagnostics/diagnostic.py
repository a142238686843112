"""One problem, and the place where problems are collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ctethics.diagnostics.codes import WARNINGS
from ctethics.diagnostics.span import Span


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A problem in a file or case: never a legal result.

    code -- a key of `CODES`; what -- the problem in one clause; why -- the rule that was broken;
    fix -- what to write instead; reasons -- the lines that tell why a finding is what it is.
    """

    code: str
    span: Span
    what: str
    why: str
    fix: str
    reasons: tuple[str, ...] = ()

    @property
    def severity(self) -> str:
        """`error`, or `warning` where rules load all the same."""
        return "warning" if self.code.startswith(WARNINGS) else "error"

    def to_dict(self) -> dict[str, object]:
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.span.source.name,
            "line": self.span.line,
            "column": self.span.column,
            "width": self.span.width,
            "what": self.what,
            "why": self.why,
            **({"reasons": list(self.reasons)} if self.reasons else {}),
            "fix": self.fix,
        }


@dataclass(slots=True)
class Collector:
    """Gathers every problem of a run, so that one run shows them all."""

    found: list[Diagnostic] = field(default_factory=list)

    def add(self, code: str, span: Span, what: str, *, why: str, fix: str) -> None:
        self.found.append(Diagnostic(code, span, what, why, fix))

    def __bool__(self) -> bool:
        return bool(self.found)

    def __iter__(self) -> Iterator[Diagnostic]:
        """The problems in the order of their places, each once."""
        return iter(dict.fromkeys(sorted(self.found, key=lambda d: (d.span.sort_key, d.code, d.what))))


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` most likely misspells, or None."""
    import difflib

    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.7)
    return matches[0] if matches else None
