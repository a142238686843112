"""What a whole ledger comes to: counts for people to read, of one law or of two laws side by side.

An audit fills these from its aggregates; the reports draw them. Nothing here knows frames. Counts are of rows, days are
`2024-11-05`, months `2024-11`, amounts text as in `$1,234.56`; no text need be escaped. Lists may come in any order:
the reports sort.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ctethics.outcome.finding import Outcome

# The order in which reports show them: what asks for a look comes first.
OUTCOMES: Final[tuple[Outcome, ...]] = ("applies", "undetermined", "excepted", "does not apply")


@dataclass(frozen=True, slots=True)
class ProvisionCount:
    """One provision with its rows by outcome; an outcome that is left out has none.

    kind -- definition, prohibition, duty …; about -- the kind of event it speaks of.
    Rows of other kinds of events are not put to it and are in none of the counts.
    """

    citation: str
    title: str
    is_policy: bool
    kind: str
    about: str
    counts: Mapping[Outcome, int]

    def count(self, outcome: Outcome) -> int:
        return self.counts.get(outcome, 0)

    @property
    def happened(self) -> bool:
        """Whether anything came of it: a row to which it applies, is excepted or is undetermined."""
        return any(number for outcome, number in self.counts.items() if outcome != "does not apply")


@dataclass(frozen=True, slots=True)
class MonthCount:
    """Rows of one month with one outcome under one provision. A count of zero may be left out."""

    provision: str
    month: str
    outcome: Outcome
    count: int


@dataclass(frozen=True, slots=True)
class ExceptionCount:
    """An exception and the rows where it held; a row counts for each that held."""

    citation: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class DutyCount:
    """A duty and the rows from which it arises; first, last -- the earliest and latest due day, None: no day is told.

    is_until -- the days are those until which it lasts, not on which it falls due.
    """

    provision: str
    what: str
    count: int
    first: str | None
    last: str | None
    is_until: bool = False


@dataclass(frozen=True, slots=True)
class NeedCount:
    """A fact that rows do not state, and how many undetermined rows ask for it."""

    fact: str
    count: int


@dataclass(frozen=True, slots=True)
class RejectCount:
    """Why rows could not be read: the column (empty: the row as a whole), the reason, how many rows."""

    column: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Glance:
    """Rows as wholes. A row may count in several; what the policy says is in `policy_alone` only.

    prohibited -- at least one prohibition of the statute applies; excepted -- at least one is excepted and none
    applies; undetermined -- something of the statute is undetermined; owing -- a duty arises;
    policy_alone -- the policy applies, and nothing of the statute that it sums up.
    """

    prohibited: int
    excepted: int
    undetermined: int
    owing: int
    policy_alone: int


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of the ledger as the page lists it.

    parties -- role and name in the kind's order: `(("donor", "acme"), ("recipient", "lee"))`; value -- text, empty
    where unknown. outcomes -- by citation, for the provisions it was put to; excepted_by -- citations of the
    exceptions that held; needs -- facts that would settle it; duties -- provision and due day, None: no day is told.
    """

    id: str
    kind: str
    date: str
    parties: tuple[tuple[str, str], ...]
    value: str
    outcomes: Mapping[str, Outcome]
    excepted_by: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    duties: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A ledger under one law.

    law -- `sb434` or `current`; engine -- which, with its version, as the reports name it; source -- the files or frame
    read, in words; kinds -- the kinds of events in it. read = accepted + rejected, or ValueError.
    rows -- the first so many of `rows_total`; notes -- whole sentences: readings chosen, strictness, what was silenced.
    """

    law: str
    engine: str
    source: str
    kinds: tuple[str, ...]
    read: int
    accepted: int
    rejected: int
    provisions: tuple[ProvisionCount, ...]
    months: tuple[MonthCount, ...] = ()
    exceptions: tuple[ExceptionCount, ...] = ()
    duties: tuple[DutyCount, ...] = ()
    needs: tuple[NeedCount, ...] = ()
    rejects: tuple[RejectCount, ...] = ()
    notes: tuple[str, ...] = ()
    glance: Glance | None = None
    rows: tuple[LedgerRow, ...] = field(default=(), repr=False)
    rows_total: int = 0

    def __post_init__(self) -> None:
        _check_rows(self.read, self.accepted, self.rejected)


@dataclass(frozen=True, slots=True)
class Flip:
    """Rows whose outcome under a provision is `one` under the one law and `other` under the other."""

    provision: str
    title: str
    is_policy: bool
    one: Outcome
    other: Outcome
    count: int


@dataclass(frozen=True, slots=True)
class LimitFlip:
    """A limit that differs, its amounts as text, and the rows that change when it alone is exchanged."""

    provision: str
    name: str
    one: str
    other: str
    count: int


@dataclass(frozen=True, slots=True)
class DutyFlip:
    """A duty that arises under one of the laws only: rows where it appears under the other, and where it vanishes."""

    provision: str
    what: str
    appears: int
    vanishes: int


@dataclass(frozen=True, slots=True)
class FlippedRow:
    """One row and one provision whose outcome changes; parties and value as of a `LedgerRow`."""

    id: str
    date: str
    parties: tuple[tuple[str, str], ...]
    value: str
    provision: str
    one: Outcome
    other: Outcome


@dataclass(frozen=True, slots=True)
class Flips:
    """A ledger under two laws, from `one` to `other`.

    changed -- rows of which at least one outcome changes; dollars -- what those rows are worth together, text.
    flips -- by provision and change; rows that stay may be left out. rows -- the first so many of `rows_total`
    changes, a row once for each provision. source, kinds, read, notes … as of a `Summary`.
    """

    one: str
    other: str
    engine: str
    source: str
    kinds: tuple[str, ...]
    read: int
    accepted: int
    rejected: int
    changed: int
    dollars: str
    flips: tuple[Flip, ...]
    limits: tuple[LimitFlip, ...] = ()
    duties: tuple[DutyFlip, ...] = ()
    rejects: tuple[RejectCount, ...] = ()
    notes: tuple[str, ...] = ()
    rows: tuple[FlippedRow, ...] = field(default=(), repr=False)
    rows_total: int = 0

    def __post_init__(self) -> None:
        _check_rows(self.read, self.accepted, self.rejected)


def _check_rows(read: int, accepted: int, rejected: int) -> None:
    """Raises ValueError where rows were lost on the way."""
    if read != accepted + rejected:
        raise ValueError(f"{accepted} rows accepted and {rejected} rejected are not the {read} read")
