"""What a run measured, and what it comes to: medians, paired ratios, growth, and the goals met or not."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.ledgers.contenders import DUCKDB, LOOP, OPENFISCA, OURS, POLARS, READ_ONLY, WHOLE

SMALL = 1_000
# The most that ours may take of each peer's time, from a hundred thousand rows on.
RATIOS = {POLARS: 1.15, DUCKDB: 0.7, OPENFISCA: 1.0, READ_ONLY: 6.5}
GROWTH, BYTES, FIXED_MS = 1.1, 130, 10


@dataclass(frozen=True, slots=True)
class Measured:
    """One size: seconds of each contender, repeat by repeat, and the bytes each had at most above its imports."""

    rows: int
    seconds: Mapping[str, Sequence[float]]
    memory: Mapping[str, int]

    def best(self, library: str) -> str | None:
        """The contender, or of a library with several plans the fastest; None where it was not measured."""
        plans = [name for name in self.seconds if name.split(":")[0] == library]
        return min(plans, key=lambda name: median(self.seconds[name]), default=None)

    def time(self, library: str) -> float | None:
        name = self.best(library)
        return None if name is None else median(self.seconds[name])

    def ratio(self, library: str, to: str) -> float | None:
        """The median of the ratios of their times, each pair from one repeat."""
        one, other = self.best(library), self.best(to)
        if one is None or other is None:
            return None
        return median(a / b for a, b in zip(self.seconds[one], self.seconds[other], strict=True))

    def bytes_a_row(self, library: str) -> float | None:
        name = self.best(library)
        return None if name is None else self.memory[name] / self.rows


def growth(sizes: Sequence[Measured], library: str) -> float | None:
    """The exponent with which the time grows from the first of these sizes to the last that was measured."""
    times = [(one.rows, time) for one in sizes if one.rows > SMALL and (time := one.time(library)) is not None]
    if len(times) < 2:
        return None
    (few, quick), (many, slow) = times[0], times[-1]
    return math.log(slow / quick) / math.log(many / few)


def power(rows: int) -> str:
    """10⁶ for a million."""
    return "10" + str(len(str(rows)) - 1).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def times_table(sizes: Sequence[Measured]) -> str:
    """Milliseconds, memory and growth of everybody, as Markdown."""
    last = sizes[-1]
    heads = [f"ms at {power(one.rows)}" for one in sizes]
    rows = [
        "| " + " | ".join(["", *heads, "rows a second at most", f"bytes a row at {power(last.rows)}", "growth"]) + " |",
        "|---|" + "---:|" * (len(heads) + 3),
    ]
    for library in (OURS, WHOLE, POLARS, DUCKDB, OPENFISCA, LOOP, READ_ONLY):
        times = [one.time(library) for one in sizes]
        rates = [one.rows / time for one, time in zip(sizes, times, strict=True) if time is not None]
        cells = [_shown(None if time is None else time * 1000, ",.1f") for time in times]
        cells += [_shown(max(rates, default=None), ",.0f"), _shown(last.bytes_a_row(library), ".0f")]
        rows.append("| " + " | ".join([library, *cells, _shown(growth(sizes, library), ".2f")]) + " |")
    return "\n".join([*rows, "", *_plans(sizes)])


def _plans(sizes: Sequence[Measured]) -> list[str]:
    """Which plan of a library that has several was the fastest."""
    found = []
    for library in (POLARS, DUCKDB):
        best = [(power(one.rows), one.best(library)) for one in sizes]
        plans = [f"{size} {name.split(': ')[1]}" for size, name in best if name is not None]
        found.append(f"Fastest plan of {library}: {'; '.join(plans)}.")
    return found


def goals_table(sizes: Sequence[Measured]) -> str:
    """What was to be reached, what was, and whether, as Markdown."""
    large = [one for one in sizes if one.rows > SMALL]
    rows = [
        "| " + " | ".join(["goal", "at most", *(power(one.rows) for one in large), "met"]) + " |",
        "|---|---:|" + "---:|" * len(large) + "---|",
    ]
    for library, most in RATIOS.items():
        rows.append(_goal(f"× {library}", most, [one.ratio(OURS, library) for one in large], ".2f"))
    rows.append(_goal("bytes a row", BYTES, [one.bytes_a_row(OURS) for one in large], ".0f"))
    blank: list[float | None] = [None] * (len(large) - 1)
    if large:
        rows.append(_goal("growth, as exponent of rows", GROWTH, [*blank, growth(sizes, OURS)], ".2f"))
    small = next((one for one in sizes if one.rows == SMALL), None)
    time = None if small is None else small.time(OURS)
    if time is not None:
        rows.append(_goal(f"ms at {power(SMALL)}", FIXED_MS, [time * 1000, *blank], ".1f"))
    return "\n".join(rows)


def _goal(name: str, most: float, found: Sequence[float | None], form: str) -> str:
    known = [value for value in found if value is not None]
    met = "not measured" if not known else "yes" if max(known) <= most else "**no**"
    return "| " + " | ".join([name, f"{most:g}", *(_shown(value, form) for value in found), met]) + " |"


def _shown(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)
