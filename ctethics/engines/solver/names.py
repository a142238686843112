"""Names as bits: a text is one bit, a list any number of them, so that what a list includes is what two share.

Only the names that rules compare with matter, and which of the others are the same. So there are as many spare ones as
a case can tell apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ctethics.engines.solver.terms import Term, z3
from ctethics.program import Condition, FactRef, IsOneOf, Program, TotalIs, leaves


@dataclass(frozen=True)
class Names:
    """All that a text can be, the names that rules compare with first; `spare` counts the others."""

    named: tuple[str, ...]
    spare: int

    @property
    def width(self) -> int:
        return len(self.named) + self.spare

    def term(self, values: Iterable[object]) -> Term:
        """The set of these names; one that no rule compares with is left out."""
        return z3.BitVecVal(sum(1 << self.named.index(str(one)) for one in values if one in self.named), self.width)

    def shown(self, bits: int, fresh: str = "other") -> list[str]:
        """The names in a set; spare ones are numbered after `fresh`."""
        places = [place for place in range(self.width) if bits >> place & 1]
        count = len(self.named)
        return [self.named[place] if place < count else f"{fresh} {place - count + 1}" for place in places]


def names_of(kind: str, programs: Iterable[Program]) -> Names:
    """The names for one kind of event under some programs."""
    named: dict[str, None] = {}
    single: set[str] = set()
    for program in programs:
        refs = program.facts.get(kind, ())
        single |= {f"{ref.role} {ref.name}" for ref in refs if ref.type in ("text", "list")}
        single |= set(program.vocabulary.events[kind].roles) if kind in program.vocabulary.events else set()
        texts = {ref.name for ref in refs if ref.type == "text"}
        named.update(dict.fromkeys(_compared(program, kind, texts)))
        named.update(dict.fromkeys(_presumed(refs)))
    return Names(tuple(named), len(single) + 1)


def _compared(program: Program, kind: str, texts: set[str]) -> Iterator[str]:
    for provision in program.about(kind):
        for condition in provision.conditions():
            yield from _values(condition, texts)


def _values(condition: Condition, texts: set[str]) -> Iterator[str]:
    for leaf in leaves(condition):
        if isinstance(leaf, IsOneOf) and leaf.fact in texts:
            yield from sorted(map(str, leaf.values))
        elif isinstance(leaf, TotalIs):
            yield from _values(leaf.total.where, texts)


def _presumed(refs: Iterable[FactRef]) -> Iterator[str]:
    for ref in refs:
        presume = ref.fact.presume if ref.fact is not None and ref.type in ("text", "list") else None
        if isinstance(presume, frozenset):
            yield from sorted(presume)
        elif isinstance(presume, str):
            yield presume
