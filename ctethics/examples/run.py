"""Putting claims to engines: each case typed once, and only what is claimed of it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from ctethics.answers import Answers
from ctethics.compile import Compiled, Example
from ctethics.diagnostics import Collector, CtethicsError, Diagnostic, EngineError
from ctethics.engines.protocol import Engine
from ctethics.engines.registry import make_engine
from ctethics.engines.situation import Question
from ctethics.engines.totals import Totals
from ctethics.examples.claim import Claim, claim_of
from ctethics.examples.failures import Failing, Shared, diagnostic_of
from ctethics.examples.slips import Slip, slips
from ctethics.facts import choose_readings, type_case
from ctethics.outcome import EventResult
from ctethics.program import Program

Failures = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One example under every engine asked; `failures` has a diagnostic for each expectation not met."""

    example: Example
    failures: Failures


def run_examples(compiled: Compiled, examples: Iterable[Example], engines: Iterable[str]) -> Iterator[Result]:
    """Each example with what is otherwise than it expects."""
    listed = list(examples)
    failures = run_claims(compiled.program, [claim_of(example) for example in listed], engines)
    return (Result(example, found) for example, found in zip(listed, failures, strict=True))


def run_claims(
    program: Program, claims: Sequence[Claim], engines: Iterable[str], say: Callable[[str], None] = lambda _: None
) -> list[Failures]:
    """For each claim, why its case cannot be put to the law, or what is otherwise than it expects.

    say -- told which engine is at work. Raises UsageError for an engine there is not, EngineError for one that cannot
    load.
    """
    made = [make_engine(name, program) for name in engines]
    put = [_Put(program, claim) for claim in claims]
    for engine in made:
        say(f"{len(claims):,} examples and cases under {engine.name}")
        with suppress(EngineError):  # raised again for the case that it is about
            engine.prepare([one.totals for one in put if one.totals is not None])
        for one in put:
            one.under(engine)
    shared = Shared(claims, [failing for one in put for failing in one.failing()])
    return [one.failures(shared) for one in put]


@dataclass
class _Put:
    """One claim, and what the engines asked so far find otherwise.

    first -- what the first of them found; slipped -- the same slips by the engines under which they come out.
    """

    program: Program
    claim: Claim
    totals: Totals | None = field(init=False)
    refused: Failures = ()
    first: list[EventResult] = field(default_factory=list)
    slipped: dict[tuple[Slip, ...], list[Answers]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problems, vocabulary = Collector(), self.program.vocabulary
        ledger = type_case(self.claim.case, vocabulary, problems)
        readings = choose_readings(self.claim.case, {}, self.program, problems)
        self.refused = tuple(problems)
        question = Question(self.claim.law, readings)
        self.totals = None if problems else Totals(self.program, ledger, question)

    def under(self, engine: Engine) -> None:
        """Asks one more engine."""
        if self.totals is None:
            return
        answers = Answers(self.program, self.totals.ledger, self.totals.question, engine, self.totals)
        try:
            found = list(self._results(answers))
        except CtethicsError as error:
            self.refused += error.diagnostics
            return
        if not self.first:
            self.first = found
        # Why something is undetermined takes long to work out, and is the same where the findings are.
        same = next(iter(self.slipped)) if self.slipped and _findings(found) == _findings(self.first) else None
        self.slipped.setdefault(same if same is not None else self._slips(found), []).append(answers)

    def _results(self, answers: Answers) -> Iterator[EventResult]:
        """What is found of each event of which something is expected, in the order of `expected`."""
        places = {event.id: index for index, event in enumerate(answers.ledger.events)}
        return (answers.result(places[event.strip()], expected) for event, expected in self.claim.expected.items())

    def _slips(self, found: Iterable[EventResult]) -> tuple[Slip, ...]:
        both = zip(found, self.claim.expected.values(), strict=True)
        wanted = ((event, *one) for event, expected in both for one in expected.items())
        return tuple(slip for event, provision, one in wanted for slip in slips(one, event, event.finding(provision)))

    def failing(self) -> Iterator[Failing]:
        """Each slip, with the answers that have it; the engines are named where they disagree."""
        for some, answers in self.slipped.items():
            engines = tuple(one.engine.name for one in answers) if len(self.slipped) > 1 else ()
            yield from (Failing(self.claim, slip, answers[0], engines) for slip in some)

    def failures(self, shared: Shared) -> Failures:
        return self.refused + tuple(diagnostic_of(failing, shared) for failing in self.failing())


def _findings(found: Iterable[EventResult]) -> list[object]:
    return [event.by_provision for event in found]
