"""What the rules of a file are made of: limits, totals and readings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from ctethics.explain.duties import show_amount
from ctethics.program import Condition, Limit, Provision, Total, TotalIs, Version, leaves
from ctethics.program.condition import Compare, DaysAfter
from ctethics.program.program import readings_in
from ctethics.report.words import place, short_name
from ctethics.site.book import Book
from ctethics.site.conditions import Wording
from ctethics.site.markdown import anchor, link, plain, section, table
from ctethics.site.rule_file import RuleFile

_HEAD = ("limit", "law", "from", "amount", "what it rests on")


class Definitions:
    """The sections on what a file declares."""

    def __init__(self, book: Book, file: RuleFile) -> None:
        self.book, self.file, self.rules = book, file, book.rules(file.citation)
        self.totals = {total.name: (total, rule) for rule in self.rules for total in _totals_of(rule)}

    def limits(self) -> Iterator[str]:
        """Each limit under each law, with the words that state it."""
        limits = {limit.name: (limit, rule) for rule in self.rules for limit in _limits_of(rule)}
        rows = [row for limit, rule in limits.values() for row in self._rows(limit, rule)]
        yield from section("Limits", table(_HEAD, rows))

    def _rows(self, limit: Limit, rule: Provision) -> Iterator[tuple[str, ...]]:
        if limit.name.startswith("$"):
            return
        by_law = limit.versions
        same = len({tuple((v.start, v.amount, v.says) for v in versions) for versions in by_law.values()}) == 1
        for law, versions in [("every law", next(iter(by_law.values())))] if same else by_law.items():
            for number, version in enumerate(versions):
                amount = "not established" if version.amount is None else show_amount(version.amount, limit.unit)
                since = _since(versions, number)
                yield plain(limit.name), plain(law), since, plain(amount), self._basis(limit, version, rule)

    def _basis(self, limit: Limit, version: Version, rule: Provision) -> str:
        if version.found is None:
            return plain(limit.rests_on or "")
        where = place(self.book.program, rule.citation, version.found.clause, version.found.bill_lines)
        return plain(f'"{version.found.text}" ({where})')

    def totals_section(self) -> Iterator[str]:
        """Each total: what is added up, over what, and which events belong."""
        lines = (line for total, rule in self.totals.values() for line in self._total(total, rule))
        yield from section("Totals", lines)

    def _total(self, total: Total, rule: Provision) -> Iterator[str]:
        sort = "how many different values of" if total.is_count else "the sum of"
        if total.largest_by:
            sort = f"the largest, by {self.book.fact(rule.about, total.largest_by)}, of {sort}"
        over = "a calendar year" if total.yearly else "all time"
        measures = " and ".join(self.book.fact(rule.about, name) for name in total.measures)
        per = ", ".join(self.book.fact(rule.about, name) for name in total.per)
        yield from (f"({anchor('total', total.name)})=", f"**{plain(short_name(total.name))}**: {sort} {measures}")
        yield from (f"per {per or 'nothing'}, over {over}, of events of which:", "")
        yield from (*Wording(self.book, rule).lines(total.where), "")
        yield from _noted(self.file.note(self.file.citation, "totals", short_name(total.name)))

    def readings(self) -> Iterator[str]:
        """Each choice that the text leaves open; of those that another file declares, where."""
        conditions = chain(
            (c for rule in self.rules for c in rule.conditions()), (t.where for t, _ in self.totals.values())
        )
        used = dict.fromkeys(name for condition in conditions for name in readings_in(condition))
        yield from section("Readings", (line for name in used for line in self._reading(name)))

    def _reading(self, name: str) -> Iterator[str]:
        reading, target = self.book.program.readings[name], anchor("reading", name)
        if reading.provision != self.file.citation:
            where = link(f"§ {reading.provision}", anchor("provision", reading.provision))
            yield from (f"{link(name, target)}: a choice of {where}.", "")
            return
        yield from (f"({target})=", f"### {plain(name)}", "", plain(reading.question), "")
        for choice, reason in reading.choices.items():
            yield f"- **{plain(choice)}**{' (default)' if choice == reading.default else ''}: {plain(reason)}"
        yield from ("", f"Why the default: {plain(reading.why)}", "")


def _since(versions: tuple[Version, ...], number: int) -> str:
    if versions[number].start:
        return date.fromordinal(versions[number].start).isoformat()
    return f"before {date.fromordinal(versions[1].start)}" if len(versions) > 1 else "every date"


def _noted(note: str) -> Iterator[str]:
    if note:
        yield from (f"Note: {plain(note)}", "")


def _totals_of(rule: Provision) -> Iterator[Total]:
    for condition in rule.conditions():
        yield from (leaf.total for leaf in leaves(condition) if isinstance(leaf, TotalIs))
    if rule.duty is not None:
        yield from (stated.source for stated in rule.duty.states if isinstance(stated.source, Total))


def _limits_of(rule: Provision) -> Iterator[Limit]:
    conditions: list[Condition] = [*rule.conditions(), *(total.where for total in _totals_of(rule))]
    for leaf in (leaf for condition in conditions for leaf in leaves(condition)):
        if isinstance(leaf, Compare | DaysAfter | TotalIs):
            yield leaf.limit
    dues = [rule.duty.due] if rule.duty is not None else []
    dues += [c.last_day for c in rule.consequences if c.last_day is not None]
    for limit in (*(due.limit for due in dues), *(c.amount for c in rule.consequences)):
        if limit is not None:
            yield limit
