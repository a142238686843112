"""The words of a provision as HTML: each clause apart, the bill's changes marked, coloured by what encodes them."""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from ctethics.law.statute import Statute
from ctethics.program import Provision
from ctethics.report.encoded_words import EncodedWords, encoded_words
from ctethics.site.markdown import anchor, markup

_CHANGES: Final = {"struck": "del", "inserted": "ins"}
# What a reader may see of a text that the bill changes: the style sheet hides the rest.
_VIEWS: Final = {"change": "the change", "current": "current", "sb434": "sb434"}


def words_of(statute: Statute, rules: tuple[Provision, ...]) -> Iterator[str]:
    """The text, clause by clause, below what each colour in it means."""
    found = encoded_words(statute, rules)
    sorts = dict.fromkeys(words.sort for words in found if words.sort)
    yield '<div class="words">'
    yield from _views() if any(words.change for words in found) else ()
    named = "".join(f'<span class="{_css(sort)}">{markup(sort)}</span>' for sort in sorts)
    yield f'<p class="legend">{named}</p>'
    for clause, run in groupby(found, key=lambda words: words.clause):
        yield _clause(statute, clause, list(run))
    yield from ("</div>", "")


def _views() -> Iterator[str]:
    marks = {value: " checked" if value == "change" else "" for value in _VIEWS}
    options = (
        f'<label><input type="radio" name="view" value="{value}"{marks[value]}> {shown}</label>'
        for value, shown in _VIEWS.items()
    )
    yield f'<p class="views">Show {"".join(options)}</p>'


def _clause(statute: Statute, clause: str, run: list[EncodedWords]) -> str:
    depth = max(clause.count("(") - 1, 0)
    lines = statute.lines(clause)
    where = f" <small>bill {'-'.join(map(str, dict.fromkeys(lines)))}</small>" if lines else ""
    head = f"<b>{markup(clause)}</b>{where}"
    return f'<p class="clause" data-depth="{min(depth, 3)}">{head} {"".join(map(_marked, run)).rstrip()}</p>'


def _marked(words: EncodedWords) -> str:
    """A stretch in its colour, linked to the one rule or exception that rests on it first, and marked as changed."""
    shown = html.escape(words.words.replace("\n", " "))
    if words.parts:
        title = markup("; ".join(words.parts))
        shown = (
            f'<a class="{_css(words.sort)}" title="{title}" href="#{anchor("provision", words.parts[0])}">{shown}</a>'
        )
    elif words.sort:
        shown = f'<span class="{_css(words.sort)}">{shown}</span>'
    tag = _CHANGES.get(words.change)
    return f"<{tag}>{shown}</{tag}>" if tag else shown


def _css(sort: str) -> str:
    return f"sort-{sort.replace(' ', '-')}"
