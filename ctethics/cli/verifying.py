"""`verify` and `diff`: what holds of every case, proved with Z3, or the smallest case that shows otherwise."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ctethics.cli.checking import checked_rules
from ctethics.cli.long_work import progress
from ctethics.cli.options import LAW, OWN_RULES, listed, write_bytes
from ctethics.cli.verified import print_results, print_statement, status, told
from ctethics.diagnostics import Diagnostic, Span, UsageError

if TYPE_CHECKING:
    from ctethics.compile.checked import Checked
    from ctethics.program import Program
    from ctethics.proving.verify.plain import Plain
    from ctethics.proving.verify.result import Result

_WORDS: Final = {
    "conditions": "each condition and each part of a rule decides some case",
    "kept": "what one law excepts, the other excepts too",
    "shared": "what two provisions share means the same in both",
    "limits": "each limit binds",
    "changes": "what the bill changes",
}
_FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
_TIME = click.option(
    "--timeout",
    "seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="How long one question may take.",
)
_CASES = click.option("--cases", "with_cases", is_flag=True, help="Print each smallest case, for `ctethics assess`.")
_ONLY = click.option("--provision", "chosen", multiple=True, metavar="P", help="Only this one; may be repeated.")
_PAGE = click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write all that is found as a page in Markdown; only of all statements about all rules.",
)
_WHOLE = click.option("--all", "is_whole", is_flag=True, help="List what is proved too.")


@click.command()
@click.argument("statements", nargs=-1, metavar="[STATEMENT]…", type=click.Choice(list(_WORDS)))
@_ONLY
@_TIME
@_CASES
@_WHOLE
@_PAGE
@_FORM
@OWN_RULES
def verify(
    statements: tuple[str, ...],
    chosen: tuple[str, ...],
    seconds: float,
    with_cases: bool,
    is_whole: bool,
    page: Path | None,
    form: str,
    rules: Path | None,
) -> None:
    """Prove statements about the rules that hold of every case there can be, or find the smallest case otherwise.

    \b
    conditions  each part of a rule can hold and fail, and each condition decides a case
    kept        what is excepted under one law is excepted under the other
    shared      what a provision shares with another means the same in both
    limits      each limit binds, or which other always binds before it
    changes     what the bill changes, provision by provision

    A case is one event, with anything that facts can say of it or leave unknown and whatever other events bring to its
    totals, on any day; what is presumed is presumed, and readings are the default ones (a condition inside a reading is
    asked under its choice). Each case found is put to the engine `direct` before it is shown. What is not settled in
    time is never called proved.

    \b
    ctethics verify
    ctethics verify kept changes --provision '1-79(5)' --cases
    ctethics verify --page docs/findings.md

    A condition decides a case if that comes out otherwise were the condition to hold, or to fail; a limit binds if it
    decides a case.

    `conditions` and `shared` are claims of the rules: if one is refuted, the exit status is 1. A condition that others
    always settle, a limit that never binds, and all that `kept` and `changes` show are findings about the law. The
    exit status is 1 as well if something is not settled, or if the engine answers a case otherwise than the solver.
    """
    check_solver()
    if page is not None:
        _check_page(page, bool(statements or chosen))
    from ctethics.proving.verify.run import run, tasks
    from ctethics.proving.verify.words import counted

    checked = checked_rules(rules)
    program = checked.program()
    asked = tasks(program, statements or tuple(_WORDS), _chosen(program.provisions, chosen))
    with progress() as say:
        results = run((program,), _plain(checked, program), asked, seconds, say)
    if page is not None:
        write_bytes(page, _page(results, program, rules).encode())
    if form == "json":
        click.echo(json.dumps({"statements": [told(r, checked) for r in results]}, indent=2, ensure_ascii=False))
    else:
        for name in statements or _WORDS:
            some = [result for result in results if result.statement == name]
            print_statement(f"{name}: {_WORDS[name]}", some, checked, with_cases=with_cases, is_whole=is_whole)
        click.echo(f"{len(results)} statements: {counted(results)}")
    sys.exit(status(results))


@click.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("new", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@LAW
@_ONLY
@_TIME
@_FORM
def diff(old: Path, new: Path | None, law: str | None, chosen: tuple[str, ...], seconds: float, form: str) -> None:
    """Show in which smallest cases two versions of the rules come out otherwise, OLD and NEW folders of rules.

    NEW is by default ./rules, where there is one, else the rules that are shipped; statutes/ stands beside each folder.
    Of each provision that both have: proved that every case comes out the same, or the smallest cases that do not, put
    to the engine `direct` with both versions. What appears, vanishes or is declared otherwise is listed.

    \b
    git worktree add ../before HEAD
    ctethics diff ../before/rules
    ctethics diff ../before/rules rules --law sb434

    The exit status is 0 whether or not they differ; 1 if something is not settled in time, or if the engine answers a
    case otherwise than the solver.
    """
    check_solver()
    from ctethics.api import check_law
    from ctethics.law.regimes import LAWS
    from ctethics.proving.diff import declared, in_both
    from ctethics.proving.verify.run import Task, run
    from ctethics.proving.verify.words import counted

    if law is not None:
        check_law(law)
    here = Path("rules") if Path("rules/facts.yaml").is_file() else None
    first, checked = checked_rules(old), checked_rules(new or here)
    programs = (first.program(), checked.program())
    asked = [
        Task("diff", citation, name)
        for citation in _chosen(dict.fromkeys(in_both(*programs)), chosen)
        for name in ([law] if law else LAWS)
    ]
    with progress() as say:
        results = run(programs, _plain(checked, programs[1]), asked, seconds, say)
    apart = list(declared(*programs))
    if form == "json":
        found = {"declared": [one.to_dict() for one in apart], "statements": [told(r, checked) for r in results]}
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        for one in apart:
            click.echo(f"{one.what} {one.name}: {one.how}")
        print_results(results, checked, with_cases=True, is_whole=False)
        click.echo(f"{len(asked)} provisions by law compared: {counted(results)}")
    sys.exit(status(results))


def check_solver() -> None:
    """Raises UsageError where Z3 is not installed."""
    from importlib.util import find_spec

    if find_spec("z3") is None:
        what, why = "the solver Z3 is not installed", "`verify` and `diff` prove with it."
        fix = 'pip install "ctethics[verify]"'
        raise UsageError([Diagnostic("CTE701", Span.whole("verify"), what, why, fix)])


def _check_page(page: Path, are_chosen: bool) -> None:
    """Raises click.UsageError before anything is proved for a page that cannot be written."""
    if are_chosen:
        raise click.UsageError("--page tells of all statements and all rules: leave out STATEMENT and --provision.")
    if not page.parent.is_dir():
        raise click.UsageError(f"There is no folder {page.parent} to write the page in.")


def _page(results: list[Result], program: Program, rules: Path | None) -> str:
    """The page of findings."""
    from ctethics.api import rule_folders
    from ctethics.compile.files import RuleFiles
    from ctethics.proving.findings.digest import digest_of
    from ctethics.proving.findings.page import page_of

    return page_of(results, program, digest_of(RuleFiles(*rule_folders(rules))))


def _plain(checked: Checked, program: Program) -> Plain:
    """What is plain by the examples of the rules."""
    from ctethics.diagnostics import Collector
    from ctethics.facts import type_case
    from ctethics.proving.verify.plain import plain_of

    return plain_of(type_case(one.case, program.vocabulary, Collector()) for one in checked.examples)


def _chosen(known: Iterable[str], wanted: tuple[str, ...]) -> list[str]:
    names = list(known)
    asked = [name.removeprefix("§").strip() for name in wanted]
    for name in asked:
        if name not in names:
            raise click.UsageError(
                f"There is no provision {name!r} in these rules; there are: {listed(sorted(names))}."
            )
    return [name for name in names if not asked or name in asked]
