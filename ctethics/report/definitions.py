"""What rules are made of, below the text they encode: limits, totals, duties, what may follow, readings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ctethics.explain.duties import show_amount
from ctethics.program import Condition, Due, Limit, Provision, Reading, ReadingChoice, Total, TotalIs, leaves, parts_of
from ctethics.program.condition import Compare, DaysAfter
from ctethics.report.layout import wrap
from ctethics.report.outline import outline
from ctethics.report.words import short_name


def definitions(
    conditions: list[Condition], rules: tuple[Provision, ...], declared: dict[str, ReadingChoice], law: str
) -> Iterator[str]:
    """The sections, each once: what these conditions use, and what these rules lay on someone.

    declared -- the readings of the whole file, by name.
    """
    totals = {leaf.total.name: leaf.total for c in conditions for leaf in leaves(c) if isinstance(leaf, TotalIs)}
    every = [*conditions, *(total.where for total in totals.values())]
    yield from _section("Limits", _limits(every, rules))
    yield from _section("Totals", _totals(totals, law))
    yield from _section("Duties", (line for rule in rules for line in _duty(rule)))
    yield from _section("What may follow", (line for rule in rules for line in _follows(rule)))
    used = dict.fromkeys(name for c in every for name in _named(c))
    yield from _section("Readings", (line for name in used for line in _reading(declared[name])))


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from (title, *found, "")


def _limits(conditions: list[Condition], rules: tuple[Provision, ...]) -> Iterator[str]:
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
            yield from wrap(f"{name}: {'; '.join(_versions(limit))}", 2)


def _versions(limit: Limit) -> Iterator[str]:
    for law, versions in limit.versions.items():
        for version in versions:
            since = f" from {date.fromordinal(version.start)}" if version.start else ""
            says = f', "{version.says}"' if version.says else f" ({limit.rests_on})"
            amount = "not established" if version.amount is None else show_amount(version.amount, limit.unit)
            yield f"{law}{since} {amount}{says}"


def _totals(totals: dict[str, Total], law: str) -> Iterator[str]:
    for total in totals.values():
        sort = "how many different values of" if total.is_count else "the sum of"
        sort = f"the largest, by {total.largest_by}, of {sort}" if total.largest_by else sort
        over = "a calendar year" if total.yearly else "all time"
        measures, per = " and ".join(total.measures), ", ".join(total.per)
        yield from wrap(f"{short_name(total.name)}: {sort} {measures}, per {per}, over {over}, of", 2)
        for line in outline(total.where, law):
            yield from wrap(line.strip(), 4 + len(line) - len(line.lstrip()))


def _duty(rule: Provision) -> Iterator[str]:
    duty = rule.duty
    if duty is not None:
        yield from wrap(f"{duty.owed_by} owes {', '.join(duty.owed_to)}: {duty.what}, {_due(duty.due)}", 2)


def _due(due: Due) -> str:
    """When something is due or ends, by the limit's name."""
    if due.limit is None:
        return f"with {due.words}"
    if due.is_end:
        return f"until `{due.limit.name}` after {due.after}"
    if due.limit.unit == "day of the month":
        return f"by `{due.limit.name}` of the month after {due.after}"
    return f"within `{due.limit.name}` after {due.after}"


def _follows(rule: Provision) -> Iterator[str]:
    for c in rule.consequences:
        amount = f", {c.operator} `{c.amount.name}`" if c.amount is not None else ""
        last = f", {_due(c.last_day)}" if c.last_day is not None else ""
        condition = f", if {c.if_}" if c.if_ else ""
        yield from wrap(f"{c.what}{amount}{condition}{last}", 2)


def _named(condition: Condition) -> Iterator[str]:
    if isinstance(condition, Reading):
        yield condition.name
    for inner in parts_of(condition):
        yield from _named(inner)


def _reading(reading: ReadingChoice) -> Iterator[str]:
    yield from wrap(f"{reading.name}: {reading.question}", 2)
    for number, (choice, why) in enumerate(reading.choices.items()):
        yield from wrap(f"{choice}{' (default)' if number == 0 else ''}: {why}", 4)
    yield from wrap(f"why the default: {reading.why}", 4)
