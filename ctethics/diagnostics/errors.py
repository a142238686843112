"""The errors this library raises, by whose slip it was."""

from __future__ import annotations

from collections.abc import Iterable

from ctethics.diagnostics.diagnostic import Diagnostic
from ctethics.diagnostics.render import render_all


class CtethicsError(Exception):
    """Any error of this library; `diagnostics` holds the problems, most often one."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__(render_all(self.diagnostics))


class RuleError(CtethicsError):
    """Rule, fact or statute files are wrong."""


class CaseError(CtethicsError):
    """The facts put to the law cannot be read."""


class TooManyErrors(RuleError, CaseError):
    """So many that the rest was not looked at; of rules or of a case, whichever was read."""


class EngineError(CtethicsError):
    """An engine cannot load, or cannot express the program."""


class UsageError(CtethicsError):
    """The caller asked for something there is not: a law, a reading, a provision."""
