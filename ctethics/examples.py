"""Running the examples of the rule files: what each expects of a provision against what an engine finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ctethics.api import Law
from ctethics.compile import Compiled, Example, Expected
from ctethics.diagnostics import CtethicsError
from ctethics.law.regimes import LAWS
from ctethics.outcome import Determination, EventResult, Finding


@dataclass(frozen=True, slots=True)
class Result:
    """One example under one engine; `failures` has a message, with its place, for each expectation not met."""

    example: Example
    engine: str
    failures: tuple[str, ...]


def run_examples(compiled: Compiled, examples: Iterable[Example], engines: Iterable[str]) -> Iterator[Result]:
    """Each example under each engine."""
    listed = list(examples)
    for engine in engines:
        for name in LAWS:
            some = [example for example in listed if example.law == name]
            answered = Law(name, compiled, engine).assess_many(example.case for example in some)
            for example, determination in zip(some, answered, strict=True):
                yield Result(example, engine, tuple(_failures(example, determination, engine)))


def _failures(example: Example, determination: Determination | CtethicsError, engine: str) -> Iterator[str]:
    if isinstance(determination, CtethicsError):
        yield f"{example.title} cannot be assessed:\n{determination}"
        return
    for id_, expected in example.expected.items():
        for slip in _slips(expected, determination[id_], determination[id_].finding(example.provision)):
            yield f"{expected.span}: {example.title}, event {id_}, engine {engine}: {slip}"


def _slips(expected: Expected, event: EventResult, finding: Finding) -> Iterator[str]:
    if expected.outcome != finding.outcome:
        by = f" by {', '.join(finding.excepted_by)}" if finding.excepted_by else ""
        needs = f", needs {'; '.join(finding.needs)}" if finding.needs else ""
        yield f"expected {expected.outcome}, found {finding.outcome}{by}{needs}"
        return
    if expected.excepted_by is not None and expected.excepted_by != set(finding.excepted_by):
        yield f"expected excepted by {_list(expected.excepted_by)}, found {_list(finding.excepted_by)}"
    if expected.needs is not None and expected.needs != set(finding.needs):
        yield f"expected needs {_list(expected.needs)}, found {_list(finding.needs)}"
    followed = {f.what: f.last_day or f.amount or "yes" for f in event.consequences if f.provision == finding.provision}
    for what, value in expected.consequences:
        if followed.get(what) != value:
            yield f"expected the consequence `{what}: {value}`, found {followed.get(what)}"
    if expected.due is None and expected.owed_to is None and not expected.states:
        return
    duty = next((duty for duty in event.duties if duty.provision == finding.provision), None)
    if duty is None:
        yield "expected a duty, found none"
        return
    due = duty.due or (duty.when or "").removeprefix("with ")
    if expected.due not in (None, due):
        yield f"expected due {expected.due}, found {due}"
    if expected.owed_to not in (None, duty.owed_to):
        yield f"expected owed to {', '.join(expected.owed_to or ())}, found {', '.join(duty.owed_to)}"
    stated = dict(duty.states)
    for what, value in expected.states:
        if stated.get(what) != value:
            yield f"expected it to state `{what}: {value}`, found {stated.get(what)}"


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
