"""The rules about one kind of event under chosen readings, bare of words: what every plan of them begins with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from ctethics.engines.columnar.guards import plain, shared_by_all
from ctethics.program import Condition, Program, Provision, Total, TotalIs, leaves
from ctethics.program.program import looked_at


@dataclass(frozen=True)
class Rule:
    """A provision's general rule and exceptions; `tests` are the tests of totals in them."""

    citation: str
    general: Condition
    exceptions: tuple[Condition, ...]
    looks_at: frozenset[str]

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        return (self.general, *self.exceptions)

    @cached_property
    def tests(self) -> tuple[TotalIs, ...]:
        return tuple(leaf for c in self.conditions for leaf in leaves(c) if isinstance(leaf, TotalIs))


class Chosen:
    """The rules of the asked provisions, or of all, with those they look at, in the program's order."""

    def __init__(self, program: Program, kind: str, readings: Mapping[str, str], asked: Collection[str] | None) -> None:
        self.readings = readings
        some = program.about(kind) if asked is None else program.with_those_looked_at(kind, asked)
        self.rules = {p.citation: self._rule(p) for p in some}
        self._totals: dict[str, Total] = {}
        self._shared: dict[str, tuple[Condition, ...]] = {}

    def _rule(self, p: Provision) -> Rule:
        exceptions = tuple(plain(e.when, self.readings) for e in p.exceptions)
        return Rule(p.citation, plain(p.general, self.readings), exceptions, frozenset(looked_at(p)))

    def total(self, total: Total) -> Total:
        """The total with its `where` under the chosen readings."""
        if total.name not in self._totals:
            self._totals[total.name] = replace(total, where=plain(total.where, self.readings))
        return self._totals[total.name]

    def shared(self, total: Total) -> tuple[Condition, ...]:
        """The conditions that a row must meet for the total to matter to it."""
        if total.name not in self._shared:
            conditions = [c for rule in self.rules.values() for c in rule.conditions]
            self._shared[total.name] = shared_by_all(self.total(total), conditions)
        return self._shared[total.name]
