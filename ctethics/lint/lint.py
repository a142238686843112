"""The checks in their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ctethics.compile.checked import Checked

# Each reports to the problems of what it is given; it sees only what compiled.
CHECKS: Final[tuple[Callable[[Checked], None], ...]] = ()


def check_rule_base(checked: Checked) -> None:
    """Reports what looks wrong in the rules that compiled."""
    for check in CHECKS:
        check(checked)
