"""Totals over a ledger's events, as intervals where something is unknown.

An event counts in a total if the total's `where` holds of it and it shares the keys of the event asked about. What is
unknown widens the interval: an event that may count adds nothing at least and its amount at most; an unknown amount
has no upper end. Each total is added up once for the whole ledger; only events whose keys are in doubt are compared one
by one. What other events than the ledger's bring to a total may be carried in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ctethics.engines.direct import Answer, all_of, answer, binds
from ctethics.engines.entries import OUTSIDE, Entry, Interval, Place, Sum
from ctethics.engines.situation import Question, Situation, resolve
from ctethics.facts import DonorGroups, Ledger
from ctethics.facts.groups import LINKS
from ctethics.law.calendar import year_of
from ctethics.program import Program, Total

# What the events outside of a ledger bring to a total: those before all of its events, or those of the whole period.
Carried = Callable[[Total, bool], Sequence[Entry]]


@dataclass(frozen=True, slots=True)
class _AddedUp:
    """One total over the whole ledger: each event's interval by what has certain keys, and what to look at singly.

    counting -- the events that count or may; doubtful -- those of them whose keys are in doubt.
    """

    certain: list[Interval]
    counting: list[Entry]
    doubtful: list[Entry]


class Totals:
    """The situations of a ledger's events and the totals over them, under one question.

    carried -- what events outside of the ledger bring to its totals; its parties name all who may be of their groups.
    """

    def __init__(self, program: Program, ledger: Ledger, question: Question, carried: Carried | None = None) -> None:
        self.program, self.ledger, self.question, self._carried = program, ledger, question, carried
        self._situations: dict[int, Situation] = {}
        self._entries: dict[str, list[Entry]] = {}
        self._added: dict[tuple[str, bool], _AddedUp] = {}
        self._bindings: dict[tuple[str, int], Answer] = {}

    @cached_property
    def groups(self) -> DonorGroups:
        """Who counts as one donor with whom (§ 1-79a), presumptions applied."""
        return self._groups(is_strict=self.question.is_strict)

    @cached_property
    def strict_groups(self) -> DonorGroups:
        """The same, nothing presumed."""
        return self._groups(is_strict=True)

    def _groups(self, *, is_strict: bool) -> DonorGroups:
        declared = self.program.vocabulary.party
        unknown = {name for name in LINKS if name in declared and (is_strict or declared[name].presume is None)}
        return DonorGroups({party.id: party.facts for party in self.ledger.parties.values()}, frozenset(unknown))

    def situation(self, index: int) -> Situation:
        """The event's situation, made once."""
        made = self._situations.get(index)
        if made is None:
            event = self.ledger.events[index]
            found = resolve(self.program, self.ledger, event, self.question)
            made = self._situations[index] = Situation(self.question, event, index, *found, self)
        return made

    def interval(self, total: Total, index: int, whole: bool = False) -> Interval:
        """The least and the most the total can be for the event at `index`; None: no upper end.

        Running totals count the events up to this one; `whole` counts those after it as well.
        """
        added = self._added.get((total.name, whole))
        if added is None:
            added = self._added[total.name, whole] = self._add_up(total, whole)
        if total.largest_by is not None:
            return self._largest(total, index, added.counting, whole)
        has_key = self.entries(total)[index].key is not None
        if has_key and not added.doubtful:
            return added.certain[index]
        singly = Sum()
        for other in added.doubtful if has_key and not total.is_count else added.counting:
            if whole or other.index <= index:
                singly.add(other, self._shared(total, index, other))
        low, high = singly.interval(total.is_count)
        if not has_key or total.is_count:
            return low, high
        base_low, base_high = added.certain[index]
        return low + base_low, None if high is None or base_high is None else high + base_high

    def _largest(self, total: Total, index: int, counting: list[Entry], whole: bool) -> Interval:
        """The largest of the sums by what they are kept apart by; what is of no known one may belong to any."""
        sums: dict[str, Sum] = defaultdict(Sum)
        anywhere = Sum()
        lows = [0]
        for entry in counting:
            if not whole and entry.index > index:
                continue
            counts = self._shared(total, index, entry)
            (sums[entry.text] if entry.text is not None else anywhere).add(entry, counts)
            lows.append(entry.low if counts else 0)
        highs = [one.high for one in sums.values()] or [0]
        low = max([*lows, *(one.low for one in sums.values())])
        if None in highs or anywhere.high is None:
            return low, None
        return low, max(high for high in highs if high is not None) + anywhere.high

    def entries(self, total: Total) -> list[Entry]:
        """How each event of the ledger counts in the total."""
        found = self._entries.get(total.name)
        if found is None:
            found = self._entries[total.name] = [self._entry(total, i) for i in range(len(self.ledger.events))]
        return found

    def counts(self, total: Total, index: int, other: int) -> Answer:
        """Whether the event at `other` counts in the total of the event at `index`."""
        entry = self.entries(total)[other]
        if entry.counts is False or other == index:
            return entry.counts
        return all_of((entry.counts, self.same_keys(total, index, other)))

    def _shared(self, total: Total, index: int, entry: Entry) -> Answer:
        """Whether an entry, of the ledger or from outside, counts in the total of the event at `index`."""
        if entry.index != OUTSIDE:
            return self.counts(total, index, entry.index)
        mine = self.place(total, index)
        if mine[0] != entry.place[0]:
            return False
        parts = zip(total.per, mine[1:], entry.place[1:], strict=True)
        return all_of((entry.counts, *(self._same(name, one, other) for name, one, other in parts)))

    def _entry(self, total: Total, index: int) -> Entry:
        situation = self.situation(index)
        if total.kind != situation.event.kind:
            return Entry(index, False, 0, 0, None, ())
        counts = answer(total.where, situation, _Applied(self, situation))
        place = self.place(total, index)
        key = self._key(total, place)
        facts: Any = situation.facts
        if counts is False:
            return Entry(index, counts, 0, 0, None, place, key)
        if total.is_count:
            return Entry(index, counts, 0, 0, facts.get(total.measures[0]), place, key)
        known = [facts[name] for name in total.measures if name in facts]
        high = sum(known) if len(known) == len(total.measures) else None
        return Entry(index, counts, sum(known), high, facts.get(total.largest_by), place, key)

    def binding(self, citation: str, situation: Situation) -> Answer:
        """Whether a provision applies to an event, its exceptions considered."""
        key = (citation, situation.index)
        if key not in self._bindings:
            provision = self.program.provisions[citation]
            applied = _Applied(self, situation)
            exceptions = tuple(answer(e.when, situation, applied) for e in provision.exceptions)
            self._bindings[key] = binds(answer(provision.general, situation, applied), exceptions)
        return self._bindings[key]

    def place(self, total: Total, index: int) -> Place:
        """Where the event at `index`, of the total's kind, belongs by what the total is kept apart by."""
        situation = self.situation(index)
        year = year_of(situation.event.day) if total.yearly else 0
        return (year, *(self._part(name, situation) for name in total.per))

    def _part(self, name: str, situation: Situation) -> Hashable | None:
        if name == "donor group":
            return self.groups.roots(situation.event.roles["donor"])[0]
        return situation.facts.get(name)

    def _key(self, total: Total, place: Place) -> Hashable | None:
        """The place, or None where part of it is unknown or who belongs to the donor's group."""
        if None in place:
            return None
        groups = (str(part) for name, part in zip(total.per, place[1:], strict=True) if name == "donor group")
        return None if any(self.groups.certain(group) is None for group in groups) else place

    def same_keys(self, total: Total, index: int, other: int) -> Answer:
        """Whether two events share the total's keys."""
        one, two = self.situation(index), self.situation(other)
        if total.yearly and year_of(one.event.day) != year_of(two.event.day):
            return False
        return all_of(tuple(self.same_part(name, one, two) for name in total.per))

    def same_part(self, name: str, one: Situation, two: Situation) -> Answer:
        """Whether two events share one key: the donor's group, a part or a fact."""
        if name == "donor group":
            return self.groups.same(one.event.roles["donor"], two.event.roles["donor"])
        return self._same(name, one.facts.get(name), two.facts.get(name))

    def _same(self, name: str, one: Any, other: Any) -> Answer:
        if name == "donor group":
            return self.groups.same(one, other)
        return None if one is None or other is None else bool(one == other)

    def _add_up(self, total: Total, whole: bool) -> _AddedUp:
        entries = self.entries(total)
        outside = self._carried(total, whole) if self._carried else ()
        for entry in outside:
            entry.key = self._key(total, entry.place)
        counting = [*outside, *(entry for entry in entries if entry.counts is not False)]
        if not counting:
            return _AddedUp([(0, 0)] * len(entries), [], [])
        sums: dict[Hashable, Sum] = defaultdict(Sum)
        certain: list[Interval] = []
        for entry in counting if whole else outside:
            sums[entry.key].add(entry, entry.counts)
        for entry in entries:
            if not whole and entry.key is not None:
                sums[entry.key].add(entry, entry.counts)
            certain.append(sums[entry.key].interval(total.is_count) if entry.key in sums else (0, 0))
        return _AddedUp(certain, counting, [entry for entry in counting if entry.key is None])


class _Applied(dict[str, Answer]):
    """Whether provisions apply to an event, their exceptions considered: each worked out when a condition asks."""

    def __init__(self, totals: Totals, situation: Situation) -> None:
        super().__init__()
        self._totals, self._situation = totals, situation

    def __missing__(self, citation: str) -> Answer:
        return self._totals.binding(citation, self._situation)
