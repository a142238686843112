"""Programs at the limits of durable_rules: wide joints, many facts and constants, huge numbers, odd names."""

from __future__ import annotations

from functools import cache
from typing import Final

from ctethics.law.phrases import OPERATORS
from ctethics.law.statute import Statute
from ctethics.program import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    EventKind,
    Fact,
    IsOneOf,
    Limit,
    Not,
    Program,
    Provision,
    Role,
    StatutoryException,
    Total,
    TotalIs,
    Version,
    Vocabulary,
)
from trials.fuzz.choices import Bytes

MANY, CHOICES = 260, 600
# What no name may do to the text of a rule, which is JSON given to C.
ODD: Final = (
    '"',
    "\\",
    "\0",
    "%",
    "%s",
    "%d",
    "\n",
    "$and",
    "m",
    "case",
    "id",
    "sid",
    "é",
    "\U0001f600",
    "\ud800",
    "'",
    "",
)
AMOUNTS: Final = (0, 1, 100, 10**14, 2**31, 2**32, 2**53, 2**60 - 1, 2**60, 2**60 + 1, 2**62, 2**63, 2**64, 10**30)
COUNTS: Final = (1, 2, 3, 14, 15, 16, 31, 32, 62, 63, 64, 65, 100, 128, 199, 200, 201, 254, 255, 256)


@cache
def vocabulary() -> Vocabulary:
    """Hundreds of facts, a choice of hundreds, and names of odd characters."""
    shades = tuple(f"{ODD[n % len(ODD)]}{n}" for n in range(CHOICES))
    facts = [Fact(f"flag {n}", "yes or no", "Is it?") for n in range(MANY)]
    facts += [Fact(f"sum {n}", "amount", "How much?") for n in range(MANY)]
    facts += [Fact(f"{odd}odd", "amount", "How much?") for odd in ODD]
    facts += [Fact("shade", "choice", "Which?", shades), Fact("heads", "number", "How many?")]
    parts = {"donor": Role("donor", "Who gave?"), "recipient": Role("recipient", "Who received?")}
    return Vocabulary({}, {"transfer": EventKind("transfer", "", parts, {fact.name: fact for fact in facts})})


def make_program_at_limits(choose: Bytes, is_beyond: bool) -> Program:
    """One to three provisions, each of wide joints or many exceptions; about at a limit, or most of them beyond."""
    made: dict[str, Provision] = {}
    for number in range(choose.number(1, 3)):
        citation = f"1-1({'abc'[number]})"
        keys = [f"{choose.one_of(ODD)}{n}" for n in range(choose.one_of((0, 0, 1, 3, 64, 90)))]
        exceptions = tuple(
            StatutoryException(f"{citation}({key})", key, "", "", _leaf(choose, n)) for n, key in enumerate(keys)
        )
        general = _condition(choose, 2) if is_beyond else _wide(choose)
        made[citation] = Provision(
            citation, "", "transfer", "definition", general, exceptions, (), None, Statute((), ()), (), file=citation
        )
    return Program(vocabulary(), made)


def _wide(choose: Bytes) -> Condition:
    """Just so many branches, properties, ways or joints as there is room for, or one or two more or fewer."""
    sort, more, first = choose.number(0, 1), choose.number(0, 4) - 3, choose.one_of((0, 0, 30, 60))
    match choose.number(0, 4):
        case 0:
            return AnyOf(tuple(_leaf(choose, n, sort) for n in range(64 + more)))
        case 1:
            return AllOf(tuple(_leaf(choose, first + n, sort) for n in range((200 >> sort) + more)))
        case 2:
            pairs = (AnyOf((_leaf(choose, 2 * n, sort), _leaf(choose, 2 * n + 1, sort))) for n in range(6 + more))
            return AllOf(tuple(pairs))
        case 3:
            triples = (AllOf(tuple(_leaf(choose, 3 * n + m, sort) for m in range(3))) for n in range(14 + more))
            return AnyOf(tuple(triples))
        case _:
            return AnyOf(tuple(_leaf(choose, choose.number(0, 199), 0) for _ in range(choose.number(2, 60))))


def _condition(choose: Bytes, depth: int) -> Condition:
    match choose.number(0, 5) if depth else 5:
        case 0 | 1:
            return AnyOf(_parts(choose, depth))
        case 2 | 3:
            return AllOf(_parts(choose, depth))
        case 4:
            return Not(_condition(choose, depth - 1))
        case _:
            return _leaf(choose, choose.number(0, 255))


def _parts(choose: Bytes, depth: int) -> tuple[Condition, ...]:
    """Many leaves side by side, or few joints."""
    if choose.number(0, 2):
        sort, many = choose.number(0, 4), choose.one_of(COUNTS)
        return tuple(_leaf(choose, n, sort) for n in range(many))
    return tuple(_condition(choose, depth - 1) for _ in range(choose.number(1, 4)))


def _leaf(choose: Bytes, number: int, sort: int | None = None) -> Condition:
    shades = vocabulary().events["transfer"].facts["shade"].choices
    match choose.number(0, 4) if sort is None else sort:
        case 0:
            return IsOneOf(f"flag {number % MANY}", frozenset({True}))
        case 1:
            return Compare(f"sum {number % MANY}", tuple(OPERATORS)[number % len(OPERATORS)], _limit(100 + number))
        case 2:
            return IsOneOf("shade", frozenset(shades[:: choose.number(2, 99)] if number < 2 else (shades[number],)))
        case 3:
            return Compare(f"{choose.one_of(ODD)}odd", choose.one_of(tuple(OPERATORS)), _limit(choose.one_of(AMOUNTS)))
        case _:
            total = Total(f"t{number}", "transfer", (f"sum {number % MANY}",), False, _flag(number), (), True, True)
            return TotalIs(total, choose.one_of(tuple(OPERATORS)), _limit(choose.one_of(AMOUNTS)))


def _flag(number: int) -> Condition:
    return IsOneOf(f"flag {number % MANY}", frozenset({True}))


def _limit(cents: int) -> Limit:
    version = Version(0, cents, None, None)
    return Limit(f"{cents}", "dollars", {"current": (version,), "sb434": (version,)})


def make_case_at_limits(choose: Bytes, program: Program) -> dict[str, object]:
    """An event that states all of the flags and sums one way, and a few of them otherwise."""
    kind = program.vocabulary.events["transfer"]
    plain = {
        "yes or no": choose.one_of(("yes", "no", "unknown")),
        "amount": choose.one_of(("$1.00", "$0.00", "unknown")),
    }
    names = (
        list(kind.facts)
        if choose.number(0, 15) == 15
        else [f"{sort} {n}" for n in range(70) for sort in ("flag", "sum")]
    )
    told: dict[str, object] = {name: plain[kind.facts[name].type] for name in names if kind.facts[name].type in plain}
    for _ in range(choose.number(0, 7)):
        told[f"flag {choose.number(0, 255)}"] = choose.one_of(("no", "yes", "unknown"))
        told[f"sum {choose.number(0, 255)}"] = choose.one_of(("$1.01", "$3.55", "$1,000,000,000,000.00", "unknown"))
    told["shade"] = choose.one_of(kind.facts["shade"].choices)
    told |= {"id": "e", "kind": "transfer", "date": "2025-03-03", "donor": "acme", "recipient": "lee"}
    return {"parties": {"acme": {}, "lee": {}}, "events": [told]}
