"""Charts made of block characters. Lengths are in cells; whatever is not zero can be seen."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"
_LEVELS: Final = " ▁▂▃▄▅▆▇█"
_INITIALS: Final = "JFMAMJJASOND"


def shares(counts: Sequence[int], of: int, cells: int) -> list[int]:
    """How many of the cells each count fills where `of` would fill them all: at least one, if it is not zero."""
    total, shown = sum(counts), sum(count > 0 for count in counts)
    if not total:
        return [0] * len(counts)
    length = min(max(shown, cells), max(shown, (2 * total * cells + of) // (2 * of)))
    filled = [max(1, count * length // total) if count else 0 for count in counts]
    while sum(filled) != length:
        step = 1 if sum(filled) < length else -1
        # The one that is furthest from its exact share, and never down to nothing.
        gaps = [step * (count * length - have * total) for count, have in zip(counts, filled, strict=True)]
        open_ = [i for i, count in enumerate(counts) if count and filled[i] + step]
        filled[max(open_, key=lambda i: gaps[i])] += step
    return filled


def bar(number: int, of: int, cells: int) -> str:
    """One count as a bar of at most so many cells, exact to an eighth of a cell."""
    eighths = max(1, 8 * number * cells // of) if number else 0
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def levels(counts: Sequence[int], rows: int) -> list[list[str]]:
    """Columns so many rows high, from the top row down: one character for each count, the highest fills its column."""
    most = max(counts, default=0)
    heights = [max(1, 8 * rows * count // most) if count else 0 for count in counts]
    return [[_LEVELS[min(8, max(0, h - 8 * row))] for h in heights] for row in reversed(range(rows))]


def every_month(months: Sequence[str]) -> list[str]:
    """All months from the first to the last, `2024-11`, those in between that are missing as well."""
    if not months:
        return []
    first, last = (int(m[:4]) * 12 + int(m[5:7]) - 1 for m in (min(months), max(months)))
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1)]


def spans(months: Sequence[str], most: int) -> list[list[str]]:
    """The months in at most so many spans of calendar time: months, or quarters, or years, or several years.

    most -- 2 or more, for two months may lie on both sides of any border.
    """
    every = every_month(months)
    fewest_years = max(1, len(every) // (12 * most))
    sizes = itertools.chain((1, 3), itertools.count(12 * fewest_years, 12))
    return next(cut for size in sizes if len(cut := _cut(every, size)) <= most)


def _cut(months: list[str], size: int) -> list[list[str]]:
    """Spans that begin where such a span of the calendar does: quarters in January, April, July and October."""
    found: dict[int, list[str]] = {}
    for month in months:
        found.setdefault((int(month[:4]) * 12 + int(month[5:7]) - 1) // size, []).append(month)
    return list(found.values())


def span_name(span: Sequence[str]) -> str:
    """`2024-11` for a month, `2024-10 to 2024-12` for more."""
    return span[0] if len(span) == 1 else f"{span[0]} to {span[-1]}"


def axis(cut: Sequence[Sequence[str]], cells: int) -> list[str]:
    """What stands below columns of so many cells: the initials of the months, and each year where it begins.

    A year that has no room before the next is left out.
    """
    years = [" "] * (len(cut) * cells + 4)
    free = len(years) + 1
    for number in reversed(range(len(cut))):
        year, at = cut[number][0][:4], number * cells
        if (number == 0 or cut[number - 1][0][:4] != year) and at + 4 < free:
            years[at : at + 4], free = year, at
    initials = "".join(_INITIALS[int(span[0][5:7]) - 1].ljust(cells) for span in cut)
    below = "".join(years).rstrip()
    return [initials.rstrip(), below] if all(len(span) == 1 for span in cut) else [below]
