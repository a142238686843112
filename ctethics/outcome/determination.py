"""The whole answer: a result for each event of a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from ctethics.law.calendar import show_day
from ctethics.outcome.duty import Followed, Owed
from ctethics.outcome.finding import Finding
from ctethics.outcome.room import Room
from ctethics.outcome.trace import Answered


@dataclass(frozen=True, slots=True)
class Differs:
    """A provision whose outcome would be another under another law."""

    law: str
    provision: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Depends:
    """A provision whose outcome would be another under another choice of a reading."""

    reading: str
    choice: str
    provision: str
    outcome: str


class Explainer(Protocol):
    """Works out, when first asked, what an answer need not carry at once."""

    def duties(self, event: EventResult) -> tuple[Owed, ...]: ...

    def possible_duties(self, event: EventResult) -> tuple[Owed, ...]: ...

    def consequences(self, event: EventResult) -> tuple[Followed, ...]: ...

    def room(self, event: EventResult) -> tuple[Room, ...]: ...

    def differs(self, event: EventResult) -> tuple[Differs, ...]: ...

    def depends(self, event: EventResult) -> tuple[Depends, ...]: ...

    def trace(self, event: EventResult) -> tuple[Answered, ...]: ...

    def text(self, determination: Determination) -> str: ...

    def reasons(self, determination: Determination, event: EventResult, provision: str) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class EventResult:
    """What the law says of one event. Everything beyond the findings is worked out when first asked for."""

    id: str
    kind: str
    day: int
    index: int
    by_provision: dict[str, Finding]
    _explainer: Explainer = field(repr=False, compare=False)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """A finding for each provision that speaks of this kind of event."""
        return tuple(self.by_provision.values())

    def finding(self, provision: str) -> Finding:
        """The finding of one provision. Raises KeyError, naming those there are."""
        if provision not in self.by_provision:
            raise KeyError(f"no finding for {provision!r}; there are: {', '.join(self.by_provision) or 'none'}")
        return self.by_provision[provision]

    @property
    def needs(self) -> tuple[str, ...]:
        """Facts that would settle what is undetermined, each once."""
        return tuple(dict.fromkeys(need for finding in self.findings for need in finding.needs))

    @cached_property
    def duties(self) -> tuple[Owed, ...]:
        """Who owes what to whom, and by when."""
        return self._explainer.duties(self)

    @cached_property
    def possible_duties(self) -> tuple[Owed, ...]:
        """The duties that arise if what is undetermined applies."""
        return self._explainer.possible_duties(self)

    @cached_property
    def consequences(self) -> tuple[Followed, ...]:
        """What may follow from the provisions that apply, within which bounds."""
        return self._explainer.consequences(self)

    @property
    def policy_alone(self) -> tuple[str, ...]:
        """The prohibitions and duties of a policy that apply although nothing of the statute that they sum up does."""
        applying = {f.provision for f in self.findings if f.outcome == "applies"}
        return tuple(f.provision for f in self.findings if f.may_stand_alone and applying.isdisjoint(f.summarizes))

    @cached_property
    def room(self) -> tuple[Room, ...]:
        """What is left of each running limit that this event counts in."""
        return self._explainer.room(self)

    @cached_property
    def trace(self) -> tuple[Answered, ...]:
        """Every condition of every provision with its answer, in the order of the rules, also where the others settle
        the whole: a provision's general rule, what it refers to asked without exceptions and then with them, and each
        exception."""
        return self._explainer.trace(self)

    @cached_property
    def differs_under(self) -> tuple[Differs, ...]:
        """The provisions whose outcome another law would change."""
        return self._explainer.differs(self)

    @cached_property
    def depends_on(self) -> tuple[Depends, ...]:
        """The provisions whose outcome another reading would change."""
        return self._explainer.depends(self)

    def to_dict(self) -> dict[str, object]:
        return {
            "id": self.id,
            "kind": self.kind,
            "date": show_day(self.day),
            "findings": [finding.to_dict() for finding in self.findings],
            "duties": [duty.to_dict() for duty in self.duties],
            "possible_duties": [duty.to_dict() for duty in self.possible_duties],
            "consequences": [followed.to_dict() for followed in self.consequences],
            "policy_alone": list(self.policy_alone),
            "needs": list(self.needs),
            "room": [room.to_dict() for room in self.room],
            "differs_under": [
                {"law": d.law, "provision": d.provision, "outcome": d.outcome} for d in self.differs_under
            ],
            "depends_on": [
                {"reading": d.reading, "choice": d.choice, "provision": d.provision, "outcome": d.outcome}
                for d in self.depends_on
            ],
        }


@dataclass(frozen=True)
class Determination:
    """The answer to a case: one result for each event, by day and within a day by id.

    law, engine -- which were used; readings -- the choice made of each; is_strict -- whether presumptions were off.
    """

    law: str
    engine: str
    is_strict: bool
    readings: dict[str, str]
    events: tuple[EventResult, ...]
    _explainer: Explainer = field(repr=False, compare=False)

    def __getitem__(self, event: str) -> EventResult:
        """The result for the event with this id. Raises KeyError, naming those there are."""
        for result in self.events:
            if result.id == event:
                return result
        raise KeyError(f"no event {event!r}; there are: {', '.join(result.id for result in self.events)}")

    def __iter__(self) -> Iterator[EventResult]:
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)

    def __str__(self) -> str:
        """The report for people: outcomes, reasons, the words of the law, duties."""
        return self._explainer.text(self)

    def reasons(self, event: str, provision: str) -> tuple[str, ...]:
        """The lines of the report on one finding. Raises KeyError for an event or a provision there is not."""
        return self._explainer.reasons(self, self[event], provision)

    def to_dict(self) -> dict[str, object]:
        """The answer as JSON-ready data; docs/reference.md describes every key."""
        return {
            "law": self.law,
            "engine": self.engine,
            "strict": self.is_strict,
            "readings": dict(self.readings),
            "events": [event.to_dict() for event in self.events],
        }
