"""What of a rule rests on which words: every quotation, every limit's phrase, and exceptions that quote nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from ctethics.law.statute import Quotation
from ctethics.program import Condition, Limit, Provision, Quoted, Total, TotalIs, parts_of

Sort = Literal[
    "limit",
    "total",
    "exception",
    "duty",
    "what may follow",
    "general rule",
    "encoded otherwise",
    "not operative",
    "not encoded",
    "unaccounted",
]
# Of two quotations of one length over the same words, the sort named first shows.
SORTS: Final[tuple[Sort, ...]] = Sort.__args__  # type: ignore[attr-defined]


class Rest(NamedTuple):
    """A part of a rule and the words it rests on, where they stand under each law.

    part -- the citation of the rule or the exception; is_phrase -- whether the words state a limit;
    clause -- of an exception that quotes nothing: the clause it rests on whole.
    """

    sort: Sort
    part: str
    by_law: Mapping[str, Quotation]
    is_phrase: bool = False
    clause: str = ""

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause that the words run over, under any law."""
        if self.clause:
            return (self.clause,)
        return tuple(dict.fromkeys(clause for found in self.by_law.values() for clause in found.clauses))


def rests(rule: Provision) -> Iterator[Rest]:
    """Everything in a rule that rests on words, in the order of its parts."""
    yield from of_condition(rule.general, "general rule", rule.citation)
    for exception in rule.exceptions:
        found = list(of_condition(exception.when, "exception", exception.citation))
        yield from found or [Rest("exception", exception.citation, {}, clause=exception.clause)]
    yield from _of_duty(rule)
    for consequence in rule.consequences:
        yield from _of_quote(consequence.quote, "what may follow", rule.citation)
        for limit in (consequence.amount, consequence.last_day.limit if consequence.last_day else None):
            yield from _of_limit(limit, "what may follow", rule.citation)


def of_condition(condition: Condition, sort: Sort, part: str) -> Iterator[Rest]:
    """What rests on words in a condition and in the totals it asks for, in the order of its parts."""
    is_total = isinstance(condition, TotalIs)
    yield from _of_quote(condition.quote, "total" if is_total else sort, part)
    yield from _of_limit(getattr(condition, "limit", None), "limit", part)
    for inner in parts_of(condition):
        yield from of_condition(inner, sort, part)
    if isinstance(condition, TotalIs):
        yield from of_condition(condition.total.where, "total", part)


def _of_duty(rule: Provision) -> Iterator[Rest]:
    if rule.duty is not None:
        yield from _of_limit(rule.duty.due.limit, "duty", rule.citation)
        for stated in rule.duty.states:
            if isinstance(stated.source, Total):
                yield from of_condition(stated.source.where, "total", rule.citation)


def _of_quote(quote: Quoted | None, sort: Sort, part: str) -> Iterator[Rest]:
    if quote is not None and quote.by_law:
        yield Rest(sort, part, quote.by_law)


def _of_limit(limit: Limit | None, sort: Sort, part: str) -> Iterator[Rest]:
    """A limit's phrase under each law: of versions from a day on the last, which alone is in that law's own words."""
    if limit is not None:
        last = {law: versions[-1].found for law, versions in limit.versions.items()}
        found = {law: quotation for law, quotation in last.items() if quotation is not None}
        if found:
            yield Rest(sort, part, found, is_phrase=True)
