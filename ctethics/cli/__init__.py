"""The command `ctethics`. Exit status: 0 fine, 1 something is wrong with the files or facts, 2 wrong use."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import Any

import click

from ctethics import __version__
from ctethics.cli.cases import assess, calendar
from ctethics.cli.checking import NOT_LOOKED_AT, check
from ctethics.cli.comparing import compare
from ctethics.cli.docs import docs
from ctethics.cli.editing import fmt, schemas
from ctethics.cli.explaining import explain
from ctethics.cli.ledgers import audit
from ctethics.cli.live import ledger
from ctethics.cli.mutating import mutate
from ctethics.cli.proving import probe
from ctethics.cli.reading import coverage, provisions, show
from ctethics.cli.replaying import replay
from ctethics.cli.starting import init, new
from ctethics.cli.testing import test
from ctethics.cli.verifying import diff, verify
from ctethics.diagnostics import CtethicsError, TooManyErrors, UsageError, render_all


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="ctethics")
def cli() -> None:
    """Connecticut's code of ethics as rules that can be read, run and tested.

    \b
    sb434    the text as Substitute Bill 434 (2024) would leave it: a bill, not known to be enacted
    current  the text as it stood before the bill

    \b
    Begin with:
      ctethics provisions
      ctethics show '1-79(5)(I)'
      ctethics assess examples/dinner.yaml --law sb434
    """


for command in (
    assess,
    audit,
    calendar,
    check,
    compare,
    coverage,
    diff,
    docs,
    explain,
    fmt,
    init,
    ledger,
    mutate,
    new,
    probe,
    provisions,
    replay,
    schemas,
    show,
    test,
    verify,
):
    cli.add_command(command)


def main(run: Callable[..., Any] = cli) -> None:
    """Run the command line; our own errors become their text and status 1, or 2 for wrong use."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # What a terminal of another encoding cannot show is escaped, and ends no command.
            stream.reconfigure(errors="backslashreplace")
    try:
        run(prog_name="ctethics")
    except UsageError as error:
        click.echo(render_all(error.diagnostics), err=True)
        sys.exit(2)
    except CtethicsError as error:
        click.echo(render_all(error.diagnostics), err=True)
        count = len(error.diagnostics)
        if count > 1:
            more = NOT_LOOKED_AT if isinstance(error, TooManyErrors) else ""
            click.echo(f"\n{count} problems{more}", err=True)
        sys.exit(1)
