"""What the random rule bases speak of: few facts, but of every type, and two kinds of events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ctethics.law.calendar import NEVER
from ctethics.program import EventKind, Fact, Role, Vocabulary
from ctethics.program.vocabulary import TYPES

SORTS = ("meal", "plaque", "loan", "trip", "cash", "book", "other")
PARTY = (
    Fact("kind", "choice", "What is it?", ("person", "business", "other")),
    Fact("registrant", "yes or no", "Is it registered?"),
    Fact("agency", "text", "Of which agency?"),
    Fact("deals with", "list", "With which agencies?"),
    Fact("employed by", "list", "By whom?"),
    Fact("insider", "yes or no", "Is it an insider?", presume=False, why="few are"),
)
GIVEN = (
    Fact("asked for", "yes or no", "Was it asked for?"),
    Fact("sort", "choice", "What was it?", SORTS),
    Fact("value", "amount", "What is it worth?", otherwise="cost", why="a thing is worth what it cost"),
    Fact("cost", "amount", "What did it cost?", otherwise="value", why="a thing costs what it is worth"),
    Fact("given back", "amount", "How much was given back?", presume=0, why="little is"),
    Fact("heads", "number", "How many were there?"),
    Fact("hours spent", "number", "How many hours?", presume=1, why="most things take an hour"),
    Fact("open", "yes or no", "Was it open?", presume=True, why="most things are"),
    Fact("sent back", "date", "When was it sent back?", presume=NEVER, why="little is"),
    Fact("promised", "date", "When was it promised?"),
    Fact("label", "text", "Which one?"),
)
MET = ("asked for", "value", "cost", "heads", "promised", "label", "sort")
# What a text fact is asked for: names that cases state too.
LABELS, AGENCIES = ("one", "two"), ("OPM", "DOT")


@cache
def vocabulary() -> Vocabulary:
    """Transfers, and meetings, which have no donor."""
    return made_of(GIVEN, PARTY)


def made_of(given: Sequence[Fact], party: Sequence[Fact]) -> Vocabulary:
    """Transfers of which all of this may be given, meetings of which some may, and their parties."""
    facts = {fact.name: fact for fact in given}
    parts = {
        "donor": Role("donor", "Who gave it?"),
        "recipient": Role("recipient", "Who received it?"),
        "on behalf of": Role("on behalf of", "On whose behalf?", presume="donor", why="most give in their own name"),
    }
    present = {"host": Role("host", "Who invited?"), "guest": Role("guest", "Who came?", is_optional=True)}
    transfer = EventKind("transfer", "something passes", parts, facts)
    meeting = EventKind("meeting", "some meet", present, {name: facts[name] for name in MET})
    return Vocabulary({fact.name: fact for fact in party}, {"transfer": transfer, "meeting": meeting})


@dataclass(frozen=True, slots=True)
class Words:
    """What a condition about one kind of event may name, by type, the event's own facts first.

    names -- the facts and parts that take any name; per -- what a total may be kept apart by; named -- what of that is
    always known.
    """

    kind: str
    flags: tuple[str, ...]
    choices: tuple[tuple[str, tuple[str, ...]], ...]
    amounts: tuple[str, ...]
    numbers: tuple[str, ...]
    dates: tuple[str, ...]
    texts: tuple[tuple[str, tuple[str, ...]], ...]
    lists: tuple[str, ...]
    names: tuple[str, ...]
    per: tuple[str, ...]
    named: tuple[str, ...]


def words_of(known: Vocabulary, kind: str) -> Words:
    """The words for one kind of event."""
    event = known.events[kind]
    refs = [ref for name in known.names(kind) if (ref := known.refer(kind, name)) and name not in event.roles]
    of = {sort: tuple(ref.name for ref in refs if ref.type == sort) for sort in TYPES}
    choices = tuple((ref.name, ref.fact.choices) for ref in refs if ref.fact is not None and ref.fact.choices)
    dates = (*(name for name in of["date"] if name != "date"), "date")
    names = (*of["text"], *event.roles)
    donors = ["donor group"] if "donor" in event.roles else []
    return Words(
        kind,
        of["yes or no"],
        choices,
        of["amount"],
        of["number"],
        dates,
        tuple((name, LABELS if name == "label" else AGENCIES) for name in of["text"]),
        of["list"],
        names,
        (*donors, *names, *of["choice"], *dates),
        (*(role.name for role in event.roles.values() if not role.presume and not role.is_optional), "date"),
    )
