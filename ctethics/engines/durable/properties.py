"""What is known of an event as the flat fact of integers that the rules look at."""

from __future__ import annotations

from typing import Any

from ctethics.engines.direct import answer
from ctethics.engines.durable.expression import MOST, NO, UNKNOWN, YES
from ctethics.engines.durable.formula import Names
from ctethics.engines.durable.relevance import Context, matters
from ctethics.engines.situation import Situation
from ctethics.program import Value

_NUMBER = {False: NO, None: UNKNOWN, True: YES}


class Properties:
    """Works out the properties that a translation names, unknown ones included: no property is ever absent."""

    def __init__(self, names: Names, contexts: dict[str, set[Context]]) -> None:
        self._leaves = tuple(names.leaves.items())
        self._flags: list[tuple[str, str]] = []
        self._intervals: list[tuple[str, str, str, dict[Value, int]]] = []
        for fact, name in names.facts.items():
            if names.type(fact) == "yes or no":
                self._flags.append((fact, name))
            else:
                self._intervals.append((fact, name + "l", name + "h", names.codes(fact)))
        self._totals = [
            (test.total, test.whole, name + "l", name + "h", tuple(sorted(contexts[name])))
            for name, test in names.totals.items()
        ]
        readings = names.program.readings
        self._readings = [
            (name, key, {choice: place for place, choice in enumerate(readings[name].choices)})
            for name, key in names.readings.items()
        ]

    def of(self, situation: Situation) -> dict[str, int]:
        """Both ends of each interval, each yes-or-no, and the place of each reading's choice.

        A total is added up only where it can matter; elsewhere it may be anything.
        """
        fact_of: Any = situation.facts.get
        known: dict[str, int] = {name: _NUMBER[fact_of(fact)] for fact, name in self._flags}
        for fact, low, high, codes in self._intervals:
            value = fact_of(fact)
            if value is None:
                known[low], known[high] = -1, MOST
            else:
                known[low] = known[high] = codes[value] if codes else value
        for name, leaf in self._leaves:
            known[name] = _NUMBER[answer(leaf, situation, {})]
        for reading, name, places in self._readings:
            known[name] = places[situation.question.readings[reading]]
        for total, whole, low, high, contexts in self._totals:
            if matters(contexts, known):
                least, most = situation.totals.interval(total, situation.index, whole)
                known[low], known[high] = min(least, MOST), MOST if most is None else min(most, MOST)
            else:
                known[low], known[high] = 0, MOST
        return known
