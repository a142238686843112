"""What the tests of totals rest on and what they lack, of whichever event they look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctethics.engines.situation import Situation
from ctethics.explain.support import NONE, lacked, support
from ctethics.law.calendar import year_of
from ctethics.outcome import Trace
from ctethics.program import Compare, Condition, Total, TotalIs, facts_in, leaves
from ctethics.program.program import references

if TYPE_CHECKING:
    from ctethics.explain.traces import Tracer


class Sums:
    """The totals as one event sees them, and what the event itself brings to them."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer, self._situation = tracer, tracer.situation
        self._where: dict[str, Trace] = {}
        self._supported: dict[str, frozenset[str]] = {}
        self._lacks: dict[str, tuple[str, ...]] = {}

    def of_total(self, c: TotalIs, answered: bool | None) -> tuple[set[str], set[str]]:
        """The presumptions a test of a total rests on, and the facts it lacks, those of other events with their id.

        That a total stays low rests on what is left out of it; that it is high, on what is counted.
        """
        presumed: set[str] = set()
        unknown: set[str] = set()
        totals, here = self._situation.totals, self._situation.index
        is_low = (c.operator in ("less than", "not more than")) is answered
        for index in range(len(totals.ledger.events) if c.whole else here + 1):
            if totals.ledger.events[index].kind != c.total.kind:
                continue
            entry = totals.entries(c.total)[index]
            if totals.counts(c.total, here, index) is not False or (index == here and entry.counts is None):
                unknown |= set(self._lacking(c, index))
            is_near = index == here or totals.same_keys(c.total, here, index) is not False
            if answered is not None and is_near and entry.counts is not is_low:
                presumed |= self._of(index)._support(c.total)
            if answered is not None and (entry.counts is not False or index == here):
                presumed |= self._presumed_of_keys(c, index)
        return presumed, unknown

    def _presumed_of_keys(self, c: TotalIs, index: int) -> frozenset[str]:
        """What is presumed of what puts an event into a total, or of the one thing that keeps it out."""
        totals, here = self._situation.totals, self._situation
        other = totals.situation(index)
        if index == here.index or totals.same_keys(c.total, here.index, index) is not False:
            own = NONE.union(*(other.presumed.get(name, NONE) for name in c.total.looks_at))
            return own | (self._presumed_of_groups(index) if "donor group" in c.total.per else NONE)
        if c.total.yearly and year_of(here.event.day) != year_of(other.event.day):
            return NONE
        apart = (name for name in c.total.per if totals.same_part(name, here, other) is False)
        return min(
            (self._presumed_of_key(name, index) for name in apart), key=lambda names: (len(names), sorted(names))
        )

    def _presumed_of_key(self, name: str, index: int) -> frozenset[str]:
        if name == "donor group":
            return self._presumed_of_groups(index)
        other = self._situation.totals.situation(index)
        return self._situation.presumed.get(name, NONE) | other.presumed.get(name, NONE)

    def _presumed_of_groups(self, index: int) -> frozenset[str]:
        """The links presumed not to be there that keep another donor out of the donor's group."""
        totals, here = self._situation.totals, self._situation
        mine, donor = here.event.roles["donor"], totals.situation(index).event.roles["donor"]
        if here.question.is_strict or totals.groups.same(mine, donor) is not False:
            return NONE
        if totals.strict_groups.same(mine, donor) is False:
            return NONE
        return totals.strict_groups.lacking(donor) - totals.groups.lacking(donor)

    def _lacking(self, c: TotalIs, index: int) -> Iterator[str]:
        totals, other = self._situation.totals, self._situation.totals.situation(index)
        if "donor group" in c.total.per and totals.entries(c.total)[index].counts is not False:
            yield from totals.groups.lacking(other.event.roles["donor"])
        for name in self._of(index)._lacked_of(c.total):
            # What a provision's own total lacks of another event has that event's id already.
            is_named = index == self._situation.index or name.rpartition(" of ")[2] in totals.ledger.ids
            yield name if is_named else f"{name} of {other.event.id}"

    def _counted(self, total: Total) -> Trace:
        """Whether the event belongs in a total."""
        if total.name not in self._where:
            self._where[total.name] = self._tracer.trace(total.where, is_binding=True)
        return self._where[total.name]

    def _support(self, total: Total) -> frozenset[str]:
        """What is presumed where the event belongs in a total, or does not."""
        if total.name not in self._supported:
            self._supported[total.name] = frozenset(support(self._counted(total)))
        return self._supported[total.name]

    def _lacked_of(self, total: Total) -> tuple[str, ...]:
        """The facts that what the event adds to a total lacks."""
        if total.name not in self._lacks:
            self._lacks[total.name] = tuple(self._open_of(total))
        return self._lacks[total.name]

    def _open_of(self, total: Total) -> Iterator[str]:
        here = self._situation
        counts = here.totals.entries(total)[here.index].counts
        names = list(open_facts(total.where, here)) if counts is None else []
        names += [name for name in total.per if name not in here.facts and name != "donor group"]
        if counts is not False:
            names += [name for name in (*total.measures, total.largest_by) if name and name not in here.facts]
        yield from (here.asked.get(name, name) for name in names)
        if counts is None and any(references(total.where)):
            yield from sorted(lacked(self._counted(total)))

    def _of(self, index: int) -> Sums:
        """Those of another event, or of this one."""
        return self._tracer.of(index).sums


def open_facts(c: Condition, situation: Situation) -> Iterator[str]:
    """The facts a condition looks at that are unknown, or that it would divide by and are zero."""
    divisors = {leaf.per for leaf in leaves(c) if isinstance(leaf, Compare)}
    for name in facts_in(c):
        if name not in situation.facts or (name in divisors and not situation.facts[name]):
            yield name
