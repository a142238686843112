"""Cases made of the vocabulary with odd values, as a program would hand them over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any, Final
from zlib import crc32

from ctethics.diagnostics import CaseError, Collector, CtethicsError
from ctethics.facts import Case
from ctethics.facts.case import read_case
from ctethics.program import EventKind, Fact
from trials.fuzz.choices import Bytes, changed
from trials.fuzz.targets import refused
from trials.fuzz.targets.fuzz_case import answered, law_named

WORDS: tuple[str, ...] = ()
PARTIES: Final = ("lee", "acme", "rae", "sam")
DAYS: Final = ("2024-09-30", "2024-10-01", "2025-01-01", "2024-12-31", "1900-01-01", "2199-12-31", date(2025, 3, 3))
AMOUNTS: Final = (
    "$0.00",
    "$49.99",
    "$50.00",
    "$99.99",
    "$100.00",
    "$1,000,000,000,000.00",
    "$0.01",
    10,
    Decimal("9.5"),
)
ODD: Final[tuple[Any, ...]] = (
    *(None, "", " ", "\0", "\ud800", "\u202eabc", "=1+1", "x" * 500, b"bytes", True, False, [], {}, (), [[]]),
    *(0, -1, 2**62, 2**63, 2**64, -(2**64), 10**400, 10**5000, 1.5, float("nan"), float("inf"), 1e-7, 1e20),
    *(Decimal("NaN"), Decimal("Infinity"), Decimal("1e30"), Decimal("1e999999"), Decimal("0.001"), Decimal("-0")),
    *(datetime(2025, 3, 3, 1), date.min, date.max, {1: 2}, {"a": "b"}, {"lee", "acme"}, [None], ["lee", 3]),
    *("never", "unknown", "none", "0001-01-01", "2025-02-29", "12/31/2025", "$1e9", "$١٢.٠٠", "$1,00.00", "-0", object),
)


def seeds() -> Iterator[bytes]:
    random = Random(5)
    yield from (random.randbytes(length) for length in (0, 20, 40, 80, 160, 320, 640) for _ in range(20))


mutated = changed


def run(given: bytes) -> str:
    choose = Bytes(given)
    problems = Collector()
    try:
        node = read_case(_case(choose), problems)
        if problems or node is None:
            raise CaseError(problems)
        return answered(node, crc32(given))
    except CtethicsError as error:
        return refused(error)


def _case(choose: Bytes) -> Case | Mapping[str, object]:
    vocabulary = law_named("sb434").program.vocabulary
    oddness = choose.one_of((0, 0, 1, 20))
    parties = {name: _facts(choose, vocabulary.party, oddness) for name in PARTIES}
    kinds = tuple(vocabulary.events.values())
    events = [_event(choose, choose.one_of(kinds), f"e{n}", oddness) for n in range(choose.number(1, 6))]
    if choose.number(0, 1):
        return Case(parties, events)
    readings = {name: choose.one_of(tuple(r.choices)) for name, r in law_named("sb434").program.readings.items()}
    told: dict[str, object] = {"parties": parties, "events": events, "readings": readings}
    if happens(choose, oddness):
        told[choose.text(8)] = choose.one_of(ODD)
    return told


def _event(choose: Bytes, kind: EventKind, name: str, oddness: int) -> dict[str, object]:
    told: dict[str, object] = {"id": name, "kind": kind.name, "date": choose.one_of(DAYS)}
    for role in kind.roles:
        if choose.number(0, 7) or role in ("donor", "recipient"):
            told[role] = choose.one_of(PARTIES[2:] if role == "recipient" else PARTIES[:2])
    told |= _facts(choose, kind.facts, oddness)
    if happens(choose, oddness):
        told[choose.one_of((*told, choose.text(12)))] = choose.one_of(ODD)
    return told


def _facts(choose: Bytes, declared: Mapping[str, Fact], oddness: int) -> dict[str, object]:
    """Some of the facts: as many as a byte says, from one on."""
    names = tuple(declared)
    start, count = choose.number(0, len(names) - 1), choose.number(0, 15)
    chosen = (names[(start + step) % len(names)] for step in range(min(count, len(names))))
    return {name: _value(choose, declared[name], oddness) for name in chosen}


def _value(choose: Bytes, fact: Fact, oddness: int) -> object:
    if happens(choose, oddness):
        return choose.one_of(ODD)
    match fact.type:
        case "yes or no":
            return choose.one_of(("yes", "no", True, False, "unknown"))
        case "choice":
            return choose.one_of(fact.choices)
        case "amount":
            return choose.one_of(AMOUNTS)
        case "number":
            return choose.one_of((0, 1, 100, 10**9, "7"))
        case "date":
            return choose.one_of((*DAYS, "never", "unknown"))
        case "list":
            return choose.one_of(([], ["OPM"], ["acme", "rae"], {"DOT"}, "unknown"))
        case _:
            return choose.one_of(("OPM", "DOT", "one", "unknown", "x" * 200))


def happens(choose: Bytes, times: int) -> bool:
    """So many times out of a hundred."""
    return times > 0 and choose.number(0, 99) < times
