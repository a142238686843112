"""A total is the sum over the events that count, each pair of events compared on its own: the slow way, as a judge.

Every engine shares one way of adding up; this is the other one.
"""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ctethics.diagnostics import Collector
from ctethics.engines.direct import DirectEngine, all_of, answer
from ctethics.engines.situation import Question, Situation
from ctethics.engines.totals import Totals
from ctethics.facts import type_case
from ctethics.facts.case import read_case
from ctethics.program import Program, Total
from ctethics.program.program import references
from tests.rule_bases import programs
from tests.strategies import Terrain, Told, cases, questions, shipped

Interval = tuple[int, int | None]


@given(case=cases(), question=questions())
def test_the_totals_of_the_shipped_rules_are_what_adding_up_one_by_one_gives(case: Told, question: Told) -> None:
    check(shipped().program, case, question)


@given(data=st.data(), program=programs())
def test_the_totals_of_any_small_rule_base_are_what_adding_up_one_by_one_gives(
    data: st.DataObject, program: Program
) -> None:
    check(program, data.draw(cases(Terrain(program))), data.draw(questions(program)))


def check(program: Program, case: Told, question: Told) -> None:
    problems = Collector()
    node = read_case(case, problems)
    assert node is not None
    ledger = type_case(node, program.vocabulary, problems)
    assert not problems
    readings = program.default_readings | dict(question["readings"])
    totals = Totals(program, ledger, Question(str(question["law"]), readings, bool(question["strict"])))
    for total in {total.name: total for some in program.totals.values() for total in some}.values():
        for index, event in enumerate(ledger.events):
            if event.kind == total.kind:
                for whole in (False, True):
                    assert totals.interval(total, index, whole) == one_by_one(totals, total, index, whole), total.name


def one_by_one(totals: Totals, total: Total, index: int, whole: bool) -> Interval:
    """The interval by its definition: who certainly counts is in the low end, who may count in the high one."""
    last = len(totals.ledger.events) if whole else index + 1
    here = totals.situation(index)
    found = [(there, counted(totals, total, here, there)) for there in map(totals.situation, range(last))]
    if total.largest_by is not None:
        return largest(total, found)
    if total.is_count:
        sure = [there.facts.get(total.measures[0]) for there, counts in found if counts is True]
        maybe = [there.facts.get(total.measures[0]) for there, counts in found if counts is not False]
        named = {name for name in sure if name is not None}
        least = max(len(named), 1 if sure else 0)
        return least, len({name for name in maybe if name is not None}) + maybe.count(None)
    return added(total, found)


def added(total: Total, found: list[tuple[Situation, bool | None]]) -> Interval:
    sure = [there.facts.get(name) for there, counts in found if counts is True for name in total.measures]
    maybe = [there.facts.get(name) for there, counts in found if counts is not False for name in total.measures]
    return sum(cents or 0 for cents in sure), None if None in maybe else sum(maybe)


def largest(total: Total, found: list[tuple[Situation, bool | None]]) -> Interval:
    """Every way to name what is not named, and the largest sum of each way."""
    name = str(total.largest_by)
    known = {there.facts[name] for there, _ in found if name in there.facts}
    apart = [added(total, [f for f in found if f[0].facts.get(name) == one]) for one in known]
    unnamed = [f for f in found if name not in f[0].facts and f[1] is not False]
    singly = [added(total, [f]) for f in unnamed]
    low = max([0, *(low for low, _ in apart), *(low for low, _ in singly)])
    everything = [*apart, *singly]
    if any(high is None for _, high in everything):
        return low, None
    top = max([high or 0 for _, high in apart], default=0)
    return low, top + sum(high or 0 for _, high in singly)


def counted(totals: Totals, total: Total, here: Situation, there: Situation) -> bool | None:
    if there.event.kind != total.kind:
        return False
    same = [] if here is there else [same_part(totals, name, here, there) for name in total.per]
    if total.yearly:
        same.append(year(here) == year(there))
    applied = {r: binding(totals, r, there) for r in references(total.where)}
    return all_of((answer(total.where, there, applied), *same))


def binding(totals: Totals, citation: str, there: Situation) -> bool | None:
    """Whether a provision applies to the event, by the judge's own answer to all of them."""
    return DirectEngine(totals.program).verdicts(there)[citation].binding


def same_part(totals: Totals, name: str, here: Situation, there: Situation) -> bool | None:
    if name == "donor group":
        return totals.groups.same(here.event.roles["donor"], there.event.roles["donor"])
    one, other = here.facts.get(name), there.facts.get(name)
    return None if one is None or other is None else one == other


def year(situation: Situation) -> int:
    return date.fromordinal(situation.event.day).year
