"""What comes of a rule that applies: duties, and what may follow."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.explain.duties import show_amount
from ctethics.program import Due, Limit, Provision, Stated, Total
from ctethics.program.provision import HEAD
from ctethics.report.words import cited, short_name
from ctethics.site.book import Book
from ctethics.site.markdown import anchor, link, plain, section


class Duties:
    """The sections on what the rules of a file lay on somebody."""

    def __init__(self, book: Book, rules: tuple[Provision, ...]) -> None:
        self.book, self.rules = book, rules

    def lines(self) -> Iterator[str]:
        yield from section("Duties", (line for rule in self.rules for line in self._duty(rule)))
        yield from section("What may follow", (line for rule in self.rules for line in self._follows(rule)))

    def _duty(self, rule: Provision) -> Iterator[str]:
        duty = rule.duty
        if duty is None:
            return
        to = ", ".join(self._owed_to(rule, part) for part in duty.owed_to)
        who = self.book.fact(rule.about, duty.owed_by)
        what = f"{plain(duty.what)}, {self._due(duty.due, rule)}"
        yield from (
            f"Where {link(cited(rule.citation), anchor('provision', rule.citation))} applies, {who} owes {to}: {what}.",
            "",
        )
        yield from (f"- It states {plain(stated.what)}: {self._source(stated, rule)}" for stated in duty.states)
        yield from [""] if duty.states else []

    def _source(self, stated: Stated, rule: Provision) -> str:
        if isinstance(stated.source, Total):
            return link(short_name(stated.source.name), anchor("total", stated.source.name))
        return self.book.fact(rule.about, stated.source)

    def _owed_to(self, rule: Provision, part: str) -> str:
        if part in self.book.program.vocabulary.offices:
            return link(part, anchor("office", part))
        name = part.removeprefix(HEAD)
        return f"{part.removesuffix(name)}{self.book.fact(rule.about, name)}"

    def _due(self, due: Due, rule: Provision) -> str:
        if due.limit is None:
            return f"with {plain(due.words or '')}"
        after, time = self.book.fact(rule.about, due.after) if due.after else "", _amounts(due.limit)
        if due.is_end:
            return f"until {time} after {after}"
        if due.limit.unit == "day of the month":
            opens = f"from day {due.opens} " if due.opens else ""
            return f"{opens}to {time} after {after}"
        return f"within {time} after {after}"

    def _follows(self, rule: Provision) -> Iterator[str]:
        for c in rule.consequences:
            amount = f", {c.operator} {_amounts(c.amount)}" if c.amount is not None else ""
            last = f", {self._due(c.last_day, rule)}" if c.last_day is not None else ""
            condition = f", if {plain(c.if_)}" if c.if_ else ""
            yield f"- {plain(c.what)}{amount}{condition}{last}"
        yield from [""] if rule.consequences else []


def _amounts(limit: Limit) -> str:
    """The amounts of a limit, each once."""
    found = (v.amount for versions in limit.versions.values() for v in versions)
    none = f"a number of {limit.unit} not established"
    return plain(" or ".join(dict.fromkeys(none if n is None else show_amount(n, limit.unit) for n in found)))
