"""CTE902: conditions that always hold where they stand, or never do, under every law; CTE901 and CTE903 with them."""

from __future__ import annotations

from ctethics.compile.checked import Checked
from ctethics.lint.exceptions import report_exceptions
from ctethics.lint.limits import report_limits
from ctethics.lint.reasons import of_itself, reasons, span_of, told
from ctethics.lint.rules import Rule, rules_by_file
from ctethics.lint.settled import Settled, every
from ctethics.lint.words import joint_of, worded
from ctethics.program import AllOf, AnyOf, Condition, Not, parts_of


def check_conditions(checked: Checked) -> None:
    """Reports the conditions, limits and exceptions that can make no difference."""
    for file, rules in rules_by_file(checked).items():
        for rule in rules:
            for settled in rule.settled():
                _report(settled, rule, checked)
            report_exceptions(rule, rules, checked)
        report_limits(file, rules, checked)


def _report(settled: Settled, rule: Rule, checked: Checked) -> None:
    condition, holds, _ = settled
    place = next(place for place in rule.places.values() if place.settled.get(id(condition)) is settled)
    because = reasons(settled, place)
    how = "always" if holds else "never"
    where = " where it stands" if because else ""
    why = f"it matters only where {told(because, checked)}." if because else of_itself(condition, holds)
    what = f"{how} true{where}: {worded(condition)}"
    checked.problems.add("CTE902", span_of(condition, checked), what, why=why, fix=_fix(settled, rule))


def _fix(settled: Settled, rule: Rule) -> str:
    """To leave it out where that changes nothing; else what else it settles."""
    whole, holds, out = settled.condition, settled.holds, "leave it out"
    while isinstance(around := _around(whole, rule), Not):
        whole, holds, out = around, not holds, "leave out the `not` with it"
    if isinstance(around, AllOf if holds else AnyOf):
        return f"{out}, or write what was meant."
    if around is None:
        return "write what was meant: as it is, nothing is asked."
    return f"write what was meant: as it is, the `{joint_of(around)}` around it {'always' if holds else 'never'} holds."


def _around(condition: Condition, rule: Rule) -> Condition | None:
    """The nearest condition around another that negates it or joins it with more."""
    for whole in rule.conditions:
        for one in every(whole):
            if any(part is condition for part in parts_of(one)):
                is_around = isinstance(one, Not) or (isinstance(one, AllOf | AnyOf) and len(one.parts) > 1)
                return one if is_around else _around(one, rule)
    return None
