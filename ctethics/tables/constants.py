"""A fact that is the same for every row: `{always: state employee}` in a column map."""

from __future__ import annotations

from datetime import date

import narwhals as nw
from narwhals.dtypes import DType

from ctethics.diagnostics import near
from ctethics.law.calendar import NotADate, parse_day
from ctethics.law.money import NotAnAmount, parse_cents
from ctethics.program import Fact
from ctethics.source.unseen import FIX, WHY, unseen
from ctethics.tables.cells import UNIT, Misfit

# What a typed column of each type of fact holds.
DTYPES: dict[str, DType] = {
    "yes or no": nw.Boolean(),
    "choice": nw.String(),
    "text": nw.String(),
    "list": nw.String(),
    "amount": nw.Int64(),
    "number": nw.Int64(),
    "date": nw.Date(),
}
_WHY = "the column map says it of every row."


def constant(type_: str, fact: Fact | None, text: str) -> nw.Expr | Misfit:
    """The typed value of every row, or why `text` is none; `unknown` is null."""
    said = text.strip()
    if hidden := unseen(said):
        return Misfit(f"holds {hidden}", WHY, FIX)
    value = None if said == "unknown" else _value(type_, fact, said)
    return value if isinstance(value, Misfit) else nw.lit(value, dtype=DTYPES.get(type_, nw.String()))


def _value(type_: str, fact: Fact | None, said: str) -> bool | int | str | date | Misfit:
    if type_ == "yes or no":
        return said == "yes" if said in ("yes", "no") else Misfit(f"is `{said}`", _WHY, "write yes or no.")
    if type_ == "amount":
        try:
            return parse_cents(said)
        except NotAnAmount as error:
            return Misfit(f"is `{said}`", f"{error.why}.", error.fix)
    if type_ == "date":
        return _day(said)
    if type_ == "number":
        is_number = said.isascii() and said.isdecimal() and int(said[:12]) <= 10**9
        return int(said) if is_number else Misfit(f"is `{said}`", _WHY, "write digits, as in 120.")
    if type_ == "list":
        names = [] if said in ("none", "[]") else [name.strip() for name in said.split(";") if name.strip()]
        return UNIT + "".join(name + UNIT for name in names)
    if type_ == "choice" and fact is not None and said not in fact.choices:
        guess = near(said, fact.choices)
        fix = f"write `{guess}`." if guess else f"write one of: {', '.join(fact.choices)}."
        return Misfit(f"is `{said}`", "it is one of a closed list.", fix)
    return said


def _day(said: str) -> date | Misfit:
    if said == "never":
        return date.max
    try:
        return date.fromordinal(parse_day(said))
    except NotADate as error:
        return Misfit(f"is `{said}`", f"{error}.", "write it as in 2025-03-03, or `never`.")
