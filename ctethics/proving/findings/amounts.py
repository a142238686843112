"""The amounts of a rule that the bill changes, side by side."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.explain.duties import show_amount
from ctethics.law.calendar import show_day
from ctethics.law.regimes import LAWS
from ctethics.program import Compare, DaysAfter, Limit, Provision, TotalIs, Version
from ctethics.proving.findings.told import table
from ctethics.proving.verify.parts import leaves_of


def amounts(rule: Provision) -> Iterator[str]:
    """A table of the limits of the rule that are another under the bill; nothing where there are none."""
    found: dict[tuple[str, str], list[str]] = {}
    for leaf in leaves_of(rule):
        if isinstance(leaf.condition, Compare | DaysAfter | TotalIs) and is_moved(leaf.condition.limit):
            limit = leaf.condition.limit
            where = leaf.citation.removeprefix(rule.citation).strip() or "the rule"
            found[where, limit.name] = [where, limit.name, *map(_last, _latest(limit)), _direction(limit)]
    yield from table(["part", "limit", *(f"`{law}`" for law in LAWS), ""], found.values())


def is_moved(limit: Limit) -> bool:
    """Whether the limit has another amount under another law."""
    return len({tuple((v.start, v.amount) for v in some) for some in limit.versions.values()}) > 1


def shown(version: Version, unit: str) -> str:
    """An amount, or that it is not established."""
    return "not established" if version.amount is None else show_amount(version.amount, unit)


def _latest(limit: Limit) -> Iterator[tuple[Limit, Version]]:
    yield from ((limit, limit.versions[law][-1]) for law in LAWS)


def _last(one: tuple[Limit, Version]) -> str:
    limit, version = one
    words = f'"{version.says}"' if version.says else shown(version, limit.unit)
    return words + (f", from {show_day(version.start)}" if version.start > 1 else "")


def _direction(limit: Limit) -> str:
    first, second = (version.amount for _, version in _latest(limit))
    if first is None or second is None:
        return ""
    return f"{'up' if second > first else 'down'} to {show_amount(second, limit.unit)}"
