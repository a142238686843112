"""Cases near an example: one fact otherwise, a figure beside a limit, another day, a second event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from ctethics.engines.situation import Situation
from ctethics.explain.duties import show_value
from ctethics.facts import Event, Ledger, Party
from ctethics.law.calendar import NEVER, show_day
from ctethics.law.phrases import Meaning
from ctethics.program import Compare, Condition, DaysAfter, Fact, IsOneOf, Program, TotalIs, Value, facts_in
from ctethics.proving.changing import beside, with_fact
from ctethics.proving.settings import Setting

# Of the date of an event, and of the time between two: how many days apart others are tried.
_DAYS: Final = (-366, -31, -1, 1, 31, 366)
# How many days apart a second event is tried.
_APART: Final = {0: "that day", -1: "the day before", 1: "the day after", -366: "a year before", 366: "a year later"}


@dataclass(frozen=True, slots=True)
class Case:
    """The events of an example, something about the one at `index` otherwise; `but` says what, in words."""

    ledger: Ledger
    index: int
    but: tuple[str, ...] = ()

    @property
    def event(self) -> Event:
        return self.ledger.events[self.index]


class Variations:
    """What can be made of an example for the sake of some conditions: their figures, and their facts before others.

    several -- whether a second event could matter.
    """

    def __init__(self, program: Program, leaves: Iterable[Condition], others: Iterable[str], *, several: bool) -> None:
        self.program, self.several = program, several
        self.leaves = listed = list(leaves)
        self.own = list(dict.fromkeys(name for leaf in listed for name in facts_in(leaf)))
        self.facts = list(dict.fromkeys([*self.own, *others]))
        self.measured = [leaf for leaf in listed if isinstance(leaf, Compare | DaysAfter | TotalIs)]
        self.asked = {leaf.fact: leaf.values for leaf in listed if isinstance(leaf, IsOneOf)}

    def of(self, setting: Setting, day: int | None) -> Iterator[Case]:
        """Cases of a setting, the nearest first; day -- on which the event is to be, None: its own."""
        situation = setting.on(day)
        if situation is None or not self._can_be_told(situation.event):
            return
        moved = () if day is None or day == setting.own.event.day else (f"on {show_day(day)}",)
        near = [Case(situation.totals.ledger, setting.index, moved)]
        near += [replace(case, but=(*moved, *case.but)) for case in self._beside(situation)]
        yield from near
        if self.several:
            yield from self._second(near)
        for case in near:
            yield from self._otherwise(case, self.facts)

    def _can_be_told(self, event: Event) -> bool:
        """Whether each period that the event names can end on its day."""
        declared = self.program.vocabulary.events[event.kind].facts
        stated = ((declared[name], value) for name, value in event.facts.items())
        return all(fact.ends_on(value, event.day) for fact, value in stated if isinstance(value, str))

    def _beside(self, situation: Situation) -> Iterator[Case]:
        """The figure of each condition at its limit, one less and one more."""
        for leaf in self.measured:
            amount = leaf.limit.version(situation.question.law, situation.event.day).amount
            hundred = 100 if leaf.limit.unit == "dollars" else 1
            if amount is None or amount % hundred:
                continue
            meaning = Meaning(leaf.operator, amount // hundred, leaf.limit.unit)
            for side, words in ((-1, "one below the limit"), (0, "exactly at the limit"), (1, "one above the limit")):
                ledger = beside(self.program, situation, leaf, meaning, side)
                if ledger is not None:
                    yield Case(ledger, situation.index, (words,))

    def _otherwise(self, case: Case, facts: list[str]) -> Iterator[Case]:
        """One fact of the event or of a party in it otherwise."""
        for name in facts:
            for value in self._values(case, name):
                ledger = with_fact(self.program, case.ledger, case.index, name, value)
                if ledger is not None:
                    yield Case(ledger, case.index, (*case.but, self._in_words(case, name, value)))

    def _in_words(self, case: Case, name: str, value: Value | None) -> str:
        ref = self.program.vocabulary.refer(case.event.kind, name)
        is_of_one = ref is not None and ref.role is not None and " " not in ref.role
        whose = "the " + name.replace(" ", "'s ", 1) if is_of_one else name
        return f"{whose} is {show_value(value, ref.type)}" if ref and value is not None else f"{whose} is not stated"

    def _values(self, case: Case, name: str) -> Iterator[Value | None]:
        """Other values than the fact has; of a list, with and without each party and agency that the case names."""
        ref = self.program.vocabulary.refer(case.event.kind, name)
        if ref is None or ref.fact is None:
            return
        old = _told(case, ref.role, ref.fact.name)
        asked = sorted(self.asked.get(name, ()), key=str)
        yield from (value for value in dict.fromkeys([*asked, *self._possible(ref.fact, old, case)]) if value != old)

    def _possible(self, fact: Fact, old: Value | None, case: Case) -> Iterator[Value | None]:
        match fact.type:
            case "yes or no":
                yield from (True, False)
            case "choice":
                yield from (choice for choice in fact.choices if fact.ends_on(choice, case.event.day))
            case "list":
                known = old if isinstance(old, frozenset) else frozenset[str]()
                yield from (known ^ {name} for name in sorted(_named(case.ledger)))
            case "date":
                own = old if isinstance(old, int) and old != NEVER else case.event.day
                yield from (NEVER, case.event.day, *(own + days for days in _DAYS))
            case "amount" | "number" if isinstance(old, int):
                yield from (value for value in (0, 1, old - 1, old + 1, 2 * old) if value >= 0)
            case "amount" | "number":
                yield from (0, 1, 10000)
            case "text":
                yield from sorted({*_named(case.ledger), f"other {fact.name}"})
        if fact.has_stand_in:
            yield None

    def _second(self, cases: list[Case]) -> Iterator[Case]:
        """The event twice: then or at another time, of other parties, or with one fact otherwise."""
        for days, words in _APART.items():
            for case in cases:
                pair = _twice(case, days, f"with one more {words}")
                yield from (pair, *self._of_others(pair), *self._otherwise(pair, self.own))

    def _of_others(self, case: Case) -> Iterator[Case]:
        for role, party in case.event.roles.items():
            for ledger, who in _someone_else(case, party):
                events = list(ledger.events)
                events[case.index] = replace(case.event, roles={**case.event.roles, role: who})
                yield Case(Ledger(ledger.parties, tuple(events)), case.index, (*case.but, f"of another {role}"))


def _twice(case: Case, days: int, words: str) -> Case:
    """The case with the event once more, so many days apart; it is the second that `index` names."""
    taken = {event.id for event in case.ledger.events}
    id_ = next(name for name in ("other", "another", "one more", "yet another") if name not in taken)
    second = replace(case.event, id=id_, day=case.event.day + days)
    events = tuple(sorted((*case.ledger.events, second), key=lambda event: (event.day, event.id)))
    return Case(Ledger(case.ledger.parties, events), events.index(second), (*case.but, words))


def _someone_else(case: Case, party: str) -> Iterator[tuple[Ledger, str]]:
    """Each other party, and one more like this one."""
    yield from ((case.ledger, other) for other in case.ledger.parties if other not in case.event.roles.values())
    id_ = next(name for name in ("kim", "ray", "bidder", "zenith") if name not in case.ledger.parties)
    like = Party(id_, case.ledger.parties[party].facts)
    yield Ledger({**case.ledger.parties, id_: like}, case.ledger.events), id_


def _told(case: Case, role: str | None, name: str) -> Value | None:
    if role is None:
        return case.event.facts.get(name)
    party = case.ledger.parties.get(case.event.roles.get(role, ""))
    return party.facts.get(name) if party else None


def _named(ledger: Ledger) -> set[str]:
    """The parties, and what their lists and agencies name."""
    values = [value for party in ledger.parties.values() for value in party.facts.values()]
    lists = [name for value in values if isinstance(value, frozenset) for name in value]
    agencies = [party.facts["agency"] for party in ledger.parties.values() if "agency" in party.facts]
    return {*ledger.parties, *lists, *(name for name in agencies if isinstance(name, str))}
