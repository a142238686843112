"""A made-up ledger for the full program: n transfers of all sorts, with the facts of their parties in the same row.

Twenty-six columns, as an ethics office might have them: what a row says nothing of is null, and most rows say nothing
of most questions. Donors are businesses, persons, lobbyists with the business that employs them, charities and
agencies; what is said of one is the same in every row.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Final

from benchmarks.ledgers.data import CACHE, SEED

AGENCIES: Final = ("OPM", "DAS", "DOT", "DCP", "DEEP", "DSS", "DPH", "DOH")
# Each with its share, and the amounts it runs between, in cents.
ITEMS: Final = {
    "food or beverage": (0.38, 500, 9000),
    "merchandise": (0.18, 100, 4000),
    "admission": (0.09, 1000, 30000),
    "travel or lodging": (0.06, 5000, 150000),
    "informational material": (0.06, 100, 3000),
    "promotional item": (0.05, 100, 2500),
    "plaque": (0.04, 2000, 30000),
    "certificate": (0.02, 500, 5000),
    "training": (0.03, 5000, 80000),
    "cash": (0.02, 2000, 50000),
    "services": (0.02, 1000, 60000),
    "political contribution": (0.02, 1000, 100000),
    "other": (0.03, 500, 60000),
}
KINDS: Final = {"business": 0.62, "person": 0.28, "charity": 0.05, "agency": 0.02, "civic organization": 0.03}
OCCASIONS: Final = {"ordinary": 0.86, "major life event": 0.06, "charitable or civic event": 0.08}
RELATIONSHIPS: Final = {"none": 0.90, "parent": 0.02, "spouse": 0.02, "other relative": 0.06}
POSITIONS: Final = {"state employee": 0.72, "public official": 0.22, "candidate": 0.02, "none": 0.04}
# How often the question is answered at all, and how often then with yes.
QUESTIONS: Final = {
    "donor_in_attendance": (0.90, 0.7),
    "knowingly": (0.05, 0.8),
    "provided_to_an_agency": (0.10, 0.3),
    "available_to_the_general_public": (0.30, 0.4),
    "germane_to_state_action": (0.30, 0.6),
    "official_capacity": (0.25, 0.5),
    "by_virtue_of_office": (0.80, 0.5),
}


def ledger(n: int, folder: Path = CACHE) -> Path:
    """The Parquet file of n transfers, made where it is missing."""
    path = folder / f"program-{n}-{hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]}.parquet"
    if not path.exists():
        import pyarrow as pa
        import pyarrow.parquet as pq

        folder.mkdir(exist_ok=True)
        for old in folder.glob(f"program-{n}-*"):
            old.unlink()
        half = path.with_suffix(".part")
        pq.write_table(pa.table(_Draw(n).columns()), half, row_group_size=122_880, compression="snappy")
        half.rename(path)
    return path


class _Draw:
    """What is drawn for n rows; every method gives an Arrow array of n cells."""

    def __init__(self, n: int) -> None:
        import numpy as np

        self.n, self.random = n, np.random.default_rng([SEED, n, 2])
        self.donors, self.recipients = max(40, n // 200), max(40, n // 100)
        self.recipient = self.random.integers(0, self.recipients, n)
        self.donor = (self.recipient * 7 + self.random.integers(0, 4, n)) % self.donors

    def columns(self) -> dict[str, Any]:
        import numpy as np
        import pyarrow as pa

        items = list(ITEMS)
        item = self.random.choice(len(items), self.n, p=[share for share, _, _ in ITEMS.values()])
        least, most = (np.array([bounds[end] for bounds in ITEMS.values()])[item] for end in (1, 2))
        cents = (least + self.random.random(self.n) ** 2 * (most - least)).astype(np.int64)
        day = np.datetime64("2024-01-01") + self.random.integers(0, 731, self.n).astype("timedelta64[D]")
        day = day.astype("datetime64[D]")
        occasion = self.random.choice(len(OCCASIONS), self.n, p=list(OCCASIONS.values()))
        is_life_event = occasion == list(OCCASIONS).index("major life event")
        return {
            "id": pa.array(np.arange(1, self.n + 1)),
            "date": pa.array(day),
            "donor": self.names("donor", self.donor),
            "recipient": self.names("recipient", self.recipient),
            "item": _words(item, items),
            "value_cents": pa.array(cents, mask=self.few(0.04)),
            "consideration_cents": pa.array(cents // 2 * self.random.integers(0, 3, self.n), mask=self.few(0.94)),
            "returned": pa.array(day + np.timedelta64(20, "D"), mask=self.few(0.98)),
            "occasion": _words(occasion, list(OCCASIONS), self.few(0.5) & ~is_life_event),
            "life_event": self.names("wedding of", self.recipient, ~is_life_event | self.few(0.1)),
            "relationship": self.of(RELATIONSHIPS, self.n, mask=self.few(0.3)),
            **{name: self.answers(*shares) for name, shares in QUESTIONS.items()},
            **self.of_parties(),
        }

    def of_parties(self) -> dict[str, Any]:
        import numpy as np
        import pyarrow as pa

        kinds, donor, recipient = list(KINDS), self.donor, self.recipient
        kind = self.random.choice(len(kinds), self.donors, p=list(KINDS.values()))
        is_business = kind == kinds.index("business")
        registrant = self.random.random(self.donors) < np.where(is_business, 0.15, 0.10)
        firms = np.flatnonzero(is_business)
        is_employed = registrant & (kind == kinds.index("person"))
        employers = np.array([f"donor {number}" for number in self.random.choice(firms, self.donors)], dtype=object)
        return {
            "donor_kind": _words(kind[donor], kinds),
            "donor_registrant": pa.array(registrant[donor], mask=(self.random.random(self.donors) < 0.02)[donor]),
            "donor_prequalified": pa.array((self.random.random(self.donors) < 0.1)[donor]),
            "donor_doing_business_with": self.agencies(),
            "donor_regulated_by": self.agencies(),
            "donor_employed_by": pa.array(employers[donor], mask=~is_employed[donor]),
            "recipient_position": self.of(POSITIONS, self.recipients, recipient),
            "recipient_agency": self.of(dict.fromkeys(AGENCIES, 1 / len(AGENCIES)), self.recipients, recipient),
        }

    def few(self, share: float) -> Any:
        return self.random.random(self.n) < share

    def of(self, shares: dict[str, float], count: int, rows: Any = None, mask: Any = None) -> Any:
        """Words drawn `count` times, one for each row."""
        drawn = self.random.choice(len(shares), count, p=list(shares.values()))
        return _words(drawn if rows is None else drawn[rows], list(shares), mask)

    def names(self, role: str, rows: Any, mask: Any = None) -> Any:
        import numpy as np

        several = np.array([f"{role} {number}" for number in range(rows.max() + 1)], dtype=object)
        return _words(rows, several, mask)

    def answers(self, answered: float, yes: float) -> Any:
        import pyarrow as pa

        return pa.array(self.few(yes), mask=self.few(1 - answered))

    def agencies(self) -> Any:
        """None to two agencies for each donor, `;` between them; of a few donors nothing is said."""
        import numpy as np

        first, second = (self.random.integers(0, len(AGENCIES), self.donors) for _ in range(2))
        number = self.random.choice(4, self.donors, p=[0.55, 0.30, 0.12, 0.03])
        made = {0: "none", 1: "{0}", 2: "{0};{1}", 3: "none"}
        lists = [
            made[n].format(AGENCIES[a], AGENCIES[b]) for n, a, b in zip(number.tolist(), first, second, strict=True)
        ]
        return _words(np.arange(self.donors)[self.donor], lists, (number == 3)[self.donor])


def _words(codes: Any, words: Any, mask: Any = None) -> Any:
    """The words with these numbers, null where `mask` is."""
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=mask), pa.array(words)).cast(pa.string())
