"""All that is expected of the rules, or of one provision, put to the rules at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ctethics.compile import Compiled, Example
from ctethics.diagnostics import Collector, Diagnostic, Span, UsageError, near
from ctethics.examples.claim import claim_of
from ctethics.examples.decided import DecidedCase
from ctethics.examples.run import run_claims
from ctethics.program import Program


@dataclass(frozen=True, slots=True)
class Suite:
    """What was run and what of it failed; `problems` are in the order of their places."""

    examples: int
    cases: int
    engines: tuple[str, ...]
    failed_examples: int
    failed_cases: int
    problems: tuple[Diagnostic, ...]


def run_suite(
    program: Program,
    examples: Sequence[Example],
    cases: Sequence[DecidedCase],
    engines: Iterable[str],
    say: Callable[[str], None],
) -> Suite:
    """Every example and case under every engine; engines, say -- as in `run_claims`."""
    named = tuple(engines)
    claims = [claim for case in cases for claim in case.claims]
    failures = run_claims(program, [*map(claim_of, examples), *claims], named, say)
    of_claims = iter(failures[len(examples) :])
    of_cases = [[*case.problems, *(one for _ in case.claims for one in next(of_claims))] for case in cases]
    of_examples = failures[: len(examples)]
    problems = Collector([one for some in (*of_examples, *of_cases) for one in some])
    failed = sum(map(bool, of_examples)), sum(map(bool, of_cases))
    return Suite(len(examples), len(cases), named, *failed, tuple(problems))


def about(provision: str, compiled: Compiled, cases: Iterable[DecidedCase]) -> tuple[list[Example], list[DecidedCase]]:
    """The examples of a provision, or of all rules of its file, and the cases that are about them or filed there.

    Raises UsageError for a provision there is not.
    """
    file_of = {p.citation: p.file for p in compiled.program.provisions.values()}
    wanted = {citation for citation, file in file_of.items() if provision in (citation, file)}
    if not wanted:
        guess = near(provision, file_of)
        fix = f"write `{guess}`." if guess else "`ctethics provisions` lists them."
        what, why = f"unknown provision `{provision}`", "the rules have none."
        raise UsageError([Diagnostic("CTE601", Span.whole("provision"), what, why, fix)])
    some = [case for case in cases if case.provision == provision or not wanted.isdisjoint(case.provisions)]
    return [example for example in compiled.examples if example.provision in wanted], some
