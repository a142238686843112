"""What is wrong with a file or a case, and where: problems are values, collected, sorted and shown together."""

from ctethics.diagnostics.codes import CODES
from ctethics.diagnostics.diagnostic import Collector, Diagnostic, near
from ctethics.diagnostics.errors import CaseError, CtethicsError, EngineError, RuleError, TooManyErrors, UsageError
from ctethics.diagnostics.render import render, render_all, render_github
from ctethics.diagnostics.span import Source, Span

__all__ = [
    "CODES",
    "CaseError",
    "Collector",
    "CtethicsError",
    "Diagnostic",
    "EngineError",
    "RuleError",
    "Source",
    "Span",
    "TooManyErrors",
    "UsageError",
    "near",
    "render",
    "render_all",
    "render_github",
]
