"""US dollars as integer cents, exact at the border and inside."""

from __future__ import annotations

import re
from decimal import Decimal
from math import isfinite
from typing import Final

# One trillion dollars: sums of any case stay far inside 64 bits.
MOST_CENTS: Final = 10**14
_WRITTEN = re.compile(r"\$(?P<dollars>\d{1,3}(,\d{3})+|\d+)(\.(?P<cents>\d{2}))?", re.ASCII)
_UNKNOWN = "leave the fact out if the amount is unknown."


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
        return _refuse_float(value)
    if isinstance(value, int):
        return _within(max(-1, min(value, MOST_CENTS)) * 100)
    if isinstance(value, Decimal):
        return _parse_decimal(value)
    if isinstance(value, str):
        return _parse_text(value)
    raise NotAnAmount(f"a {type(value).__name__} is not an amount", 'write it as text, "$75.00".')


def _refuse_float(value: float) -> int:
    if not isfinite(value):
        raise NotAnAmount(f"{value} is not a number of dollars", _UNKNOWN)
    shown = f"{value:.2f}" if 0 <= value < MOST_CENTS // 100 else "75.00"
    raise NotAnAmount("a float cannot hold every cent", f'write it as text, "${shown}", or as a Decimal.')


def _parse_decimal(value: Decimal) -> int:
    # By its digits: arithmetic on Decimals rounds as the caller's context says.
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise NotAnAmount(f"{value} is not a number of dollars", _UNKNOWN)
    if not any(digits):
        return 0
    if value.adjusted() > 20:
        return _within(MOST_CENTS + 1 if not sign else -1)
    whole, lost = (digits, ()) if exponent >= -2 else (digits[: exponent + 2], digits[exponent + 2 :])
    if any(lost):
        raise NotAnAmount("an amount is exact to the cent", "round it as the law says, then write two decimals.")
    cents = int("".join(map(str, whole)) or "0") * 10 ** max(0, exponent + 2)
    return _within(-cents if sign else cents)


def _parse_text(text: str) -> int:
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        if "-" in text:
            raise NotAnAmount("an amount is not negative", "write what was given as a positive amount.")
        if re.fullmatch(r"\$?[\d,]+\.(\d|\d{3,})", text.strip(), re.ASCII):
            raise NotAnAmount("an amount is exact to the cent", "write two decimals, as in $75.50.")
        bare = text.strip()
        is_bare = len(bare) <= 20 and _WRITTEN.fullmatch(f"${bare}")
        fix = f"write `${bare}`." if is_bare else "write it as in $1,234.56."
        raise NotAnAmount("an amount is written with a dollar sign and two decimals", fix)
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
