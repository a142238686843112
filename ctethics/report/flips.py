"""What changes for a ledger between two laws, for a terminal: outcomes, the limits that change them, duties, rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ctethics.law.citation import in_order
from ctethics.outcome.summary import OUTCOMES, DutyFlip, Flip, FlippedRow, Flips, LimitFlip
from ctethics.report.canvas import NARROWEST, Canvas, columns, fit, right
from ctethics.report.ledger import closing, rejects
from ctethics.report.terms import APPLIES, POLICY_OF_OPM, changed_in_words, law_in_words, read_in_words
from ctethics.report.words import cited, headed

MOST_ROWS = 20


def render_flips(flips: Flips, width: int = 80, colour: bool = False) -> str:
    """The flip table as text whose lines fit the width (at least 60); escape codes only with `colour`."""
    canvas = Canvas(max(NARROWEST, width), colour)
    lines = [
        *canvas.wrap(f"From: {law_in_words(flips.one)}"),
        *canvas.wrap(f"To: {law_in_words(flips.other)}"),
        *canvas.wrap(APPLIES),
        "",
        *canvas.wrap(read_in_words(flips)),
        *canvas.wrap(f"{', '.join(flips.kinds) or 'no kind of event'}; {flips.engine}", 2),
        *canvas.wrap(changed_in_words(flips)),
        *_outcomes(canvas, flips.flips),
        *_limits(canvas, flips.limits, flips.other),
        *_duties(canvas, flips),
        *_rows(canvas, flips),
        *rejects(canvas, flips.rejects),
        *closing(canvas, flips.notes),
    ]
    return "\n".join(line.rstrip() for line in lines)


def in_law_order(flips: Sequence[Flip]) -> list[Flip]:
    """Those that change, by provision, and within one by what they change from and to."""
    found = [f for f in flips if f.count and f.one != f.other]
    return sorted(found, key=lambda f: (in_order(f.provision), OUTCOMES.index(f.one), OUTCOMES.index(f.other)))


def limits_in_order(limits: Sequence[LimitFlip]) -> list[LimitFlip]:
    """The limits by provision; those that change no row as well, for that is an answer too."""
    return sorted(limits, key=lambda limit: (in_order(limit.provision), limit.name))


def duties_in_order(duties: Sequence[DutyFlip]) -> list[DutyFlip]:
    """The duties that appear or vanish, by provision."""
    return sorted((d for d in duties if d.appears or d.vanishes), key=lambda d: (in_order(d.provision), d.what))


def _outcomes(canvas: Canvas, flips: Sequence[Flip]) -> Iterator[str]:
    found = in_law_order(flips)
    most = max((f.count for f in found), default=0)
    for is_policy, title in ((False, "Statute"), (True, POLICY_OF_OPM)):
        some = [f for f in found if f.is_policy == is_policy]
        if some:
            yield from canvas.heading(f"{title}: rows whose outcome changes")
        for (citation, name), changes in groupby(some, key=lambda f: (f.provision, f.title)):
            yield from canvas.wrap(headed(citation, name))
            for f in changes:
                yield from canvas.entry(f.count, most, f"{f.one} → {f.other}")


def _limits(canvas: Canvas, limits: Sequence[LimitFlip], other: str) -> Iterator[str]:
    found = limits_in_order(limits)
    most = max((limit.count for limit in found), default=0)
    if found:
        yield from canvas.heading(f"By limit: rows that change where it alone is that of {other}")
    for limit in found:
        text = f"{cited(limit.provision)} {limit.name}: {limit.one} → {limit.other}"
        yield from canvas.entry(limit.count, most, text)


def _duties(canvas: Canvas, flips: Flips) -> Iterator[str]:
    found = duties_in_order(flips.duties)
    if found:
        yield from canvas.heading(f"Duties that appear or vanish from {flips.one} to {flips.other}")
    for d in found:
        appears = f"{d.appears:,} appear{'s' if d.appears == 1 else ''}"
        vanishes = f"{d.vanishes:,} vanish{'es' if d.vanishes == 1 else ''}"
        yield from canvas.wrap(f"{cited(d.provision)}: {d.what}: {appears}, {vanishes}")


def _rows(canvas: Canvas, flips: Flips) -> Iterator[str]:
    rows = flips.rows[:MOST_ROWS]
    if not rows:
        return
    rest = f", the first {len(rows)} of {flips.rows_total:,}" if flips.rows_total > len(rows) else ""
    yield from canvas.heading(f"Changes, row by row{rest}")
    of_id, of_value = (min(most, columns(texts)) for texts, most in zip(_texts(rows), (16, 18), strict=True))
    for row in rows:
        lead = f"{fit(row.id, of_id)}  {fit(row.date, 10)}  {right(row.value, of_value)}  "
        after = of_id + 10 + of_value + 6
        first, *later = canvas.wrap(f"{cited(row.provision)}: {row.one} → {row.other}", after, 0)
        yield lead + first[after:]
        yield from later


def _texts(rows: Sequence[FlippedRow]) -> tuple[list[str], list[str]]:
    return [row.id for row in rows], [row.value for row in rows]
