"""Provisions and kinds of events asked for by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ctethics.diagnostics import Diagnostic, Span, UsageError, near
from ctethics.program.program import Program


def check_provisions(program: Program, asked: Iterable[str] | None) -> frozenset[str]:
    """The asked provisions, all where None is named. Raises UsageError for one there is not."""
    names = frozenset(program.provisions if asked is None else asked)
    for name in sorted(names - program.provisions.keys()):
        guess = near(name, program.provisions)
        fix = f"write `{guess}`." if guess else "`ctethics provisions` lists them."
        what, why = f"unknown provision `{name}`", "the rules have none."
        raise UsageError([Diagnostic("CTE601", Span.whole("provision"), what, why, fix)])
    return names


def check_kind(kinds: Collection[str], name: str, where: str = "kind") -> str:
    """The name of a kind of event. Raises UsageError for one there is not, `where` saying where it was named."""
    if name in kinds:
        return name
    why, fix = "no kind of event has that name.", f"write one of: {', '.join(kinds)}."
    raise UsageError([Diagnostic("CTE203", Span.whole(where), f"unknown kind of event `{name}`", why, fix)])
