"""How a command opens a ledger's file: by the law, strictness and readings that the file is kept under."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from ctethics.balance import LedgerError, LiveLedger
from ctethics.balance.errors import refusal
from ctethics.balance.facts import Facts
from ctethics.balance.file import PATIENCE_SECONDS, File
from ctethics.cli.long_work import progress
from ctethics.cli.options import LAW, RULES, WHICH_LAW, pair_of
from ctethics.diagnostics import Diagnostic, Span, UsageError

FILE: Final = click.argument("file", type=click.Path(path_type=Path))
SHAPE: Final = click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
# What SQLite takes for a file that is nowhere.
_NOWHERE: Final = ":memory:"
# What to do about it from a terminal, where the library would name its own functions.
_FIXES: Final = {
    "CTE801": "name the ledger's file, or a new one: `ctethics ledger add` and `import` make it.",
    "CTE804": "leave out --law, --strict and --reading; for another law `export` the ledger and `import` it into a new"
    " file.",
    "CTE807": "leave it out or, for an event, give it another id; or replace the facts named with `ctethics ledger add"
    " --correct`.",
    "CTE809": "name the rules it was made by with --rules, or `export` it, mend the case and `import` it into a new"
    " file.",
}


@dataclass(frozen=True)
class Asked:
    """What the caller says of the question; what is left out is as the file keeps it.

    case_law, case_readings -- what a case to be added says of itself, which counts for a new file.
    """

    rules: Path | None = None
    law: str | None = None
    strict: bool = False
    readings: tuple[str, ...] = ()
    wait: float = PATIENCE_SECONDS
    case_law: str | None = None
    case_readings: Mapping[str, str] = field(default_factory=dict)


def asking(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options by which a new ledger's question is put."""
    for option in (
        RULES,
        click.option(
            "--wait",
            type=click.FloatRange(min=0),
            default=PATIENCE_SECONDS,
            metavar="SECONDS",
            show_default=True,
            help="How long to wait for another process that writes.",
        ),
        click.option("--reading", "readings", multiple=True, metavar="NAME=CHOICE", help="Of a new file; see --law."),
        click.option("--strict", is_flag=True, help="Of a new file: presume nothing."),
        LAW,
    ):
        command = option(command)
    return command


@contextmanager
def opened(
    path: Path,
    asked: Asked,
    *,
    is_made: bool = False,
    facts_only: bool = False,
    trial: Callable[[LiveLedger], object] = lambda _: None,
) -> Iterator[LiveLedger]:
    """The ledger in a file, its errors saying what to do about it from a terminal.

    is_made -- a file that is not there, or has nothing in it, is made; facts_only -- as for `Law.ledger`.
    trial -- given an empty ledger before a file is made, so that none is made for what cannot be added.
    Raises click.UsageError where a new file's law is not named, LedgerError where there is no file to read.
    """
    if str(path) == _NOWHERE:
        raise click.UsageError(f"{path} is no file: a ledger is kept on disk.")
    with _told(path):
        kept = _kept(path, asked)
        if kept is None and not is_made:
            what, why = "there is no ledger", "there is no file of this name, or nothing in it."
            fix = "check the path; `ctethics ledger add` and `import` make a ledger."
            raise refusal(str(path), "CTE805", what, why, fix)
        with progress() as say:
            make = _maker(path, asked, kept or {}, say)
            if kept is None:
                with make(_NOWHERE, facts_only=False) as nowhere:
                    trial(nowhere)
            ledger = make(path, facts_only=facts_only)
        with ledger:
            yield ledger


def _maker(path: Path, asked: Asked, kept: Mapping[str, Any], say: Callable[[str], None]) -> Callable[..., LiveLedger]:
    from ctethics.api import load

    law = asked.law or kept.get("law") or asked.case_law
    if asked.law is None and asked.case_law not in (None, law):
        what, why = f"the case is under the law `{asked.case_law}`", f"{path} is kept under `{law}`."
        fix = f"leave out its `law:`, or add --law {law} to have it answered under that one."
        raise UsageError([Diagnostic("CTE804", Span.whole("law"), what, why, fix)])
    if law is None:
        raise click.UsageError(f"{path} is new. {WHICH_LAW}")
    say("reading the rules")
    chosen = load(law, rules=asked.rules, engine="direct")
    known = chosen.program.default_readings
    said = {name: choice for name, choice in kept.get("readings", {}).items() if name in known}
    readings = {**(said if kept else asked.case_readings), **dict(map(pair_of, asked.readings))}
    question = chosen.question(readings, strict=asked.strict or kept.get("strict", False))

    def told(done: int) -> None:
        say(f"answering the ledger by other rules: {done:,} events")

    return partial(LiveLedger, program=chosen.program, question=question, say=told, patience=asked.wait)


def _kept(path: Path, asked: Asked) -> dict[str, Any] | None:
    """The law, strictness and readings that a file is kept under, or None where there is nothing in it yet."""
    try:
        if path.stat().st_size == 0:
            return None
    except OSError:
        return None  # told when it is made
    file = File(path, asked.wait)
    try:
        with file.reading():
            told = Facts(file.sql).meta("question")
    finally:
        file.close()
    return None if told is None else dict(json.loads(told))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Errors about the ledger with what to do about them from a terminal."""
    try:
        yield
    except (LedgerError, UsageError) as error:
        raise type(error)(_told_here(one, str(path)) for one in error.diagnostics) from error


def _told_here(told: Diagnostic, path: str) -> Diagnostic:
    is_of_file = told.span.source.name == path
    return replace(told, fix=_FIXES[told.code]) if is_of_file and told.code in _FIXES else told
