"""What every contender gives, and how it is held to the plain Python reference."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.ledgers.data import ledger

# A row of a ledger of W as `data.COLUMNS` has it.
Row = tuple[int, int, int, date, int | None, str, bool | None, bool | None, bool | None, bool | None]
Run = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Answers:
    """One-dimensional numpy arrays of whole numbers, in any order of rows.

    gift -- 2 yes, 1 unknown, 0 no; first -- the number of the first exception that holds, 0 where none does.
    """

    ids: Any
    gift: Any
    first: Any

    def digest(self) -> str:
        """The same for the same answers, however the rows lie."""
        import numpy as np

        order = np.argsort(self.ids, kind="stable")
        columns = (self.ids[order].astype("<i8"), self.gift[order].astype("i1"), self.first[order].astype("i1"))
        return hashlib.sha256(b"".join(column.tobytes() for column in columns)).hexdigest()


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to answer a ledger of W.

    prepare -- given the ledger, all that is done once (connections, compiled rules), and then the run to time: from
    the Parquet file to the answers in memory. answers -- what a run gave, to compare; none where it answers nothing.
    most -- the largest ledger it is put to; ledger -- makes the ledger of so many rows.
    """

    prepare: Callable[[Path], Run]
    answers: Callable[[Any], Answers] | None
    most: int = 10_000_000
    ledger: Callable[[int], Path] = ledger


def expected(path: Path) -> str:
    """The digest of the reference, kept beside the ledger."""
    import numpy as np

    from benchmarks.ledgers.by_loop import by_day, decide

    kept = path.with_suffix(".digest")
    if not kept.exists():
        found = np.fromiter(decide(by_day(path)), dtype="i8,i1,i1")
        kept.write_text(Answers(found["f0"], found["f1"], found["f2"]).digest())
    return kept.read_text()
