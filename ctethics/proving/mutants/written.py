"""Where the parts of a program were written: what was made from one place is changed together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from ctethics.compile.checked import Checked
from ctethics.law.citation import in_order
from ctethics.program import Condition, Limit, Program, Provision, Total, parts_of
from ctethics.proving.rebuilding import inside
from ctethics.report.words import short_name
from ctethics.rulefile import RuleDocument
from ctethics.source import Mapping, Scalar

_Part = TypeVar("_Part")


@dataclass(slots=True)
class Spot:
    """One condition as written, and each time it was made: once for the rule, once for each that shares it.

    at -- the rule, exception or total that it is a part of.
    """

    at: str
    node: Mapping
    made: list[Condition]

    @property
    def fact(self) -> str:
        """The fact it is about, nothing where it is about none."""
        node = self.node.items.get("fact")
        return node.text if isinstance(node, Scalar) else ""


class WrittenProgram:
    """A program with the rule files it was made from."""

    def __init__(self, program: Program, checked: Checked) -> None:
        self.program, self.checked = program, checked

    @cached_property
    def provisions(self) -> list[Provision]:
        """Those with a rule of their own first, then those that share it; each as the law counts."""
        return sorted(self.program.provisions.values(), key=lambda p: (p.shares is not None, in_order(p.citation)))

    @cached_property
    def holders(self) -> dict[int, set[str]]:
        """The rules that have each part, by its identity."""
        found: dict[int, set[str]] = defaultdict(set)
        for p in self.provisions:
            for part in inside(p):
                found[id(part)].add(p.citation)
        return found

    def own(self, provision: Provision) -> RuleDocument:
        """The rule as written: the one it shares where it has none itself."""
        return self.checked.base.documents[provision.shares or provision.citation]

    @cached_property
    def spots(self) -> list[Spot]:
        """Every condition, as often as it was written, in the order of the rules."""
        found: dict[int, Spot] = {}
        for p in self.provisions:
            for at, condition in self._roots(p):
                for one in _within(condition):
                    node = self.checked.node(one)
                    spot = found.setdefault(id(node), Spot(at, node, []))
                    if not any(one is other for other in spot.made):
                        spot.made.append(one)
        return list(found.values())

    def _roots(self, p: Provision) -> Iterator[tuple[str, Condition]]:
        yield p.citation, p.general
        yield from ((e.citation, e.when) for e in p.exceptions)
        yield from ((self.total_name(p, total), total.where) for total in _of(p, Total))

    def total_name(self, p: Provision, total: Total) -> str:
        return f"{self.own(p).file} total {short_name(total.name)}"

    @cached_property
    def totals(self) -> dict[int, tuple[str, Mapping, list[Total]]]:
        """Every total as written: its name, its node, and each time it was made; by the node's identity."""
        found: dict[int, tuple[str, Mapping, list[Total]]] = {}
        for p in self.provisions:
            for total in _of(p, Total):
                written = self._total_node(p, short_name(total.name))
                found.setdefault(id(written), (self.total_name(p, total), written, []))[2].append(total)
        return found

    def _total_node(self, p: Provision, name: str) -> Mapping:
        own = self.own(p)
        for document in (own, self.checked.base.documents[own.file]):
            node = document.totals.items.get(name) if document.totals else None
            if isinstance(node, Mapping):
                return node
        raise KeyError(name)

    @cached_property
    def limits(self) -> dict[tuple[str, str], list[Limit]]:
        """The declared limits by file and name, each time one was made."""
        found: dict[tuple[str, str], list[Limit]] = defaultdict(list)
        for p in self.provisions:
            own = self.own(p)
            for limit in _of(p, Limit):
                if limit.name in own.limits:
                    found[own.file, limit.name].append(limit)
        return found


def _within(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in parts_of(condition):
        yield from _within(part)


def _of(p: Provision, sort: type[_Part]) -> list[_Part]:
    """The parts of one sort, each once."""
    found = {id(part): part for part in inside(p) if isinstance(part, sort)}
    return list(found.values())
