"""Problems as text for people."""

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
    rows = [f"{_visible(str(span))}: error[{diagnostic.code}] {_visible(diagnostic.what)}"]
    if span.text and len(span.text) <= _WIDEST:
        number = str(span.line)
        gutter = " " * (len(number) + 2)
        before, marked = span.text[: span.column - 1], span.text[span.column - 1 : span.column - 1 + span.width]
        rows.append(f" {number} | {_visible(span.text)}")
        rows.append(f"{gutter}| {' ' * len(_visible(before))}{'^' * max(1, len(_visible(marked)))}")
    rows += [f" why: {_visible(diagnostic.why)}", f" fix: {_visible(diagnostic.fix)}"]
    return "\n".join(rows)


def render_all(diagnostics: Iterable[Diagnostic]) -> str:
    """All problems, in the order given, a blank line between."""
    return "\n\n".join(map(render, diagnostics))
