"""A provision: a general rule, what is excepted from it, and the duty it lays on someone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ctethics.law.statute import Statute
from ctethics.program.condition import Compare, Condition, DaysAfter, Total, TotalIs, leaves
from ctethics.program.limit import Limit, Quoted

# What begins the citations of the policy of the Office of Policy and Management.
POLICY: Final = "opm("
# Before the agency of a part, the head of it.
HEAD: Final = "head of "


@dataclass(frozen=True, slots=True)
class StatutoryException:
    """What defeats the general rule: `citation` is `1-79(5)(I)`, `clause` the part of the text it rests on.

    see -- decided cases that bear on it.
    """

    citation: str
    key: str
    title: str
    clause: str
    when: Condition
    see: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """A choice the text leaves open; `choices` gives the reason for each, the default first."""

    name: str
    provision: str
    question: str
    choices: dict[str, str]
    why: str

    @property
    def default(self) -> str:
        return next(iter(self.choices))


@dataclass(frozen=True, slots=True)
class Stated:
    """One thing a report must state: a fact's or role's value, or a total."""

    what: str
    source: str | Total


@dataclass(frozen=True, slots=True)
class Due:
    """When something must be done, or lasts until: `limit` counted from the date `after`, or only words.

    opens -- the day of the month before which it may not be done; is_end -- the limit is how long it lasts.
    """

    limit: Limit | None
    after: str | None
    words: str | None = None
    opens: int | None = None
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """What someone must do when the provision applies."""

    what: str
    owed_by: str
    owed_to: tuple[str, ...]
    due: Due
    states: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Consequence:
    """What may follow when the provision applies: an amount not beyond a limit, or something until a last day.

    if_ -- on what condition, in words.
    """

    what: str
    if_: str | None = None
    amount: Limit | None = None
    operator: str | None = None
    last_day: Due | None = None
    quote: Quoted | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """One rule of a provision, compiled; `file` cites the provision whose file holds it.

    encoded_by -- clauses that something else than a quotation encodes, and what does.
    not_operative, not_encoded -- clauses of the text that no rule rests on, each with the reason.
    summarizes -- of a policy: the provisions it sums up; advice -- what to do where only a judgement can answer.
    shares -- the provision whose general rule and exceptions it takes as its own.
    """

    citation: str
    title: str
    about: str
    kind: str
    general: Condition
    exceptions: tuple[StatutoryException, ...]
    readings: tuple[ReadingChoice, ...]
    duty: Duty | None
    statute: Statute
    not_encoded: tuple[tuple[str, str], ...]
    not_operative: tuple[tuple[str, str], ...] = ()
    consequences: tuple[Consequence, ...] = ()
    see: tuple[str, ...] = ()
    advice: str = ""
    summarizes: tuple[str, ...] = ()
    file: str = ""
    shares: str | None = None
    encoded_by: tuple[tuple[str, str], ...] = ()

    @property
    def is_policy(self) -> bool:
        """Whether it is an agency's policy and not the statute."""
        return self.citation.startswith(POLICY)

    def told(self) -> Iterator[str]:
        """The facts and parts that its duty and its consequences name."""
        dues = [consequence.last_day for consequence in self.consequences]
        if self.duty is not None:
            dues.append(self.duty.due)
            yield self.duty.owed_by
            yield from (part.removeprefix(HEAD) for part in self.duty.owed_to)
            yield from (stated.source for stated in self.duty.states if isinstance(stated.source, str))
        yield from (due.after for due in dues if due is not None and due.after is not None)

    def limits(self) -> Iterator[Limit]:
        """The limits that its conditions compare with, and the totals in them."""
        for condition in self.conditions():
            for leaf in leaves(condition):
                if isinstance(leaf, Compare | DaysAfter | TotalIs):
                    yield leaf.limit
                if isinstance(leaf, TotalIs):
                    yield from (one.limit for one in leaves(leaf.total.where) if isinstance(one, Compare | DaysAfter))

    def conditions(self) -> Iterator[Condition]:
        """The general rule and each exception's condition."""
        yield self.general
        for exception in self.exceptions:
            yield exception.when
