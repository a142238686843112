"""US dollars as integer cents, exact at the border and inside."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

# One trillion dollars: sums of any case stay far inside 64 bits.
MOST_CENTS: Final = 10**14
_WRITTEN = re.compile(r"\$(?P<dollars>\d{1,3}(,\d{3})+|\d+)(\.(?P<cents>\d{2}))?")


class NotAnAmount(ValueError):
    """Why a value is no amount of money; `fix` says what to write."""

    def __init__(self, why: str, fix: str) -> None:
        super().__init__(why)
        self.why, self.fix = why, fix


def parse_cents(value: object) -> int:
    """Cents from `"$1,234.56"`, a Decimal or an int of dollars.

    Raises NotAnAmount for a float, a boolean, a fraction of a cent, a negative amount, NaN, infinity, or more than
    $1,000,000,000,000.00.
    """
    if isinstance(value, bool):
        raise NotAnAmount("a yes-or-no value is not an amount", 'write it as text, "$75.00".')
    if isinstance(value, float):
        raise NotAnAmount("a float cannot hold every cent", f'write it as text, "${value:.2f}", or as a Decimal.')
    if isinstance(value, int):
        return _within(value * 100 if abs(value) < MOST_CENTS else MOST_CENTS + 1)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise NotAnAmount(f"{value} is not a number of dollars", "leave the fact out if the amount is unknown.")
        if value.adjusted() > 20:
            return _within(MOST_CENTS + 1)
        cents = value.scaleb(2)
        if cents != cents.to_integral_value():
            raise NotAnAmount("an amount is exact to the cent", "round it as the law says, then write two decimals.")
        return _within(int(cents))
    if isinstance(value, str):
        return _parse_text(value)
    raise NotAnAmount(f"a {type(value).__name__} is not an amount", 'write it as text, "$75.00".')


def _parse_text(text: str) -> int:
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        if "-" in text:
            raise NotAnAmount("an amount is not negative", "write what was given as a positive amount.")
        if re.fullmatch(r"\$?[\d,]+\.(\d|\d{3,})", text.strip()):
            raise NotAnAmount("an amount is exact to the cent", "write two decimals, as in $75.50.")
        raise NotAnAmount("an amount is written with a dollar sign and two decimals", "write it as in $1,234.56.")
    digits = found["dollars"].replace(",", "")
    if len(digits) > 13:
        return _within(MOST_CENTS + 1)
    return _within(int(digits) * 100 + int(found["cents"] or 0))


def _within(cents: int) -> int:
    if cents < 0:
        raise NotAnAmount("an amount is not negative", "write what was given as a positive amount.")
    if cents > MOST_CENTS:
        raise NotAnAmount(f"an amount is at most {show_cents(MOST_CENTS)}", "check the number of digits.")
    return cents


def show_cents(cents: int) -> str:
    """Cents as `$1,234.56`."""
    return f"${cents // 100:,}.{cents % 100:02d}"
