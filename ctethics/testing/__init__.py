"""What the test suites of others import: strategies, boundaries and assertions.

    from ctethics.testing import amounts_near, assert_applies, boundaries, cases

`pip install ctethics[testing]` brings Hypothesis and pytest. A plugin of pytest collects `*.case.yaml` files. Importing
this package loads nothing else; each name loads what it needs when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ctethics.testing.asserting import (
        assert_applies,
        assert_does_not_apply,
        assert_excepted,
        assert_owed,
        assert_undetermined,
    )
    from ctethics.testing.boundary import Boundary, boundaries
    from ctethics.testing.case import cases
    from ctethics.testing.ledger import DrawnLedger, ledgers
    from ctethics.testing.near import amounts_near, dates_near

__all__ = [
    "Boundary",
    "DrawnLedger",
    "amounts_near",
    "assert_applies",
    "assert_does_not_apply",
    "assert_excepted",
    "assert_owed",
    "assert_undetermined",
    "boundaries",
    "cases",
    "dates_near",
    "ledgers",
]

_HOMES = {
    "asserting": ("assert_applies", "assert_does_not_apply", "assert_excepted", "assert_owed", "assert_undetermined"),
    "boundary": ("Boundary", "boundaries"),
    "case": ("cases",),
    "ledger": ("DrawnLedger", "ledgers"),
    "near": ("amounts_near", "dates_near"),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            found = getattr(import_module(f"ctethics.testing.{home}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module 'ctethics.testing' has no attribute {name!r}")
