"""One batch of cases put to every engine that loads here, each whole verdict held to the judge's."""

from __future__ import annotations

import gc
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from ctethics.api import load_rules
from ctethics.diagnostics import EngineError
from ctethics.engines.protocol import Engine
from ctethics.engines.registry import loadable_engines, make_engine
from ctethics.engines.situation import Question
from ctethics.engines.totals import Totals
from ctethics.facts import Ledger
from ctethics.outcome import Verdict
from ctethics.program import Program
from ctethics.testing.terrain import Terrain
from trials.drawn import Batch, Drawn, cases_of, question_of, terrain_of
from trials.shrinking import Compared, difference
from trials.tally import Tally

JUDGE = "direct"
REFUSAL = "CTE702"
# A wrong engine may be wrong of every case: so many of a batch are made small and shown, the others counted.
MOST_SHOWN = 2
Said = list[dict[str, Verdict]] | str


class Engines:
    """The engines for a program, each made once."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.made: dict[str, Engine] = {name: make_engine(name, program) for name in loadable_engines()}

    def ask(self, name: str, totals: Totals) -> Said:
        """Every verdict on every event of a case; or that it is refused, or what went wrong."""
        engine = self.made[name]
        try:
            return [engine.verdicts(totals.situation(index)) for index in range(len(totals.ledger.events))]
        except EngineError as error:
            codes = {diagnostic.code for diagnostic in error.diagnostics}
            return REFUSAL if codes == {REFUSAL} else f"refused with {', '.join(sorted(codes))}"
        except Exception as error:
            return f"{type(error).__name__}: {error}"

    def alone(self, name: str, ledger: Ledger, question: Question) -> Said:
        """The same for a case that nothing was prepared for."""
        return self.ask(name, Totals(self.program, ledger, question))


def run(batch: Batch) -> Tally:
    """The batch's cases put to all engines, and what that came to."""
    tally = Tally()
    with _timed(tally, "drawing the cases"):
        terrain = terrain_of(batch)
        cases = list(_drawn(batch, terrain, tally))
    question = question_of(batch, terrain.program)
    _count(tally, batch, question, cases, terrain.program)
    engines = Engines(terrain.program) if batch.is_random else _shipped()
    totals = [Totals(terrain.program, case.ledger, question) for case in cases]
    answers = {name: list(_answers(engines, name, totals, tally)) for name in engines.made}
    with _timed(tally, "comparing"):
        _compare(tally, batch, question, cases, answers, engines)
    del totals, answers
    gc.collect()
    return tally


def _drawn(batch: Batch, terrain: Terrain, tally: Tally) -> Iterator[Drawn]:
    for case in cases_of(batch, terrain):
        if case is None:
            tally.untyped += 1
        else:
            yield case


def _answers(engines: Engines, name: str, cases: list[Totals], tally: Tally) -> Iterator[Said]:
    """What the engine says of each case; one that answers many at once and refuses has refused each."""
    with _timed(tally, name):
        try:
            engines.made[name].prepare(cases)
        except EngineError:
            said = engines.ask(name, cases[0])
            if said == REFUSAL:
                yield from [said] * len(cases)
                return
        except Exception as error:
            yield from [f"{type(error).__name__}: {error}"] * len(cases)
            return
        for case in cases:
            yield engines.ask(name, case)


def _compare(
    tally: Tally,
    batch: Batch,
    question: Question,
    cases: list[Drawn],
    answers: dict[str, list[Said]],
    engines: Engines,
) -> None:
    judged = answers[JUDGE]
    for name, said in answers.items():
        for case, wanted, found in zip(cases, judged, said, strict=True):
            if found == REFUSAL and batch.is_random:
                tally.refused[name] += 1
                continue
            tally.answered[name] += 1
            if found == wanted and not isinstance(found, str):
                continue
            tally.different += 1
            if len(tally.differences) < MOST_SHOWN:
                compared = Compared(engines.program, question, JUDGE, name, engines.alone)
                tally.differences.append(difference(compared, batch, case, wanted, found))
    for verdicts in judged:
        _count_verdicts(tally, batch, verdicts)


def _count(tally: Tally, batch: Batch, question: Question, cases: list[Drawn], program: Program) -> None:
    sort = "random" if batch.is_random else "shipped"
    tally.cases[sort] += len(cases)
    tally.events[sort] += sum(len(case.ledger.events) for case in cases)
    tally.programs[sort] += 1
    is_default = question.readings == program.default_readings
    for said in (
        f"law `{question.law}`",
        "strict: nothing presumed" if question.is_strict else "presumptions taken",
        "each reading in its default choice" if is_default else "readings chosen at random",
    ):
        tally.questions[said] += len(cases)
    of = batch.name if batch.is_random else "shipped"
    for case in cases:
        told = hashlib.blake2b(f"{of} {case.told!r}".encode(), digest_size=8)
        tally.hashes.append(int.from_bytes(told.digest()))


def _count_verdicts(tally: Tally, batch: Batch, said: Said) -> None:
    for verdicts in said if isinstance(said, list) else ():
        if batch.is_random:
            tally.verdicts.update(("random", verdict) for verdict in verdicts.values())
        else:
            tally.verdicts.update(verdicts.items())


@lru_cache(maxsize=1)
def _shipped() -> Engines:
    return Engines(load_rules(with_examples=False).program)


@contextmanager
def _timed(tally: Tally, part: str) -> Iterator[None]:
    start = time.process_time()
    yield
    tally.seconds[part] += time.process_time() - start  # type: ignore[assignment]
