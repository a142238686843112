"""What the checks look at: the conditions of a rule with all that stands inside them, and which files are whole."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.compile.checked import Checked
from ctethics.program import Condition, Provision, Total, TotalIs, parts_of


def everything_in(condition: Condition) -> Iterator[Condition]:
    """The condition, those inside it, and those by which the totals it asks for count."""
    yield condition
    for part in parts_of(condition):
        yield from everything_in(part)
    if isinstance(condition, TotalIs):
        yield from everything_in(condition.total.where)


def everything_of(rule: Provision) -> Iterator[Condition]:
    """Every condition of the rule, those of the totals that its duty states too."""
    for condition in rule.conditions():
        yield from everything_in(condition)
    for total in totals_stated(rule):
        yield from everything_in(total.where)


def totals_stated(rule: Provision) -> Iterator[Total]:
    """The totals that the rule's duty states."""
    for stated in rule.duty.states if rule.duty is not None else ():
        if isinstance(stated.source, Total):
            yield stated.source


def is_whole(checked: Checked, file: str = "") -> bool:
    """Whether every rule, or every rule of one file, compiled: of what has a slip nobody knows what it looks at."""
    documents = [document for document in checked.base.documents.values() if file in ("", document.file)]
    known = [file] if file else checked.base.known
    return all(document.provision.text in checked.provisions for document in documents) and all(
        citation in checked.base.documents for citation in known
    )
