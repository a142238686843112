"""Conditions as nested lists: what each asks, in words, and the words of the law that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.law.calendar import LATEST
from ctethics.law.regimes import LAWS
from ctethics.program import (
    AllOf,
    AnyOf,
    Applies,
    Compare,
    CompareFacts,
    Condition,
    DaysAfter,
    Includes,
    IsOneOf,
    Not,
    Provision,
    Reading,
    TotalIs,
    parts_of,
)
from ctethics.report.words import describe, place, quoted, short_name, show_limit
from ctethics.site.book import Book
from ctethics.site.markdown import anchor, link, plain

_DAY = LATEST.toordinal()
_OLD, _NEW = LAWS


class Wording:
    """The conditions of one rule in words."""

    def __init__(self, book: Book, rule: Provision) -> None:
        self.book, self.rule = book, rule

    def lines(self, c: Condition, depth: int = 0) -> Iterator[str]:
        """The condition as items of a list, its parts a level below it."""
        if isinstance(c, Reading):
            yield from self._reading(c, depth)
            return
        yield f"{'  ' * depth}- {self._asked(c)}{self._rests(c)}"
        for part in parts_of(c):
            yield from self.lines(part, depth + 1)

    def _reading(self, c: Reading, depth: int) -> Iterator[str]:
        name = link(c.name, anchor("reading", c.name))
        for number, (choice, part) in enumerate(c.choices.items()):
            default = " (default)" if number == 0 else ""
            yield f"{'  ' * depth}- if {name} is read as *{plain(choice)}*{default}{self._rests(c)}"
            yield from self.lines(part, depth + 1)

    def _asked(self, c: Condition) -> str:
        match c:
            case AllOf() | AnyOf() | Not():
                return f"{describe(c, _NEW, _DAY)}:"
            case Applies(provision=citation):
                return link(describe(c, _NEW, _DAY), anchor("provision", citation))
            case TotalIs(total=total):
                name = short_name(total.name)
                return f"total of {link(name, anchor('total', total.name))}{self._test(c, f'total of {name}')}"
            case IsOneOf() | Compare() | CompareFacts() | DaysAfter() | Includes():
                return f"{self.book.fact(self.rule.about, c.fact)}{self._test(c, c.fact)}"
            case _:
                return plain(describe(c, _NEW, _DAY))

    def _test(self, c: Condition, subject: str) -> str:
        """What is asked of a fact or total, with the earlier amount where the bill moves it."""
        words, other = describe(c, _NEW, _DAY).removeprefix(subject), _other(c)
        against = f" {self.book.fact(self.rule.about, other)}" if other else ""
        space = " " if words.startswith(" ") else ""
        return f"{space}{plain(words.removesuffix(other))}{against}{_earlier(c)}"

    def _rests(self, c: Condition) -> str:
        """The words that a condition and its limit rest on; of words that only one law has, which."""
        by_words: dict[str, list[str]] = {}
        for law in (_NEW, _OLD):
            for words in (quoted(c, self.book.program, self.rule.citation, law), self._said(c, law)):
                by_words.setdefault(words, []).append(law)
        found = [
            f"`{laws[0]}`: {plain(words)}" if len(laws) == 1 and len(by_words) > 1 else plain(words)
            for words, laws in by_words.items()
            if words
        ]
        return f"<br><small>{'; '.join(found)}</small>" if found else ""

    def _said(self, c: Condition, law: str) -> str:
        found = c.limit.version(law, _DAY).found if isinstance(c, Compare | DaysAfter | TotalIs) else None
        if found is None:
            return ""
        return f'"{found.text}" ({place(self.book.program, self.rule.citation, found.clause, found.bill_lines)})'


def _other(c: Condition) -> str:
    """The fact that another is held against, which its words end in."""
    return c.after if isinstance(c, DaysAfter) else c.other if isinstance(c, CompareFacts | Includes) else ""


def _earlier(c: Condition) -> str:
    """The amount before the bill, where the bill moves it."""
    if not isinstance(c, Compare | DaysAfter | TotalIs):
        return ""
    old, new = (show_limit(c.limit, law, _DAY) for law in (_OLD, _NEW))
    return f" (`{_OLD}`: {plain(old)})" if old != new else ""
