"""Every condition with its answer, for whoever wants to see how a rule came out."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.law.calendar import show_day
from ctethics.outcome import Answered, Determination, EventResult
from ctethics.program import Program
from ctethics.report.layout import width, wrap
from ctethics.report.words import describe, headed

_WORDS = {True: "yes", False: "no", None: "unknown"}


def render_trace(determination: Determination, program: Program) -> str:
    """The conditions of each event's provisions, a line each, indented as they stand in the rules."""
    lines: list[str] = []
    for event in determination:
        title = f"{event.id}: {event.kind}, {show_day(event.day)}"
        lines += ["", title, "=" * min(len(title), width()), *_event(determination.law, event, program)]
    return "\n".join(lines[1:])


def _event(law: str, event: EventResult, program: Program) -> Iterator[str]:
    headings = ("", "")
    for one in event.trace:
        provision = program.provisions[one.provision]
        if one.depth == 0 and (one.part, _sort(one)) != headings:
            headings = (one.part, _sort(one))
            if one.part == one.provision and not one.is_binding:
                yield ""
                yield from wrap(
                    f"{headed(provision.citation, provision.title)}: {event.finding(one.provision).outcome}"
                )
            if one.part == one.provision:
                yield f"  {_sort(one)}"
            else:
                title = next(e.title for e in provision.exceptions if e.citation == one.part)
                yield from wrap(f"exception {one.part}, {title}", 2)
        yield from wrap(f"{_WORDS[one.answer]}: {describe(one.condition, law, event.day)}", 4 + 2 * one.depth)


def _sort(one: Answered) -> str:
    return "the rule, exceptions considered" if one.is_binding else "the rule"
