"""Tiny rules over the vocabulary of the random programs, and what the checks of conditions say of them."""

from __future__ import annotations

from ctethics.law.statute import Statute
from ctethics.lint.exceptions import Idle, idle
from ctethics.lint.rules import Rule, rule_of
from ctethics.lint.worlds import worlds
from ctethics.program import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    DaysAfter,
    IsOneOf,
    Limit,
    Provision,
    StatutoryException,
    Total,
    TotalIs,
    Version,
)
from tests.rule_bases import BILL, vocabulary


def limit(unit: str, current: int | None, bill: int | None = None, name: str = "limit") -> Limit:
    """A limit of one number, or of another under the bill."""
    before = Version(0, current, None, None)
    after = (before,) if bill is None else (before, Version(BILL, bill, None, None))
    return Limit(name, unit, {"current": (before,), "sb434": after})


def dollars(fact: str, operator: str, current: int, bill: int | None = None, per: str | None = None) -> Compare:
    """An amount against so many dollars."""
    return Compare(fact, operator, limit("dollars", current * 100, None if bill is None else bill * 100), per)


def is_(fact: str, *values: str | bool) -> IsOneOf:
    return IsOneOf(fact, frozenset(values))


def after(operator: str, number: int | None, unit: str = "days", start: str = "date") -> DaysAfter:
    """When it was sent back, counted from a date."""
    return DaysAfter("sent back", start, operator, limit(unit, number))


def all_(*parts: Condition) -> AllOf:
    return AllOf(parts)


def any_(*parts: Condition) -> AnyOf:
    return AnyOf(parts)


def total(operator: str, current: int, *, whole: bool = False, where: Condition | None = None) -> TotalIs:
    """What one donor gave in the year against so many dollars."""
    given = Total("1-1(a) given", "transfer", ("value",), False, where or is_("sort", "meal"), ("donor",), True)
    return TotalIs(given, operator, limit("dollars", current * 100), whole)


def rule(general: Condition, *exceptions: Condition) -> Rule:
    """A rule with its exceptions (A), (B), …"""
    keys = zip("ABCDEFGHIJ", exceptions, strict=False)
    made = tuple(StatutoryException(f"1-1(a)({key})", key, "", "", when) for key, when in keys)
    provision = Provision("1-1(a)", "", "transfer", "duty", general, made, (), None, Statute((), ()), ())
    return rule_of(provision, vocabulary(), worlds(provision.limits()), made)


def settled(general: Condition, *exceptions: Condition) -> list[tuple[Condition, bool]]:
    """The conditions said to be settled, and how they come out."""
    return [(one.condition, one.holds) for one in rule(general, *exceptions).settled()]


def without_difference(general: Condition, *exceptions: Condition) -> tuple[str, str]:
    """The keys of the exceptions said never to hold, and of those said to hold only beside others."""
    found: Idle = idle(rule(general, *exceptions), [])
    return "".join(e.key for e in found.never), "".join(sorted(e.key for e, _ in found.covered))
