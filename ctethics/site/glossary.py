"""The glossary: the terms of the project, and every fact that may be stated."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from ctethics.explain.duties import show_value
from ctethics.law.citation import in_order
from ctethics.program import EventKind, Fact, Role
from ctethics.program.condition import facts_in
from ctethics.report.words import cited
from ctethics.site.book import Book
from ctethics.site.markdown import MADE, anchor, link, plain


def glossary_page(book: Book) -> str:
    """The page as Markdown: the terms, which are written by hand, then the facts."""
    terms = files("ctethics.site").joinpath("terms.md").read_text(encoding="utf-8")
    return "\n".join([MADE, "", terms.rstrip(), "", *_Facts(book).lines()]).rstrip() + "\n"


class _Facts:
    """The facts with the provisions that look at each, worked out once."""

    def __init__(self, book: Book) -> None:
        self.vocabulary = book.program.vocabulary
        self.lookers: dict[str, set[str]] = {}
        for p in book.program.provisions.values():
            for name in {*(name for c in p.conditions() for name in facts_in(c)), *p.told()}:
                self._looks(p.about, name, p.citation)

    def _looks(self, kind: str, name: str, citation: str) -> None:
        """Notes who looks at a fact, under the anchor that stands for it."""
        ref = self.vocabulary.refer(kind, name)
        if ref is None or (ref.fact is None and ref.role is None):
            return
        if ref.role is not None:
            self.lookers.setdefault(anchor("part", kind, ref.role), set()).add(citation)
        if ref.fact is not None:
            self.lookers.setdefault(anchor("fact", "party" if ref.role else kind, ref.fact.name), set()).add(citation)

    def lines(self) -> Iterator[str]:
        yield from (
            "## Facts about a party",
            "",
            "A condition names them with the party's part: `donor registrant`.",
            "",
        )
        for fact in self.vocabulary.party.values():
            yield from self._fact("party", fact)
        for kind in self.vocabulary.events.values():
            yield from self._kind(kind)
        yield from ("## Offices", "", "Those to which duties are owed.", "")
        for office in self.vocabulary.offices:
            yield from (f"({anchor('office', office)})=", f"**{plain(office)}**", "")

    def _kind(self, kind: EventKind) -> Iterator[str]:
        article = "an" if kind.name[0] in "aeiou" else "a"
        yield from (f"({anchor('kind', kind.name)})=", f"## Facts about {article} {plain(kind.name)}", "")
        yield from (f"{plain(kind.about[0].upper() + kind.about[1:])}.", "")
        for role in kind.roles.values():
            yield from self._part(kind, role)
        for fact in kind.facts.values():
            yield from self._fact(kind.name, fact)

    def _part(self, kind: EventKind, role: Role) -> Iterator[str]:
        target = anchor("part", kind.name, role.name)
        yield from (f"({target})=", f"**{plain(role.name)}**, a party: {plain(role.question)}", "")
        if role.is_optional:
            yield "- nobody need be named; who it was is then unknown"
        if role.presume:
            yield f"- presumed: whoever is {plain(role.presume)}, because {plain(role.why)}"
        yield from self._looked_at(target)

    def _fact(self, kind: str, fact: Fact) -> Iterator[str]:
        target = anchor("fact", kind, fact.name)
        yield from (f"({target})=", f"**{plain(fact.name)}**, {plain(fact.type)}: {plain(fact.question)}", "")
        if fact.choices:
            yield f"- choices: {plain('; '.join(fact.choices))}"
        why = f", because {plain(fact.why)}" if fact.why else ""
        if fact.presume is not None:
            yield f"- presumed: {plain(show_value(fact.presume, fact.type) or 'none')}{why}"
        if fact.otherwise is not None:
            other = link(fact.otherwise, anchor("fact", kind, fact.otherwise))
            yield f"- where it is not stated, {other} stands in{why}"
        yield from self._looked_at(target)

    def _looked_at(self, target: str) -> Iterator[str]:
        lookers = sorted(self.lookers.get(target, ()), key=in_order)
        if lookers:
            named = (link(cited(name), anchor("provision", name)) for name in lookers)
            yield f"- looked at by {', '.join(named)}"
        yield ""
