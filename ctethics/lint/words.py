"""Conditions in the words of the rule files."""

from __future__ import annotations

from ctethics.explain.duties import show_amount
from ctethics.lint.worlds import World
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
    TotalIs,
)
from ctethics.report.words import short_name


def worded(condition: Condition, world: World | None = None) -> str:
    """A condition as the rule file writes it: `value` is less than limit `token`; with its amount in a world."""
    match condition:
        case IsOneOf(fact=fact, values=values):
            named = sorted("yes" if v is True else "no" if v is False else f"`{v}`" for v in values)
            return f"`{fact}` is {named[0]}" if len(named) == 1 else f"`{fact}` is one of {', '.join(named)}"
        case Compare(fact=fact, operator=operator, limit=limit, per=per):
            share = f" per `{per}`" if per else ""
            return f"`{fact}`{share} is {operator} {_limit(limit, world)}"
        case CompareFacts(fact=fact, operator=operator, other=other):
            return f"`{fact}` is {operator} `{other}`"
        case DaysAfter(fact=fact, after=after, operator=operator, limit=limit):
            return f"`{fact}` is {operator} {_limit(limit, world)} after `{after}`"
        case Includes(fact=fact, other=other):
            return f"`{fact}` includes `{other}`"
        case TotalIs(total=total, operator=operator, limit=limit):
            return f"total `{short_name(total.name)}` is {operator} {_limit(limit, world)}"
        case Applies(provision=citation):
            return f"provision `{citation}`"
        case Reading(name=name):
            return f"reading `{name}`"
        case AllOf() | AnyOf() | Not():
            return f"`{joint_of(condition)}`"


def joint_of(condition: Condition) -> str:
    """The key that a condition with parts is written under."""
    return {AllOf: "all", AnyOf: "any", Not: "not", Reading: "reading"}[type(condition)]


def is_plain(limit: Limit) -> bool:
    """Whether it is an amount written in the condition itself."""
    return limit.name.startswith("$")


def _limit(limit: Limit, world: World | None) -> str:
    if is_plain(limit):
        return limit.name
    amount = limit.version(world.law, world.day).amount if world is not None else None
    return f"limit `{limit.name}`" + (f" of {show_amount(amount, limit.unit)}" if amount is not None else "")
