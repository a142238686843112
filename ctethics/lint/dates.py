"""CTE905: days from which words or amounts hold that leave a gap, or overlap."""

from __future__ import annotations

from ctethics.compile.checked import Checked
from ctethics.diagnostics import Source, Span
from ctethics.law.statute import Statute
from ctethics.rulefile import RuleDocument
from ctethics.rulefile.document import LimitDoc

_WHY = "an answer needs to know on which day the one gives way to the other."


def check_dates(checked: Checked) -> None:
    """Reports amounts and words of the bill that begin on no day, two such days, one for nothing, and due days that
    are over before they begin."""
    for citation, statute in checked.base.statutes.items():
        _check_heading(statute, checked.base.sources[citation], checked)
    for document in checked.base.documents.values():
        if document.shares is None:
            _check_limits(document, checked)
        else:
            _check_shared(document, checked)
        _check_opening(document, checked)


def _check_heading(statute: Statute, source: Source, checked: Checked) -> None:
    headings = [number for number, line in enumerate(source.lines, start=1) if line.startswith("effective:")]
    headings = headings[: sum(key == "effective" for key, _ in statute.heading)]
    marked = [(number, line) for number, line in enumerate(source.lines, start=1) if "{--" in line or "{++" in line]
    if marked and not headings:
        number, line = marked[0]
        column = min(line.index(mark) for mark in ("{--", "{++") if mark in line) + 1
        what = "the bill changes these words from no day on"
        fix = "add the day to the heading, as in `effective: 2024-10-01`."
        checked.problems.add("CTE905", Span(source, number, column, 3), what, why=_WHY, fix=fix)
    for number in headings[1:]:
        span = Span(source, number, 1, len(source.lines[number - 1]))
        what, fix = "a second day on which the bill takes effect", "keep the one that the bill states."
        checked.problems.add("CTE905", span, what, why=_WHY, fix=fix)
    if headings and not marked:
        span = Span(source, headings[0], 1, len(source.lines[headings[0] - 1]))
        what = "a day on which the bill takes effect, and no words that it changes"
        fix = "mark what it strikes and inserts with `{--…--}` and `{++…++}`, or delete the day."
        checked.problems.add(
            "CTE905", span, what, why="without a mark the words are the same before and after.", fix=fix
        )


def _check_limits(document: RuleDocument, checked: Checked) -> None:
    if checked.base.statutes[document.file].get("effective") is not None:
        return
    for name, limit in document.limits.items():
        if limit is not None and _differs(limit):
            what = f"limit `{name}` is another under `sb434`, from no day on"
            fix = f"add the day to the heading of statutes/{document.path}.txt, as in `effective: 2024-10-01`."
            checked.problems.add("CTE905", limit.laws.get("sb434", limit.span), what, why=_WHY, fix=fix)


def _differs(limit: LimitDoc) -> bool:
    amounts = {doc.amount.text.replace(",", "") for doc in limit.by_law.values()}
    return len(amounts) > 1


def _check_shared(document: RuleDocument, checked: Checked) -> None:
    """A rule taken over from another text changes on that text's day, or it would be the other's no longer."""
    if document.shares is None or document.shares.other.text not in checked.base.documents:
        return
    owner = checked.base.documents[document.shares.other.text]
    mine, theirs = (checked.base.statutes[one.file].get("effective") for one in (document, owner))
    if mine != theirs and any(map(_differs, filter(None, owner.limits.values()))):
        what = f"§ {document.file} changes {_day(mine)}, § {owner.file}, whose rule it shares, {_day(theirs)}"
        fix = "write the same `effective:` day in both headings, or write the rule out in both files."
        checked.problems.add("CTE905", document.shares.other.span, what, why=_WHY, fix=fix)


def _day(effective: str | None) -> str:
    return f"on {effective}" if effective else "on no day"


def _check_opening(document: RuleDocument, checked: Checked) -> None:
    rule = checked.provisions.get(document.provision.text)
    due = rule.duty.due if rule is not None and rule.duty is not None else None
    if due is None or due.opens is None or due.limit is None or document.duty is None:
        return
    last = {law: versions[-1].amount for law, versions in due.limit.versions.items()}
    for law, day in last.items():
        if day is not None and due.opens > day:
            what = f"it may not be done before day {due.opens} of the month, and is due on day {day} under `{law}`"
            fix = "write a day for `opens:` that comes before the last."
            checked.problems.add("CTE905", document.duty.keys["due"], what, why="no day is left to do it on.", fix=fix)
            return
