"""What of a program matters to running balances: which totals are asked, in which order, and who shares them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ctethics.engines.situation import Question
from ctethics.facts.groups import LINKS
from ctethics.law.phrases import CEILINGS
from ctethics.program import Condition, Program, Total
from ctethics.program.condition import tests_in
from ctethics.program.program import references

Readings = Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Shape:
    """What some totals about one kind of event are kept apart by; `total` is one of them."""

    number: int
    total: Total


@dataclass(frozen=True, slots=True)
class Use:
    """A total that answers ask for.

    rank -- 0 where what counts in it depends on no other total; else one more than those it depends on.
    is_whole -- some test counts events after the one asked about as well.
    edges -- the sums at which the answer to such a test changes, in order; None where more than these answers depends
    on the whole, or the total is no plain sum.
    """

    number: int
    total: Total
    shape: Shape
    rank: int
    is_whole: bool
    edges: tuple[int, ...] | None


class Plan:
    """The totals that a program's answers to one question ask for.

    uses, shapes -- by kind of event; the latter of every total, asked for or not.
    needs_all -- any two parties may be linked (§ 1-79a), so that an answer needs the whole ledger.
    depth -- how far what bears on an event may reach through totals that depend on others, under any reading.
    """

    def __init__(self, program: Program, question: Question) -> None:
        self.program = program
        self.uses: dict[str, tuple[Use, ...]] = {}
        self.shapes: dict[str, tuple[Shape, ...]] = {}
        self.numbered: dict[str, Use] = {}
        party = program.vocabulary.party
        self.needs_all = any(name in party and (question.is_strict or party[name].presume is None) for name in LINKS)
        shapes: dict[tuple[str, bool, tuple[str, ...]], Shape] = {}
        for kind in sorted(program.totals):
            tests = list(asked(program, kind, question.readings))
            used = {test.name: test for test, _ in tests}
            for total in program.totals[kind]:
                shape = shapes.setdefault((kind, total.yearly, total.per), Shape(len(shapes), total))
                if total.name in used:
                    whole = any(is_whole for one, is_whole in tests if one.name == total.name)
                    rank = _rank(program, total, question.readings)
                    edges = _edges(program, total, question)
                    self.numbered[total.name] = Use(len(self.numbered), total, shape, rank, whole, edges)
            self.uses[kind] = tuple(use for use in self.numbered.values() if use.total.kind == kind)
            self.shapes[kind] = tuple(shape for key, shape in shapes.items() if key[0] == kind)
        self.by_number = {use.number: use for use in self.numbered.values()}
        self.ranks = sorted({use.rank for use in self.numbered.values()})
        every = [total for some in program.totals.values() for total in some]
        self.depth = 1 + max((_rank(program, total, None) for total in every), default=0)


def asked(program: Program, kind: str, readings: Readings) -> Iterator[tuple[Total, bool]]:
    """The totals that provisions about a kind test or state, and whether each time the whole period counts."""
    for provision in program.about(kind):
        for condition in provision.conditions():
            yield from ((test.total, test.whole) for test in tests_in(condition, readings))
        states = provision.duty.states if provision.duty else ()
        yield from ((one.source, False) for one in states if isinstance(one.source, Total))


def _edges(program: Program, total: Total, question: Question) -> tuple[int, ...] | None:
    if total.is_count or total.largest_by:
        return None
    found: set[int] = set()
    for provision in program.about(total.kind):
        for place, condition in enumerate(provision.conditions()):
            for test in tests_in(condition, question.readings):
                if test.total.name != total.name or not test.whole:
                    continue
                if place and test.limit.unit == "dollars" and test.operator in CEILINGS:
                    return None  # the room under an exception's limit is told to the cent
                beyond = test.operator in ("not more than", "more than")
                found |= {(version.amount or 0) + beyond for version in test.limit.versions[question.law]}
    return tuple(sorted(found))


def _rank(program: Program, total: Total, readings: Readings) -> int:
    ranks = [
        _rank(program, test.total, readings)
        for citation in _reached(program, total.where, readings)
        for condition in program.provisions[citation].conditions()
        for test in tests_in(condition, readings)
    ]
    return 1 + max(ranks) if ranks else 0


def _reached(program: Program, condition: Condition, readings: Readings) -> set[str]:
    """The provisions that a condition refers to, and those that these refer to."""
    found: set[str] = set()
    wanted = list(references(condition, readings))
    while wanted:
        citation = wanted.pop()
        if citation not in found:
            found.add(citation)
            for inner in program.provisions[citation].conditions():
                wanted += references(inner, readings)
    return found
