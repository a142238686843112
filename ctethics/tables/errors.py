"""Refusing a file: one place for what every message about files needs."""

from __future__ import annotations

from typing import NoReturn

from ctethics.diagnostics import CaseError, Diagnostic, Source, Span

UNREADABLE, UNWRITABLE = "CTE612", "CTE614"


def refuse(name: str, what: str, *, why: str, fix: str, line: int = 0, code: str = UNREADABLE) -> NoReturn:
    """Raises CaseError about a file, or about one of its lines."""
    raise CaseError([Diagnostic(code, Span(Source(name), line), what, why, fix)])


def refuse_utf_8(name: str, line: int) -> NoReturn:
    """Raises CaseError for text in another encoding."""
    what, why = "is not UTF-8", "in another encoding the same bytes are other letters."
    refuse(name, what, why=why, fix="save it as UTF-8; in Excel as `CSV UTF-8`.", line=line)
