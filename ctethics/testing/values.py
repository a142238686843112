"""What may be said of a fact, as a case file writes it."""

from __future__ import annotations

from typing import Final

from ctethics.explain.duties import show_value
from ctethics.law.calendar import show_day
from ctethics.law.money import show_cents
from ctethics.program import Fact
from ctethics.testing.choosing import Chooser, happens, some_of
from ctethics.testing.terrain import AGENCIES, GIVERS, RECEIVERS, Terrain

UNKNOWN: Final = "unknown"
# Amounts that are near nothing are drawn up to here.
_MOST_CENTS: Final = 200_000


def amount(choose: Chooser, terrain: Terrain) -> str:
    """Mostly an amount at which an answer turns, at times any."""
    if happens(choose, 1, 5):
        return show_cents(choose.number(0, _MOST_CENTS))
    return show_cents(choose.one_of(terrain.cents))


def value(choose: Chooser, terrain: Terrain, fact: Fact, day: int, *, is_party: bool) -> object:
    """A value of the fact on that day of the event, never `unknown`; mostly what is presumed of it anyway."""
    if fact.presume is not None and not happens(choose, 1, 4):
        return presumed(fact)
    match fact.type:
        case "amount":
            return amount(choose, terrain)
        case "list":
            return some_of(choose, AGENCIES if fact.name not in terrain.lists_of_parties else (*GIVERS, *RECEIVERS))
        case "choice" if fact.last_day:
            return choose.one_of([choice for choice in fact.choices if fact.ends_on(choice, day)] or fact.choices)
        case _:
            return choose.one_of(options(terrain, fact, is_party=is_party))


def options(terrain: Terrain, fact: Fact, *, is_party: bool) -> tuple[object, ...]:
    """The single values that a fact is drawn from, the plainest first."""
    key = (fact, is_party)
    if key not in terrain.kept:
        terrain.kept[key] = _options(terrain, fact, is_party=is_party)
    return terrain.kept[key]


def _options(terrain: Terrain, fact: Fact, *, is_party: bool) -> tuple[object, ...]:
    match fact.type:
        case "yes or no":
            return ("no", "yes")
        case "choice":
            return terrain.choices(fact)
        case "number":
            return terrain.numbers
        case "date":
            return (*map(show_day, terrain.days), "never")
        case _:
            return terrain.words(fact, is_party=is_party)


def presumed(fact: Fact) -> object:
    """What is presumed of a fact, as a case would state it."""
    assert fact.presume is not None
    return sorted(fact.presume) if isinstance(fact.presume, frozenset) else show_value(fact.presume, fact.type)
