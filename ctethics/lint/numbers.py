"""CTE906: numbers in a rule that the text does not state."""

from __future__ import annotations

import re

from ctethics.compile.checked import Checked
from ctethics.law.money import parse_cents, show_cents
from ctethics.law.phrases import numbers_in
from ctethics.law.regimes import LAWS
from ctethics.law.statute import Statute
from ctethics.lint.walk import everything_in, everything_of
from ctethics.program import Compare, Condition, Provision
from ctethics.rulefile import RuleDocument
from ctethics.source import Mapping, Scalar

_WHY = "a number that is not the law's own needs a reason of its own."


def check_numbers(checked: Checked) -> None:
    """Reports plain amounts and first days that the words of the clause do not state, and limits whose source as
    cited does not."""
    for rule in checked.provisions.values():
        in_exceptions = {id(c): e.clause for e in rule.exceptions for c in everything_in(e.when)}
        for condition in everything_of(rule):
            _check_plain(condition, in_exceptions.get(id(condition), ""), rule.statute, checked)
        document = checked.base.documents[rule.citation]
        _check_opening(rule, document, checked)
        _check_sources(document, checked)


def _check_plain(condition: Condition, clause: str, statute: Statute, checked: Checked) -> None:
    node = checked.node(condition).items.get("amount") if isinstance(condition, Compare) else None
    if not isinstance(condition, Compare) or not isinstance(node, Scalar):
        return
    for law in LAWS:
        cents = condition.limit.versions[law][-1].amount
        if cents and not _is_stated(cents, "dollars", statute.text(law, clause)):
            where = f"clause {clause} of " if clause else ""
            what = f"`{node.text}` stands nowhere in {where}§ {statute.get('provision')} under `{law}`"
            fix = "declare a limit with the words that state it under each law, and compare with that."
            checked.problems.add("CTE906", node.span, what, why=_WHY, fix=fix)
            return


def _check_opening(rule: Provision, document: RuleDocument, checked: Checked) -> None:
    opens = rule.duty.due.opens if rule.duty is not None else None
    due = document.duty.items["due"] if opens is not None and document.duty is not None else None
    if opens is None or not isinstance(due, Mapping):
        return
    if not all(_is_stated(opens, "day of the month", rule.statute.text(law)) for law in LAWS):
        what = f"`opens: {opens}`, but § {document.file} names no such day"
        fix = "write the day that the words name, or leave `opens:` out."
        checked.problems.add("CTE906", due.items["opens"].span, what, why=_WHY, fix=fix)


def _check_sources(document: RuleDocument, checked: Checked) -> None:
    for name, limit in document.limits.items():
        for doc in limit.by_law.values() if limit is not None else ():
            if doc.rests_on is not None and not _is_cited(doc.amount.text, doc.unit, doc.rests_on.text):
                what = f"the source of limit `{name}` does not say `{doc.amount.text}`"
                fix = "say in `rests on:` what the source states, in words or digits."
                checked.problems.add("CTE906", doc.amount.span, what, why=_WHY, fix=fix)


def _is_cited(amount: str, unit: str, source: str) -> bool:
    """Whether a reason states the amount; nothing need be said of none, or of what is not established.

    How often a thing may be has too many words to be looked for.
    """
    try:
        number = parse_cents(amount) if unit == "dollars" else int(amount)
    except ValueError:
        return True
    return number == 0 or unit == "times" or _is_stated(number, unit, source)


def _is_stated(number: int, unit: str, text: str) -> bool:
    """Whether a text states a number, dollars in cents, in words or digits."""
    if unit == "dollars":
        return show_cents(number) in text or (number % 100 == 0 and (number // 100, unit) in numbers_in(text))
    ordinal = unit == "day of the month" and re.search(rf"\b{number}(st|nd|rd|th)\b", text)
    return bool(ordinal) or (number, unit) in numbers_in(text)
