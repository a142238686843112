"""One provision: the words of the law and the rule that encodes them, side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date

from ctethics.explain.duties import show_amount
from ctethics.law.calendar import LATEST
from ctethics.program import AllOf, AnyOf, Condition, Limit, Not, Provision, Reading, leaves, parts_of
from ctethics.program.condition import Compare, DaysAfter, TotalIs
from ctethics.report.layout import columns, width, wrap
from ctethics.report.words import describe, short_name

_NARROW = 90


def render_provision(provision: Provision, law: str | None, part: str = "") -> str:
    """The provision's text and rule under a law; without one, the text as the bill marks it and both laws' limits.

    part -- a clause such as `(I)`, to show it alone.
    """
    lines = [f"§ {provision.citation}{part} {provision.title}", ""]
    for key in ("cited as", "words", "rests on"):
        lines += [line for name, value in provision.statute.heading if name == key for line in wrap(f"{key}: {value}")]
    lines.append("")
    shown = law or "sb434"
    rules = {_clause_of(provision, key): condition for key, condition in _conditions(provision)}
    for clause in _top_clauses(provision, part):
        text = _text(provision, clause, law)
        condition = rules.get(clause)
        rule = list(_outline(condition, shown)) if condition is not None else _not_encoded(provision, clause)
        lines += [*_beside(text, rule), ""]
    lines += _general_elsewhere(provision, rules, part, shown)
    lines += [*_limits(provision, part), *_totals(provision, part, shown), *_readings(provision, part)]
    return "\n".join(lines).rstrip()


def _conditions(provision: Provision) -> Iterator[tuple[str, Condition]]:
    yield "", provision.general
    for e in provision.exceptions:
        yield e.key, e.when


def _clause_of(provision: Provision, key: str) -> str:
    return next((e.clause for e in provision.exceptions if e.key == key), "stem")


def _top_clauses(provision: Provision, part: str) -> list[str]:
    """The clauses that are inside no other, or the one asked for."""
    clauses = provision.statute.clauses
    tops = [c for c in clauses if not any(c != other and c.startswith(other) for other in clauses)]
    return [c for c in tops if not part or c == part]


def _text(provision: Provision, clause: str, law: str | None) -> list[str]:
    lines = provision.statute.lines(clause)
    head = f"{clause} [bill {lines[0]}-{lines[1]}]" if lines else clause
    half = _half()
    words = provision.statute.text(law, clause) if law else provision.statute.marked(clause)
    return [line for paragraph in (head, words) for line in _fold(paragraph, half)]


def _half() -> int:
    return width() if width() < _NARROW else (width() - 2) // 2


def _fold(text: str, columns_: int) -> list[str]:
    return textwrap.wrap(text, columns_, break_on_hyphens=False)


def _beside(text: list[str], rule: list[str]) -> list[str]:
    half = _half()
    folded = [line for item in rule for line in _fold_indented(item, half)]
    return [*text, *folded] if half == width() else columns(text, folded, half)


def _fold_indented(item: str, half: int) -> list[str]:
    indent = len(item) - len(item.lstrip())
    return textwrap.wrap(item.strip(), half, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))


def _outline(c: Condition, law: str, depth: int = 0) -> Iterator[str]:
    """The condition as an indented outline."""
    if isinstance(c, AllOf | AnyOf | Not):
        yield "  " * depth + describe(c, law, _last_day())
        for part in parts_of(c):
            yield from _outline(part, law, depth + 1)
    elif isinstance(c, Reading):
        for number, (choice, part) in enumerate(c.choices.items()):
            yield "  " * depth + f"reading `{c.name}: {choice}`{' (default)' if number == 0 else ''}"
            yield from _outline(part, law, depth + 1)
    else:
        yield "  " * depth + describe(c, law, _last_day())


def _last_day() -> int:
    return LATEST.toordinal()


def _not_encoded(provision: Provision, clause: str) -> list[str]:
    reasons = [why for name, why in provision.not_encoded if name == clause]
    return [f"not encoded: {why}" for why in reasons] or ["encoded in the general rule"]


def _general_elsewhere(provision: Provision, rules: dict[str, Condition], part: str, law: str) -> list[str]:
    """The general rule on its own where the text has no clause that is its alone."""
    if part or "stem" in _top_clauses(provision, "") or "stem" not in rules:
        return []
    return ["The rule", *(line for item in _outline(provision.general, law) for line in wrap(item, 2)), ""]


def _wanted(provision: Provision, part: str) -> Iterator[Condition]:
    """Every leaf of the provision, or of the exceptions that rest on one clause, and of the totals they use."""
    for key, condition in _conditions(provision):
        if not part or _clause_of(provision, key) == part:
            for leaf in leaves(condition):
                yield leaf
                if isinstance(leaf, TotalIs):
                    yield from leaves(leaf.total.where)


def _limits(provision: Provision, part: str) -> Iterator[str]:
    limits: dict[str, Limit] = {}
    for leaf in _wanted(provision, part):
        if isinstance(leaf, Compare | DaysAfter | TotalIs):
            limits.setdefault(leaf.limit.name, leaf.limit)
    if provision.duty is not None and not part:
        due = provision.duty.due.limit
        limits.update({due.name: due} if due else {})
    named = {name: limit for name, limit in limits.items() if not name.startswith("$")}
    if named:
        yield "Limits"
    for name, limit in named.items():
        yield from wrap(f"{name}: {'; '.join(_versions(limit))}", 2)
    if named:
        yield ""


def _totals(provision: Provision, part: str, law: str) -> Iterator[str]:
    totals = {leaf.total.name: leaf.total for leaf in _wanted(provision, part) if isinstance(leaf, TotalIs)}
    if totals:
        yield "Totals"
    for total in totals.values():
        sort = "how many different values of" if total.is_count else "the sum of"
        sort = f"the largest, by {total.largest_by}, of {sort}" if total.largest_by else sort
        over = "a calendar year" if total.yearly else "all time"
        measures, per = " and ".join(total.measures), ", ".join(total.per)
        yield from wrap(f"{short_name(total.name)}: {sort} {measures}, per {per}, over {over}, of", 2)
        for line in _outline(total.where, law):
            yield from wrap(line.strip(), 4 + len(line) - len(line.lstrip()))
    if totals:
        yield ""


def _versions(limit: Limit) -> Iterator[str]:
    for law, versions in limit.versions.items():
        for version in versions:
            since = f" from {date.fromordinal(version.start)}" if version.start else ""
            says = f', "{version.says}"' if version.says else f" ({limit.rests_on})"
            amount = "not established" if version.amount is None else show_amount(version.amount, limit.unit)
            yield f"{law}{since} {amount}{says}"


def _readings(provision: Provision, part: str) -> Iterator[str]:
    used = {name for c in _whole(provision, part) for name in _named(c)}
    readings = [reading for reading in provision.readings if reading.name in used]
    if readings:
        yield "Readings"
    for reading in readings:
        yield from wrap(f"{reading.name}: {reading.question}", 2)
        for number, (choice, why) in enumerate(reading.choices.items()):
            yield from wrap(f"{choice}{' (default)' if number == 0 else ''}: {why}", 4)
        yield from wrap(f"why the default: {reading.why}", 4)


def _whole(provision: Provision, part: str) -> Iterator[Condition]:
    yield from (c for key, c in _conditions(provision) if not part or _clause_of(provision, key) == part)
    yield from (leaf.total.where for leaf in _wanted(provision, part) if isinstance(leaf, TotalIs))


def _named(condition: Condition) -> Iterator[str]:
    if isinstance(condition, Reading):
        yield condition.name
    for inner in parts_of(condition):
        yield from _named(inner)
