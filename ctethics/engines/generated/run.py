"""Facts through generated functions, compiled when first needed."""

from __future__ import annotations

import linecache
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ctethics.diagnostics import Diagnostic, Span, UsageError, near
from ctethics.engines.generated.source import Source, decision_source, total_name, trace_source, verdicts_source
from ctethics.engines.generated.steps import Step
from ctethics.engines.situation import Question, Situation
from ctethics.engines.totals import Totals
from ctethics.law.calendar import shift
from ctethics.outcome import Verdict
from ctethics.program import Program

Write = Callable[[Program, str, str, Mapping[str, str]], Source]


def includes(names: Any, wanted: Any) -> bool | None:
    """Whether a list has a name, or any of those in another list."""
    if isinstance(wanted, str):
        return None if names is None else wanted in names
    if names is None or wanted is None:
        return False if frozenset() in (names, wanted) else None
    return not names.isdisjoint(wanted)


# How many functions are kept: callers may choose among very many combinations of readings.
_MOST_KEPT: Final = 64
# What generated functions call.
_GIVEN = {
    "shift": shift,
    "includes": includes,
    "Verdict": Verdict,
    "new": tuple.__new__,
    "plain": {answer: Verdict(answer, (), answer) for answer in (True, False, None)},
}


@dataclass(frozen=True, slots=True)
class Traced:
    """Every condition's answer for one event: `steps` in the order of the rules, `answers` by their places."""

    steps: tuple[Step, ...]
    answers: tuple[bool | None, ...]

    def __iter__(self) -> Iterator[tuple[Step, bool | None]]:
        return ((step, self.answers[step.place]) for step in self.steps)


@dataclass(frozen=True, slots=True)
class _Made:
    """A compiled function and the source it was made of."""

    run: Callable[..., Any]
    source: Source

    def put(self, situation: Situation) -> Any:
        """The function's answer to one event."""
        interval, index, totals = situation.totals.interval, situation.index, self.source.totals
        return self.run(situation.facts, lambda place: interval(totals[place].total, index, totals[place].whole))


class GeneratedEngine:
    """Evaluates each event by one call of a function made of the program."""

    name = "generated"

    def __init__(self, program: Program) -> None:
        self.program = program
        self._made: dict[tuple[Write, str, str, tuple[str, ...]], _Made] = {}
        # The functions for the question asked last: nearly always the one asked next.
        self._last: tuple[Question | None, dict[str, _Made]] = (None, {})

    def prepare(self, cases: Sequence[Totals]) -> None:
        """Nothing: each event is answered when it is asked about."""

    def verdicts(self, situation: Situation) -> dict[str, Verdict]:
        """Each provision's answers for one event, in the program's order."""
        asked, functions = self._last
        if asked is not situation.question:
            functions = {}
            self._last = (situation.question, functions)
        kind = situation.event.kind
        made = functions.get(kind)
        if made is None:
            made = functions[kind] = self._function(verdicts_source, kind, situation.question)
        found: dict[str, Verdict] = made.put(situation)
        return found

    def trace(self, situation: Situation) -> Traced:
        """The answer to every condition of every provision about the event."""
        made = self._function(trace_source, situation.event.kind, situation.question)
        return Traced(made.source.steps, made.put(situation))

    def decision(self, citation: str, question: Question, *, is_traced: bool = False) -> Callable[..., Any]:
        """A function of one record, as `Law.decision` describes it."""
        source = decision_source(self.program, citation, question.law, question.readings, is_traced=is_traced)
        return _compiled(source, citation, {"whole": _Whole(citation, source)})

    def _function(self, write: Write, kind: str, question: Question) -> _Made:
        choices = tuple(question.readings[reading.name] for reading in self.program.readings_about(kind))
        key = (write, kind, question.law, choices)
        made = self._made.get(key)
        if made is None:
            source = write(self.program, kind, question.law, question.readings)
            if len(self._made) >= _MOST_KEPT:
                self._made.clear()
            made = self._made.setdefault(key, _Made(_compiled(source, kind, {}), source))
        return made


class _Whole:
    """Makes a record whole: what it does not give is unknown."""

    def __init__(self, citation: str, source: Source) -> None:
        self.citation = citation
        self.unknown: dict[str, Any] = dict.fromkeys(source.facts)
        self.unknown |= {total_name(test): (0, None) for test in source.totals}

    def __call__(self, record: Mapping[str, Any]) -> dict[str, Any]:
        for name in record:
            if name not in self.unknown:
                guess = near(str(name), self.unknown)
                fix = (
                    f"write `{guess}`."
                    if guess
                    else f"leave it out; § {self.citation} looks at: {', '.join(self.unknown)}."
                )
                what = f"nothing called `{name}` is looked at"
                raise UsageError(
                    [Diagnostic("CTE601", Span.whole("record"), what, "a misspelt fact would be unknown.", fix)]
                )
        if "date" not in record:
            why = "which limits count depends on it."
            fix = "give it as a day number, `date.toordinal()`."
            raise UsageError([Diagnostic("CTE603", Span.whole("record"), "`date` is missing", why, fix)])
        return {**self.unknown, **record}


def _compiled(source: Source, about: str, given: Mapping[str, object]) -> Callable[..., Any]:
    """The function, its source known to tracebacks and debuggers."""
    file = f"<generated: {about}>"
    names: dict[str, Any] = {**_GIVEN, **given}
    exec(compile(source.text, file, "exec"), names)
    linecache.cache[file] = (len(source.text), None, source.text.splitlines(keepends=True), file)
    run: Callable[..., Any] = names[source.name]
    return run
