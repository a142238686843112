"""What the bill leaves behind: amounts of money that stay as they are, and what rests on a regulation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ctethics.law.regimes import LAWS
from ctethics.program import Limit, Provision, Version
from ctethics.proving.findings.amounts import is_moved, shown
from ctethics.proving.findings.told import Findings, listed
from ctethics.report.words import cited

_REGULATION: Final = "RCSA "


def behind(told: Findings) -> Iterator[str]:
    """The amounts by whether the bill amends the text that states them, then what rests on a regulation."""
    yield from ("These amounts of money are the same under both laws.", "")
    rules = [told.program.provisions[citation] for citation in told.stated]
    for words, is_amended in (
        ("In texts that the bill does not amend:", False),
        ("In texts that the bill amends elsewhere:", True),
    ):
        some = [rule for rule in rules if told.is_amended(rule.citation) == is_amended]
        yield from (words, "", *(_named(told, found) for found in _kept(some).items()), "")
    regulated = _regulated(rules)
    yield from ("What rests on a regulation, and is the same under both laws:", "")
    yield from (f"- {what}: {listed(map(cited, some))}" for what, some in regulated.items())
    yield from (() if regulated else ("- nothing",))


def _kept(rules: list[Provision]) -> dict[tuple[str, str], list[str]]:
    """Each amount in words with the text that states it, and the rules that hold to it."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for rule in rules:
        for limit in _amounts(rule):
            version = limit.versions[next(iter(LAWS))][0]
            if limit.unit == "dollars" and version.amount and not is_moved(limit):
                stands = f'"{version.says}"' if version.says else f"{shown(version, limit.unit)} ({limit.rests_on})"
                key = (f"{limit.name}, {stands}", _passage(rule, version))
                found.setdefault(key, {})[rule.citation] = None
    return {key: list(some) for key, some in found.items()}


def _passage(rule: Provision, version: Version) -> str:
    """What states the amount, where it is a passage with a name of its own and not a part of the provision."""
    clause = version.found.clause if version.found is not None else ""
    return "" if clause.startswith("(") or clause == "stem" or clause in cited(rule.citation) else clause


def _amounts(rule: Provision) -> Iterator[Limit]:
    yield from rule.limits()
    yield from (one.amount for one in rule.consequences if one.amount is not None)


def _named(told: Findings, one: tuple[tuple[str, str], list[str]]) -> str:
    (what, clause), some = one
    also = ", and yet it comes out otherwise by reference" if set(some) & set(told.changed) else ""
    is_moved_alone = also if not any(told.is_amended(citation) for citation in some) else ""
    return f"- {listed(map(cited, some))}{f', by {clause}' if clause else ''}: {what}{is_moved_alone}"


def _regulated(rules: list[Provision]) -> dict[str, list[str]]:
    """What each regulation is relied on for, and by which rules."""
    found: dict[str, dict[str, None]] = {}
    for rule in rules:
        for limit in rule.limits():
            source = (limit.rests_on or "").partition(";")[0]
            if source.startswith(_REGULATION) and not is_moved(limit):
                found.setdefault(f"{limit.name}, {source}", {})[rule.citation] = None
    return {what: list(some) for what, some in found.items()}
