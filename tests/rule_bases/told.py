"""Conditions, totals and limits as the plain values that a rule file holds."""

from __future__ import annotations

from typing import Any

from ctethics.law.money import show_cents
from ctethics.law.regimes import LAWS
from ctethics.program import (
    AllOf,
    AnyOf,
    Applies,
    Compare,
    CompareFacts,
    Condition,
    DaysAfter,
    Includes,
    IsOneOf,
    Limit,
    Not,
    Reading,
    Total,
    TotalIs,
    parts_of,
)
from tests.rule_bases.limits import show_amount
from tests.rule_bases.spoken import quote_of, says

Told = dict[str, Any]
QUOTING = (IsOneOf, Includes, Applies, Not)


def condition(c: Condition, place: str, of_dates: frozenset[str]) -> Told:
    """The condition at a place, the words it rests on among it; of_dates -- the facts that are dates."""
    inner = [condition(part, f"{place} {number}", of_dates) for number, part in enumerate(parts_of(c))]
    return _said(c, inner, of_dates) | ({"quote": _quoted(place)} if isinstance(c, QUOTING) else {})


def _quoted(place: str) -> str | Told:
    by_law = {law: quote_of(place, law) for law in LAWS}
    return by_law if len(set(by_law.values())) > 1 else by_law["current"]


def _said(c: Condition, inner: list[Told], of_dates: frozenset[str]) -> Told:
    match c:
        case AllOf():
            return {"all": inner}
        case AnyOf():
            return {"any": inner}
        case Not():
            return {"not": inner[0]}
        case Reading(name=name, choices=choices):
            return {"reading": name, "choose": dict(zip(choices, inner, strict=True))}
        case Applies(provision=citation):
            return {"provision": citation}
        case IsOneOf(fact=fact, values=values):
            shown = sorted("yes" if value is True else value or "no" for value in values)
            return {"fact": fact, "is": shown[0]} if len(shown) == 1 else {"fact": fact, "is one of": shown}
        case Compare(fact=fact, operator=operator, limit=limit, per=per):
            against = {"amount": limit.name} if limit.rests_on else {"limit": limit.name}
            return {"fact": fact, **({"per": per} if per else {}), "is": operator, **against}
        case CompareFacts(fact=fact, operator=operator, other=other):
            return {"fact": fact, "is": operator, "day" if fact in of_dates else "amount": other}
        case DaysAfter(fact=fact, operator=operator, limit=limit, after=after):
            return {"fact": fact, "is": operator, "limit": limit.name, "after": after}
        case Includes(fact=fact, other=other):
            return {"fact": fact, "includes": other}
        case TotalIs(total=total, operator=operator, limit=limit, whole=whole):
            counting = {"counting": "the whole period"} if whole else {}
            return {"total": own_name(total), "is": operator, "limit": limit.name, **counting}
    raise AssertionError(c)


def own_name(total: Total) -> str:
    """The name by which the total's own file calls it."""
    return total.name.rpartition(" ")[2]


def total(t: Total, of_dates: frozenset[str]) -> Told:
    summed = {"count": t.measures[0]} if t.is_count else {"sum": list(t.measures)}
    apart = {"largest by": t.largest_by} if t.largest_by else {}
    where = condition(t.where, f"{own_name(t)} where", of_dates)
    return {**summed, "where": where, "per": list(t.per), **apart, "over": "calendar year" if t.yearly else "all time"}


def limit(one: Limit) -> Told:
    """A limit under each law, or once where all have the same."""
    by_law = {law: _version(one, one.versions[law][-1].amount) for law in LAWS}
    return {"every law": by_law["current"]} if by_law["current"] == by_law["sb434"] else by_law


def _version(one: Limit, amount: int | None) -> Told:
    words = says(one, amount)
    shown = "not established" if amount is None else show_cents(amount) if one.unit == "dollars" else str(amount)
    because = {"says": words} if words else {"rests on": f"made up: {show_amount(one.unit, amount)}"}
    return {"amount" if one.unit == "dollars" else one.unit: shown, **because}
