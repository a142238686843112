"""Looking for a case: proved that there is none, or the smallest one, confirmed by the judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ctethics.diagnostics import CaseError
from ctethics.engines.solver.terms import Term, Truth, z3
from ctethics.engines.solver.verdicts import Outcome
from ctethics.law.calendar import EARLIEST, parse_day, show_day
from ctethics.outcome import Verdict
from ctethics.program import Provision
from ctethics.proving.stake import outcome_of
from ctethics.proving.verify.plain import Plain
from ctethics.proving.verify.replay import situation_of, verdict_of
from ctethics.proving.verify.smallest import Smallest
from ctethics.proving.verify.telling import Telling
from ctethics.proving.verify.world import OutOfTimeError, World

_ANSWERS = {(True, True): True, (False, False): False, (False, True): None}


class Looked(NamedTuple):
    """A provision, or another in its place, as one side of a world answers it."""

    side: int
    provision: Provision


@dataclass(frozen=True)
class Witness:
    """A case that the judge has confirmed, and how each provision looked at comes out in it.

    told -- the case in the shape of a case file, its last event the one asked about.
    """

    told: dict[str, Any]
    verdicts: tuple[Verdict, ...]

    @property
    def outcomes(self) -> tuple[str, ...]:
        return tuple(map(outcome_of, self.verdicts))


@dataclass(frozen=True)
class Found:
    """How a search ended: `none` (proved), `case`, `out of time`, `no small case`, or `refused` by the judge.

    witness -- the case; of one that the judge answers otherwise, what it answers.
    """

    how: str
    witness: Witness | None = None


class Search:
    """Searches in one world."""

    def __init__(self, world: World, plain: Plain) -> None:
        self.world, self.plain = world, plain

    def outcome(self, looked: Looked) -> Outcome:
        return self.world.sides[looked.side].outcome_of(looked.provision)

    def case(self, looked: Sequence[Looked], *terms: Term) -> Found:
        """The smallest case that all the terms hold of."""
        self.world.settle()
        return self._case(looked, terms, is_smallest=True)

    def any_case(self, looked: Sequence[Looked], *terms: Term) -> Found:
        """Some case that all the terms hold of."""
        return self._case(looked, terms, is_smallest=False)

    def _case(self, looked: Sequence[Looked], terms: Sequence[Term], *, is_smallest: bool) -> Found:
        outcomes = [self.outcome(one) for one in looked]
        with self.world.supposing(*terms):
            try:
                if self._is_there():
                    return self._replayed(looked, outcomes, self._model(is_smallest))
                self.world.bound()
                return Found("no small case" if self.world.can_be(is_concrete=False) else "none")
            except OutOfTimeError:
                return Found("out of time")

    def _is_there(self) -> bool:
        """Whether there is a case of few events, at best of one alone."""
        alone = self.world.earlier.all == 0
        return self.world.can_be(alone, is_concrete=True) or self.world.can_be(is_concrete=True)

    def _model(self, is_smallest: bool) -> Term:
        return Smallest(self.world, self.plain).find() if is_smallest else self.world.solver.model()

    def _replayed(self, looked: Sequence[Looked], outcomes: Sequence[Outcome], model: Term) -> Found:
        told = Telling(self.world, model, self.plain).case()
        expected = tuple(read(outcome, model) for outcome in outcomes)
        witness = self._judged(told, looked)
        if witness is None or witness.verdicts != expected:
            return Found("refused", witness or Witness(told, ()))
        return Found("case", self._spread(witness, looked))

    def _judged(self, told: dict[str, Any], looked: Sequence[Looked]) -> Witness | None:
        verdicts = []
        for one in looked:
            asked = self.world.asked[one.side]
            try:
                situation = situation_of(told, asked, told["events"][-1]["id"])
            except CaseError:
                return None
            verdicts.append(verdict_of(situation, asked.program, one.provision))
        return Witness(told, tuple(verdicts))

    def _spread(self, witness: Witness, looked: Sequence[Looked]) -> Witness:
        """The same with the earlier events on days of their own, where it comes out the same."""
        *earlier, event = witness.told["events"]
        first = parse_day(event["date"]) - len(earlier)
        if not earlier or first < EARLIEST.toordinal():
            return witness
        moved = [{**one, "date": show_day(first + number)} for number, one in enumerate(earlier)]
        other = self._judged({**witness.told, "events": [*moved, event]}, looked)
        return other if other is not None and other.verdicts == witness.verdicts else witness


def read(outcome: Outcome, model: Term) -> Verdict:
    """What the terms of a provision's answers come to in a model."""
    return Verdict(
        _answer(outcome.general, model),
        tuple(_answer(one, model) for one in outcome.exceptions),
        _answer(outcome.binding, model),
    )


def _answer(truth: Truth, model: Term) -> bool | None:
    must, may = (one if isinstance(one, bool) else z3.is_true(model.eval(one, True)) for one in truth)
    return _ANSWERS[must, may]
