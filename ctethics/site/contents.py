"""The index of the provisions, by section, the policy as a part of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ctethics.law.citation import parse_citation
from ctethics.program.provision import POLICY
from ctethics.report.clauses import ELSEWHERE, STATUSES
from ctethics.report.words import cited
from ctethics.site.book import Book
from ctethics.site.markdown import MADE, anchor, counted, link, page_of, plain, table
from ctethics.site.rule_file import RuleFile

_WORDS = """Each page has the words of one provision with the bill's changes, the rule that encodes them, its limits,
readings and examples, and the decisions that it was put to."""


def contents_page(book: Book) -> str:
    """The page as Markdown."""
    statute = [file for file in book.files if not file.citation.startswith(POLICY)]
    policy = [file for file in book.files if file.citation.startswith(POLICY)]
    lines = [MADE, "", "# Provisions", "", _WORDS, "", "## The statute", ""]
    for name, files in groupby(statute, key=lambda file: _section(file.citation)):
        lines += [f"### § {plain(name)}", "", *_entries(book, files)]
    lines += ["## The policy of the Office of Policy and Management", "", *_entries(book, policy), *_coverage(book)]
    return (
        "\n".join([*lines, "```{toctree}", ":hidden:", "", *(page_of(file.citation) for file in book.files), "```"])
        + "\n"
    )


def _section(citation: str) -> str:
    parsed = parse_citation(citation)
    return parsed.section if parsed is not None else citation


def _entries(book: Book, files: Iterable[RuleFile]) -> Iterator[str]:
    for file in files:
        rules = book.rules(file.citation)
        title = rules[0].statute.get("title") or rules[0].title
        exceptions = sum(len(rule.exceptions) for rule in rules)
        counts = [counted(len(rules), "rule") if len(rules) > 1 else rules[0].kind]
        counts += [counted(exceptions, "exception")] if exceptions else []
        yield f"- {link(cited(file.citation), anchor('text', file.citation))} {plain(title)} ({', '.join(counts)})"
    yield ""


def _coverage(book: Book) -> Iterator[str]:
    """How many clauses of each text are encoded."""
    pages = {file.citation for file in book.files}
    yield from ("## Coverage", "", "Clauses of each text, by what is made of them.", "")
    rows = []
    for name, coverage in book.coverages.items():
        shown = link(cited(name), anchor("text", name)) if name in pages else plain(cited(name))
        rows.append((shown, *(str(coverage.count(status)) for status in STATUSES)))
    yield from table(("text", *STATUSES), rows)
    by_engine = [name for name in book.coverages if name not in pages]
    for name in by_engine:
        reasons = dict.fromkeys(c.why for c in book.coverages[name].clauses if c.name != ELSEWHERE)
        yield from (f"{plain(cited(name))} has no page: it is encoded by {plain('; '.join(reasons))}.", "")
