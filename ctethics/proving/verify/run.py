"""Every statement about every provision, in several processes; what is found does not depend on which does what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from os import cpu_count
from typing import Final, NamedTuple

from ctethics.engines.solver.terms import begin_anew
from ctethics.law.citation import in_order
from ctethics.program import Program
from ctethics.proving.verify.changes import changes
from ctethics.proving.verify.conditions import conditions
from ctethics.proving.verify.differences import differences
from ctethics.proving.verify.exceptions import kept, shared
from ctethics.proving.verify.limits import limits
from ctethics.proving.verify.plain import Plain
from ctethics.proving.verify.result import Result

# What is stated of a program, or of an older and a newer one, and of a provision in them.
Statement = Callable[..., Iterator[Result]]
STATEMENTS: Final[dict[str, Statement]] = {
    "conditions": conditions,
    "kept": kept,
    "shared": shared,
    "limits": limits,
    "changes": changes,
}
_ALL: Final[dict[str, Statement]] = {**STATEMENTS, "diff": differences}


class Task(NamedTuple):
    """One statement about one provision; of the difference of two programs, under a law."""

    statement: str
    citation: str
    law: str = ""


class _Given(NamedTuple):
    programs: tuple[Program, ...]
    plain: Plain
    seconds: float


_given: list[_Given] = []


def tasks(program: Program, statements: Iterable[str], citations: Iterable[str]) -> list[Task]:
    """Each statement about each provision, as the law counts them."""
    ordered = sorted(citations, key=in_order)
    return [Task(statement, citation) for statement in statements for citation in ordered]


def run(
    programs: tuple[Program, ...],
    plain: Plain,
    asked: Sequence[Task],
    seconds: float,
    say: Callable[[str], object] = lambda _: None,
    processes: int | None = None,
) -> list[Result]:
    """What became of each, in the order asked."""
    workers = min(processes or cpu_count() or 1, len(asked)) or 1
    if workers == 1:
        _begin(programs, plain, seconds)
        return [result for task in asked for result in _done(task)]
    found: dict[Task, list[Result]] = {}
    heaviest_first = sorted(asked, key=lambda task: -_weight(programs[-1], task))
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin, (programs, plain, seconds)) as pool:
        running = {pool.submit(_done, task): task for task in heaviest_first}
        for done in as_completed(running):
            found[running[done]] = done.result()
            say(f"{len(found)} of {len(asked)}: {running[done].statement} of § {running[done].citation}")
    return [result for task in asked for result in found[task]]


def _weight(program: Program, task: Task) -> int:
    provision = program.provisions.get(task.citation)
    if provision is None:
        return 0
    return (10 if task.statement == "conditions" else 1) * sum(1 for _ in provision.limits()) + len(
        provision.exceptions
    )


def _begin(programs: tuple[Program, ...], plain: Plain, seconds: float) -> None:
    _given[:] = [_Given(programs, plain, seconds)]


def _done(task: Task) -> list[Result]:
    begin_anew()
    given = _given[0]
    law = (task.law,) if task.law else ()
    return list(_ALL[task.statement](*given.programs, task.citation, *law, given.plain, given.seconds))
