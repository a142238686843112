"""CTE910: totals and readings that are declared and that no rule of their file asks for."""

from __future__ import annotations

from ctethics.compile.checked import Checked
from ctethics.lint.walk import everything_of, is_whole, totals_stated
from ctethics.program import Provision, Reading, TotalIs


def check_unasked(checked: Checked) -> None:
    """Reports each total that no condition or duty asks for, and each reading that no condition chooses by."""
    rules: dict[str, list[Provision]] = {}
    for rule in checked.provisions.values():
        rules.setdefault(rule.file, []).append(rule)
    for file, of_file in rules.items():
        if is_whole(checked, file):
            _check_file(of_file, checked)


def _check_file(rules: list[Provision], checked: Checked) -> None:
    conditions = [condition for rule in rules for condition in everything_of(rule)]
    totals = {condition.total.name for condition in conditions if isinstance(condition, TotalIs)}
    totals |= {total.name for rule in rules for total in totals_stated(rule)}
    readings = {condition.name for condition in conditions if isinstance(condition, Reading)}
    why = "what nothing asks for changes no answer."
    for document in (checked.base.documents[rule.citation] for rule in rules):
        for name, span in document.totals.keys.items() if document.totals else ():
            if f"{document.file} {name}" not in totals:
                what, fix = f"nothing asks for the total `{name}`", "ask for it with `total:`, or delete it."
                checked.problems.add("CTE910", span, what, why=why, fix=fix)
        for name, reading in document.readings.items():
            if name not in readings and reading is not None:
                what, fix = f"nothing asks for the reading `{name}`", "ask for it with `reading:`, or delete it."
                checked.problems.add("CTE910", reading.span, what, why=why, fix=fix)
