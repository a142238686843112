"""CTE904: facts that are declared and that no rule looks at."""

from __future__ import annotations

from collections.abc import Iterator

from ctethics.compile.checked import Checked
from ctethics.diagnostics import Span
from ctethics.facts.groups import LINKS
from ctethics.lint.walk import is_whole, totals_stated
from ctethics.program import Fact, Provision, Total, Vocabulary, facts_in
from ctethics.source import Mapping, Node

# The kind under which a party's facts are kept; no kind of event has an empty name.
_PARTY = ""


def check_facts(checked: Checked) -> None:
    """Reports each fact that no condition, total or duty looks at, itself or by the fact it stands in for."""
    vocabulary = checked.base.vocabulary
    if vocabulary is None or not is_whole(checked):
        return
    used = _used(checked, vocabulary)
    for kind, name, span in _declared(checked.base.facts):
        if (kind, name) not in used:
            owner = f"a {kind}" if kind else "a party"
            what, why = f"no rule looks at the fact `{name}` of {owner}", "no answer can depend on it."
            fix = "name it in a condition, a total or a duty, or delete it."
            checked.problems.add("CTE904", span, what, why=why, fix=fix)


def _declared(facts: Node | None) -> Iterator[tuple[str, str, Span]]:
    """Each declared fact by its kind of event, with the place of its name."""
    top = facts.items if isinstance(facts, Mapping) else {}
    party, events = top.get("party"), top.get("events")
    kinds = events.items if isinstance(events, Mapping) else {}
    of_events = {kind: node.items.get("facts") for kind, node in kinds.items() if isinstance(node, Mapping)}
    for kind, node in {_PARTY: party, **of_events}.items():
        for name, span in node.keys.items() if isinstance(node, Mapping) else ():
            yield kind, name, span


def _used(checked: Checked, vocabulary: Vocabulary) -> set[tuple[str, str]]:
    """The facts that rules look at, and what stands in for those."""
    used = {(_PARTY, name) for name in LINKS}
    for rule in checked.provisions.values():
        for name in set(_names(rule)):
            ref = vocabulary.refer(rule.about, name)
            if ref is not None and ref.fact is not None:
                kind = rule.about if ref.role is None else _PARTY
                facts = vocabulary.party if ref.role else vocabulary.events[kind].facts
                used.update((kind, fact.name) for fact in _with_stand_ins(ref.fact, facts))
    return used


def _with_stand_ins(fact: Fact | None, facts: dict[str, Fact]) -> Iterator[Fact]:
    seen: set[str] = set()
    while fact is not None and fact.name not in seen:
        yield fact
        seen.add(fact.name)
        fact = facts.get(fact.otherwise) if fact.otherwise else None


def _names(rule: Provision) -> Iterator[str]:
    """Every name that a rule looks at."""
    for condition in rule.conditions():
        yield from facts_in(condition)
    for total in totals_stated(rule):
        yield from _of_total(total)
    yield from rule.told()


def _of_total(total: Total) -> Iterator[str]:
    yield from total.looks_at
    yield from facts_in(total.where)
