"""Stratum zero, the same for every engine: one event's facts as the program names them, presumptions applied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ctethics.facts import Event, Ledger
from ctethics.program import Fact, Program, Value

if TYPE_CHECKING:
    from ctethics.engines.totals import Totals


_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a ledger: under which law, with which reading of each doubt, presumptions on or off."""

    law: str
    readings: dict[str, str]
    is_strict: bool = False


@dataclass(slots=True)
class Situation:
    """One event as every engine sees it.

    facts -- known values by the name conditions use; an unknown fact is absent.
    presumed -- for each fact here by presumption, the names of what was presumed: a party's part, a fact or both.
    asked -- for each fact whose party was presumed, the name under which a user would state it.
    index -- the event's place in the ledger's order.
    """

    question: Question
    event: Event
    index: int
    facts: dict[str, Value]
    presumed: dict[str, frozenset[str]]
    asked: dict[str, str]
    totals: Totals


def resolve(
    program: Program, ledger: Ledger, event: Event, question: Question
) -> tuple[dict[str, Value], dict[str, frozenset[str]], dict[str, str]]:
    """The event's `facts`, `presumed` and `asked`, as a Situation holds them."""
    facts: dict[str, Value] = {"date": event.day}
    presumed: dict[str, frozenset[str]] = {}
    asked: dict[str, str] = {}
    roles, guessed = _roles(program, event, question.is_strict)
    for ref in program.facts.get(event.kind, ()):
        name, role, fact = ref.name, ref.role, ref.fact
        if role is None:
            if fact is None:
                continue
            value = event.facts.get(name)
            if value is not None:
                facts[name] = value
            elif fact.has_stand_in:
                _stand_in(facts, presumed, name, fact, event.facts, name, question.is_strict)
        elif role not in roles:
            asked[name] = role
        elif fact is None:
            facts[name] = roles[role]
            if role in guessed:
                presumed[name] = frozenset({role})
        else:
            stated = f"{guessed[role]} {fact.name}" if role in guessed else name
            said = ledger.parties[roles[role]].facts
            value = said.get(fact.name)
            if value is not None:
                facts[name] = value
            elif fact.has_stand_in:
                _stand_in(facts, presumed, name, fact, said, stated, question.is_strict)
            if role in guessed:
                asked[name] = stated
                presumed[name] = presumed.get(name, _NOTHING) | {role}
    return facts, presumed, asked


def _roles(program: Program, event: Event, is_strict: bool) -> tuple[dict[str, str], dict[str, str]]:
    """The party of each role, and for each presumed one the role whose party it takes."""
    roles, guessed = dict(event.roles), {}
    if not is_strict:
        for role in program.vocabulary.events[event.kind].roles.values():
            if role.presume is not None and role.name not in roles and role.presume in roles:
                roles[role.name] = roles[role.presume]
                guessed[role.name] = role.presume
    return roles, guessed


def _stand_in(
    facts: dict[str, Value],
    presumed: dict[str, frozenset[str]],
    name: str,
    fact: Fact,
    said: dict[str, Value],
    stated: str,
    is_strict: bool,
) -> None:
    """Put what stands in for a fact that is not stated into `facts`: another fact, or what is presumed."""
    value = said.get(fact.otherwise) if fact.otherwise is not None else None
    if value is None and fact.presume is not None and not is_strict:
        value = fact.presume
        presumed[name] = frozenset({stated})
    if value is not None:
        facts[name] = value
