"""CTE907: clauses of a text that nothing in its rule file accounts for."""

from __future__ import annotations

from ctethics.compile.checked import Checked
from ctethics.diagnostics import Source, Span
from ctethics.lint.walk import is_whole
from ctethics.report.clauses import clauses_of


def check_clauses(checked: Checked) -> None:
    """Reports each clause that is neither encoded, nor not operative, nor not encoded for a reason."""
    for citation, statute in checked.base.statutes.items():
        has_rules = citation in checked.base.known
        if has_rules and not is_whole(checked, citation):
            continue
        rules = [rule for rule in checked.provisions.values() if rule.file == citation]
        for clause in clauses_of(statute, rules):
            if clause.status == "unaccounted":
                _report(clause.name, citation, has_rules, checked)


def _report(clause: str, citation: str, has_rules: bool, checked: Checked) -> None:
    what = f"nothing accounts for the clause `{clause}` of § {citation}"
    why = "every clause is encoded, not operative, or not encoded with a reason."
    fix = "quote its words in a condition, or list it under `not operative:` or `not encoded:` with the reason."
    if not has_rules:
        why, fix = f"{why[:-1]}; this text has no rule file.", "write one for it, as `ctethics new` does."
    checked.problems.add("CTE907", _mark(clause, checked.base.sources[citation]), what, why=why, fix=fix)


def _mark(clause: str, source: Source) -> Span:
    """Where the clause begins."""
    mark = f"{{>>{clause}<<}}"
    line = next(number for number, text in enumerate(source.lines, start=1) if mark in text)
    return Span(source, line, source.lines[line - 1].index(mark) + 1, len(mark))
