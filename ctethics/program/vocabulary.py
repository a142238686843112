"""Which facts may be stated, of which type, and what is presumed when they are not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from ctethics.law.calendar import is_last_of_month, month_and_day

# yes or no: bool; choice, text: str; list: frozenset of str; amount: int cents; number: int; date: int day number.
Value = bool | str | int | frozenset[str]

TYPES: Final = ("yes or no", "choice", "list", "amount", "number", "date", "text")
MEASURES: Final = ("amount", "number", "date")


@dataclass(frozen=True, slots=True)
class Fact:
    """A declared fact.

    presume -- the value taken when nobody says otherwise; None: unknown then.
    otherwise -- the fact that stands in for this one when it is not stated.
    last_day -- the day on which the period that a choice names ends, as month and day; (0, 0): any month's last.
    """

    name: str
    type: str
    question: str
    choices: tuple[str, ...] = ()
    presume: Value | None = None
    otherwise: str | None = None
    why: str = ""
    last_day: tuple[tuple[str, tuple[int, int]], ...] = ()

    def ends_on(self, choice: str, day: int) -> bool:
        """Whether the period that a choice names can end on the day."""
        wanted = dict(self.last_day).get(choice)
        return wanted is None or (is_last_of_month(day) and wanted in ((0, 0), month_and_day(day)))

    @property
    def has_stand_in(self) -> bool:
        """Whether anything takes this fact's place where it is not stated."""
        return self.presume is not None or self.otherwise is not None


@dataclass(frozen=True, slots=True)
class Role:
    """A party's part in an event; `presume` is the role whose party takes it when nobody is named.

    is_optional -- nobody need be named: who it was is then unknown.
    """

    name: str
    question: str
    presume: str | None = None
    why: str = ""
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event: its parties' parts and its own facts."""

    name: str
    about: str
    roles: dict[str, Role]
    facts: dict[str, Fact]


@dataclass(frozen=True, slots=True)
class FactRef:
    """A fact as a condition names it: of the event itself, or of the party in `role`.

    `fact` None: the role itself, whose value is the party's id. The name `date` is the event's day.
    """

    name: str
    role: str | None
    fact: Fact | None
    type: str


@dataclass(frozen=True)
class Vocabulary:
    """Everything that rules may ask and cases may say; `offices` are those that duties are owed to."""

    party: dict[str, Fact] = field(default_factory=dict)
    events: dict[str, EventKind] = field(default_factory=dict)
    offices: tuple[str, ...] = ()

    def refer(self, kind: str, name: str) -> FactRef | None:
        """The fact that `name` means in a condition about `kind`, or None."""
        event = self.events[kind]
        if name == "date":
            return FactRef(name, None, None, "date")
        if name in event.facts:
            return FactRef(name, None, event.facts[name], event.facts[name].type)
        if name in event.roles:
            return FactRef(name, name, None, "text")
        for role in event.roles:
            fact = self.party.get(name.removeprefix(role + " "))
            if fact is not None and name.startswith(role + " "):
                return FactRef(name, role, fact, fact.type)
        return None

    def names(self, kind: str) -> tuple[str, ...]:
        """Every name a condition about `kind` may use."""
        event = self.events[kind]
        of_parties = (f"{role} {fact}" for role in event.roles for fact in self.party)
        return ("date", *event.facts, *event.roles, *of_parties)
