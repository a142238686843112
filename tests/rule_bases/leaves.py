"""Conditions without parts, drawn at random: one maker for each sort that a rule file can write."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ctethics.program import Compare, CompareFacts, Condition, DaysAfter, Includes, IsOneOf, Total, TotalIs
from ctethics.testing.choosing import Chooser, happens, some_of
from tests.rule_bases.limits import LENGTHS, make_limit, make_operator, plain_amount
from tests.rule_bases.vocabulary import Words

Maker = Callable[[Chooser, Words], Condition]
_YES_OR_NO = (frozenset({True}), frozenset({False}), frozenset({True, False}))


def _flag(choose: Chooser, words: Words) -> Condition:
    return IsOneOf(choose.one_of(words.flags), choose.one_of(_YES_OR_NO))


def _choice(choose: Chooser, words: Words) -> Condition:
    name, choices = choose.one_of(words.choices)
    return IsOneOf(name, some_values(choose, choices))


def _text(choose: Chooser, words: Words) -> Condition:
    name, known = choose.one_of(words.texts)
    return IsOneOf(name, some_values(choose, known))


def some_values(choose: Chooser, values: Sequence[str]) -> frozenset[str | bool]:
    """One of the values, and perhaps others."""
    more = some_of(choose, values) if happens(choose, 1, 2) else []
    return frozenset({choose.one_of(values), *more})


def _amount(choose: Chooser, words: Words) -> Condition:
    operator = make_operator(choose)
    limit = plain_amount(choose) if happens(choose, 1, 4) else make_limit(choose, operator, "dollars")
    return Compare(choose.one_of(words.amounts), operator, limit)


def _number(choose: Chooser, words: Words) -> Condition:
    operator = make_operator(choose)
    limit = make_limit(choose, operator, choose.one_of(("times", "hours")))
    return Compare(choose.one_of(words.numbers), operator, limit)


def _per(choose: Chooser, words: Words) -> Condition:
    operator = make_operator(choose)
    limit = make_limit(choose, operator, "dollars")
    return Compare(choose.one_of(words.amounts), operator, limit, choose.one_of(words.numbers))


def _facts(choose: Chooser, words: Words) -> Condition:
    alike = choose.one_of((words.amounts, words.numbers))
    return CompareFacts(choose.one_of(alike), make_operator(choose), choose.one_of(alike))


def _days(choose: Chooser, words: Words) -> Condition:
    return CompareFacts(choose.one_of(words.dates), make_operator(choose), choose.one_of(words.dates[::-1]))


def _time(choose: Chooser, words: Words) -> Condition:
    operator = make_operator(choose)
    limit = make_limit(choose, operator, choose.one_of(LENGTHS))
    return DaysAfter(choose.one_of(words.dates), choose.one_of(words.dates[::-1]), operator, limit)


def _list(choose: Chooser, words: Words) -> Condition:
    others = words.lists if happens(choose, 1, 8) else words.names
    return Includes(choose.one_of(words.lists), choose.one_of(others))


MAKERS: Sequence[Maker] = (
    *(_flag, _choice, _amount, _list, _flag, _number, _per),
    *(_facts, _choice, _text, _time, _days, _list),
)


def make_leaf(choose: Chooser, words: Words) -> Condition:
    """A condition on facts."""
    return choose.one_of(MAKERS)(choose, words)


def make_test(choose: Chooser, total: Total) -> Condition:
    """A running total, or that of the whole period, against a limit."""
    operator = make_operator(choose)
    units = ("times",) if total.is_count else ("dollars",) if total.is_money else ("hours", "times")
    return TotalIs(total, operator, make_limit(choose, operator, choose.one_of(units)), happens(choose, 1, 3))
