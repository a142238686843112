"""One case under one question: what the engine finds, and whatever else is asked of it, put together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING

from ctethics.engines.direct import DirectEngine
from ctethics.engines.protocol import Engine
from ctethics.engines.situation import Question, Situation
from ctethics.engines.totals import Totals
from ctethics.explain import Tracer, explain_finding, followed, owed, room_left
from ctethics.facts import Ledger
from ctethics.law.regimes import other_laws
from ctethics.outcome import (
    Answered,
    Depends,
    Determination,
    Differs,
    EventResult,
    Explanation,
    Finding,
    Followed,
    Owed,
    Room,
    Verdict,
    make_finding,
)
from ctethics.program import Program, Provision, ReadingChoice
from ctethics.report import render_finding, render_text

if TYPE_CHECKING:
    from ctethics.engines.generated.run import GeneratedEngine


class Answers:
    """Findings at once, and the rest when it is first asked for."""

    def __init__(
        self, program: Program, ledger: Ledger, question: Question, engine: Engine, totals: Totals | None = None
    ) -> None:
        self.program, self.ledger, self.question, self.engine = program, ledger, question, engine
        self.totals = totals or Totals(program, ledger, question)
        self._judge = DirectEngine(program)
        self._tracers: dict[int, Tracer] = {}
        self._under: dict[tuple[str, str], Answers] = {}

    def determination(self) -> Determination:
        """The answer to the whole case."""
        events = tuple(self.result(index) for index in range(len(self.ledger.events)))
        question = self.question
        return Determination(question.law, self.engine.name, question.is_strict, question.readings, events, self)

    def findings(self, index: int, among: Collection[str] | None = None) -> dict[str, Finding]:
        """The event's findings by provision; among -- of these alone, and of those they look at."""
        situation = self.totals.situation(index)
        kind = situation.event.kind
        provisions = self.program.about(kind) if among is None else self.program.with_those_looked_at(kind, among)
        verdicts = self._verdicts(provisions, situation)
        found: dict[str, Finding] = {}
        for provision in provisions:
            citation = provision.citation
            refers = self.program.referred_to(citation, self.question.readings)
            explain = partial(self._explain, index, citation, found)
            found[citation] = make_finding(provision, refers, verdicts[citation], found, explain)
        return found

    def _verdicts(self, provisions: tuple[Provision, ...], situation: Situation) -> dict[str, Verdict]:
        """The verdicts on these provisions, and perhaps others: only the judge answers some alone."""
        if isinstance(self.engine, DirectEngine):
            return self.engine.verdicts_of(provisions, situation)
        return self.engine.verdicts(situation)

    def _explain(self, index: int, citation: str, found: dict[str, Finding]) -> Explanation:
        finding = found[citation]
        provision = self.program.provisions[citation]
        tracer = self._tracers.setdefault(index, Tracer(self.program, self.totals.situation(index), self._tracers))
        return explain_finding(tracer, provision, finding.outcome, finding.possible)

    def result(self, index: int, among: Collection[str] | None = None) -> EventResult:
        """The event's result; among -- as in `findings`."""
        event = self.ledger.events[index]
        found = self.findings(index, among)
        listed = self.program.listed.get(event.kind, ())
        ordered = {citation: found[citation] for citation in listed if citation in found}
        return EventResult(event.id, event.kind, event.day, index, ordered, self)

    def duties(self, event: EventResult) -> tuple[Owed, ...]:
        return self._owed(event, (f.provision for f in event.findings if f.outcome == "applies"))

    def possible_duties(self, event: EventResult) -> tuple[Owed, ...]:
        undetermined = (f for f in event.findings if f.outcome == "undetermined" and "applies" in f.possible)
        return self._owed(event, (f.provision for f in undetermined))

    def _owed(self, event: EventResult, citations: Iterable[str]) -> tuple[Owed, ...]:
        situation = self.totals.situation(event.index)
        duties = (owed(self.program.provisions[citation], situation) for citation in citations)
        return tuple(duty for duty in duties if duty is not None)

    def consequences(self, event: EventResult) -> tuple[Followed, ...]:
        situation = self.totals.situation(event.index)
        applying = (f.provision for f in event.findings if f.outcome == "applies")
        return tuple(f for citation in applying for f in followed(self.program.provisions[citation], situation))

    def room(self, event: EventResult) -> tuple[Room, ...]:
        situation = self.totals.situation(event.index)
        # What shares another's rule has the same room; of what does not apply nobody asks how much is left.
        own = (
            p
            for p in self.program.about(event.kind)
            if p.shares is None and event.finding(p.citation).outcome != "does not apply"
        )
        return tuple(room for p in own for room in room_left(p, situation))

    def differs(self, event: EventResult) -> tuple[Differs, ...]:
        return tuple(
            Differs(law, citation, outcome)
            for law in other_laws(self.question.law)
            for citation, outcome in self._changes(event, self._other_laws[law])
        )

    def depends(self, event: EventResult) -> tuple[Depends, ...]:
        return tuple(
            Depends(name, choice, citation, outcome)
            for reading in self.program.readings_about(event.kind)
            for name, choice, answers in self._other_readings(reading)
            for citation, outcome in self._changes(event, answers, self.program.resting_on(reading.name))
        )

    def trace(self, event: EventResult) -> tuple[Answered, ...]:
        traced = self._tracing.trace(self.totals.situation(event.index))
        return tuple(
            Answered(step.provision, step.part, step.condition, step.depth, step.is_binding, answer)
            for step, answer in traced
        )

    @cached_property
    def _tracing(self) -> GeneratedEngine:
        from ctethics.engines.generated.run import GeneratedEngine

        return GeneratedEngine(self.program)

    def text(self, determination: Determination) -> str:
        return render_text(determination, self.program)

    def reasons(self, determination: Determination, event: EventResult, provision: str) -> tuple[str, ...]:
        return tuple(render_finding(determination, event, provision, self.program))

    def _changes(
        self, event: EventResult, answers: Answers, among: Collection[str] | None = None
    ) -> list[tuple[str, str]]:
        """What other answers say otherwise of the event's provisions; among -- those that can differ at all."""
        other = answers.findings(event.index, among)
        pairs = ((f, other[f.provision].outcome) for f in event.findings if f.provision in other)
        return [(f.provision, outcome) for f, outcome in pairs if outcome != f.outcome]

    @cached_property
    def _other_laws(self) -> dict[str, Answers]:
        readings, is_strict = self.question.readings, self.question.is_strict
        return {law: self._ask(Question(law, readings, is_strict)) for law in other_laws(self.question.law)}

    def _other_readings(self, reading: ReadingChoice) -> Iterator[tuple[str, str, Answers]]:
        """The answers under each other choice of a reading, each worked out once for the whole case."""
        chosen = self.question.readings
        for choice in reading.choices:
            if choice == chosen[reading.name]:
                continue
            key = (reading.name, choice)
            if key not in self._under:
                readings = {**chosen, reading.name: choice}
                self._under[key] = self._ask(Question(self.question.law, readings, self.question.is_strict))
            yield reading.name, choice, self._under[key]

    def _ask(self, question: Question) -> Answers:
        return Answers(self.program, self.ledger, question, self._judge)
