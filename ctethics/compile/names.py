"""Pass 4, continued: names that callers use or that sums are kept by, each used once."""

from __future__ import annotations

from collections.abc import Mapping

from ctethics.compile.provisions import exception_of
from ctethics.diagnostics import Collector
from ctethics.rulefile import RuleDocument
from ctethics.source import Node


def check_names(documents: Mapping[str, RuleDocument], problems: Collector) -> None:
    """Reports readings, totals and citations that two things have."""
    _check_readings(documents, problems)
    _check_totals(documents, problems)
    _check_citations(documents, problems)


def _check_readings(documents: Mapping[str, RuleDocument], problems: Collector) -> None:
    owners: dict[str, str] = {}
    for document in documents.values():
        for name, reading in document.readings.items():
            if name in owners and owners[name] != document.file and reading is not None:
                why = f"§ {owners[name]} has a reading of that name, and callers choose readings by name."
                problems.add("CTE202", reading.span, f"a second reading `{name}`", why=why, fix="give it another name.")
            owners.setdefault(name, document.file)


def _check_totals(documents: Mapping[str, RuleDocument], problems: Collector) -> None:
    """Reports CTE203 for two totals of one file that have one name: what is added up is kept by file and name."""
    seen: dict[tuple[str, str], Node] = {}
    for document in documents.values():
        for name, node in document.totals.items.items() if document.totals else ():
            if seen.setdefault((document.file, name), node) is not node:
                why = "another rule of the file has a total of that name."
                problems.add("CTE203", node.span, f"a second total `{name}`", why=why, fix="give it another name.")


def _check_citations(documents: Mapping[str, RuleDocument], problems: Collector) -> None:
    """Reports CTE203 for an exception that is cited as another rule is."""
    for citation, document in documents.items():
        for key, exception in document.exceptions.items():
            if exception_of(citation, key) in documents:
                why = "a rule under `also:` has that citation."
                what = f"a second `{exception_of(citation, key)}`"
                problems.add("CTE203", exception.span, what, why=why, fix="give one of the two another name.")
