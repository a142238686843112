"""The ledgers of the work item W: n made-up transfers in a Parquet file, the same on every machine.

About fifty transfers a recipient and three donors each, on random days of 2024 and 2025, in the order of their ids, so
that running totals need a real sort. Five in a hundred of the amounts and of the answers to each question are null.
Amounts end on the limits more often than chance has it.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any, Final

CACHE: Final = Path(__file__).resolve().parent.parent / ".cache"
SEED: Final = 434
CHANGE: Final = date(2024, 10, 1)
CATEGORIES: Final = (
    "ceremonial award",
    "food or beverage",
    "token",
    "major life event gift",
    "event admission",
    "travel",
    "training",
    "other",
)
SHARES: Final = (0.08, 0.30, 0.25, 0.07, 0.08, 0.07, 0.05, 0.10)
# The least and the largest amount of each category, in cents.
LEAST: Final = (2000, 500, 100, 10000, 1000, 5000, 1000, 500)
MOST: Final = (40000, 6000, 3000, 250000, 40000, 500000, 100000, 100000)
# How often each question is answered with yes; the first two nobody reads.
QUESTIONS: Final = {
    "donor_is_registrant": 0.3,
    "donor_does_business": 0.4,
    "payer_in_attendance": 0.8,
    "donor_is_family": 0.05,
    "consideration_equal": 0.1,
    "directly_received": 0.95,
}
NULLS: Final = 0.05
# What W reads, in the order in which the Python loop takes it.
COLUMNS: Final = (
    "transfer_id",
    "donor_id",
    "recipient_id",
    "date",
    "value_cents",
    "category",
    "payer_in_attendance",
    "donor_is_family",
    "consideration_equal",
    "directly_received",
)


def ledger(n: int, folder: Path = CACHE) -> Path:
    """The Parquet file of n transfers, made where it is missing.

    Columns: the three ids Int64, `date` Date, `value_cents` Int64 or null, `category` String, the questions Boolean or
    null.
    """
    # Whoever changes what makes or answers a ledger gets another file.
    sources = (Path(__file__).with_name(name).read_bytes() for name in ("data.py", "by_loop.py", "answers.py"))
    path = folder / f"w-{n}-{hashlib.sha256(b''.join(sources)).hexdigest()[:8]}.parquet"
    if not path.exists():
        import pyarrow.parquet as pq

        folder.mkdir(exist_ok=True)
        for old in folder.glob(f"w-{n}-*"):
            old.unlink()
        half = path.with_suffix(".part")
        pq.write_table(_transfers(n), half, row_group_size=122_880, compression="snappy")
        half.rename(path)
    return path


def _transfers(n: int) -> Any:
    """The transfers as an Arrow table."""
    import numpy as np
    import pyarrow as pa

    draw = np.random.default_rng([SEED, n])
    recipients, donors = max(4, n // 50), max(6, n // 100)
    recipient = draw.integers(1, recipients + 1, n)
    # Donors are numbered on from the recipients: nobody is both.
    donor = (recipient * 7 + draw.integers(0, 3, n)) % donors + recipients + 1
    day = np.datetime64("2024-01-01") + draw.integers(0, 731, n).astype("timedelta64[D]")
    category = draw.choice(len(CATEGORIES), n, p=SHARES)
    least, most = np.array(LEAST)[category], np.array(MOST)[category]
    cents = (least + draw.random(n) * (most - least)).astype(np.int64)
    is_round = draw.random(n) < 0.3
    cents[is_round] = np.maximum(500, cents[is_round] // 500 * 500)
    columns = {
        "transfer_id": pa.array(np.arange(1, n + 1)),
        "donor_id": pa.array(donor),
        "recipient_id": pa.array(recipient),
        "date": pa.array(day.astype("datetime64[D]")),
        "value_cents": pa.array(cents, mask=draw.random(n) < NULLS),
        "category": pa.DictionaryArray.from_arrays(pa.array(category), pa.array(CATEGORIES)).cast(pa.string()),
    }
    for name, share in QUESTIONS.items():
        columns[name] = pa.array(draw.random(n) < share, mask=draw.random(n) < NULLS)
    return pa.table(columns)
