"""The page as a whole: counts, its sections, and of which files it tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ctethics.law.calendar import show_day
from ctethics.law.regimes import LAWS
from ctethics.program import Program
from ctethics.proving.findings.apart import apart, never_binding, nothing_decided, open_questions
from ctethics.proving.findings.behind import behind
from ctethics.proving.findings.changed import changed, unchanged
from ctethics.proving.findings.told import Findings, counted, table
from ctethics.proving.verify.changes import first_change
from ctethics.proving.verify.result import PROVED, REFUTED, SHOWN, UNCONFIRMED, UNSETTLED, Result
from ctethics.report.words import cited

_HOW = (PROVED, SHOWN, REFUTED, UNSETTLED, UNCONFIRMED)
_ABOUT = (
    "Each statement is about every case there can be: one event with anything that facts can say of it or leave "
    "unknown, on any day, with whatever other events bring to its totals, under the default readings. It is proved, or "
    "a smallest case shows that it does not hold; each case was put to the engine `direct`, and can be pasted into a "
    "file for `ctethics assess`. What is proved is proved of the rules; that they say what the law says is for readers "
    "and for the courts. This is no legal advice, and nothing here says that anything is cleared."
)


def page_of(results: Sequence[Result], program: Program, digest: str) -> str:
    """The page in Markdown. digest -- of the files that the results are about."""
    told = Findings(results, program)
    return "\n".join([*_head(told), *_sections(told), *_foot(digest)]) + "\n"


def _head(told: Findings) -> Iterator[str]:
    yield from ("# What is proved about the rules", "")
    yield from (
        "Written by the command `ctethics verify --page docs/findings.md`: run it again, and edit nothing here.",
        "",
    )
    yield from (f"- `{name}`: {words}" for name, words in LAWS.items())
    yield from ("", _ABOUT, "")
    counts = Counter((one.statement, one.how) for one in told.results)
    names = dict.fromkeys(one.statement for one in told.results)
    rows = [[f"`{name}`", *(f"{counts[name, how]:,}" for how in _HOW)] for name in names]
    total = Counter(one.how for one in told.results)
    yield from table(
        ["statements", *_HOW], [*rows, [f"{len(told.results):,} in all", *(f"{total[h]:,}" for h in _HOW)]]
    )
    by_words = sum(told.is_amended(citation) for citation in told.changed)
    yield (
        f"Of {counted(len(told.stated), 'rule')}, {len(told.unchanged)} are proved to come out the same under both "
        f"laws and {len(told.changed)} come out otherwise in some case: {by_words} whose words the bill amends, "
        f"{len(told.changed) - by_words} by reference alone."
    )
    yield ""


def _sections(told: Findings) -> Iterator[str]:
    yield from ("## What the bill changes", "", _before(told), "")
    yield from changed(told)
    yield from unchanged(told)
    yield from _by_reference(told)
    for title, lines in (
        ("What is left behind", behind(told)),
        ("Where provisions that share a rule part", apart(told)),
        ("Limits that never bind", never_binding(told)),
        ("Conditions that decide nothing", nothing_decided(told)),
        ("What is not settled, not confirmed or refuted", open_questions(told)),
    ):
        yield from (f"## {title}", "", *lines, "")


def _before(told: Findings) -> str:
    day = first_change(told.program)
    if day is None:
        return "No amount changes on any day."
    if all(one.how == PROVED for one in told.before):
        return f"Before {show_day(day)} each of the {counted(len(told.before), 'rule')} is proved to come out the same."
    some = ", ".join(cited(one.citation) for one in told.before if one.how != PROVED)
    return f"Before {show_day(day)} it is not proved that these come out the same: {some}."


def _by_reference(told: Findings) -> Iterator[str]:
    yield from ("## What moves by reference", "")
    yield from ("The bill strikes and inserts nothing in the words of these, and yet they come out otherwise:", "")
    found = [citation for citation in told.changed if not told.is_amended(citation)]
    for citation in found:
        through = ", ".join(cited(one) for one in told.moved_by(citation))
        yield f"- {told.headed(citation)}: with {through or 'what it rests on'}"
    yield from (() if found else ("- none",))
    yield ""


def _foot(digest: str) -> Iterator[str]:
    yield from ("## Of which files", "")
    yield f"Rule files without their examples, and statutes: `{digest}` (SHA-256, the first 16 hexadecimal digits)."
