"""The list of provisions."""

from __future__ import annotations

from ctethics.program import Program
from ctethics.report.layout import wrap

_OUTCOMES = "applies, excepted, does not apply, undetermined"


def render_provisions(program: Program) -> str:
    """Each provision with its kind, what it answers and what its words rest on."""
    lines = []
    for citation in sorted(program.provisions):
        p = program.provisions[citation]
        lines += wrap(f"{citation} {p.title}")
        exceptions = f"; {len(p.exceptions)} exceptions" if p.exceptions else ""
        lines += wrap(f"{p.kind}, about a {p.about}{exceptions}", 2)
        lines += wrap(f"outcomes: {_OUTCOMES}", 2)
        if p.readings:
            lines += wrap(f"readings: {', '.join(r.name for r in p.readings)}", 2)
        source = p.statute.get("cited as") or f"words {p.statute.get('words')}; see `ctethics show {citation}`"
        lines += [*wrap(f"source: {source}", 2), ""]
    return "\n".join([*lines, *wrap(f"{len(program.provisions)} provisions")])
