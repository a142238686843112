"""Problems as text for people, and as annotations for GitHub."""

from __future__ import annotations

from collections.abc import Iterable

from ctethics.diagnostics.diagnostic import Diagnostic

_WIDEST = 160


def _visible(text: str) -> str:
    """`text` with what cannot be seen shown as escapes, so that a file cannot drive the terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def render(diagnostic: Diagnostic) -> str:
    """The place, the code and the problem; the line with a caret; why; and how to mend it."""
    span = diagnostic.span
    rows = [f"{_visible(str(span))}: {diagnostic.severity}[{diagnostic.code}] {_visible(diagnostic.what)}"]
    if span.text and len(span.text) <= _WIDEST:
        number = str(span.line)
        gutter = " " * (len(number) + 2)
        before, marked = span.text[: span.column - 1], span.text[span.column - 1 : span.column - 1 + span.width]
        rows.append(f" {number} | {_visible(span.text)}")
        rows.append(f"{gutter}| {' ' * len(_visible(before))}{'^' * max(1, len(_visible(marked)))}")
    rows += [f" why: {_visible(diagnostic.why)}", *_reasons(diagnostic), f" fix: {_visible(diagnostic.fix)}"]
    return "\n".join(rows)


def render_all(diagnostics: Iterable[Diagnostic]) -> str:
    """All problems, in the order given, a blank line between."""
    return "\n\n".join(map(render, diagnostics))


def render_github(diagnostic: Diagnostic) -> str:
    """A workflow command of GitHub Actions: an annotation at the line, with the why and the fix below the problem."""
    span = diagnostic.span
    place = {"file": _visible(span.source.name)}
    if span.line:
        place |= {"line": str(span.line), "col": str(span.column), "endColumn": str(span.column + span.width)}
    place["title"] = f"{diagnostic.code} {_visible(diagnostic.what)}"
    properties = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in place.items())
    why = "\n".join((f"why: {_visible(diagnostic.why)}", *_reasons(diagnostic)))
    message = f"{_visible(diagnostic.what)}\n{why}\nfix: {_visible(diagnostic.fix)}"
    return f"::{diagnostic.severity} {properties}::{_escaped(message)}"


def _reasons(diagnostic: Diagnostic) -> list[str]:
    return [f"   {_visible(line)}" for line in diagnostic.reasons]


def _escaped(text: str, more: str = "") -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
