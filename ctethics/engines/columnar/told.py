"""Which columns a ledger's rows are told, and what they are called: the same whatever the table states."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ctethics.engines.columnar.chosen import Chosen
from ctethics.law.phrases import CEILINGS
from ctethics.program import Program, Provision, TotalIs, leaves
from ctethics.program.program import references

SHOWN: Final = ("applies", "excepted by", "exceptions", "totals", "due", "needs")


@dataclass(frozen=True, slots=True)
class Running:
    """A limit that runs over several events: the test of it, and the columns that say what is used and left of it."""

    exception: str
    what: str
    test: TotalIs
    used: str
    most: str
    left: str


@dataclass(frozen=True)
class Told:
    """The columns told of one kind of event, whatever its table states: those that `show` asks for.

    excepted_by -- the provisions that something is excepted from, by exceptions of their own or of those they refer to.
    due -- the provisions that lay a duty on someone with a day that can be told.
    """

    provisions: tuple[Provision, ...]
    show: tuple[str, ...]
    excepted_by: frozenset[str]
    due: frozenset[str]
    running: tuple[Running, ...]

    @property
    def names(self) -> Iterator[str]:
        """The columns in their order; `needs` and `rejected` come after those of all kinds."""
        for p in self.provisions:
            yield p.citation
            if "applies" in self.show:
                yield f"{p.citation} applies"
            if "exceptions" in self.show:
                yield from (e.citation for e in p.exceptions)
            if p.citation in self.excepted_by:
                yield f"{p.citation} excepted by"
            if p.citation in self.due:
                yield f"{p.citation} due"
        for one in self.running:
            yield from (one.used, one.most, one.left)


def told(program: Program, asked: Iterable[str], show: Collection[str], chosen: Chosen) -> Told:
    """The columns told of the asked provisions."""
    provisions = tuple(program.provisions[citation] for citation in asked)
    excepted: set[str] = set()
    for citation, rule in chosen.rules.items():
        if rule.exceptions or not excepted.isdisjoint(references(rule.general)):
            excepted.add(citation)
    duties = ((p.citation, p.duty.due) for p in provisions if p.duty is not None)
    due = {citation for citation, due in duties if due.limit is not None and due.after}
    return Told(
        provisions,
        tuple(show),
        frozenset(excepted if "excepted by" in show else ()),
        frozenset(due if "due" in show else ()),
        tuple(_running(provisions, chosen)) if "totals" in show else (),
    )


def _running(provisions: Iterable[Provision], chosen: Chosen) -> Iterator[Running]:
    """The running limits, as `explain.room` tells them."""
    for p in provisions:
        if p.shares is not None:
            continue
        for exception, when in zip(p.exceptions, chosen.rules[p.citation].exceptions, strict=True):
            tests = [t for t in _tests_in(when) if t.operator in CEILINGS and t.limit.unit == "dollars"]
            for test in tests:
                what = test.total.name.removeprefix(p.file).strip()
                name = exception.citation if len(tests) == 1 else f"{exception.citation} {what}"
                columns = (f"{name} {part} (cents)" for part in ("used", "used at most", "left"))
                yield Running(exception.citation, what, test, *columns)


def _tests_in(condition: object) -> Iterator[TotalIs]:
    yield from (leaf for leaf in leaves(condition) if isinstance(leaf, TotalIs))  # type: ignore[arg-type]
