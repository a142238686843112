"""Facts through durable_rules. Nothing else in ctethics touches that library.

Its Python layer is not used: a `Host` starts two polling threads that may run another session's actions, and swallows
exceptions. The C module below it is driven directly: assert one fact, collect the names of the rules that fire,
retract the fact. Rules only ever conclude; what was concluded is merged here and handed to the next stratum.
"""

from __future__ import annotations

import json
import threading
import weakref
from bisect import bisect_right
from collections.abc import Sequence
from itertools import count

import durable_rules_engine as native

from ctethics.engines.durable.expression import YES
from ctethics.engines.durable.properties import Properties
from ctethics.engines.durable.rule_set import ANCHOR_RULE, RuleSet, refuse
from ctethics.engines.durable.translate import Translation, translate
from ctethics.engines.situation import Situation
from ctethics.engines.totals import Totals
from ctethics.outcome import Verdict
from ctethics.program import Program, leaves
from ctethics.program.condition import Compare, DaysAfter, TotalIs

_ANSWER = (False, None, True)
# The verdict on a provision without exceptions, by its general rule's number and that of whether it binds.
_UNEXCEPTED = tuple(tuple(Verdict(general, (), binding) for binding in _ANSWER) for general in _ANSWER)
_ids = count()
# The C module has room for 1,024, and knows a session only by a hash of its number: those of `0` to `999` differ.
MOST_SESSIONS = 1000


class _Rules:
    """A rule set that the C module holds for as long as this object lives.

    A session costs far more to make than a fact to run through it, so sessions are kept: each is taken by one thread at
    a time, and is empty when it is put back. One in which something was interrupted, by Ctrl-C for example, is neither
    used again nor deleted: the C module frees memory at random where it deletes a session in which no rule was read.
    """

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self._idle: list[int] = []
        self._unused = iter(range(MOST_SESSIONS))
        try:
            self._handle = int(native.create_ruleset(f"ctethics {next(_ids)}", json.dumps(rules.definition)))
        except native.error as error:
            refuse(self._name, f"is refused: {error}")
        weakref.finalize(self, _delete, self._handle, self._idle).atexit = False

    def conclude(self, known: dict[str, int]) -> None:
        """Run the rules on the properties they read and put what they conclude into `known`."""
        means = self.rules.means
        for rule in self._fired(known):
            if rule != ANCHOR_RULE:
                name, answered = means[rule]
                known[name] = max(known[name], answered)

    def _fired(self, known: dict[str, int]) -> list[str]:
        """The names of the rules that fire, each as often as it does."""
        session = self._session()
        fact = self.rules.fact % (session, *map(known.__getitem__, self.rules.reads))
        code, state = native.assert_fact(self._handle, fact)
        if code != 0:
            raise RuntimeError(f"durable_rules answered {code} although the anchor rule matches every fact")
        fired: list[str] = []
        message = native.start_action_for_state(self._handle, state)[1]
        while message:
            # {"3 2": {"m": …the whole fact again…}}: the name is the first thing in quotes, and all that matters.
            fired.append(message.split('"', 2)[1])
            message = native.complete_and_start_action(self._handle, state)
        native.retract_fact(self._handle, f'{{"sid":"{session}","id":1}}')
        self._idle.append(session)
        return fired

    def _session(self) -> int:
        """One that no thread is using."""
        try:
            return self._idle.pop()
        except IndexError:
            session = next(self._unused, None)
        if session is None:
            refuse(self._name, f"is being answered {MOST_SESSIONS:,} times at once, or was interrupted so often")
        return session

    @property
    def _name(self) -> str:
        """What the first of the rules concludes, for messages."""
        return next(iter(self.rules.means.values()))[0]


def _delete(handle: int, sessions: list[int]) -> None:
    """Delete a rule set; the C module would keep the memory of sessions that are left in it."""
    for session in sessions:
        native.delete_state(handle, str(session))
    native.delete_ruleset(handle)


class _Registered:
    """A translation whose rule sets are registered."""

    def __init__(self, translation: Translation) -> None:
        self.properties = Properties(translation.names, translation.contexts)
        self.strata = [(s.silent, [_Rules(rules) for rules in s.rule_sets], s.bound) for s in translation.strata]
        self.answers = translation.answers


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
        if not self.program.about(kind):
            return {}
        registered = self._for(kind, situation.question.law, situation.event.day)
        known = registered.properties.of(situation)
        for silent, rule_sets, bound in registered.strata:
            known.update(silent)
            for rules in rule_sets:
                rules.conclude(known)
            for a in bound:
                known[a.binding] = min(known[a.rule], YES - max([known[e] for e in a.exceptions]))
        return {
            a.citation: Verdict(
                _ANSWER[known[a.general]], tuple([_ANSWER[known[e]] for e in a.exceptions]), _ANSWER[known[a.binding]]
            )
            if a.exceptions
            else _UNEXCEPTED[known[a.general]][known[a.binding]]
            for a in registered.answers
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
