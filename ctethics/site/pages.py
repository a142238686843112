"""All generated pages: made, written, and held against what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ctethics.api import Law
from ctethics.diagnostics import CtethicsError
from ctethics.law.regimes import LAWS
from ctethics.outcome import Determination
from ctethics.site.book import Book
from ctethics.site.contents import contents_page
from ctethics.site.examples import Answers
from ctethics.site.glossary import glossary_page
from ctethics.site.markdown import page_of
from ctethics.site.provision import provision_page

FOLDER = "provisions"

Say = Callable[[str], object]


def make_pages(book: Book, say: Say = lambda _: None) -> dict[str, str]:
    """Every page by its path in the folder of pages; `say` is told which one is being made."""
    laws = {name: Law(name, book.compiled, "direct") for name in LAWS}
    pages = {}
    for number, file in enumerate(book.files, start=1):
        say(f"{file.citation}, {number} of {len(book.files)}")
        path = f"{FOLDER}/{page_of(file.citation)}.md"
        pages[path] = provision_page(book, file, _answers(book, file.citation, laws))
    say("index and glossary")
    return {**pages, f"{FOLDER}/index.md": contents_page(book), "glossary.md": glossary_page(book)}


def _answers(book: Book, citation: str, laws: dict[str, Law]) -> Answers:
    """What the rules answer to each example of a file, in its order. Raises what a case cannot be read for."""
    examples = book.examples(citation)
    by_law = {name: iter(law.assess_many(e.case for e in examples if e.law == name)) for name, law in laws.items()}
    return [_answered(next(by_law[example.law])) for example in examples]


def _answered(found: Determination | CtethicsError) -> Determination:
    if isinstance(found, CtethicsError):
        raise found
    return found


def stale_pages(pages: dict[str, str], folder: Path) -> list[str]:
    """The pages of a folder that are missing, changed, or no longer made, each with which of these it is."""
    found = []
    for path, text in pages.items():
        try:
            is_same = (folder / path).read_bytes() == text.encode()
            found += [] if is_same else [f"{path}: changed"]
        except OSError:
            found.append(f"{path}: missing")
    return sorted([*found, *(f"{path}: no longer made" for path in _left_over(pages, folder))])


def write_pages(pages: dict[str, str], folder: Path) -> list[str]:
    """Brings a folder up to date and returns the stale pages it had. Raises OSError."""
    stale = stale_pages(pages, folder)
    for path in _left_over(pages, folder):
        (folder / path).unlink()
    for path, text in pages.items():
        if f"{path}: missing" in stale or f"{path}: changed" in stale:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text.encode())
    return stale


def _left_over(pages: dict[str, str], folder: Path) -> Iterator[str]:
    """The pages of provisions that there are no longer; those on codes may be made elsewhere and not here."""
    found = (path.relative_to(folder).as_posix() for path in sorted((folder / FOLDER).rglob("*.md")))
    yield from (name for name in found if name not in pages)
