"""All that can be of one kind of event, asked about under one or more laws or rule bases at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import NamedTuple

from ctethics.engines.solver.names import names_of
from ctethics.engines.solver.stated import Stated
from ctethics.engines.solver.sums import rules_of
from ctethics.engines.solver.terms import Term, z3
from ctethics.engines.solver.verdicts import Side
from ctethics.program import Program
from ctethics.proving.verify.earlier import Earlier
from ctethics.proving.verify.pools import Form, Pools, anything, elsewhere


class Asked(NamedTuple):
    """A program under a law and readings."""

    program: Program
    law: str
    readings: dict[str, str]


class OutOfTimeError(Exception):
    """The solver could not settle something in the time it had."""


class World:
    """An event of one kind, with everything that a case may say of it, and the rules that are asked about it.

    until -- the day before which it happens; None: any day.
    """

    def __init__(self, kind: str, asked: Sequence[Asked], until: int | None = None) -> None:
        self.kind, self.asked = kind, tuple(asked)
        programs = list({id(one.program): one.program for one in asked}.values())
        names = names_of(kind, programs)
        self.event = Stated(kind, programs, names)
        inner = Pools(until, label="inner ")
        self.pools = Pools(until, inner)
        self.sides = [Side(one.program, self.event, one.law, one.readings, self.pools) for one in asked]
        other, another = (Stated(kind, programs, names, label) for label in ("other ", "another "))
        self.pools.elsewhere = elsewhere(self.sides, other, inner)
        inner.elsewhere = elsewhere(self.pools.elsewhere.values(), another, anything())
        self.earlier = Earlier(self.event, programs)
        self._is_concrete = z3.Bool("a case of few events")
        self._told, self._settled = [0] * len(self.sides), set[Form]()
        self.solver = z3.Solver()
        self.solver.add(*self.event.rules, *([] if until is None else [self.event.day < until]))
        self.solver.add(*(z3.Implies(self._is_concrete, rule) for rule in self.earlier.rules()))
        self.deadline: float | None = None

    def allow(self, seconds: float | None) -> None:
        """From now on there is so much time."""
        self.deadline = None if seconds is None else monotonic() + seconds

    @contextmanager
    def supposing(self, *terms: Term) -> Iterator[None]:
        """Inside, only what these terms hold of."""
        told = list(self._told)
        self.solver.push()
        try:
            self._tell()
            self.solver.add(*terms)
            yield
        finally:
            self.solver.pop()
            self._told = told

    @contextmanager
    def passing(self) -> Iterator[None]:
        """What is asked inside is forgotten after: the totals met there are not met again."""
        marks, before = [side.mark() for side in self.sides], set(self.pools.found)
        try:
            yield
        finally:
            self.pools.forget(set(self.pools.found) - before)
            for side, mark in zip(self.sides, marks, strict=True):
                side.forget(mark)

    def settle(self) -> None:
        """Tells for good what holds of the totals and dates that have been met so far."""
        self._tell()
        self._settled = set(self.pools.found)

    def bound(self) -> None:
        """Tells what bounds the totals that have been met."""
        self.solver.add(*self.pools.rules())

    def can_be(self, *terms: Term, is_concrete: bool) -> bool:
        """Whether anything is left; with `is_concrete`, a case of few events. Raises OutOfTimeError."""
        if self.deadline is not None:
            left = int(1000 * (self.deadline - monotonic()))
            if left <= 0:
                raise OutOfTimeError
            self.solver.set("timeout", left)
        found = self.solver.check(*([self._is_concrete] if is_concrete else []), *terms)
        if found == z3.unknown:
            raise OutOfTimeError
        return bool(found == z3.sat)

    def _tell(self) -> None:
        """Tells the solver what holds of the dates and totals met since."""
        for form, pool in self.pools.found.items():
            if form not in self._settled:
                self.solver.add(rules_of(pool.others))
                self.solver.add(*(z3.Implies(self._is_concrete, rule) for rule in self.earlier.brings(pool)))
        for i, side in enumerate(self.sides):
            self.solver.add(*side.rules[self._told[i] :])
            self._told[i] = len(side.rules)
