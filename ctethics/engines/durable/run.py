"""Facts through durable_rules. Nothing else in ctethics touches that library.

Its Python layer is not used: a `Host` starts two polling threads that may run another session's actions, and swallows
exceptions. The C module below it is driven directly: assert one fact, collect the names of the rules that fire,
delete the session. Rules only ever conclude; what was concluded is merged here and handed to the next stratum.
"""

from __future__ import annotations

import json
import threading
import weakref
from bisect import bisect_right
from collections.abc import Sequence
from itertools import count
from typing import Any

import durable_rules_engine as native

from ctethics.engines.direct import answer, any_of
from ctethics.engines.durable.formula import MOST
from ctethics.engines.durable.translate import (
    RuleSet,
    Translation,
    binding_of,
    exceptions_of,
    general_of,
    refuse,
    translate,
)
from ctethics.engines.situation import Situation
from ctethics.engines.totals import Totals
from ctethics.outcome import Verdict
from ctethics.program import Program, leaves
from ctethics.program.condition import Compare, DaysAfter, TotalIs

_THREE = {False: 0, None: 1, True: 2}
_ids = count()


class _Registered:
    """A translation whose rule sets the C module holds for as long as this object lives.

    strata -- each with its rule sets and their handles, and the provisions whose last exceptions it concludes.
    """

    def __init__(self, translation: Translation) -> None:
        self.names = translation.names
        self.codes = {fact: translation.names.codes(fact) for fact in translation.names.facts}
        self.is_yes_or_no = {fact: translation.names.type(fact) == "yes or no" for fact in translation.names.facts}
        last = {
            c.excepts: place
            for place, stratum in enumerate(translation.strata)
            for rules in stratum
            for c in rules.conclusions
            if c.excepts
        }
        self.strata = [
            ([(rules, self._register(rules)) for rules in stratum], [p for p, end in last.items() if end == place])
            for place, stratum in enumerate(translation.strata)
        ]

    def _register(self, rules: RuleSet) -> int:
        try:
            handle = int(native.create_ruleset(f"ctethics {next(_ids)}", json.dumps(rules.definition)))
        except native.error as error:
            refuse(rules.conclusions[0].name, f"is refused: {error}")
        weakref.finalize(self, native.delete_ruleset, handle).atexit = False
        return handle


class DurableEngine:
    """Evaluates each event by forward chaining, one stratum after the other."""

    name = "durable"

    def __init__(self, program: Program) -> None:
        self.program = program
        self._changes = {law: sorted(days) for law, days in _change_days(program).items()}
        self._registered: dict[tuple[str, str, int], _Registered] = {}
        self._lock = threading.Lock()

    def prepare(self, cases: Sequence[Totals]) -> None:
        """Nothing: each event is answered when it is asked about."""

    def verdicts(self, situation: Situation) -> dict[str, Verdict]:
        """Each provision's answers for one event, in the program's order."""
        kind = situation.event.kind
        provisions = self.program.about(kind)
        if not provisions:
            return {}
        registered = self._for(kind, situation.question.law, situation.event.day)
        known = _properties(registered, situation)
        found: dict[str, bool | None] = {}
        for rule_sets, excepted in registered.strata:
            for rules, handle in rule_sets:
                _conclude(rules, handle, known, found)
            for citation in excepted:
                answers = tuple(found[e.citation] for e in self.program.provisions[citation].exceptions)
                known[exceptions_of(citation)] = _THREE[any_of(answers)]
        return {
            p.citation: Verdict(
                found[general_of(p.citation)],
                tuple(found[e.citation] for e in p.exceptions),
                found[binding_of(p.citation)],
            )
            for p in provisions
        }

    def _for(self, kind: str, law: str, day: int) -> _Registered:
        """The rule sets for this kind of event under the law as it is on the day, made when first needed."""
        era = bisect_right(self._changes.get(law, []), day)
        key = (kind, law, era)
        made = self._registered.get(key)
        if made is None:
            with self._lock:
                made = self._registered.get(key)
                if made is None:
                    made = self._registered[key] = _Registered(translate(self.program, kind, law, day))
        return made


def _change_days(program: Program) -> dict[str, set[int]]:
    """The days on which any limit changes, by law."""
    days: dict[str, set[int]] = {}
    for provision in program.provisions.values():
        for condition in provision.conditions():
            for leaf in leaves(condition):
                if isinstance(leaf, Compare | DaysAfter | TotalIs):
                    for law, versions in leaf.limit.versions.items():
                        days.setdefault(law, set()).update(version.start for version in versions[1:])
    return days


def _properties(registered: _Registered, situation: Situation) -> dict[str, int]:
    """The flat fact: both ends of each interval, and the place of each reading's choice."""
    names = registered.names
    known: dict[str, int] = {}
    for fact, name in names.facts.items():
        value: Any = situation.facts.get(fact)
        if registered.is_yes_or_no[fact]:
            known[name] = _THREE[value]
        else:
            number = registered.codes[fact][value] if isinstance(value, str) else value
            known[name + "l"], known[name + "h"] = (-1, MOST) if number is None else (number, number)
    for name, leaf in names.leaves.items():
        known[name] = _THREE[answer(leaf, situation, {})]
    for name, test in names.totals.items():
        low, high = situation.totals.interval(test.total, situation.index, test.whole)
        known[name + "l"], known[name + "h"] = min(low, MOST), MOST if high is None else min(high, MOST)
    for reading, name in names.readings.items():
        choices = situation.totals.program.readings[reading].choices
        known[name] = list(choices).index(situation.question.readings[reading])
    return known


def _conclude(rules: RuleSet, handle: int, known: dict[str, int], found: dict[str, bool | None]) -> None:
    """Run one rule set on the fact and put each conclusion's answer into `found` and `known`."""
    fired = _fire(handle, {name: known[name] for name in rules.reads})
    for number, conclusion in enumerate(rules.conclusions):
        answered = _answer(number, "possible" in conclusion.rules, fired)
        found[conclusion.name] = answered
        known[conclusion.name] = _THREE[answered]


def _answer(number: int, is_exception: bool, fired: set[str]) -> bool | None:
    if f"yes {number}" in fired:
        return True
    if is_exception:
        return None if f"possible {number}" in fired else False
    return False if f"no {number}" in fired else None


def _fire(handle: int, fact: dict[str, int]) -> set[str]:
    """The names of the rules that fire for one fact, in a session of its own."""
    session = f"s{next(_ids)}"
    code, state = native.assert_fact(handle, json.dumps({"sid": session, "id": 1, "case": 1, **fact}))
    if code != 0:
        raise RuntimeError(f"durable_rules answered {code} although the anchor rule matches every fact")
    fired: set[str] = set()
    try:
        started = native.start_action_for_state(handle, state)
        message = started[1] if started else None
        while message:
            # {"yes 3": {"m": …the whole fact again…}}: the name is the first thing in quotes, and all that matters.
            fired.add(message.split('"', 2)[1])
            message = native.complete_and_start_action(handle, state)
    finally:
        native.delete_state(handle, session)
    return fired
