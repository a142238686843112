"""The checks in their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ctethics.compile.checked import Checked
from ctethics.lint.accepted import drop_accepted
from ctethics.lint.boundaries import check_boundaries
from ctethics.lint.clauses import check_clauses
from ctethics.lint.conditions import check_conditions
from ctethics.lint.dates import check_dates
from ctethics.lint.facts import check_facts
from ctethics.lint.idle import check_idle
from ctethics.lint.limits import check_limits_used
from ctethics.lint.numbers import check_numbers
from ctethics.lint.unasked import check_unasked

# Each reports to the problems of what it is given; it sees only what compiled.
CHECKS: Final[tuple[Callable[[Checked], None], ...]] = (
    check_limits_used,
    check_conditions,
    check_boundaries,
    check_clauses,
    check_dates,
    check_facts,
    check_idle,
    check_numbers,
    check_unasked,
)


def check_rule_base(checked: Checked) -> None:
    """Reports what looks wrong in the rules that compiled, but for what their files accept."""
    for check in CHECKS:
        check(checked)
    drop_accepted(checked)
