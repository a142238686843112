"""The diagnostic codes by the sort of thing they are about, and where their pages are."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from ctethics.diagnostics import CODES


class Group(NamedTuple):
    """Codes of one sort, and what such a problem keeps from being done."""

    title: str
    severity: str

    @property
    def codes(self) -> list[str]:
        return [code for code in CODES if group_of(code) is self]


_UNLOADED: Final = "An error: the rules do not load until it is mended."
_UNANSWERED: Final = "An error: no answer is given until it is mended."
# By the first digit of the code.
GROUPS: Final = {
    "1": Group("Files", "An error: nothing of the file is used until it is mended."),
    "2": Group("Names and shapes", _UNLOADED),
    "3": Group("The words of the law", _UNLOADED),
    "4": Group("References", _UNLOADED),
    "5": Group("Examples and decided cases", "An error: the tests fail until it is mended."),
    "6": Group("Cases and tables", _UNANSWERED),
    "7": Group("Engines", _UNANSWERED),
    "8": Group("Ledgers kept in a file", "An error: the ledger stays as it was."),
    "9": Group("Warnings", "A warning: the rules load all the same, and `ctethics check` ends with status 1."),
}


def group_of(code: str) -> Group:
    """The group a code belongs to."""
    return GROUPS[code[3]]


def neighbours(code: str) -> list[str]:
    """The codes of its group before and after it."""
    group = group_of(code).codes
    place = group.index(code)
    return group[max(0, place - 1) : place] + group[place + 1 : place + 2]


def code_folder() -> Path:
    """The folder of the pages: of the checkout, else those shipped."""
    package = Path(__file__).resolve().parents[1]
    shipped = package / "shipped" / "codes"
    return shipped if shipped.is_dir() else package.parent / "docs" / "codes"
