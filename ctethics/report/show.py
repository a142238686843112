"""One provision: the words of the law and the rules that encode them, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ctethics.law.regimes import LAWS
from ctethics.program import Provision
from ctethics.report.clauses import Clause, clauses_of
from ctethics.report.definitions import definitions
from ctethics.report.encoded_words import EncodedWords, encoded_words
from ctethics.report.layout import width
from ctethics.report.outline import Row, outline
from ctethics.report.resting import SORTS
from ctethics.report.rule_parts import RulePart, parts_in, rule_parts, rule_rows
from ctethics.report.styled import STYLES, Line, Run, beside, fold, marked, painted
from ctethics.report.words import headed

_NARROW = 90
_HEADINGS = ("cited as", "words", "words from", "rests on")


def render_provision(
    provision: Provision,
    law: str | None,
    part: str = "",
    rules: tuple[Provision, ...] = (),
    *,
    colour: bool = False,
) -> str:
    """The provision's text and rule under a law; without one, what the bill changes and both laws' limits.

    part -- a clause such as `(I)`, to show it alone; rules -- every rule of its file, all of them shown where the
    provision is the file's own.
    """
    page = _Page(provision, law, part, rules or (provision,), colour)
    lines = list(page.lines())
    while not lines[-1]:
        lines.pop()
    return "\n".join(painted(line, colour).rstrip() for line in (*lines, *page.legend(lines)))


@dataclass(frozen=True)
class _Page:
    """What is shown, and how."""

    provision: Provision
    law: str | None
    part: str
    rules: tuple[Provision, ...]
    colour: bool

    @property
    def is_whole(self) -> bool:
        return self.provision.citation == self.provision.file

    @cached_property
    def shown(self) -> tuple[Provision, ...]:
        return self.rules if self.is_whole else (self.provision,)

    @cached_property
    def accounts(self) -> tuple[Clause, ...]:
        return clauses_of(self.provision.statute, self.rules)

    @cached_property
    def parts(self) -> list[RulePart]:
        parts = [part for rule in self.shown for part in rule_parts(rule)]
        return parts_in(parts, self.part, self.accounts) if self.part else parts

    @cached_property
    def clauses(self) -> list[str]:
        """The clauses shown: the one asked for, or those inside no other that a shown rule stands beside."""
        names = self.provision.statute.clauses
        top = [c for c in names if not any(c != other and c.startswith(other) for other in names)]
        if self.part:
            return [self.part]
        return top if self.is_whole else [c for c in top if any(part.stands_in(c) for part in self.parts)]

    @cached_property
    def words(self) -> dict[str, list[EncodedWords]]:
        """The words of each clause shown."""
        every = encoded_words(self.provision.statute, self.rules, self.law)
        return {clause: [words for words in every if words.clause.startswith(clause)] for clause in self.clauses}

    def lines(self) -> Iterator[Line]:
        """The page but for its legend."""
        yield from self._head()
        for clause in self.clauses:
            yield from self._clause(clause)
            yield ()
        unplaced = [part for part in self.parts if not part.clause]
        for part in unplaced:
            yield from fold([(part.name, part.sort)], width())
            yield from self._rows(outline(part.condition, self.law, part.sort, 1), width())
            yield ()
        declared = {reading.name: reading for rule in self.rules for reading in rule.readings}
        conditions = [part.condition for part in self.parts]
        told = definitions(conditions, () if self.part else self.shown, declared, self.law)
        yield from self._rows(told, width())

    def _head(self) -> Iterator[Line]:
        yield from fold([(headed(self.provision.citation + self.part, self.provision.title), "heading")], width())
        yield ()
        for key in _HEADINGS:
            for value in (value for name, value in self.provision.statute.heading if name == key):
                yield from fold([(f"{key}: {value}", "")], width())
        said = f"Law: {self.law}, {LAWS[self.law]}." if self.law else ""
        yield from fold(marked([(said, "")] if self.law else self._changes(), self.colour), width())
        yield ()

    def _changes(self) -> list[Run]:
        """What the bill does to the words shown, and how that is marked."""
        changed = {clause: {w.change for w in words if w.change} for clause, words in self.words.items()}
        does = {change for changes in changed.values() for change in changes}
        if not does:
            return [("The bill does not change these words.", "")]
        verbs = [(verb, change) for verb, change in (("strikes", "struck"), ("inserts", "inserted")) if change in does]
        between = [run for verb in verbs for run in ((" and ", ""), verb)][1:]
        touched = [clause for clause, changes in changed.items() if changes]
        rest = "" if len(touched) == len(changed) else "; it does not change the words of the others"
        return [("The bill ", ""), *between, (f" words in {', '.join(touched)}{rest}.", "")]

    def _clause(self, clause: str) -> Iterator[Line]:
        full = width()
        half = full if full < _NARROW else (full - 2) // 2
        runs = marked([(w.words, w.change or w.sort) for w in self.words[clause]], self.colour)
        text = [*fold(self._tagged(clause), half), *fold(runs, half, hanging=0)]
        rule = list(self._rows(rule_rows(clause, self.parts, self.accounts, self.law), half))
        yield from [*text, *rule] if half == full else beside(text, rule, half)

    def _tagged(self, clause: str) -> list[Run]:
        """A clause's name, the bill's lines and the sorts of what encodes its words."""
        lines = self.provision.statute.lines(clause)
        sorts = dict.fromkeys(words.sort for words in self.words[clause] if words.sort)
        tags = [run for sort in sorts for run in ((", ", ""), (sort, sort))][1:]
        return [(clause, "heading"), (f" [bill {_span(*lines)}] " if lines else " ", ""), *tags]

    def _rows(self, rows: Iterable[Row], full: int) -> Iterator[Line]:
        for indent, line in rows:
            yield from fold(marked(line, self.colour), full, indent) or [()]

    def legend(self, lines: Sequence[Line]) -> list[Line]:
        """What the colours of these lines mean."""
        used = {style for line in lines for _, style in line}
        sorts = [run for sort in STYLES if sort in used and sort in SORTS for run in ((", ", ""), (sort, sort))][1:]
        if not self.colour or not sorts:
            return []
        after = "; words that nothing quotes are plain. Where quotations overlap, the narrowest shows."
        return [(), *fold([("Colours: ", ""), *sorts, (after, "")], width())]


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
