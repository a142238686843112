"""What is told in parts comes to what is told at once: one event in two, one ledger entry by entry."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from ctethics import Law
from ctethics.engines.totals import Totals
from ctethics.law.money import parse_cents, show_cents
from ctethics.program import Program, Total
from tests.asking import law_named, law_of
from tests.balance.fresh import stored
from tests.balance.fresh import told as told_of
from tests.rule_bases import RuleBase, programs
from tests.strategies import UNKNOWN, Terrain, Told, cases, questions

MEASURED = ("amount", "number")


@given(data=st.data(), case=cases(kinds=["transfer"]), question=questions())
def test_an_event_split_into_two_of_the_same_day_leaves_every_total_that_counts_both_as_it_was(
    data: st.DataObject, case: Told, question: Told
) -> None:
    """For the second of the two, for each later event and over whole periods: wherever each of the two counts in the
    total as the one did, and it is known where that belongs. An outcome may change: a limit on each thing sees halves.
    """
    check(data, law_named(str(question.pop("law"))), case, question)


@given(data=st.data(), program=programs())
def test_the_same_holds_of_any_small_rule_base(data: st.DataObject, program: RuleBase) -> None:
    question = data.draw(questions(program))
    law = law_of(program, str(question.pop("law")))
    check(data, law, data.draw(cases(Terrain(program), most_events=4, kinds=["transfer"])), question)


@settings(max_examples=12)
@given(case=cases(), question=questions(), random=st.randoms(use_true_random=False))
def test_a_ledger_told_event_by_event_in_any_order_its_slips_mended_says_what_is_said_of_the_whole(
    case: Told, question: Told, random: Random
) -> None:
    law = law_named(str(question.pop("law")))
    events = random.sample(case["events"], len(case["events"]))
    with tempfile.TemporaryDirectory() as folder, law.ledger(Path(folder) / "a.ctledger", **question) as ledger:
        ledger._file.sql.execute("PRAGMA synchronous = OFF")
        ledger.state(case["parties"])
        ledger.add({**events[0], "id": "entered by mistake"})
        for event in events:
            slip = {name: event[name] for name in event if name in (*roles(law, event), "id", "kind")}
            ledger.add({**slip, "date": "2025-06-30"} if random.random() < 0.5 else event)
            ledger.correct(event["id"], event)
        ledger.remove("entered by mistake")

        assert stored(ledger) == told_of(law.assess(case, engine="direct", **question))


def roles(law: Law, event: Told) -> list[str]:
    return list(law.program.vocabulary.events[event["kind"]].roles)


def check(data: st.DataObject, law: Law, case: Told, question: Told) -> None:
    """The totals of the whole case beside those of the case with one event in two."""
    place = data.draw(st.integers(0, len(case["events"]) - 1))
    id_ = str(case["events"][place]["id"])
    parted = {**case, "events": [*case["events"], {}]}
    parted["events"][place], parted["events"][-1] = halves(data, law.program, case["events"][place])
    one, two = (law.assess(told, **question)._explainer.totals for told in (case, parted))
    for total in law.program.totals.get("transfer", ()):
        if counts_alike(total, one, two, id_) and is_placed(one, total, id_):
            for index, event in enumerate(one.ledger.events):
                last = place_of(two, f"{id_}+" if event.id == id_ else event.id)
                assert two.interval(total, last) == one.interval(total, index), (total.name, event.id)
                whole = one.interval(total, index, whole=True)
                assert two.interval(total, last, whole=True) == whole, (total.name, event.id)


def halves(data: st.DataObject, program: Program, event: Told) -> tuple[Told, Told]:
    """The event with part of each amount and number that is stated, and another with the rest, next after it."""
    declared = program.vocabulary.events[event["kind"]].facts
    first, second = dict(event), {**event, "id": f"{event['id']}+"}
    for name, fact in declared.items():
        if fact.type in MEASURED and event.get(name, UNKNOWN) != UNKNOWN:
            is_money = fact.type == "amount"
            whole = parse_cents(event[name]) if is_money else int(event[name])
            part = data.draw(st.integers(0, whole))
            first[name], second[name] = (show_cents(n) if is_money else n for n in (part, whole - part))
    return first, second


def counts_alike(total: Total, one: Totals, two: Totals, id_: str) -> bool:
    """Whether each half counts as the whole did and every other event as before; no presumed sum is told twice."""
    names = {event.id: entry.counts for event, entry in zip(one.ledger.events, one.entries(total), strict=True)}
    halved = {event.id: entry.counts for event, entry in zip(two.ledger.events, two.entries(total), strict=True)}
    declared = one.program.vocabulary.events[total.kind].facts
    is_doubled = any(name in declared and declared[name].presume for name in total.measures)
    return halved == {**names, f"{id_}+": names[id_]} and not is_doubled


def is_placed(totals: Totals, total: Total, id_: str) -> bool:
    """Whether it is known where the event belongs, and what is counted of it or kept apart by."""
    index = place_of(totals, id_)
    told = totals.situation(index).facts
    apart = (*((total.largest_by,) if total.largest_by else ()), *(total.measures if total.is_count else ()))
    return None not in totals.place(total, index) and all(name in told for name in apart)


def place_of(totals: Totals, id_: str) -> int:
    return next(index for index, event in enumerate(totals.ledger.events) if event.id == id_)
