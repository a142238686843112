"""Small rule bases drawn at random, over a small vocabulary that has every type of fact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

from ctethics.law.calendar import NEVER
from ctethics.law.phrases import OPERATORS
from ctethics.law.statute import Statute
from ctethics.program import (
    AllOf,
    AnyOf,
    Applies,
    Compare,
    CompareFacts,
    Condition,
    DaysAfter,
    EventKind,
    Fact,
    Includes,
    IsOneOf,
    Limit,
    Not,
    Program,
    Provision,
    Reading,
    ReadingChoice,
    Role,
    StatutoryException,
    Total,
    TotalIs,
    Version,
    Vocabulary,
)

SORTS = ("meal", "plaque", "loan", "trip", "cash", "book", "other")
PARTY = (
    Fact("kind", "choice", "", ("person", "business", "other")),
    Fact("registrant", "yes or no", ""),
    Fact("agency", "text", ""),
    Fact("deals with", "list", ""),
    Fact("employed by", "list", ""),
    Fact("insider", "yes or no", "", presume=False),
)
GIVEN = (
    Fact("sort", "choice", "", SORTS),
    Fact("value", "amount", "", otherwise="cost"),
    Fact("cost", "amount", "", otherwise="value"),
    Fact("given back", "amount", "", presume=0),
    Fact("heads", "number", ""),
    Fact("asked for", "yes or no", ""),
    Fact("open", "yes or no", "", presume=True),
    Fact("sent back", "date", "", presume=NEVER),
    Fact("label", "text", ""),
)
FLAGS = ("asked for", "open", "donor registrant", "donor insider", "on behalf of registrant", "recipient insider")
AMOUNTS = ("value", "cost", "given back")
LISTS = (
    ("donor deals with", "recipient agency"),
    ("on behalf of deals with", "recipient agency"),
    ("donor deals with", "recipient employed by"),
)
PER = ("donor group", "recipient", "donor", "label", "recipient agency", "on behalf of", "sort")
READING = ReadingChoice("doubt", "1-1(a)", "", {"first": "", "second": "", "third": ""}, "")
READINGS = (READING, ReadingChoice("other doubt", "1-1(a)", "", {"narrow": "", "wide": ""}, ""))
BILL = date(2024, 10, 1).toordinal()


class RuleBase(Program):
    """A program that shows its conditions, as a counterexample should, and not its vocabulary."""

    def __repr__(self) -> str:
        shown = (
            f"{p.citation}: {p.general}, except {[e.when for e in p.exceptions]}" for p in self.provisions.values()
        )
        return "; ".join(shown)

    def _repr_pretty_(self, printer: Any, _is_cycle: bool) -> None:
        printer.text(repr(self))


def vocabulary() -> Vocabulary:
    """Transfers, which the provisions speak of, and meetings, which none does and which have no donor."""
    parts = {
        "donor": Role("donor", ""),
        "recipient": Role("recipient", ""),
        "on behalf of": Role("on behalf of", "", presume="donor"),
    }
    transfer = EventKind("transfer", "", parts, {fact.name: fact for fact in GIVEN})
    meeting = EventKind("meeting", "", {"host": Role("host", "")}, {"asked for": GIVEN[5]})
    return Vocabulary({fact.name: fact for fact in PARTY}, {"transfer": transfer, "meeting": meeting})


def limit(unit: str, amounts: Sequence[int | None]) -> st.SearchStrategy[Limit]:
    """A limit of one amount, or of another under the bill."""

    def made(current: int | None, bill: int | None) -> Limit:
        before = Version(0, current, None, None)
        after = (before,) if bill == current else (before, Version(BILL, bill, None, None))
        return Limit(f"{current}→{bill}", unit, {"current": (before,), "sb434": after})

    return st.builds(made, st.sampled_from(amounts), st.sampled_from(amounts))


DOLLARS = limit("dollars", (5000, 0, 1000, 2000, 10000))
OPERATOR = st.sampled_from(tuple(OPERATORS))
LEAVES = (
    st.builds(IsOneOf, st.sampled_from(FLAGS), st.sets(st.booleans(), min_size=1).map(frozenset)),
    st.builds(IsOneOf, st.just("sort"), st.sets(st.sampled_from(SORTS), min_size=1).map(frozenset)),
    st.builds(Compare, st.sampled_from(AMOUNTS), OPERATOR, DOLLARS),
    st.builds(Compare, st.just("heads"), OPERATOR, limit("times", (1, 0, 3, 100))),
    st.builds(Compare, st.just("value"), OPERATOR, DOLLARS, st.just("heads")),
    st.builds(CompareFacts, st.just("given back"), OPERATOR, st.just("value")),
    st.builds(DaysAfter, st.just("sent back"), st.just("date"), OPERATOR, limit("days", (30, 0, 1, None))),
    st.builds(DaysAfter, st.just("sent back"), st.just("date"), OPERATOR, limit("months", (6, 1))),
    st.builds(CompareFacts, st.just("sent back"), OPERATOR, st.just("date")),
    st.builds(IsOneOf, st.just("label"), st.sets(st.sampled_from(("x", "y")), min_size=1).map(frozenset)),
    st.sampled_from(LISTS).map(lambda names: Includes(*names)),
)


@st.composite
def conditions(draw: st.DrawFn, depth: int, totals: Sequence[Total] = (), refers: Sequence[str] = ()) -> Condition:
    """A condition with joints nested `depth` deep; `refers` the provisions it may name, never under `not`."""
    sorts = ["leaf", "leaf"] + (["all", "any", "not", "reading"] if depth else [])
    sort = draw(st.sampled_from(sorts + ["total"] * bool(totals) + ["provision"] * bool(refers)))
    if sort == "provision":
        return Applies(draw(st.sampled_from(refers)))
    if sort == "total":
        total = draw(st.sampled_from(totals))
        bound = limit("times", (1, 0, 2)) if total.is_count else DOLLARS
        return TotalIs(total, draw(OPERATOR), draw(bound), draw(st.booleans()))
    if sort == "not":
        return Not(draw(conditions(depth - 1, totals)))
    if sort == "reading":
        reading = draw(st.sampled_from(READINGS))
        return Reading(reading.name, {name: draw(conditions(depth - 1, totals, refers)) for name in reading.choices})
    if sort in ("all", "any"):
        parts = tuple(draw(conditions(depth - 1, totals, refers)) for _ in range(draw(st.integers(1, 4))))
        return AllOf(parts) if sort == "all" else AnyOf(parts)
    return draw(draw(st.sampled_from(LEAVES)))


@st.composite
def totals_of(draw: st.DrawFn) -> tuple[Total, ...]:
    """Up to three totals, over facts only."""
    found = []
    for number in range(draw(st.integers(0, 3))):
        is_count = draw(st.booleans())
        measures = (
            ["label"] if is_count else draw(st.lists(st.sampled_from(AMOUNTS), min_size=1, max_size=2, unique=True))
        )
        largest_by = None if is_count else draw(st.sampled_from([None, None, "label"]))
        per = draw(st.lists(st.sampled_from(PER), max_size=3, unique=True))
        where = draw(conditions(2))
        yearly = draw(st.booleans())
        name, money = f"t{number}", not is_count
        found.append(Total(name, "transfer", tuple(measures), is_count, where, tuple(per), yearly, money, largest_by))
    return tuple(found)


@st.composite
def programs(draw: st.DrawFn) -> RuleBase:
    """One to four provisions about transfers; each may refer to those before it, so may its exceptions."""
    totals = draw(totals_of())
    made: dict[str, Provision] = {}
    for letter in "abcd"[: draw(st.integers(1, 4))]:
        citation = f"1-1({letter})"
        general = draw(conditions(3, totals, tuple(made)))
        exceptions = tuple(
            StatutoryException(f"{citation}({key})", key, "", "", draw(conditions(2, totals, tuple(made))))
            for key in "ABC"[: draw(st.integers(0, 3))]
        )
        readings = READINGS if not made else ()
        statute = Statute((), ())
        made[citation] = Provision(citation, "", "transfer", "duty", general, exceptions, readings, None, statute, ())
    return RuleBase(vocabulary(), made)
