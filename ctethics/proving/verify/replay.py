"""A case put to the judge: what the direct engine answers, under each side that the solver was asked about."""

from __future__ import annotations

from typing import Any

from ctethics.diagnostics import CaseError, Collector
from ctethics.engines.direct import DirectEngine
from ctethics.engines.situation import Question, Situation
from ctethics.engines.totals import Totals
from ctethics.facts import read_case, type_case
from ctethics.outcome import Verdict
from ctethics.program import Program, Provision
from ctethics.proving.verify.world import Asked

Told = dict[str, Any]


def situation_of(told: Told, asked: Asked, event: str) -> Situation:
    """The event of a case as the judge sees it. Raises CaseError where the case cannot be read."""
    problems = Collector()
    node = read_case(known_to(told, asked.program), problems)
    ledger = type_case(node, asked.program.vocabulary, problems) if node is not None else None
    if problems or ledger is None:
        raise CaseError(problems)
    index = next(i for i, one in enumerate(ledger.events) if one.id == event)
    return Totals(asked.program, ledger, Question(asked.law, asked.readings)).situation(index)


def verdict_of(situation: Situation, program: Program, provision: Provision) -> Verdict:
    """What the judge says of a provision, which may be another than the program has under its citation."""
    needed = program.with_those_looked_at(provision.about, [provision.citation])
    instead = [provision if one.citation == provision.citation else one for one in needed]
    if provision not in instead:
        instead.append(provision)
    return DirectEngine(program).verdicts_of(instead, situation)[provision.citation]


def known_to(told: Told, program: Program) -> Told:
    """The case without the facts that the program does not declare."""
    party = program.vocabulary.party
    parties = {id_: {n: v for n, v in facts.items() if n in party} for id_, facts in told["parties"].items()}
    return {"parties": parties, "events": [_known_event(event, program) for event in told["events"]]}


def _known_event(event: Told, program: Program) -> Told:
    kind = program.vocabulary.events[event["kind"]]
    declared = {"id", "kind", "date", *kind.roles, *kind.facts}
    return {name: value for name, value in event.items() if name in declared}
