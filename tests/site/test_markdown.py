"""Words of files in Markdown: whatever they are, a reader sees them letter for letter."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ctethics.site.markdown import anchor, link, markup, plain, table
from tests.report.browser import Element, parse

markdown_it = pytest.importorskip("markdown_it", reason="needs the extra `docs`: pip install ctethics[docs]")
READER = markdown_it.MarkdownIt("commonmark").enable("table")

MARKS = st.text(alphabet="\\`*_{}[]<>|#~$&+-=.:;!()'\"/%^@ \n\t0123456789aXx§é", max_size=40)
WORDS = st.one_of(MARKS, st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40))


def rendered(markdown: str) -> Element:
    return parse(READER.render(markdown))


def seen(element: Element) -> str:
    return " ".join(element.text.split())


@given(WORDS)
@example("1. one")
@example("(target)=")
@example("% a comment")
@example("<details>")
@example("&amp; &#35; \\n")
@example("[a]: http://b")
@example("{role}`x`")
@example("+++")
@example("- - x")
@example("`` ` ``")
@example("| a | b |")
@example("***")
def test_words_stay_what_they_are_wherever_they_stand(words: str) -> None:
    wanted = " ".join(words.split())
    assert seen(rendered(plain(words))) == wanted
    assert seen(rendered(f"- {plain(words)}")) == wanted
    assert seen(rendered(f"x **y**: {plain(words)}")).removeprefix("x y:").strip() == wanted
    cells = rendered("\n".join(table(("head",), [(plain(words),)]))).all("td")
    assert [seen(cell) for cell in cells] == [wanted]


@given(WORDS)
def test_a_link_shows_its_words_and_leads_to_its_anchor(words: str) -> None:
    (a,) = rendered(f"x {link(words, 'fact-value')}").all("a")
    assert seen(a) == " ".join(words.split())
    assert a.attributes["href"] == "#fact-value"


@given(WORDS)
def test_words_stay_what_they_are_in_html(words: str) -> None:
    (cell,) = parse(f'<td title="{markup(words)}">{markup(words)}</td>').all("td")
    assert seen(cell) == " ".join(words.split())
    assert cell.attributes["title"] == " ".join(words.split())
    assert "\n" not in markup(words)


def test_an_anchor_is_made_of_small_letters_digits_and_hyphens() -> None:
    assert anchor("provision", "1-84(o) political contribution") == "provision-1-84-o-political-contribution"
    assert anchor("fact", "filing period", "last day?") == "fact-filing-period-last-day"
