"""`check`: every diagnostic of every rule file in one run."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ctethics.cli.options import FORMAT, OWN_RULES, WATCH
from ctethics.diagnostics import Diagnostic, TooManyErrors, render, render_github
from ctethics.diagnostics.diagnostic import MOST_ERRORS

if TYPE_CHECKING:
    from ctethics.compile.checked import Checked

_COUNTS: Final = ("files", "provisions", "exceptions", "quotations", "examples")
NOT_LOOKED_AT: Final = ", and what comes after was not looked at"


@click.command()
@FORMAT
@WATCH
@OWN_RULES
def check(form: str, watching: bool, rules: Path | None) -> None:
    """Check the rule files, the statutes and the examples: every problem of every file in one run.

    An error keeps the rules from loading: shape, names, quotations that are not in the statute, limits against words
    that state them. A warning does not, and says what looks wrong: a limit that is never reached, a condition that is
    always true, an exception that can never matter, a number that is not in the text, a limit whose boundary no example
    tests. Each has a code with a page in the documentation.

    \b
    ctethics check
    ctethics check --watch             again after each save
    ctethics check --format github     as annotations of a pull request

    The exit status is 0 if there is no problem, 1 if there is an error or a warning.
    """
    if watching:
        from ctethics.api import rule_folders
        from ctethics.cli.watching import watch

        watch(rule_folders(rules), lambda: _check(rules, form))
        return
    sys.exit(_check(rules, form))


def checked_rules(rules: Path | None) -> Checked:
    """The rules of a folder, or those shipped, with their examples, whether they load or not."""
    from ctethics.api import rule_folders
    from ctethics.compile import check_rules
    from ctethics.compile.files import RuleFiles

    return check_rules(RuleFiles(*rule_folders(rules), as_found=rules is not None))


def _check(rules: Path | None, form: str) -> int:
    """Checks once and says what was found; the exit status."""
    from ctethics.compile.load import uncollected
    from ctethics.lint import check_rule_base

    try:
        with uncollected():
            checked = checked_rules(rules)
            check_rule_base(checked)
    except TooManyErrors as error:
        return _say(list(error.diagnostics), form, dict.fromkeys(_COUNTS), f"{MOST_ERRORS:,} errors{NOT_LOOKED_AT}")
    problems = list(checked.problems)
    return _say(problems, form, _counted(checked), _summary(checked, problems))


def _say(problems: list[Diagnostic], form: str, counts: Mapping[str, int | None], summary: str) -> int:
    """Prints the problems in the form asked for; the exit status. counts -- each None where the check was not ended."""
    if form == "json":
        told = {**counts, "problems": [problem.to_dict() for problem in problems]}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    elif form == "github":
        for problem in problems:
            click.echo(render_github(problem))
        click.echo(summary)
    else:
        for problem in problems:
            click.echo(f"{coloured(problem)}\n")
        if problems:
            click.echo(f"more: ctethics explain {' '.join(sorted({problem.code for problem in problems}))}")
        click.echo(summary)
    return 1 if problems else 0


def _counted(checked: Checked) -> dict[str, int]:
    documents = checked.base.documents.values()
    counts = (
        len({document.path for document in documents}),
        len(documents),
        sum(len(d.exceptions) + len(d.shares.exceptions if d.shares else ()) for d in documents),
        checked.quotations,
        len(checked.examples),
    )
    return dict(zip(_COUNTS, counts, strict=True))


def _summary(checked: Checked, problems: list[Diagnostic]) -> str:
    from ctethics.report.terms import counted

    of = _counted(checked)
    read = f"{counted(of['files'], 'rule file')}: {counted(of['provisions'], 'provision')}"
    read += (
        f", {counted(of['exceptions'], 'exception')}, {counted(of['quotations'], 'quotation')} found in the statutes"
    )
    read += f", {counted(of['examples'], 'example')}"
    if not problems:
        return f"{read}; no problems"
    counts = Counter(problem.severity for problem in problems)
    told = " and ".join(counted(counts[word], word) for word in ("error", "warning") if counts[word])
    files = counted(len({problem.span.source.name for problem in problems}), "file")
    unread = "; the names in the rule files are looked up once rules/facts.yaml has no slip"
    return f"{read}\n{told} in {files}{unread if checked.base.vocabulary is None else ''}"


def coloured(problem: Diagnostic) -> str:
    """The problem as text, its head and caret in the colour of its severity where the terminal has colours."""
    colour = "red" if problem.severity == "error" else "yellow"
    rows = render(problem).split("\n")
    mark = f"{problem.severity}[{problem.code}]"
    rows[0] = rows[0].replace(mark, click.style(mark, fg=colour, bold=True), 1)
    return "\n".join(click.style(row, fg=colour) if row.strip(" |^") == "" and "^" in row else row for row in rows)
