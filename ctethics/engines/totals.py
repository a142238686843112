"""Totals over a ledger's events, as intervals where something is unknown.

An event counts in a total if the total's `where` holds of it and it shares the keys of the event asked about. What is
unknown widens the interval: an event that may count adds nothing at least and its amount at most; an unknown amount
has no upper end. Each total is added up once for the whole ledger; only events whose keys are in doubt are compared one
by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ctethics.engines.direct import Answer, all_of, answer, binds
from ctethics.engines.situation import Question, Situation, resolve
from ctethics.facts import DonorGroups, Ledger
from ctethics.facts.groups import LINKS
from ctethics.law.calendar import year_of
from ctethics.program import Condition, Program, Total
from ctethics.program.program import references

Interval = tuple[int, int | None]


@dataclass(slots=True)
class _Entry:
    """One event as one total sees it: what it adds lies from `low` to `high` (None: no upper end).

    key -- None where part of it is unknown; text -- what is counted, or what the sums are kept apart by.
    """

    index: int
    counts: Answer
    low: int
    high: int | None
    text: str | None
    key: Hashable | None


@dataclass(slots=True)
class _Sum:
    """What is certain about one key so far: the ends of the sum, and the texts met."""

    low: int = 0
    high: int | None = 0
    certain: set[str] = field(default_factory=set)
    possible: set[str] = field(default_factory=set)
    unnamed: int = 0
    has_member: bool = False

    def add(self, entry: _Entry, counts: Answer) -> None:
        if counts is False:
            return
        self.has_member |= counts is True
        if entry.text is None:
            self.unnamed += 1
        else:
            self.possible.add(entry.text)
            if counts:
                self.certain.add(entry.text)
        self.low += entry.low if counts else 0
        self.high = None if self.high is None or entry.high is None else self.high + entry.high

    def interval(self, is_count: bool) -> Interval:
        if not is_count:
            return self.low, self.high
        return max(len(self.certain), int(self.has_member)), len(self.possible) + self.unnamed


@dataclass(frozen=True, slots=True)
class _AddedUp:
    """One total over the whole ledger: each event's interval by what has certain keys, and what to look at singly.

    counting -- the events that count or may; doubtful -- those of them whose keys are in doubt.
    """

    certain: list[Interval]
    counting: list[_Entry]
    doubtful: list[_Entry]


class Totals:
    """The situations of a ledger's events and the totals over them, under one question."""

    def __init__(self, program: Program, ledger: Ledger, question: Question) -> None:
        self.program, self.ledger, self.question = program, ledger, question
        self._situations: dict[int, Situation] = {}
        self._entries: dict[str, list[_Entry]] = {}
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
        singly = _Sum()
        for other in added.doubtful if has_key and not total.is_count else added.counting:
            if whole or other.index <= index:
                singly.add(other, self.counts(total, index, other.index))
        low, high = singly.interval(total.is_count)
        if not has_key or total.is_count:
            return low, high
        base_low, base_high = added.certain[index]
        return low + base_low, None if high is None or base_high is None else high + base_high

    def _largest(self, total: Total, index: int, counting: list[_Entry], whole: bool) -> Interval:
        """The largest of the sums by what they are kept apart by; what is of no known one may belong to any."""
        sums: dict[str, _Sum] = defaultdict(_Sum)
        anywhere = _Sum()
        lows = [0]
        for entry in counting:
            if not whole and entry.index > index:
                continue
            counts = self.counts(total, index, entry.index)
            (sums[entry.text] if entry.text is not None else anywhere).add(entry, counts)
            lows.append(entry.low if counts else 0)
        highs = [one.high for one in sums.values()] or [0]
        low = max([*lows, *(one.low for one in sums.values())])
        if None in highs or anywhere.high is None:
            return low, None
        return low, max(high for high in highs if high is not None) + anywhere.high

    def entries(self, total: Total) -> list[_Entry]:
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

    def _entry(self, total: Total, index: int) -> _Entry:
        situation = self.situation(index)
        if total.kind != situation.event.kind:
            return _Entry(index, False, 0, 0, None, None)
        counts = answer(total.where, situation, self._applied(total.where, situation))
        key = self._key(total, situation)
        facts: Any = situation.facts
        if counts is False:
            return _Entry(index, counts, 0, 0, None, key)
        if total.is_count:
            return _Entry(index, counts, 0, 0, facts.get(total.measures[0]), key)
        known = [facts[name] for name in total.measures if name in facts]
        high = sum(known) if len(known) == len(total.measures) else None
        return _Entry(index, counts, sum(known), high, facts.get(total.largest_by), key)

    def _applied(self, condition: Condition, situation: Situation) -> dict[str, Answer]:
        """Whether the provisions that a condition refers to apply to an event, their exceptions considered."""
        return {citation: self._binding(citation, situation) for citation in references(condition)}

    def _binding(self, citation: str, situation: Situation) -> Answer:
        key = (citation, situation.index)
        if key not in self._bindings:
            provision = self.program.provisions[citation]
            exceptions = tuple(
                answer(e.when, situation, self._applied(e.when, situation)) for e in provision.exceptions
            )
            rule = answer(provision.general, situation, self._applied(provision.general, situation))
            self._bindings[key] = binds(rule, exceptions)
        return self._bindings[key]

    def _key(self, total: Total, situation: Situation) -> Hashable | None:
        key: list[Hashable] = [year_of(situation.event.day) if total.yearly else 0]
        for name in total.per:
            part = self._part(name, situation)
            if part is None:
                return None
            key.append(part)
        return tuple(key)

    def _part(self, name: str, situation: Situation) -> Hashable | None:
        if name == "donor group":
            return self.groups.certain(situation.event.roles["donor"])
        return situation.facts.get(name)

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
        mine, other = one.facts.get(name), two.facts.get(name)
        return None if mine is None or other is None else mine == other

    def _add_up(self, total: Total, whole: bool) -> _AddedUp:
        entries = self.entries(total)
        counting = [entry for entry in entries if entry.counts is not False]
        if not counting:
            return _AddedUp([(0, 0)] * len(entries), [], [])
        sums: dict[Hashable, _Sum] = defaultdict(_Sum)
        certain: list[Interval] = []
        if whole:
            for entry in counting:
                sums[entry.key].add(entry, entry.counts)
        for entry in entries:
            if not whole and entry.key is not None:
                sums[entry.key].add(entry, entry.counts)
            certain.append(sums[entry.key].interval(total.is_count) if entry.key in sums else (0, 0))
        return _AddedUp(certain, counting, [entry for entry in counting if entry.key is None])
