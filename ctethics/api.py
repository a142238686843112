"""What a program imports: `load` a law, `assess` a case."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache, partial
from pathlib import Path

from ctethics.compile import Compiled, compile_rules
from ctethics.diagnostics import CaseError, Collector, CtethicsError, Diagnostic, Span, UsageError, near
from ctethics.engines.direct import DirectEngine
from ctethics.engines.protocol import Engine
from ctethics.engines.registry import default_engine, make_engine
from ctethics.engines.situation import Question
from ctethics.engines.totals import Totals
from ctethics.explain import Tracer, explain_finding, owed, room_left
from ctethics.facts import Case, Ledger, read_case, type_case
from ctethics.law.regimes import LAWS, other_laws
from ctethics.outcome import (
    Depends,
    Determination,
    Differs,
    EventResult,
    Explanation,
    Finding,
    Owed,
    Room,
    make_finding,
)
from ctethics.program import Program
from ctethics.report import render_text
from ctethics.source import Mapping as Node
from ctethics.source import Scalar


def load(law: str, *, rules: str | Path | None = None, engine: str | None = None) -> Law:
    """The rules under one law, ready to assess cases; frozen and safe to share between threads.

    law -- `sb434` or `current`: an answer depends on which, so there is no default.
    rules -- a folder of rule files of your own, its statutes in the folder `statutes` beside it; the shipped ones
    otherwise.
    engine -- `durable` or `direct`; by default `durable` where it can load.
    Raises UsageError for an unknown law, RuleError for wrong rule files, EngineError.
    """
    check_law(law)
    return Law(law, load_rules(rules), engine or default_engine())


def load_rules(rules: str | Path | None = None) -> Compiled:
    """The compiled rules with their examples. Raises RuleError with every problem of every file."""
    if rules is None:
        return _shipped()
    folder = Path(rules)
    return compile_rules(folder, folder.parent / "statutes")


@lru_cache(maxsize=1)
def _shipped() -> Compiled:
    """The rules that come with the package; in a checkout, the folders beside it."""
    here = Path(__file__).resolve().parent
    root = here / "shipped" if (here / "shipped").is_dir() else here.parent
    return compile_rules(root / "rules", root / "statutes")


class Law:
    """The rules under one law and one engine."""

    def __init__(self, law: str, compiled: Compiled, engine: str) -> None:
        self.name, self._compiled, self._engine = law, compiled, engine
        self._engines: dict[str, Engine] = {engine: make_engine(engine, compiled.program)}

    @property
    def program(self) -> Program:
        """The compiled provisions."""
        return self._compiled.program

    @property
    def engine(self) -> str:
        """The engine used unless a call names another."""
        return self._engine

    def assess(
        self,
        case: Case | Mapping[str, object] | str | Path,
        *,
        engine: str | None = None,
        strict: bool = False,
        readings: Mapping[str, str] | None = None,
    ) -> Determination:
        """What the law says of each event of a case.

        case -- a Case, a mapping of the same shape, or the path of a YAML or JSON file.
        strict -- take no presumption: a fact that is not stated is unknown.
        readings -- choices by reading, over those the case makes.
        Raises CaseError with every slip in the case, UsageError for an unknown reading, EngineError.
        """
        return self.assess_node(read_case(case), engine=engine, strict=strict, readings=readings)

    def assess_node(
        self,
        node: object,
        *,
        engine: str | None = None,
        strict: bool = False,
        readings: Mapping[str, str] | None = None,
    ) -> Determination:
        """The same for a case already read, as the examples in rule files are."""
        problems = Collector()
        ledger = type_case(node, self.program.vocabulary, problems)  # type: ignore[arg-type]
        chosen = _readings(node, readings, self.program, problems)
        if problems:
            raise CaseError(problems)
        return self._determine(ledger, Question(self.name, chosen, strict), self._engine_named(engine or self._engine))

    def _engine_named(self, name: str) -> Engine:
        made = self._engines.get(name)
        if made is None:
            made = self._engines.setdefault(name, make_engine(name, self.program))
        return made

    def _determine(self, ledger: Ledger, question: Question, engine: Engine) -> Determination:
        answers = _Answers(self.program, ledger, question, engine)
        events = tuple(answers.result(index) for index in range(len(ledger.events)))
        return Determination(question.law, engine.name, question.is_strict, question.readings, events, answers)


class _Answers:
    """One case under one question: findings at once, and the rest when it is first asked for."""

    def __init__(self, program: Program, ledger: Ledger, question: Question, engine: Engine) -> None:
        self.program, self.ledger, self.question, self.engine = program, ledger, question, engine
        self.totals = Totals(program, ledger, question)
        self._judge = DirectEngine(program)
        self._tracers: dict[int, Tracer] = {}

    def findings(self, index: int) -> dict[str, Finding]:
        """The event's findings by provision."""
        situation = self.totals.situation(index)
        verdicts = self.engine.verdicts(situation)
        found: dict[str, Finding] = {}
        for provision in self.program.about(situation.event.kind):
            refers = self.program.references[provision.citation]
            citation = provision.citation
            explain = partial(self._explain, index, citation, found)
            found[citation] = make_finding(provision, refers, verdicts[citation], found, explain)
        return found

    def _explain(self, index: int, citation: str, found: dict[str, Finding]) -> Explanation:
        finding = found[citation]
        provision = self.program.provisions[citation]
        tracer = self._tracers.setdefault(index, Tracer(self.program, self.totals.situation(index)))
        return explain_finding(tracer, provision, finding.outcome, finding.possible)

    def result(self, index: int) -> EventResult:
        """The event's result."""
        event = self.ledger.events[index]
        found = self.findings(index)
        return EventResult(event.id, event.kind, event.day, index, {c: found[c] for c in sorted(found)}, self)

    def duties(self, event: EventResult) -> tuple[Owed, ...]:
        situation = self.totals.situation(event.index)
        applying = (f.provision for f in event.findings if f.outcome == "applies")
        duties = (owed(self.program.provisions[citation], situation) for citation in applying)
        return tuple(duty for duty in duties if duty is not None)

    def room(self, event: EventResult) -> tuple[Room, ...]:
        situation = self.totals.situation(event.index)
        return tuple(room for p in self.program.about(event.kind) for room in room_left(p, situation))

    def differs(self, event: EventResult) -> tuple[Differs, ...]:
        return tuple(
            Differs(law, citation, outcome)
            for law in other_laws(self.question.law)
            for citation, outcome in self._changes(event, self._other_laws[law])
        )

    def depends(self, event: EventResult) -> tuple[Depends, ...]:
        return tuple(
            Depends(name, choice, citation, outcome)
            for (name, choice), answers in self._other_readings.items()
            for citation, outcome in self._changes(event, answers)
        )

    def text(self, determination: Determination) -> str:
        return render_text(determination, self.program)

    def _changes(self, event: EventResult, answers: _Answers) -> list[tuple[str, str]]:
        other = answers.findings(event.index)
        return [
            (f.provision, other[f.provision].outcome) for f in event.findings if other[f.provision].outcome != f.outcome
        ]

    @cached_property
    def _other_laws(self) -> dict[str, _Answers]:
        return {law: self._ask(Question(law, self.question.readings, self.question.is_strict)) for law in LAWS}

    @cached_property
    def _other_readings(self) -> dict[tuple[str, str], _Answers]:
        chosen = self.question.readings
        return {
            (name, choice): self._ask(Question(self.question.law, {**chosen, name: choice}, self.question.is_strict))
            for name, reading in self.program.readings.items()
            for choice in reading.choices
            if choice != chosen[name]
        }

    def _ask(self, question: Question) -> _Answers:
        return _Answers(self.program, self.ledger, question, self._judge)


def check_law(law: str) -> None:
    """Raises UsageError for a law there is not."""
    if law in LAWS:
        return
    guess = near(str(law), LAWS)
    fix = f"write `{guess}`." if guess else f"write one of: {', '.join(LAWS)}."
    why = "an answer is given under one law: sb434 is the bill, current the text before it."
    raise UsageError([Diagnostic("CTE607", Span.whole("law"), f"unknown law `{law}`", why, fix)])


def _readings(node: object, given: Mapping[str, str] | None, program: Program, problems: Collector) -> dict[str, str]:
    """The choice of every reading: the caller's, else the case's, else the default; CTE607 for one there is not."""
    chosen = dict(program.default_readings)
    told = node.items.get("readings") if isinstance(node, Node) else None
    asked: list[tuple[str, str, Span]] = []
    if isinstance(told, Node):
        asked += [(k, v.text, v.span) for k, v in told.items.items() if isinstance(v, Scalar)]
    asked += [(name, choice, Span.whole("readings")) for name, choice in (given or {}).items()]
    for name, choice, span in asked:
        reading = program.readings.get(name)
        known = reading.choices if reading else program.readings
        wrong = choice if reading else name
        if wrong not in known:
            guess = near(wrong, known)
            fix = f"write `{guess}`." if guess else f"write one of: {', '.join(known)}."
            what = f"unknown {'choice' if reading else 'reading'} `{wrong}`"
            problems.add("CTE607", span, what, why="readings are declared in the rule files.", fix=fix)
        else:
            chosen[name] = choice
    return chosen


__all__ = ["Case", "CtethicsError", "Law", "load", "load_rules"]
