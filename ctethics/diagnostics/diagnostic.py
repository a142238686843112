"""One problem, and the place where problems are collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

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


# Nobody reads more, and each costs a search for what was meant.
MOST_ERRORS: Final = 1_000
# Longer than a sentence of ours with a list of names in it.
_LONGEST: Final = 2_000
# Of longer words, and among more, none is looked for: that grows as one times the other.
_LONGEST_WORD, _MOST_WORDS = 100, 1_000


@dataclass(slots=True)
class Collector:
    """Gathers the problems of a run, so that one run shows them all; raises `TooManyErrors` at the thousandth error."""

    found: list[Diagnostic] = field(default_factory=list)
    errors: int = 0

    def add(self, code: str, span: Span, what: str, *, why: str, fix: str) -> None:
        problem = Diagnostic(code, span, _cut(what), _cut(why), _cut(fix))
        self.found.append(problem)
        self.errors += problem.severity == "error"
        if self.errors == MOST_ERRORS:
            from ctethics.diagnostics.errors import TooManyErrors

            raise TooManyErrors(self)

    def __bool__(self) -> bool:
        return bool(self.found)

    def __iter__(self) -> Iterator[Diagnostic]:
        """The problems in the order of their places, each once."""
        return iter(dict.fromkeys(sorted(self.found, key=lambda d: (d.span.sort_key, d.code, d.what))))


def near(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` most likely misspells, or None."""
    import difflib

    words = list(known)
    if len(word) > _LONGEST_WORD or len(words) > _MOST_WORDS:
        return None
    matches = difflib.get_close_matches(word, words, n=1, cutoff=0.7)
    return matches[0] if matches else None


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text):,} characters)"
