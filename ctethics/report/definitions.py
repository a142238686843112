"""What rules are made of, below the text they encode: limits, totals, duties, what may follow, readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ctethics.explain.duties import show_amount
from ctethics.program import (
    Condition,
    Due,
    Limit,
    Provision,
    Reading,
    ReadingChoice,
    Total,
    TotalIs,
    Version,
    leaves,
    parts_of,
)
from ctethics.program.condition import Compare, DaysAfter
from ctethics.report.outline import Row, outline
from ctethics.report.words import short_name


def definitions(
    conditions: list[Condition], rules: tuple[Provision, ...], declared: dict[str, ReadingChoice], law: str | None
) -> Iterator[Row]:
    """The sections, each once: what these conditions use, and what these rules lay on someone.

    declared -- the readings of the whole file, by name; law -- the limits' amounts under it, or under both.
    """
    totals = {leaf.total.name: leaf.total for c in conditions for leaf in leaves(c) if isinstance(leaf, TotalIs)}
    every = [*conditions, *(total.where for total in totals.values())]
    yield from _section("Limits", "limit", _limits(every, rules, law))
    yield from _section("Totals", "total", _totals(totals, law))
    yield from _section("Duties", "duty", (row for rule in rules for row in _duty(rule)))
    yield from _section("What may follow", "what may follow", (row for rule in rules for row in _follows(rule)))
    used = dict.fromkeys(name for c in every for name in _named(c))
    yield from _section("Readings", "heading", (row for name in used for row in _reading(declared[name])))


def _section(title: str, style: str, rows: Iterable[Row]) -> Iterator[Row]:
    found = list(rows)
    if found:
        yield from ((0, ((title, style),)), *found, (0, ()))


def _row(indent: int, text: str, style: str = "") -> Row:
    return indent, ((text, style),)


def _limits(conditions: list[Condition], rules: tuple[Provision, ...], law: str | None) -> Iterator[Row]:
    limits: dict[str, Limit] = {}
    for leaf in (leaf for c in conditions for leaf in leaves(c)):
        if isinstance(leaf, Compare | DaysAfter | TotalIs):
            limits.setdefault(leaf.limit.name, leaf.limit)
    dues = [rule.duty.due for rule in rules if rule.duty is not None]
    dues += [c.last_day for rule in rules for c in rule.consequences if c.last_day is not None]
    amounts = [c.amount for rule in rules for c in rule.consequences]
    for limit in (*(due.limit for due in dues), *amounts):
        if limit is not None:
            limits.setdefault(limit.name, limit)
    for name, limit in limits.items():
        if not name.startswith("$"):
            yield 2, ((name, "limit"), (f": {'; '.join(_versions(limit, law))}", ""))


def _versions(limit: Limit, law: str | None) -> Iterator[str]:
    """The amounts with the words that state them: under a law from each day on, or what each law says itself."""
    if law is not None:
        for version in limit.versions[law]:
            yield _version(version, limit)
        return
    last = {name: versions[-1] for name, versions in limit.versions.items()}
    if len({(version.amount, version.says) for version in last.values()}) == 1:
        yield f"every law {_version(next(iter(last.values())), limit)}"
        return
    for name, version in last.items():
        yield f"{name} {_version(version, limit)}"


def _version(version: Version, limit: Limit) -> str:
    since = f"from {date.fromordinal(version.start)} " if version.start else ""
    says = f', "{version.says}"' if version.says else f" ({limit.rests_on})"
    amount = "not established" if version.amount is None else show_amount(version.amount, limit.unit)
    return f"{since}{amount}{says}"


def _totals(totals: dict[str, Total], law: str | None) -> Iterator[Row]:
    for total in totals.values():
        sort = "how many different values of" if total.is_count else "the sum of"
        sort = f"the largest, by {total.largest_by}, of {sort}" if total.largest_by else sort
        over = "a calendar year" if total.yearly else "all time"
        measures, per = " and ".join(total.measures), ", ".join(total.per)
        yield 2, ((short_name(total.name), "total"), (f": {sort} {measures}, per {per}, over {over}, of", ""))
        for indent, line in outline(total.where, law, ""):
            yield 4 + indent, line


def _duty(rule: Provision) -> Iterator[Row]:
    duty = rule.duty
    if duty is not None:
        yield _row(2, f"{duty.owed_by} owes {', '.join(duty.owed_to)}: {duty.what}, {_due(duty.due)}")


def _due(due: Due) -> str:
    """When something is due or ends, by the limit's name."""
    if due.limit is None:
        return f"with {due.words}"
    if due.is_end:
        return f"until `{due.limit.name}` after {due.after}"
    if due.limit.unit == "day of the month":
        return f"by `{due.limit.name}` of the month after {due.after}"
    return f"within `{due.limit.name}` after {due.after}"


def _follows(rule: Provision) -> Iterator[Row]:
    for c in rule.consequences:
        amount = f", {c.operator} `{c.amount.name}`" if c.amount is not None else ""
        last = f", {_due(c.last_day)}" if c.last_day is not None else ""
        condition = f", if {c.if_}" if c.if_ else ""
        yield _row(2, f"{c.what}{amount}{condition}{last}")


def _named(condition: Condition) -> Iterator[str]:
    if isinstance(condition, Reading):
        yield condition.name
    for inner in parts_of(condition):
        yield from _named(inner)


def _reading(reading: ReadingChoice) -> Iterator[Row]:
    yield _row(2, f"{reading.name}: {reading.question}")
    for number, (choice, why) in enumerate(reading.choices.items()):
        yield _row(4, f"{choice}{' (default)' if number == 0 else ''}: {why}")
    yield _row(4, f"why the default: {reading.why}")
