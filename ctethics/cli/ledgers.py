"""`audit`: whole ledgers put to the law."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ctethics.cli.long_work import check_files, progress
from ctethics.cli.options import LAW, RULES, WHICH_LAW, pair_of

if TYPE_CHECKING:
    from ctethics.audits.files import Staged
    from ctethics.outcome.summary import Summary

# How many bad cells are printed where they are written to no file.
_MOST_PRINTED: Final = 20
_SHOWN: Final = ("excepted by", "exceptions", "totals", "due", "needs")
_PATH: Final = click.Path(path_type=Path)


@click.command()
@click.argument("tables", metavar="TABLE…", nargs=-1, required=True, type=_PATH)
@LAW
@click.option("--columns", metavar="MAP.yaml", type=_PATH, help="How the table is written: a column map.")
@click.option("--parties", metavar="FILE", type=_PATH, help="A table of the parties, one a row, with the column `id`.")
@click.option("--kind", metavar="KIND", help="The kind of all events, where there is no column `kind`.")
@click.option("--output", "-o", "out", metavar="OUT", type=_PATH, help="Write the answered rows: .csv, .parquet, …")
@click.option(
    "--rejects", metavar="FILE", type=_PATH, help="Write the cells that cannot be read; by default beside OUT."
)
@click.option("--report", metavar="OUT.html", type=_PATH, help="Write the summary as a page for a browser.")
@click.option("--provision", "provisions", multiple=True, metavar="P", help="Answer this one only; may be repeated.")
@click.option("--show", multiple=True, metavar="WHAT", help=f"Tell in OUT, of: {', '.join(_SHOWN)}; may be repeated.")
@click.option("--input-format", metavar="F", help="csv, parquet, jsonl or arrow, where the ending does not say it.")
@click.option("--strict", is_flag=True, help="Presume nothing: what is not stated is unknown.")
@click.option("--reading", "readings", multiple=True, metavar="NAME=CHOICE", help="Choose a reading; may be repeated.")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@RULES
def audit(
    tables: tuple[Path, ...],
    law: str | None,
    columns: Path | None,
    parties: Path | None,
    kind: str | None,
    out: Path | None,
    rejects: Path | None,
    report: Path | None,
    provisions: tuple[str, ...],
    show: tuple[str, ...],
    input_format: str | None,
    strict: bool,
    readings: tuple[str, ...],
    shape: str,
    rules: Path | None,
) -> None:
    """Put a whole ledger to the law: tables of one row an event, in CSV, Parquet, JSON Lines or Arrow files.

    A TABLE is a file, or a folder of them; several are read one after the other. Prints a summary.

    \b
    ctethics audit gifts.csv --law sb434 --columns map.yaml --parties people.csv
    ctethics audit 2024.csv 2025.csv --law current --kind transfer -o answers.csv --report page.html

    A column is found by its fact's name, as `date`, `donor` or `recipient position`; `_` stands for a space. Where the
    table says it otherwise, a column map tells which column states which fact, and how:

    \b
      kind: transfer
      columns:
        id: Gift No.
        date: {column: Date, format: MM/DD/YYYY}
        donor: Given by
        recipient: Given to
        item: {column: What, values: {dinner: food or beverage}}
        value: Amount ($)
        donor in attendance: {column: Giver there?, yes: Y, no: N}

    OUT has the table's own columns and beside them the outcome of each provision, the exceptions that held, what is
    used and left of running limits (in cents) and due days. A row with a cell that cannot be read is not answered: it
    is told in the rejects, and the exit status is then 1. Accepted rows and rejected ones are together those read.
    """
    from ctethics.api import load
    from ctethics.audits.files import SHOWN, Asked, staged
    from ctethics.audits.outputs import staging
    from ctethics.audits.summary import summary_of

    if law is None:
        raise click.UsageError(WHICH_LAW)
    if rejects is None and out is not None:
        rejects = out.with_name(f"{out.stem}.rejects.csv")
    outputs = {"-o": out, "--rejects": rejects, "--report": report}
    check_files([*tables, *(path for path in (parties, columns) if path)], outputs)

    with progress() as say, staging(out) as folder:
        say("reading the rules")
        chosen = load(law, rules=rules, engine="direct")
        question = chosen.question(dict(pair_of(reading) for reading in readings), strict=strict)
        asked = Asked(tables, columns, parties, kind, provisions or None, show or SHOWN, input_format)
        ledger = staged(chosen.program, question, asked, folder, say)
        say("summing up")
        summary = summary_of(ledger, chosen.program, question)
        _write(ledger, summary, out, rejects, report, say)
        bad = _first_bad(ledger) if rejects is None and ledger.rejected else []
    _print(summary, shape)
    for line in bad:
        click.echo(line, err=True)
    for path, what in ((out, "the answered rows"), (rejects, "the rejected cells"), (report, "the page")):
        if path is not None:
            click.echo(f"wrote {what} to {path}", err=True)
    if summary.rejected:
        many = "1 row was" if summary.rejected == 1 else f"{summary.rejected:,} rows were"
        click.echo(f"{many} rejected and not answered: the exit status is 1.", err=True)
        sys.exit(1)


def _write(
    ledger: Staged,
    summary: Summary,
    out: Path | None,
    rejects: Path | None,
    report: Path | None,
    say: Callable[[str], None],
) -> None:
    from ctethics.audits.outputs import write_whole

    if out is not None:
        say(f"writing {out}")
        ledger.write_rows(out)
    if rejects is not None:
        ledger.write_rejects(rejects)
    if report is not None:
        from ctethics.report.page import render_page

        say(f"writing {report}")
        write_whole(report, render_page(summary))


def _first_bad(ledger: Staged) -> list[str]:
    """The first bad cells, a line each, and how many more there are."""
    import polars as pl

    first = ledger.rejects.head(_MOST_PRINTED).collect()
    cells = ledger.rejects.select(pl.len()).collect().item()
    lines = []
    for bad in first.iter_rows(named=True):
        at = f"{bad['file']}, row {bad['row']}" + (f", id {bad['id']}" if bad["id"] else "")
        column = f", column {bad['column']}" if bad["column"] else ""
        value = f" `{bad['value']}`:" if bad["value"] else ""
        lines.append(_plain(f"{at}{column}:{value} {bad['reason']}"))
    more = cells - len(lines)
    return [*lines, f"and {more:,} more; --rejects FILE writes them all"] if more else lines


def _plain(text: str) -> str:
    """The text on one line, without what a terminal could take for a command."""
    return "".join(c if c.isprintable() else " " for c in text)


def _print(summary: Summary, shape: str) -> None:
    if shape == "json":
        told = {name: value for name, value in asdict(summary).items() if name != "rows"}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    from ctethics.report.ledger import render_summary

    is_terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if is_terminal else 80
    click.echo(render_summary(summary, width, colour=is_terminal))
    click.echo(f"\n{summary.read:,} rows read: {summary.accepted:,} answered, {summary.rejected:,} rejected")
