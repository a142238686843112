"""Amounts of money in tables, as whole cents; no float anywhere."""

from __future__ import annotations

from typing import Final

import narwhals as nw

from ctethics.law.money import MOST_CENTS, show_cents
from ctethics.tables.cells import Cell, Column, Misfit, first_of, make, stated

# At most thirteen digits before the point, grouped by commas or not, so that every match fits 64 bits.
_DOLLARS: Final = r"\A(?:US\$|USD|\$)? *(?:[0-9]{1,13}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,2})?\z"
_CENTS: Final = r"\A(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})\z"
_NEGATIVE: Final = r"\A[($ ]*[-−][$ ]*[0-9]|\A\$? *\([$ ]*[0-9][0-9,.]*\)\z"
_FRACTION: Final = r"\A\$? *[0-9,]*\.[0-9]{3,}\z"
_LARGE: Final = r"\A\$? *[0-9,]{14,}(?:\.[0-9]{1,2})?\z"
# A currency's sign, or three letters beside a number.
_FOREIGN: Final = r"\p{Sc}|[A-Za-z]\$|\A[A-Za-z]{3} *[0-9]|[0-9] *[A-Za-z]{3}\z"
_TOO_MUCH: Final = f"an amount is at most {show_cents(MOST_CENTS)}"
_BELOW: Final = "an amount is not negative"
_EXACT: Final = "an amount is exact to the cent"
_MIXED: Final = "mixed currencies: only US dollars are read"


def amount(column: Column) -> Cell | Misfit:
    """Cents, from whole numbers, decimals or text in dollars, or in whole cents where the map says so."""
    if column.dtype.is_float():
        why = "a float cannot hold every cent."
        return Misfit("holds floats", why, "make it text, a Decimal, or whole cents with `in: cents`.")
    if column.dtype.is_integer():
        return _whole(column)
    if column.dtype.is_decimal() or column.is_text:
        return _text(column)
    return Misfit(
        f"is {column.dtype}", "an amount is text, a Decimal or a whole number.", "name the column that has it."
    )


def _whole(column: Column) -> Cell:
    raw, in_cents = column.raw, column.written.unit == "cents"
    most = MOST_CENTS if in_cents else MOST_CENTS // 100
    is_within = raw.is_between(0, most)
    if in_cents and isinstance(column.dtype, nw.Int64):
        typed = raw
    else:
        kept = nw.when(is_within).then(raw).cast(nw.Int64)
        typed = kept if in_cents else kept * 100
    reason = nw.when(raw < 0).then(nw.lit(_BELOW)).otherwise(nw.lit(_TOO_MUCH))
    return make(column, typed, reason, is_bad=~is_within.fill_null(True))


def _text(column: Column) -> Cell:
    given = stated(column)
    if isinstance(column.dtype, nw.Decimal) and (column.dtype.scale or 0) > 0:
        given = _shortest(given)
    text, in_cents = column.text, column.written.unit == "cents"
    is_read = text.str.contains(_CENTS if in_cents else _DOLLARS)
    digits = nw.when(is_read).then(text.str.replace_all("[^0-9]", "")).cast(nw.Int64)
    by = first_of([(text.str.slice(-3, 1) == ".", 1), (text.str.slice(-2, 1) == ".", 10)], 100)
    typed = digits if in_cents else digits * by
    is_bad = ~text.is_null() & ~(column.typed <= MOST_CENTS).fill_null(False)
    return make(column, typed, _reason(column), text=given, is_bad=is_bad)


def _shortest(text: nw.Expr) -> nw.Expr:
    """A Decimal's text without the zeros that its scale puts behind the cents."""
    return text.str.strip_chars_end("0").str.strip_chars_end(".").str.replace_all(r"\A\z", "0")


def _reason(column: Column) -> nw.Expr:
    text = column.text
    written = (
        "whole cents are written as in 123456"
        if column.written.unit == "cents"
        else ("an amount is written as in $1,234.56")
    )
    return first_of(
        [
            (~column.typed.is_null(), _TOO_MUCH),
            (text.str.contains(_NEGATIVE), _BELOW),
            (text.str.replace_all("$", "", literal=True).str.contains(_FOREIGN), _MIXED),
            (text.str.contains(r"[A-Za-z]\$"), _MIXED),
            (text.str.contains(_FRACTION), _EXACT),
            (text.str.contains(_LARGE), _TOO_MUCH),
        ],
        written,
    )
