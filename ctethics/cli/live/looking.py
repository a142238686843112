"""`ledger show`, `room`, `check` and `export`: what a ledger holds and says."""

from __future__ import annotations

import json
import shutil
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import click

from ctethics.balance import LiveLedger
from ctethics.cli.live.opening import FILE, SHAPE, Asked, opened
from ctethics.cli.live.sources import LINES
from ctethics.cli.live.words import canvas, list_lines, list_row, room_lines
from ctethics.cli.long_work import progress
from ctethics.cli.options import LAW, RULES
from ctethics.facts import Case
from ctethics.report.terms import counted
from ctethics.source.read import MOST_BYTES


@click.command()
@FILE
@click.argument("event", required=False)
@click.option("--last", metavar="N", type=click.IntRange(min=1), help="The last N by date; see above for the default.")
@SHAPE
@LAW
@RULES
def show(file: Path, event: str | None, last: int | None, shape: str, law: str | None, rules: Path | None) -> None:
    """List the events in FILE, or show one with the reasons.

    The list has a line for each event, by date: on a terminal the last that fit the screen, in a pipe all of them;
    --last N says how many. `due` is the first day on which something is due, `provisions` how many apply, leave it
    open, or except it.

    \b
    ctethics ledger show gifts.ctledger --last 10
    ctethics ledger show gifts.ctledger dinner

    One EVENT is shown as `ctethics assess` shows it. The law is the ledger's own; --law only makes sure of it.
    """
    with opened(file, Asked(rules, law)) as ledger:
        text = _list(ledger, last, shape) if event is None else _whole(ledger, event, shape)
    click.echo(text)


def _list(ledger: LiveLedger, last: int | None, shape: str) -> str:
    if last is None and sys.stdout.isatty() and shape == "text":
        last = max(1, shutil.get_terminal_size().lines - 4)
    with ledger.at_one_moment():
        many = len(ledger)
        ids = list(islice(ledger, max(0, many - last) if last else 0, None))
        told = [(ledger.stated(id_), ledger.answer(id_)) for id_ in ids]
    law = ledger.question.law
    if shape == "json":
        events = [{"stated": dict(facts), "answer": answer.to_dict()} for facts, answer in told]
        return json.dumps({"law": law, "total": many, "events": events}, indent=2, ensure_ascii=False)
    strict = ", strict" if ledger.question.is_strict else ""
    lines = list(list_lines([list_row(facts, answer) for facts, answer in told], canvas())) if told else []
    first = f", the last {len(ids):,} of them" if len(ids) < many else ""
    return "\n".join([f"{counted(many, 'event')} under {law}{strict}{first}", *lines])


def _whole(ledger: LiveLedger, event: str, shape: str) -> str:
    from ctethics.outcome import Determination

    result, asked = ledger[event], ledger.question
    readings = dict(asked.readings)
    determination = Determination(asked.law, "direct", asked.is_strict, readings, (result,), result._explainer)
    if shape == "json":
        return json.dumps(determination.to_dict(), indent=2, ensure_ascii=False)
    return str(determination)


@click.command()
@FILE
@click.option("--donor", metavar="PARTY", required=True, help="Who gives; those who count as one with it count too.")
@click.option("--recipient", metavar="PARTY", required=True, help="To whom.")
@click.option("--on", metavar="DATE", required=True, help="Of which day, as 2025-03-05: nothing depends on today.")
@SHAPE
@LAW
@RULES
def room(file: Path, donor: str, recipient: str, on: str, shape: str, law: str | None, rules: Path | None) -> None:
    """Tell what a donor may still give a recipient.

    It is told for the calendar year of a day, and with it what can still be returned on that day. Each limit that runs
    over the year has a line: the limit, what is used of it by all events of the year, and the most that may be added
    inside it; where something is unknown, a range. A limit says nothing of the other words of its provision: whether
    a gift is excepted is for `add` to say.

    \b
    ctethics ledger room gifts.ctledger --donor acme --recipient lee --on 2025-03-05
    """
    with opened(file, Asked(rules, law)) as ledger:
        found = ledger.room(donor, recipient, on)
        kept = ledger.question.law
    if shape == "json":
        click.echo(json.dumps({"law": kept, **found.to_dict()}, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(room_lines(found, kept, canvas())))


@click.command()
@FILE
@LAW
@RULES
def check(file: Path, law: str | None, rules: Path | None) -> None:
    """Read all of FILE and make sure that it is whole.

    The exit status is 1 where it is not.
    """
    with opened(file, Asked(rules, law), facts_only=True) as ledger, progress() as say:
        say("reading all of it")
        ledger.check()
        many, kept = len(ledger), ledger.question.law
    click.echo(f"{file}: whole, {counted(many, 'event')} under {kept}")


@click.command()
@FILE
@click.option("--output", "-o", "out", metavar="OUT", type=click.Path(path_type=Path), help=".yaml, .json or .jsonl.")
@RULES
def export(file: Path, out: Path | None, rules: Path | None) -> None:
    """Write everything stated in FILE as a case file.

    `ctethics assess` and `ledger import` take it. It is YAML, or what the ending of OUT says: .json, or .jsonl with the
    parties on the first line and one event a line after it, which `import` takes at any size. OUT is written whole or
    not at all; without -o it is printed.

    \b
    ctethics ledger export gifts.ctledger -o gifts.yaml
    ctethics ledger import other.ctledger gifts.yaml --law current
    """
    from ctethics.audits.outputs import check_path, write_whole

    ending = ".yaml" if out is None else out.suffix.lower()
    if out is not None:
        _check_output(file, out)
        check_path(out)
    with opened(file, Asked(rules), facts_only=True) as ledger, progress() as say:
        say("reading the facts")
        text = _written(ledger.case(), ending)
        many, is_strict = len(ledger), ledger.question.is_strict
        if out is not None:
            say(f"writing {out}")
            write_whole(out, text)
    if out is None:
        click.echo(text, nl=False)
    else:
        click.echo(f"wrote {counted(many, 'event')} to {out}", err=True)
    if ending not in LINES and len(text.encode()) > MOST_BYTES:
        click.echo("that is larger than a case file may be: for `import` write it to a .jsonl file.", err=True)
    if is_strict:
        click.echo("the ledger is strict, which a case file does not say: add --strict where it is used.", err=True)


def _check_output(file: Path, out: Path) -> None:
    if out.suffix.lower() not in (".yaml", ".yml", ".json", *LINES):
        raise click.UsageError(f"-o {out}: the ending says how it is written: .yaml, .json or .jsonl.")
    if out.exists() and file.exists() and out.samefile(file):
        raise click.UsageError(f"-o {out} is the ledger itself: write to another file.")


def _written(case: Case, ending: str) -> str:
    told: dict[str, Any] = {"law": case.law, "readings": dict(case.readings), **case.to_dict()}
    if ending == ".json":
        return json.dumps(told, indent=2, ensure_ascii=False) + "\n"
    if ending in LINES:
        events = told.pop("events")
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in (told, *events))
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(told, Dumper=dumper, sort_keys=False, allow_unicode=True, width=100))
