"""What a ledger comes to, for a terminal: by outcome, by month, what is missing, what is due, what was rejected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ctethics.law.citation import in_order
from ctethics.outcome.summary import (
    OUTCOMES,
    DutyCount,
    ExceptionCount,
    Glance,
    NeedCount,
    ProvisionCount,
    RejectCount,
    Summary,
)
from ctethics.program.provision import POLICY
from ctethics.report.bars import axis, levels, shares, span_name, spans
from ctethics.report.canvas import NARROWEST, SHADES, Canvas, columns, fit
from ctethics.report.terms import (
    APPLIES,
    END,
    POLICY_OF_OPM,
    counted,
    due_in_words,
    glance_in_words,
    law_in_words,
    left_out,
    read_in_words,
)
from ctethics.report.words import cited, headed

# How many are listed of what may be long: facts that are missing, reasons for rejecting.
MOST_LISTED = 15
_CHART_ROWS = 6
# What stands over the columns of a table that is too narrow for whole words.
_SHORT, _FOR_WHOLE_WORDS = ("applies", "undet.", "excepted", "not"), 76


def render_summary(summary: Summary, width: int = 80, colour: bool = False) -> str:
    """The summary as text whose lines fit the width (at least 60); escape codes only with `colour`."""
    canvas = Canvas(max(NARROWEST, width), colour)
    shown = sorted((p for p in summary.provisions if p.happened), key=lambda p: in_order(p.citation))
    lines = [
        *canvas.wrap(f"Law: {law_in_words(summary.law)}"),
        *canvas.wrap(APPLIES),
        "",
        *canvas.wrap(read_in_words(summary)),
        *canvas.wrap(f"{', '.join(summary.kinds) or 'no kind of event'}; {summary.engine}", 2),
        *_glance(canvas, summary.glance, summary.accepted),
        *_outcomes(canvas, summary, shown),
        *_months(canvas, summary, shown),
        *_exceptions(canvas, summary.exceptions),
        *_needs(canvas, summary.needs),
        *_duties(canvas, summary.duties),
        *rejects(canvas, summary.rejects),
        *closing(canvas, summary.notes),
    ]
    return "\n".join(line.rstrip() for line in lines)


def rejects(canvas: Canvas, counts: Sequence[RejectCount]) -> Iterator[str]:
    """Why rows were not read: how many, in which column, for what reason."""
    found = sorted(counts, key=lambda c: (-c.count, c.column, c.reason))
    if found:
        yield from canvas.heading("Rejected rows, by reason")
    for c in found[:MOST_LISTED]:
        yield from canvas.entry(c.count, found[0].count, f"{c.column}: {c.reason}" if c.column else c.reason)
    yield from _more(canvas, len(found), "reason")


def closing(canvas: Canvas, notes: Sequence[str]) -> Iterator[str]:
    """The notes and the terms."""
    if notes:
        yield from canvas.heading("Notes")
    for note in notes:
        yield from canvas.wrap(note)
    yield ""
    yield from canvas.wrap(END)


def _glance(canvas: Canvas, glance: Glance | None, of: int) -> Iterator[str]:
    if glance is not None:
        yield from canvas.heading("At a glance")
        for number, words in glance_in_words(glance):
            yield from canvas.entry(number, of, words)


def _outcomes(canvas: Canvas, summary: Summary, shown: list[ProvisionCount]) -> Iterator[str]:
    """The statute and, apart from it, the policy."""
    most = max((sum(p.count(outcome) for outcome in SHADES) for p in shown), default=0)
    for is_policy, title in ((False, "Statute"), (True, POLICY_OF_OPM)):
        every = [p for p in summary.provisions if p.is_policy == is_policy]
        some = [p for p in shown if p.is_policy == is_policy]
        if every:
            yield from canvas.heading(f"{title}: rows by outcome")
        if some:
            yield from _table(canvas, some, most)
        if len(some) < len(every):
            yield from canvas.wrap(left_out(len(every) - len(some), bool(some), is_policy))


def _table(canvas: Canvas, shown: list[ProvisionCount], most: int) -> Iterator[str]:
    """A heading, and for each provision two lines: its title; its bar and its counts."""
    numbers = [[f"{p.count(outcome):,}" for outcome in OUTCOMES] for p in shown]
    names = OUTCOMES if canvas.width >= _FOR_WHOLE_WORDS else _SHORT
    heads = [f"{SHADES.get(outcome, '')} {name}".strip() for outcome, name in zip(OUTCOMES, names, strict=True)]
    wide = [columns(column) for column in zip(heads, *numbers, strict=True)]
    cells = max(len(SHADES), canvas.width - sum(wide) - 2 * len(OUTCOMES) - 2)
    painted = (canvas.paint(h.rjust(w), o) for h, w, o in zip(heads, wide, OUTCOMES, strict=True))
    yield f"  {' ' * cells}  {'  '.join(painted)}"
    for p, row in zip(shown, numbers, strict=True):
        yield from canvas.wrap(headed(p.citation, p.title))
        lengths = shares([p.count(outcome) for outcome in SHADES], most, cells)
        parts = zip(SHADES.items(), lengths, strict=True)
        drawn = "".join(canvas.paint(shade * length, outcome) for (outcome, shade), length in parts)
        counts = "  ".join(number.rjust(w) for number, w in zip(row, wide, strict=True))
        yield f"  {drawn}{' ' * (cells - sum(lengths))}  {counts}"


def _months(canvas: Canvas, summary: Summary, shown: list[ProvisionCount]) -> Iterator[str]:
    """The months of the provision that applies most as columns, those of the others below on the same months."""
    applied: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for m in summary.months:
        if m.outcome == "applies" and m.count:
            applied[m.provision][m.month] += m.count
    drawn = [p for p in shown if p.citation in applied]
    if not drawn:
        return
    # What forbids something before what defines or follows, the statute before the policy.
    first = max(drawn, key=lambda p: (p.kind == "prohibition", not p.is_policy, p.count("applies")))
    yield from canvas.heading("By month: rows to which a provision applies")
    label = min(24, columns([*(cited(p.citation) for p in drawn), "9,999,999"]))
    room = canvas.width - label - 3
    cut = spans([m.month for m in summary.months if m.count], room - 24)
    cells = max(1, min(3, (room - 24) // len(cut)))
    sums = {p.citation: _by_span(applied[p.citation], cut) for p in drawn}
    yield from canvas.wrap(headed(first.citation, first.title))
    yield from _columns(canvas, sums[first.citation], cells, label)
    for p in drawn:
        if p is not first:
            (row,) = levels(sums[p.citation], 1)
            most = max(sums[p.citation])
            peak = f"{most:,} in {span_name(cut[sums[p.citation].index(most)])}"
            line = canvas.paint("".join((c * max(1, cells - 1)).ljust(cells) for c in row), "applies")
            yield f"{fit(cited(p.citation), label)}   {line} {peak}"
    for line in axis(cut, cells):
        yield canvas.paint(" " * (label + 3) + line, "faint")


def _by_span(counts: Mapping[str, int], cut: list[list[str]]) -> list[int]:
    span_of = {month: number for number, span in enumerate(cut) for month in span}
    sums = [0] * len(cut)
    for month, count in counts.items():
        sums[span_of[month]] += count
    return sums


def _columns(canvas: Canvas, counts: list[int], cells: int, label: int) -> Iterator[str]:
    thick = max(1, cells - 1)
    for number, row in enumerate(levels(counts, _CHART_ROWS)):
        scale = f"{max(counts):,}" if number == 0 else ""
        line = "".join((c * thick).ljust(cells) for c in row)
        yield f"{scale:>{label}} │ {canvas.paint(line, 'applies')}"
    yield f"{'0':>{label}} └{'─' * (len(counts) * cells + 1)}"


def _exceptions(canvas: Canvas, counts: Sequence[ExceptionCount]) -> Iterator[str]:
    found = sorted((c for c in counts if c.count), key=lambda c: (-c.count, in_order(c.citation)))
    for is_policy, title in ((False, "Statute"), (True, POLICY_OF_OPM)):
        some = [c for c in found if c.citation.startswith(POLICY) == is_policy]
        if some:
            yield from canvas.heading(f"{title}: exceptions that held")
        for c in some:
            yield from canvas.entry(c.count, found[0].count, headed(c.citation, c.title))


def _needs(canvas: Canvas, counts: Sequence[NeedCount]) -> Iterator[str]:
    found = sorted((c for c in counts if c.count), key=lambda c: (-c.count, c.fact))
    if found:
        yield from canvas.heading("Facts that are missing, by the rows they would help to settle")
    for c in found[:MOST_LISTED]:
        yield from canvas.entry(c.count, found[0].count, c.fact)
    yield from _more(canvas, len(found), "fact")


def _duties(canvas: Canvas, counts: Sequence[DutyCount]) -> Iterator[str]:
    found = sorted((c for c in counts if c.count), key=lambda c: (in_order(c.provision), c.what))
    most = max((c.count for c in found), default=0)
    if found:
        yield from canvas.heading("Duties, by the rows from which they arise")
    for c in found:
        yield from canvas.entry(c.count, most, f"{cited(c.provision)}: {c.what}; {due_in_words(c)}")


def _more(canvas: Canvas, number: int, noun: str) -> Iterator[str]:
    if number > MOST_LISTED:
        yield from canvas.wrap(f"and {counted(number - MOST_LISTED, f'more {noun}')}", 2)
