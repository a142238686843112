"""What goes wrong with a receipt."""

from __future__ import annotations

from typing import Final, NoReturn

from ctethics.diagnostics import CtethicsError, Diagnostic, Span

NO_RECEIPT: Final = "CTE616"
CHANGED: Final = "CTE617"
UNWRITABLE: Final = "CTE614"


class ReceiptError(CtethicsError):
    """A receipt cannot be read, written or asked again."""


def refuse(code: str, place: str, what: str, *, why: str, fix: str) -> NoReturn:
    """Raises ReceiptError with one problem."""
    raise ReceiptError([Diagnostic(code, Span.whole(place), what, why, fix)])
