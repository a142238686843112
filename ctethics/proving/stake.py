"""What hangs on one condition of a rule: how the rule comes out if it is yes, and how if it is no."""

from __future__ import annotations

from ctethics.engines.direct import DirectEngine
from ctethics.engines.situation import Situation
from ctethics.outcome import Verdict
from ctethics.program import AllOf, AnyOf, Condition, Program, Provision
from ctethics.proving.rebuilding import rebuilt

# A condition that is yes of every event, and one that is no: all of nothing, any of nothing.
YES, NO = AllOf(()), AnyOf(())


class Stake:
    """A provision with one of its conditions open: `leaf` is found by identity, for another may be equal to it."""

    def __init__(self, program: Program, provision: Provision, leaf: Condition) -> None:
        self._judge = DirectEngine(program)
        self._citation = provision.citation
        needed = program.with_those_looked_at(provision.about, [provision.citation])
        self._as_is = needed
        self._if = {
            holds: tuple(rebuilt(p, {id(leaf): YES if holds else NO}) if p is provision else p for p in needed)
            for holds in (True, False)
        }

    def outcome(self, situation: Situation) -> str:
        """How the provision comes out."""
        return outcome_of(self._judge.verdicts_of(self._as_is, situation)[self._citation])

    def outcome_if(self, holds: bool, situation: Situation) -> str:
        """How it comes out if the condition is taken to be yes, or no, whatever the facts."""
        return outcome_of(self._judge.verdicts_of(self._if[holds], situation)[self._citation])


def outcome_of(verdict: Verdict) -> str:
    """The outcome a verdict comes to, by its own exceptions and those of provisions it refers to alike."""
    if verdict.binding:
        return "applies"
    if verdict.general is False:
        return "does not apply"
    return "excepted" if verdict.general and verdict.binding is False else "undetermined"
