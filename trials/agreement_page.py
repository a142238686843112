"""The record of the engines' agreement: how many cases, of what kinds, and what was seen of the rules."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ctethics.api import load_rules
from ctethics.outcome import Verdict
from trials.records import Record, lasted, surroundings
from trials.tally import OUTCOMES, Tally, outcome_of

if TYPE_CHECKING:
    from trials.agreement import Running

ABOUT = """
Generated cases, each put to every engine; the whole verdicts of all are held to those of `direct`, the judge: of every
provision and every event, whether its general rule holds, whether each exception does, and whether it applies. Written
by `python -m trials.agreement`.
"""
HOW = """
Each case is drawn afresh from a seed of its own, with one to three events, facts stated, `unknown` or left out,
amounts at the limits and a cent on either side; none is another one changed a little. A batch of cases shares one
question: a law, presumptions or none, a choice of each reading. The engines share what every engine is given: the
typed facts, with presumptions applied, and, but for `columnar`, which works them out itself, the totals.
"""
SIDES = ((True, "yes"), (False, "no"), (None, "unknown"))


def page(running: Running, asked: Namespace) -> Record:
    """The record of a run so far."""
    tally = running.tally
    record = Record("Do the engines agree?", ABOUT)
    record.block(f"python -m trials.agreement --cases {asked.cases} --seed {asked.seed} --workers {asked.workers}")
    record.say(_result(running))
    record.say(surroundings())
    for found in tally.differences:
        record.block(found.file, "yaml")
    for crash in tally.crashed:
        record.say(f"**{crash}.**")
    record.heading("What was drawn")
    record.say(HOW)
    _drawn(record, tally)
    record.heading("What the engines did")
    _engines(record, tally)
    record.heading("What was answered")
    _answered(record, tally)
    record.heading("What took the time")
    whole = sum(tally.seconds.values())
    rows = [(part, f"{taken:,.0f}", f"{100 * taken / whole:.0f} %") for part, taken in tally.seconds.most_common()]
    record.table(["", "seconds of a core", ""], rows)
    return record


def _result(running: Running) -> str:
    tally = running.tally
    cases = tally.cases.total()
    ended = "stopped after" if running.is_stopped else "in"
    found = f"**{tally.different:,} differences**" if tally.different else "no difference"
    speed = f"{cases / running.seconds:,.0f} a second" if running.seconds else ""
    return f"{cases:,} cases {ended} {lasted(running.seconds)}, {speed}: {found}."


def _drawn(record: Record, tally: Tally) -> None:
    programs, cases, events = tally.programs, tally.cases, tally.events
    distinct = len(set(tally.hashes))
    rows: list[tuple[object, ...]] = [
        ("cases over the shipped rules", cases["shipped"]),
        ("their events", events["shipped"]),
        ("cases over random rules", cases["random"]),
        ("their events", events["random"]),
        ("random rule bases", programs["random"]),
        ("cases of each", f"{cases['random'] / programs['random']:,.0f}" if programs["random"] else "none"),
        ("distinct cases, by hash of the rules and of what is told", distinct),
        ("drawn besides, and left out since they have a slip", tally.untyped),
        ("questions: batches with a law, strictness and readings of their own", programs.total()),
    ]
    record.table(["", "number"], [*rows, *((f"cases with {said}", n) for said, n in sorted(tally.questions.items()))])


def _engines(record: Record, tally: Tally) -> None:
    names = [*tally.answered, *(name for name in tally.refused if name not in tally.answered)]
    rows = [(f"`{name}`", tally.answered[name], tally.refused[name]) for name in names]
    record.table(["engine", "cases answered", "cases refused (CTE702)"], rows)
    record.say(
        "Refused are random rules that an engine says it cannot run, never the shipped ones. An engine that answers a "
        "whole batch at once refuses the batch."
    )


def _answered(record: Record, tally: Tally) -> None:
    shipped = {key: n for key, n in tally.verdicts.items() if key[0] != "random"}
    random = {key: n for key, n in tally.verdicts.items() if key[0] == "random"}
    one, other = _outcomes(shipped.items()), _outcomes(random.items())
    heads = ["provisions' outcomes", "shipped rules", "random rules"]
    record.table(heads, [(outcome, one[outcome], other[outcome]) for outcome in OUTCOMES])
    record.say(f"{sum(tally.verdicts.values()):,} verdicts in all, from each engine that answered.")
    record.table(["of the shipped rules, seen", "in all", *(word for _, word in SIDES), "yes and no"], _sides(shipped))


def _outcomes(counted: Iterable[tuple[tuple[str, Verdict], int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for (_, verdict), number in counted:
        found[outcome_of(verdict)] += number
    return found


def _sides(shipped: dict[tuple[str, Verdict], int]) -> list[tuple[object, ...]]:
    """How many provisions and exceptions were answered yes, no and unknown at least once."""
    provisions: defaultdict[str, set[bool | None]] = defaultdict(set)
    exceptions: defaultdict[tuple[str, int], set[bool | None]] = defaultdict(set)
    for citation, verdict in shipped:
        provisions[citation].add(verdict.binding)
        for place, answer in enumerate(verdict.exceptions):
            exceptions[citation, place].add(answer)
    program = load_rules(with_examples=False).program
    whole = sum(len(provision.exceptions) for provision in program.provisions.values())
    return [
        ("provisions that apply", len(program.provisions), *_seen(provisions.values())),
        ("exceptions that hold", whole, *_seen(exceptions.values())),
    ]


def _seen(found: Iterable[set[bool | None]]) -> list[int]:
    listed = list(found)
    each = [sum(side in seen for seen in listed) for side, _ in SIDES]
    return [*each, sum({True, False} <= seen for seen in listed)]
