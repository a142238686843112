"""Conditions as columns: one small function for each kind of node, as in `engines.direct`, which this is held to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from ctethics.diagnostics import Diagnostic, EngineError, Span
from ctethics.engines.columnar.facts import NEVER_DATE, Constant, Facts, Known, as_expression
from ctethics.engines.columnar.kleene import Column, Truth, all_of, any_of, not_
from ctethics.engines.situation import Question
from ctethics.law.calendar import NEVER
from ctethics.law.money import MOST_CENTS
from ctethics.law.phrases import OPERATORS
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
    Limit,
    Not,
    Reading,
    TotalIs,
)
from ctethics.tables.cells import UNIT

_OFFSETS = {"days": "d", "months": "mo", "years": "y"}
# Any day will do where `never` is shifted, as long as the calendar goes on after it.
_SOME_DAY = date(2000, 1, 1)
# What no amount and no number reaches; a product beyond it might not fit its column.
_BEYOND = MOST_CENTS + 1


# A test of a total by its total, which of its sums, how and with which limit it is compared.
TestKey = tuple[str, bool, str, str, str]


@dataclass(frozen=True)
class Terms:
    """What conditions are translated with: the facts, the question, and the totals' tests answered so far."""

    facts: Facts
    question: Question
    tests: Mapping[TestKey, Truth]


def translate(condition: Condition, terms: Terms, applied: Mapping[str, Truth]) -> Truth:
    """Whether the condition holds, row by row; `applied` answers the references to other provisions."""
    return _MEANING[type(condition)](condition, terms, applied)


def _all(c: AllOf, terms: Terms, applied: Mapping[str, Truth]) -> Truth:
    return all_of(translate(part, terms, applied) for part in c.parts)


def _any(c: AnyOf, terms: Terms, applied: Mapping[str, Truth]) -> Truth:
    return any_of(translate(part, terms, applied) for part in c.parts)


def _not(c: Not, terms: Terms, applied: Mapping[str, Truth]) -> Truth:
    return not_(translate(c.part, terms, applied))


def _reading(c: Reading, terms: Terms, applied: Mapping[str, Truth]) -> Truth:
    return translate(c.choices[terms.question.readings[c.name]], terms, applied)


def _applies(c: Applies, terms: Terms, applied: Mapping[str, Truth]) -> Truth:
    return applied[c.provision]


def _total_is(c: TotalIs, terms: Terms, applied: Mapping[str, Truth]) -> Truth:
    return terms.tests[key_of(c)]


def key_of(test: TotalIs) -> TestKey:
    """What tells a test of a total from others."""
    return test.total.name, test.whole, test.operator, test.limit.name, test.limit.unit


def _is_one_of(c: IsOneOf, terms: Terms, applied: Mapping[str, Truth]) -> Truth:
    known = terms.facts[c.fact]
    if not isinstance(known, Column):
        return None if known is None else known.value in c.values
    if c.values <= {True, False}:
        yes = known if True in c.values else False
        return any_of((yes, not_(known) if False in c.values else False))
    texts = sorted(str(value) for value in c.values)
    return Column(known.expr == texts[0] if len(texts) == 1 else known.expr.is_in(texts), known.may_be_null)


def _compare(c: Compare, terms: Terms, applied: Mapping[str, Truth]) -> Truth:
    bound = amount_of(c.limit, terms) if c.per is None else _times(c.limit, terms.facts[c.per], terms)
    return _held(c.operator, terms.facts[c.fact], bound, "amount")


def _compare_facts(c: CompareFacts, terms: Terms, applied: Mapping[str, Truth]) -> Truth:
    one, other = terms.facts[c.fact], terms.facts[c.other]
    ref = terms.facts.program.vocabulary.refer(terms.facts.kind.name, c.fact)
    return _held(c.operator, one, other, ref.type if ref is not None else "amount")


def _days_after(c: DaysAfter, terms: Terms, applied: Mapping[str, Truth]) -> Truth:
    day, start = terms.facts[c.fact], terms.facts[c.after]
    if start is None:
        return None
    if isinstance(start, Constant) and start.value == NEVER:
        return False  # nothing comes after what never happened
    if isinstance(day, Constant) and day.value == NEVER and c.after == "date" and not _is_open(c.limit, terms):
        # What never happened is later than any length of time after the event, which happened.
        return c.operator in ("more than", "at least")
    first = as_expression(start, "date")
    is_never = first == NEVER_DATE
    begun = nw.when(is_never).then(nw.lit(_SOME_DAY, nw.Date)).otherwise(first)
    holds: Callable[[Any, Any], Any] = OPERATORS[c.operator]
    held = holds(as_expression(day, "date"), shifted(begun, c.limit, terms))
    return Column(nw.when(is_never).then(nw.lit(False, nw.Boolean)).otherwise(held))


def _is_open(limit: Limit, terms: Terms) -> bool:
    return any(version.amount is None for version in limit.versions[terms.question.law])


def _includes(c: Includes, terms: Terms, applied: Mapping[str, Truth]) -> Truth:
    names, wanted = terms.facts[c.fact], terms.facts[c.other]
    ref = terms.facts.program.vocabulary.refer(terms.facts.kind.name, c.other)
    if ref is not None and ref.type == "list":
        raise EngineError([cannot(f"whether the list `{c.fact}` has one of the list `{c.other}`")])
    if isinstance(names, Constant):
        if not isinstance(names.value, frozenset) or not names.value:
            return False
        if isinstance(wanted, Column):
            return Column(wanted.expr.is_in(sorted(names.value)), wanted.may_be_null)
        return None if wanted is None else wanted.value in names.value
    if names is None:
        return None
    is_empty = Column(names.expr == UNIT, names.may_be_null)
    if wanted is None:
        return all_of((not_(is_empty), None))
    name = as_expression(wanted, "text").cast(nw.String)
    sought = nw.concat_str([nw.lit(UNIT), name, nw.lit(UNIT)])
    return all_of((not_(is_empty), Column(names.expr.str.contains(sought, literal=True))))


def _times(limit: Limit, number: Known, terms: Terms) -> Known:
    """A limit so many times; unknown where the number is, or where it is nothing."""
    if isinstance(number, Column):
        heads = nw.when(number.expr > 0).then(number.expr)
        return Column(_by_day(limit, terms, lambda amount: _product(amount, heads)))
    times: Any = None if number is None else number.value
    if not times:
        return None
    return Column(_by_day(limit, terms, lambda amount: nw.lit(min(amount * times, _BEYOND), nw.Int64)), False)


def _product(amount: int, heads: nw.Expr) -> nw.Expr:
    """An amount so many times; where that is more than any amount can be, as much as is just beyond them all."""
    if not amount:
        return heads * 0
    return nw.when(heads > MOST_CENTS // amount).then(nw.lit(_BEYOND, nw.Int64)).otherwise(heads * amount)


def _held(operator: str, one: Known, other: Known, type_: str) -> Truth:
    if one is None or other is None:
        return None
    holds: Callable[[Any, Any], Any] = OPERATORS[operator]
    if isinstance(one, Constant) and isinstance(other, Constant):
        return bool(holds(one.value, other.value))
    may_be_null = any(isinstance(known, Column) and known.may_be_null for known in (one, other))
    return Column(holds(as_expression(one, type_), as_expression(other, type_)), may_be_null)


def amount_of(limit: Limit, terms: Terms) -> Constant | Column:
    """The limit's amount: one for all rows, or by the row's date."""
    versions = limit.versions[terms.question.law]
    amounts = [version.amount for version in versions]
    assert None not in amounts, f"limit {limit.name} is not established"
    if len(set(amounts)) == 1:
        return Constant(amounts[0] or 0)
    return Column(_by_day(limit, terms, lambda amount: nw.lit(amount, nw.Int64)), False)


def _by_day(limit: Limit, terms: Terms, made: Callable[[int], nw.Expr]) -> nw.Expr:
    """What is made of the limit's amount on the row's date."""
    first, *later = limit.versions[terms.question.law]
    expr = made(first.amount or 0)
    for version in later:
        expr = nw.when(since(version.start)).then(made(version.amount or 0)).otherwise(expr)
    return expr


def most_of(limit: Limit, law: str) -> int:
    """The greatest amount that the limit has under the law."""
    return max(version.amount or 0 for version in limit.versions[law])


def since(day: int) -> nw.Expr:
    """Whether the row's date is the day or later."""
    return nw.col("ct:date") >= date.fromordinal(day)


def shifted(start: nw.Expr, limit: Limit, terms: Terms) -> nw.Expr:
    """The day so much later as the limit says on the row's date; null where that is not established."""
    versions = limit.versions[terms.question.law]
    expr = _shift(start, versions[0].amount, limit.unit)
    for version in versions[1:]:
        expr = nw.when(since(version.start)).then(_shift(start, version.amount, limit.unit)).otherwise(expr)
    return expr


def _shift(start: nw.Expr, number: int | None, unit: str) -> nw.Expr:
    if number is None:
        return nw.lit(None, nw.Date)
    if unit == "day of the month":
        months = start.dt.truncate("1mo").dt.offset_by("1mo")
        return months.dt.offset_by(f"{number - 1}d").cast(nw.Date)
    return start.dt.offset_by(f"{number}{_OFFSETS[unit]}").cast(nw.Date)


def cannot(what: str) -> Diagnostic:
    """What is reported of a program that columns cannot hold."""
    why = "a column is compared with one value, or with another column of single values."
    return Diagnostic(
        "CTE702", Span.whole("columnar"), f"the columnar engine cannot tell {what}", why, "use engine=`direct`."
    )


_MEANING: dict[type, Callable[[Any, Terms, Mapping[str, Truth]], Truth]] = {
    AllOf: _all,
    AnyOf: _any,
    Not: _not,
    Reading: _reading,
    IsOneOf: _is_one_of,
    Compare: _compare,
    CompareFacts: _compare_facts,
    DaysAfter: _days_after,
    Includes: _includes,
    TotalIs: _total_is,
    Applies: _applies,
}
