"""What is left of the limits that run over several events."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.engines.situation import Situation
from ctethics.explain.duties import show_range
from ctethics.law.money import show_cents
from ctethics.outcome import Room
from ctethics.program import Condition, Provision, Reading, TotalIs, parts_of

_EDGE = {"less than": 1, "not more than": 0}


def room_left(provision: Provision, situation: Situation) -> Iterator[Room]:
    """Room under each running limit of the provision that the event counts in, in the order of its exceptions."""
    for exception in provision.exceptions:
        for test in _running(exception.when, situation):
            counts = situation.totals.entries(test.total)[situation.index].counts
            if counts is False or test.operator not in _EDGE or test.limit.unit != "dollars":
                continue
            low, high = situation.totals.interval(test.total, situation.index, test.whole)
            limit = test.limit.at(situation.question.law, situation.event.day)
            most = limit - _EDGE[test.operator]
            least_left = 0 if high is None else max(0, most - high)
            left = show_range(least_left, max(0, most - low))
            what = test.total.name.removeprefix(provision.file).strip()
            yield Room(exception.citation, what, show_cents(limit), show_range(low, high), left)


def _running(condition: Condition, situation: Situation) -> Iterator[TotalIs]:
    """The tests of totals inside a condition, under the chosen readings."""
    if isinstance(condition, TotalIs):
        yield condition
    elif isinstance(condition, Reading):
        yield from _running(condition.choices[situation.question.readings[condition.name]], situation)
    else:
        for part in parts_of(condition):
            yield from _running(part, situation)
