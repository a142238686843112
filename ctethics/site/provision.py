"""The page of a rule file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ctethics.examples import DecidedCase
from ctethics.program import Provision
from ctethics.report.clauses import Clause, clauses_of
from ctethics.report.words import cited, headed
from ctethics.site.book import Book
from ctethics.site.conditions import Wording
from ctethics.site.decided import answered, linked, target_of
from ctethics.site.definitions import Definitions
from ctethics.site.duties import Duties
from ctethics.site.examples import Answers, examples_of
from ctethics.site.markdown import MADE, anchor, counted, folded, link, plain, section, table
from ctethics.site.rule_file import RuleFile
from ctethics.site.words import words_of

# What is told of a decision, in this order.
_TOLD = ("decided under", "facts", "holding", "note", "source")


def provision_page(book: Book, file: RuleFile, answers: Answers) -> str:
    """The page as Markdown; answers -- what the rules answer to the file's examples, in their order."""
    page, parts = _Page(book, file), Definitions(book, file)
    lines = [*page.opening(), *page.words()]
    for rule in page.rules:
        lines += page.rule(rule)
    lines += [*parts.limits(), *parts.totals_section(), *parts.readings(), *Duties(book, page.rules).lines()]
    lines += [*examples_of(book, file, answers), *page.decided(), *page.coverage()]
    return "\n".join(lines).rstrip() + "\n"


class _Page:
    """The parts of a page that are about the text, its rules and the decisions on them."""

    def __init__(self, book: Book, file: RuleFile) -> None:
        self.book, self.file, self.rules = book, file, book.rules(file.citation)
        self.statute = self.rules[0].statute

    def opening(self) -> Iterator[str]:
        """Title, citation and the words that the file begins with."""
        title = headed(self.file.citation, self.statute.get("title") or self.rules[0].title)
        yield from (MADE, "", f"({anchor('text', self.file.citation)})=", f"# {plain(title)}", "")
        yield from (plain(self.file.opening), "") if self.file.opening else ()
        for key in ("cited as", "effective", "words", "words from", "rests on"):
            yield from (f"- {key}: {plain(value)}" for name, value in self.statute.heading if name == key)
        paths = f"`rules/{self.file.path}`", f"`statutes/{self.file.path.removesuffix('.yaml')}.txt`"
        yield from (f"- the rule is in {paths[0]}, the words are in {paths[1]}", "")

    def words(self) -> Iterator[str]:
        yield from section("The words", words_of(self.statute, self.rules))

    def rule(self, rule: Provision) -> Iterator[str]:
        """A rule: what it is about, its conditions and its exceptions, with the words that they rest on."""
        title = "The rule" if len(self.rules) == 1 else plain(headed(rule.citation, rule.title))
        yield from (f"({anchor('provision', rule.citation)})=", f"## {title}", "", *self._about(rule))
        yield from (*_noted(self.file.note(rule.citation)), "It holds when", "")
        wording = Wording(self.book, rule)
        yield from (*wording.lines(rule.general), "")
        for e in rule.exceptions:
            name = e.citation.removeprefix(rule.citation).strip()
            shown = e.title if name.strip("()").lower() == e.title.lower() else f"{name} {e.title}"
            yield from (f"({anchor('provision', e.citation)})=", f"### Except: {plain(shown)}", "")
            yield from (*wording.lines(e.when), "")
            yield from (*_noted(self.file.note(rule.citation, "except", e.key)), *self._see(e.see))

    def _about(self, rule: Provision) -> Iterator[str]:
        kind = self.book.program.vocabulary.events[rule.about]
        article = "An" if rule.kind[0] in "aeiou" else "A"
        yield from (
            f"{article} {plain(rule.kind)}, about a {link(kind.name, anchor('kind', kind.name))}: {plain(kind.about)}.",
            "",
        )
        yield from _listed("It takes the rule of", [rule.shares] if rule.shares else [])
        yield from _listed("It sums up", rule.summarizes)
        yield from _listed("It refers to", self.book.program.references[rule.citation])
        yield from _listed("It is looked at by", self.book.referring.get(rule.citation, ()))
        yield from (f"Advice: {plain(rule.advice)}", "") if rule.advice else ()
        yield from self._see(rule.see)

    def _see(self, names: Iterable[str]) -> Iterator[str]:
        """Decisions that a rule points to: a link to each that is a case, and why the others are none."""
        found = [self._decision(name) for name in names]
        if found:
            yield from (f"See {'; '.join(found)}.", "")

    def _decision(self, name: str) -> str:
        case = next((case for case in self.book.decided if case.text("decided") == name), None)
        if case is not None:
            return link(name, target_of(case))
        reason = self.book.unreached.get(name)
        return plain(f"{name} (no rule reaches it: {reason})" if reason else name)

    def decided(self) -> Iterator[str]:
        """The decisions filed with the provision, and those filed elsewhere that it was put to."""
        names = {rule.citation for rule in self.rules}
        own = [case for case in self.book.decided if case.provision == self.file.citation]
        others = [case for case in self.book.decided if case not in own and not names.isdisjoint(case.provisions)]
        lines = [line for case in own for line in self._told(case, names)]
        if others:
            rows = ((linked(case), plain(case.text("status")), answered(case, names)) for case in others)
            title = f"{counted(len(others), 'decision')} filed with other provisions"
            lines += folded(title, table(("decision", "status", "what the rules answer here"), rows))
        yield from section("Decided cases", lines)

    def _told(self, case: DecidedCase, names: set[str]) -> Iterator[str]:
        year = "" if case.text("year") == "unknown" else f" ({plain(case.text('year'))})"
        yield from (f"({target_of(case)})=", f"**{plain(case.name)}**{year}", "")
        yield f"- status: {plain(', '.join(filter(None, map(case.text, ('status', 'status because')))))}"
        yield from (f"- {key}: {plain(case.text(key))}" for key in _TOLD if case.text(key))
        yield from (f"- the rules answer: {answered(case, names)}", "")

    def coverage(self) -> Iterator[str]:
        """Each clause with its status, what rests on it and the reason where nothing does."""
        rows = ((plain(c.name), plain(c.status), self._account(c)) for c in clauses_of(self.statute, self.rules))
        yield from section("Coverage", table(("clause", "status", "by what, or why not"), rows))

    def _account(self, clause: Clause) -> str:
        parts = dict.fromkeys(part for _, part in clause.by)
        shown = [link(self._short(part), anchor("provision", part)) for part in parts]
        return "; ".join([*shown, *([plain(clause.why)] if clause.why else [])])

    def _short(self, part: str) -> str:
        """A part without the file's citation where something is left."""
        return part.removeprefix(self.file.citation).strip() or cited(part)


def _listed(words: str, citations: Iterable[str]) -> Iterator[str]:
    named = [link(cited(name), anchor("provision", name)) for name in citations]
    if named:
        yield from (f"{words} {', '.join(named)}.", "")


def _noted(note: str) -> Iterator[str]:
    if note:
        yield from (f"Note: {plain(note)}", "")
