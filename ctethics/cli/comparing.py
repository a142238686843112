"""`compare`: what changes for a ledger or a case between two laws."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ctethics.cli.large_cases import refuse_many
from ctethics.cli.long_work import check_files, progress
from ctethics.cli.options import RULES, pair_of
from ctethics.law.regimes import LAWS

if TYPE_CHECKING:
    from ctethics.outcome.summary import Flips

_PATH: Final = click.Path(path_type=Path)
_CASES: Final = (".yaml", ".yml", ".json")
_WHICH: Final = f"Between which laws? Add --laws {','.join(LAWS)}, or the other way round."


@click.command()
@click.argument("tables", metavar="LEDGER…", nargs=-1, required=True, type=_PATH)
@click.option("--laws", metavar="ONE,OTHER", help=f"From which law to which, as {','.join(LAWS)}.")
@click.option("--columns", metavar="MAP.yaml", type=_PATH, help="How the table is written: a column map.")
@click.option("--parties", metavar="FILE", type=_PATH, help="A table of the parties, one a row, with the column `id`.")
@click.option("--kind", metavar="KIND", help="The kind of all events, where there is no column `kind`.")
@click.option("--output", "-o", "out", metavar="OUT", type=_PATH, help="Write the changes: .csv, .parquet, …")
@click.option("--report", metavar="OUT.html", type=_PATH, help="Write the flip table as a page for a browser.")
@click.option("--provision", "provisions", multiple=True, metavar="P", help="Compare this one only; may be repeated.")
@click.option("--input-format", metavar="F", help="csv, parquet, jsonl or arrow, where the ending does not say it.")
@click.option("--strict", is_flag=True, help="Presume nothing: what is not stated is unknown.")
@click.option("--reading", "readings", multiple=True, metavar="NAME=CHOICE", help="Choose a reading; may be repeated.")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@RULES
def compare(
    tables: tuple[Path, ...], laws: str | None, out: Path | None, report: Path | None, shape: str, **told: Any
) -> None:
    """Show what changes between two laws: for a ledger, as `audit` takes it, or for one CASE file (.yaml, .json).

    Prints the flip table: how many rows change, by provision; what they are worth; for each limit that differs, the
    rows that change where it alone is exchanged; the duties that appear or vanish; the first changes, row by row.

    \b
    ctethics compare examples/dinner.yaml --laws current,sb434
    ctethics compare gifts.csv --laws current,sb434 --columns map.yaml -o changes.csv --report page.html

    OUT has one row for each row and provision whose outcome changes: the table's own columns, `provision`, and a column
    named for each law. Rows that cannot be read are counted and left out, and the exit status is then 1; `ctethics
    audit --rejects FILE` lists them.
    """
    pair = _pair(laws)
    inputs = [*tables, *(path for path in (told["parties"], told["columns"]) if path)]
    check_files(inputs, {"-o": out, "--report": report})
    is_case = any(path.suffix.lower() in _CASES for path in tables)
    with progress() as say:
        flips = (_of_case if is_case else _of_ledger)(tables, pair, out, told, say)
        if report is not None:
            from ctethics.audits.outputs import write_whole
            from ctethics.report.page import render_flips_page

            say(f"writing {report}")
            write_whole(report, render_flips_page(flips))
    _print(flips, shape)
    for path, what in ((out, "the changes"), (report, "the page")):
        if path is not None:
            click.echo(f"wrote {what} to {path}", err=True)
    if flips.rejected:
        many = "1 row was" if flips.rejected == 1 else f"{flips.rejected:,} rows were"
        click.echo(f"{many} rejected and not compared: the exit status is 1.", err=True)
        sys.exit(1)


def _pair(laws: str | None) -> tuple[str, str]:
    from ctethics.api import check_law
    from ctethics.audits.exchange import check_apart

    named = [name.strip() for name in (laws or "").split(",")]
    if len(named) != 2 or not all(named):
        raise click.UsageError(_WHICH)
    for name in named:
        check_law(name)
    one, other = named
    check_apart(one, other)
    return one, other


def _of_ledger(
    tables: tuple[Path, ...], laws: tuple[str, str], out: Path | None, told: dict[str, Any], say: Callable[[str], None]
) -> Flips:
    import narwhals as nw
    import polars as pl

    from ctethics.api import load
    from ctethics.audits.audit import Audit
    from ctethics.audits.compare import Comparison
    from ctethics.audits.files import Asked, taken_in
    from ctethics.audits.flips import FlipTable
    from ctethics.audits.memory import check_memory
    from ctethics.audits.outputs import staging
    from ctethics.tables import write

    with staging(out) as folder:
        say("reading the rules")
        law = load(laws[0], rules=told["rules"], engine="direct")
        question = law.question(dict(map(pair_of, told["readings"])), strict=told["strict"])
        source = Asked(tables).source
        say(f"reading {source}")
        frame = taken_in(tables, told["input_format"], folder / "read.parquet")
        check_memory(frame.select(pl.len()).collect(engine="streaming").item(), source)
        parties = told["parties"] and nw.from_native(taken_in([told["parties"]], None, folder / "parties.parquet"))
        audit = Audit(
            law.program,
            question,
            nw.from_native(frame),
            kind=told["kind"],
            columns=told["columns"],
            parties=parties,
            provisions=told["provisions"] or None,
            show=(),
            table=source,
            is_checked=True,
        )
        table = FlipTable(Comparison(audit, laws[1]), frame, folder, with_own=out is not None, doing=say)
        flips = table.flips(source)
        if out is not None:
            say(f"writing {out}")
            write(table.changes(), out)
    return flips


def _of_case(
    tables: tuple[Path, ...], laws: tuple[str, str], out: Path | None, told: dict[str, Any], say: Callable[[str], None]
) -> Flips:
    from ctethics.api import Law, load_rules
    from ctethics.audits.case_flips import case_flips
    from ctethics.diagnostics import Collector
    from ctethics.facts import read_case, type_case
    from ctethics.program.asked import check_provisions

    _check_case(tables, out, told)
    say("reading the rules")
    compiled, problems = load_rules(told["rules"], with_examples=False), Collector()
    node = read_case(tables[0], problems)
    refuse_many(node)
    readings = dict(map(pair_of, told["readings"]))

    def ask(program: Any, law: str) -> Any:
        under = Law(law, replace(compiled, program=program), "direct")
        return under.assess_node(node, problems, strict=told["strict"], readings=readings)

    ask(compiled.program, laws[0])  # every slip of the case is told before it is typed once more
    assert node is not None
    ledger = type_case(node, compiled.program.vocabulary, problems)
    asked = check_provisions(compiled.program, told["provisions"] or None)
    return case_flips(compiled.program, ledger, laws, ask, str(tables[0]), asked)


def _check_case(tables: tuple[Path, ...], out: Path | None, told: dict[str, Any]) -> None:
    """Refuses what is for ledgers only."""
    if len(tables) > 1:
        raise click.UsageError("A case file is compared alone.")
    named = {"-o": out} | {f"--{name}": told[name.replace("-", "_")] for name in ("columns", "parties", "kind")}
    for option, value in (named | {"--input-format": told["input_format"]}).items():
        if value is not None:
            raise click.UsageError(f"{option} is for ledgers, and {tables[0]} is a case.")


def _print(flips: Flips, shape: str) -> None:
    if shape == "json":
        click.echo(json.dumps(asdict(flips), indent=2, ensure_ascii=False))
        return
    from ctethics.report.flips import render_flips

    is_terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if is_terminal else 80
    click.echo(render_flips(flips, width, colour=is_terminal))
