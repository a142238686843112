"""Limits drawn at random: of one amount, or of another under the bill."""

from __future__ import annotations

from datetime import date

from ctethics.law.money import show_cents
from ctethics.law.phrases import OPERATORS
from ctethics.program import Limit, Version
from ctethics.testing.choosing import Chooser, happens

BILL = date(2024, 10, 1).toordinal()
# What may be compared in each unit; large amounts last, as the plainest come first.
AMOUNTS: dict[str, tuple[int | None, ...]] = {
    "dollars": (5000, 0, 1000, 2000, 10000, 2001, 99_999_900),
    "times": (1, 0, 2, 3, 100, 10**6),
    "hours": (1, 0, 2, 100, 10**6),
    "days": (30, 0, 1, 36_500, None),
    "months": (6, 1, 1_200, None),
    "years": (1, 2, 100, None),
}
_OPERATORS = tuple(OPERATORS)
# Of these a condition may say that they are not established.
LENGTHS = ("days", "months", "years")


def make_limit(choose: Chooser, operator: str, unit: str) -> Limit:
    """A limit for one operator, which is part of its name as it is of the words that state it."""
    amounts = AMOUNTS[unit]
    current = choose.one_of(amounts)
    bill = choose.one_of(amounts) if happens(choose, 1, 2) else current
    return limit_of(operator, unit, current, bill)


def limit_of(operator: str, unit: str, current: int | None, bill: int | None) -> Limit:
    before = Version(0, current, None, None)
    after = (before,) if bill == current else (before, Version(BILL, bill, None, None))
    shown = [show_amount(unit, amount) for amount in dict.fromkeys((current, bill))]
    name = f"{operator} {' then '.join(shown)}"
    return Limit(name, unit, {"current": (before,), "sb434": after})


def plain_amount(choose: Chooser) -> Limit:
    """An amount that a condition states itself, the same under every law."""
    cents = choose.one_of((1, 0, 4999, 50_000))
    version = Version(0, cents, None, None)
    return Limit(show_cents(cents), "dollars", {"current": (version,), "sb434": (version,)}, "the definition itself")


def make_operator(choose: Chooser) -> str:
    return choose.one_of(_OPERATORS)


def show_amount(unit: str, amount: int | None) -> str:
    """An amount as a rule file writes it, with its unit."""
    return f"unknown {unit}" if amount is None else show_cents(amount) if unit == "dollars" else f"{amount} {unit}"
