"""What people do with a `Law`, over cases that follow from a seed: for threads to share and memory to hold."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ctethics import CaseError, CtethicsError, Law
from ctethics.law.calendar import parse_day
from ctethics.testing.case import Told, make_case
from ctethics.testing.choosing import Seeded
from ctethics.testing.terrain import Terrain

PROVISION = "1-79(5)"


@dataclass(frozen=True, slots=True)
class Use:
    """One thing to do with a law: its answer, such that two that are the same are equal."""

    name: str
    do: Callable[[Law], object]

    def __str__(self) -> str:
        return self.name


def case(terrain: Terrain, seed: str) -> Told:
    """The case that follows from a seed."""
    return make_case(Seeded(seed), terrain, most_events=3)


def assess(told: Told, engine: str) -> Use:
    """Every finding, without its reasons."""

    def do(law: Law) -> object:
        found = law.assess(told, engine=engine)
        return [(e.id, f.provision, f.outcome, f.excepted_by, f.exceptions) for e in found for f in e.findings]

    return Use(f"assess, {engine}", do)


def assess_many(some: list[Told], engine: str) -> Use:
    """The findings of many cases at once."""
    from ctethics.diagnostics import Collector
    from ctethics.source.python_tree import from_python

    def do(law: Law) -> object:
        nodes = [node for told in some if (node := from_python(told, "case", Collector())) is not None]
        return [
            str(found)
            if isinstance(found, CtethicsError)
            else [(f.provision, f.outcome) for e in found for f in e.findings]
            for found in law.assess_many(nodes)
        ]

    return Use(f"assess_many, {engine}", do)


def whole(told: Told, engine: str) -> Use:
    return Use(f"to_dict, {engine}", lambda law: law.assess(told, engine=engine).to_dict())


def report(told: Told, engine: str) -> Use:
    return Use(f"report, {engine}", lambda law: str(law.assess(told, engine=engine)))


def refused(told: Told) -> Use:
    """A case with a slip in each event, and what is said of them."""
    wrong = copy.deepcopy(told)
    for event in wrong["events"]:
        event["valeu"], event["date"] = "$1.00", "2025-02-30"

    def do(law: Law) -> object:
        try:
            return law.assess(wrong).to_dict()
        except CaseError as error:
            return str(error)

    return Use("a case refused", do)


def decision(seed: str) -> Use:
    """A function made of one provision, and what it says of a few records."""
    choose = Seeded(seed)
    records: list[Mapping[str, Any]] = [
        {"date": parse_day("2025-03-03"), "value": choose.number(0, 20000), "item": choose.one_of(("cash", "plaque"))}
        for _ in range(5)
    ]

    def do(law: Law) -> object:
        decide = law.decision(PROVISION)
        return [decide(record) for record in records]

    return Use("decision", do)


def audit(seed: str, rows: int = 20) -> Use:
    """A small table of gifts, audited."""
    columns = dict(zip(_HEADS, zip(*_gifts(Seeded(seed), rows), strict=True), strict=True))

    def do(law: Law) -> object:
        import polars

        frame = polars.DataFrame({name: list(cells) for name, cells in columns.items()})
        return law.audit(frame, kind="transfer", provisions=[PROVISION]).to_dicts()

    return Use("audit", do)


_HEADS = ("id", "date", "donor", "recipient", "value", "item", "donor in attendance")


def _gifts(choose: Seeded, rows: int) -> Iterator[tuple[str, ...]]:
    for row in range(rows):
        day = f"2025-{choose.number(1, 12):02}-{choose.number(1, 28):02}"
        item, value = choose.one_of(("food or beverage", "plaque")), f"${choose.number(0, 60)}.{choose.number(10, 99)}"
        yield f"g{row}", day, choose.one_of(("acme", "bolt")), "lee", value, item, choose.one_of(("yes", "no"))
