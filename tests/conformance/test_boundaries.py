"""Every limit that the statutes state has examples on each side of its figure, under each law."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest

from ctethics.api import load_rules
from ctethics.outcome import Determination, Trace
from ctethics.program import Compare, DaysAfter, Limit, Provision, TotalIs, leaves
from tests.asking import LAW_NAMES, ask_example, law_named

FILES = sorted({p.file for p in load_rules().program.provisions.values()})


@pytest.mark.parametrize("law", LAW_NAMES)
@pytest.mark.parametrize("file", FILES)
def test_each_limit_has_examples_under_at_and_over_its_figure(file: str, law: str) -> None:
    """A dollar limit at one cent under, at it and one cent over; days, hours and times at the last and the next."""
    rules = [p for p in load_rules().program.provisions.values() if p.file == file]
    seen: dict[str, set[int]] = defaultdict(set)
    for example in load_rules().examples:
        if example.law == law and example.provision in {p.citation for p in rules}:
            for name, distance in distances(ask_example(law_named(law), example), example.provision):
                seen[name].add(distance)

    wanted = {name for rule in rules if rule.shares is None for name in stated(rule, law)}
    missing = {name: sorted({-1, 0, 1} - seen[name]) for name in wanted if not {-1, 0, 1} <= seen[name]}
    assert missing == {}


def stated(rule: Provision, law: str) -> Iterator[str]:
    """The limits of amounts and hours that words of the law state, as a rule compares facts and totals with them."""
    for condition in rule.conditions():
        for leaf in leaves(condition):
            limit: Limit | None = leaf.limit if isinstance(leaf, Compare | TotalIs | DaysAfter) else None
            if limit is not None and limit.unit in ("dollars", "hours") and limit.versions[law][-1].says:
                yield limit.name


def distances(determination: Determination, provision: str) -> Iterator[tuple[str, int]]:
    """How far each measured amount lies from its limit, in cents, hours or days."""
    for event in determination:
        why = event.by_provision.get(provision)
        if why is None:
            continue
        for trace in (why.explanation.general, *why.explanation.exceptions):
            for leaf in measured(trace):
                measure = leaf.measure
                if measure is not None and measure.low == measure.high and measure.version.amount is not None:
                    yield measure.limit, measure.low - measure.version.amount


def measured(trace: Trace) -> Iterator[Trace]:
    if trace.measure is not None:
        yield trace
    for part in trace.parts:
        yield from measured(part)
