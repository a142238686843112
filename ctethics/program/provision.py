"""A provision: a general rule, what is excepted from it, and the duty it lays on someone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ctethics.law.statute import Statute
from ctethics.program.condition import Condition, Limit, Total


@dataclass(frozen=True, slots=True)
class StatutoryException:
    """What defeats the general rule: `citation` is `1-79(5)(I)`, `clause` the part of the text it rests on."""

    citation: str
    key: str
    title: str
    clause: str
    when: Condition


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
class Duty:
    """What someone must do when the provision applies; due `limit` days after the date `after`."""

    what: str
    owed_by: str
    owed_to: tuple[str, ...]
    limit: Limit
    after: str
    states: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision, compiled. `clause` is the text its general rule rests on."""

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

    def conditions(self) -> Iterator[Condition]:
        """The general rule and each exception's condition."""
        yield self.general
        for exception in self.exceptions:
            yield exception.when
