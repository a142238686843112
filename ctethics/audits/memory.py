"""Whether a ledger fits the memory, told before the work and not by the system ending it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ctethics.diagnostics import CaseError, Diagnostic, Span

# Measured at most for ledgers of thirteen columns, every provision and every told column: docs/performance.md.
BYTES_A_ROW: Final = 2_600


def check_memory(rows: int, source: str, available: int | None = None) -> None:
    """Raises CaseError (CTE615) where the rows would need more memory than there is.

    available -- bytes; what the system says by default. Nothing is refused where it does not say.
    """
    there = available_memory() if available is None else available
    if there is None or rows * BYTES_A_ROW <= there:
        return
    what = f"{rows:,} rows need about {_shown(rows * BYTES_A_ROW)} of memory, and {_shown(there)} are free"
    why = "running totals look at all rows at once."
    fix = "give the table to DuckDB or Spark from Python (docs/ledgers.md), which use the disk, or audit one year."
    raise CaseError([Diagnostic("CTE615", Span.whole(source), what, why, fix)])


def available_memory() -> int | None:
    """The bytes of memory that programs may still have, where the system says so."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    kibibytes = [int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")]
    return kibibytes[0] * 1024 if kibibytes else None


def _shown(size: int) -> str:
    return f"{size / 10**9:,.1f} GB"
