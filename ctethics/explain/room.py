"""What is left of the limits that run over several events."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.engines.situation import Situation
from ctethics.explain.duties import show_range
from ctethics.law.money import show_cents
from ctethics.law.phrases import CEILINGS
from ctethics.outcome import Room
from ctethics.program import Provision
from ctethics.program.condition import tests_in


def room_left(provision: Provision, situation: Situation) -> Iterator[Room]:
    """Room under each running limit of the provision that the event counts in, in the order of its exceptions."""
    for exception in provision.exceptions:
        for test in tests_in(exception.when, situation.question.readings):
            counts = situation.totals.entries(test.total)[situation.index].counts
            if counts is False or test.operator not in CEILINGS or test.limit.unit != "dollars":
                continue
            low, high = situation.totals.interval(test.total, situation.index, test.whole)
            limit = test.limit.at(situation.question.law, situation.event.day)
            most = limit - CEILINGS[test.operator]
            least_left = 0 if high is None else max(0, most - high)
            left = show_range(least_left, max(0, most - low))
            what = test.total.name.removeprefix(provision.file).strip()
            yield Room(exception.citation, what, show_cents(limit), show_range(low, high), left)
