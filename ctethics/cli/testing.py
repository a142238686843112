"""`test`: what the examples and the decided cases expect of the rules."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ctethics.cli.checking import coloured
from ctethics.cli.long_work import progress
from ctethics.cli.options import FORMAT, OWN_RULES, WATCH, cited
from ctethics.diagnostics import Diagnostic, RuleError, render_github

if TYPE_CHECKING:
    from ctethics.examples import DecidedCase
    from ctethics.examples.suite import Suite

# The judge, and the one that is as quick; the others are for CI.
_QUICK = ("direct", "generated")


@click.command()
@click.argument("provision", required=False, callback=cited)
@click.option(
    "--engine",
    metavar="ENGINE",
    help=f"Run under this engine, or under `all` that load; by default {' and '.join(_QUICK)}.",
)
@click.option(
    "--cases",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder of decided cases; by default cases/ or tests/cases/ beside the rules, where there is one.",
)
@click.option("--no-cases", is_flag=True, help="Run the examples alone.")
@FORMAT
@WATCH
@OWN_RULES
def test(
    provision: str | None,
    engine: str | None,
    cases: Path | None,
    no_cases: bool,
    form: str,
    watching: bool,
    rules: Path | None,
) -> None:
    """Run the examples in the rule files and the decided cases, all or those of one PROVISION.

    Each expectation that does not hold is shown at its place, with the reasons of what came out instead, and with what
    to write if the rule is right.

    \b
    ctethics test
    ctethics test '1-79(5)' --watch    again after each save
    ctethics test --engine all         under every engine, as CI does

    A file in cases/ needs two things: `case`, parties and events as `ctethics assess` takes them, and `expect`, by law,
    event and provision, as `expect: {every law: {dinner: {1-84(m): applies}}}`.

    The exit status is 0 if everything came out as expected, 1 if something did not or nothing was run.
    """
    from ctethics.api import rule_folders

    folders = rule_folders(rules)
    found = None if no_cases else cases or _cases_beside(folders[0])
    shown = None if cases or rules or not found else found.relative_to(folders[0].parent).as_posix()
    asked = _Asked(provision, _engines(engine), folders, found, shown, form, rules is not None)
    if watching:
        from ctethics.cli.watching import watch

        sys.exit(watch([*folders, *([found] if found else [])], lambda: _test(asked)))
    sys.exit(_test(asked))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be run, and how it is told; shown -- the name of the folder of cases in messages."""

    provision: str | None
    engines: tuple[str, ...]
    folders: tuple[Path, Path]
    cases: Path | None
    shown: str | None
    form: str
    as_found: bool


def _cases_beside(rules: Path) -> Path | None:
    beside = (rules.parent / "cases", rules.parent / "tests" / "cases")
    return next((folder for folder in beside if folder.is_dir()), None)


def _engines(named: str | None) -> tuple[str, ...]:
    from ctethics.engines.registry import check_engine, loadable_engines

    if named == "all":
        return tuple(loadable_engines())
    for name in [named] if named else ():
        check_engine(name)
    return (named,) if named else _QUICK


def _test(asked: _Asked) -> int:
    """Runs everything once and says what came out otherwise; the exit status."""
    from ctethics.compile.load import uncollected

    with uncollected():
        try:
            suite = _run(asked)
        except RuleError as error:
            _tell(asked.form, error.diagnostics, {}, "the rules do not load, so nothing was run: `ctethics check`")
            return 1
    _tell(asked.form, suite.problems, _counted(suite), _summary(suite))
    if suite.examples or suite.cases:
        return 1 if suite.problems else 0
    click.echo("no example ran, and a check that examined nothing has failed", err=True)
    return 1


def _run(asked: _Asked) -> Suite:
    from ctethics.compile.compile import compile_files
    from ctethics.compile.files import RuleFiles
    from ctethics.examples import read_cases
    from ctethics.examples.suite import about, run_suite

    compiled = compile_files(RuleFiles(*asked.folders, as_found=asked.as_found), with_examples=True)
    cases: list[DecidedCase] = list(read_cases(asked.cases, compiled.program, asked.shown)) if asked.cases else []
    examples = list(compiled.examples)
    if asked.provision is not None:
        examples, cases = about(asked.provision, compiled, cases)
    is_quick = set(asked.engines) <= set(_QUICK)
    with nullcontext(lambda _: None) if is_quick else progress() as say:
        return run_suite(compiled.program, examples, cases, asked.engines, say)


def _tell(form: str, problems: tuple[Diagnostic, ...], counted: dict[str, object], summary: str) -> None:
    if form == "json":
        told = {**counted, "problems": [problem.to_dict() for problem in problems]}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    for problem in problems:
        click.echo(render_github(problem) if form == "github" else f"{coloured(problem)}\n")
    click.echo(summary)


def _counted(suite: Suite) -> dict[str, object]:
    return {
        "examples": suite.examples,
        "cases": suite.cases,
        "engines": list(suite.engines),
        "failed": {"examples": suite.failed_examples, "cases": suite.failed_cases},
    }


def _summary(suite: Suite) -> str:
    ran = _and(_number(suite.examples, "example"), _number(suite.cases, "case")) or "no example"
    failed = _and(_number(suite.failed_examples, "example"), _number(suite.failed_cases, "case"))
    return f"{ran} ran under {' and '.join(suite.engines)}: {failed or 'none'} failed"


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}" if count else ""


def _and(*parts: str) -> str:
    return " and ".join(filter(None, parts))
