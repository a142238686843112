"""`assess` and `calendar`: facts put to the law."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ctethics.cli.large_cases import refuse_many
from ctethics.cli.options import LAW, RULES, WHICH_LAW, pair_of, write_bytes
from ctethics.diagnostics import CaseError, Collector
from ctethics.engines.registry import ENGINES

if TYPE_CHECKING:
    from ctethics.api import Law
    from ctethics.source import Node

_ENGINES = f"{', '.join(ENGINES[:-1])} or {ENGINES[-1]}"


@click.command()
@click.argument("case", type=click.Path(path_type=Path))
@LAW
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--engine", metavar="ENGINE", help=f"{_ENGINES}; durable where it loads, else generated.")
@click.option("--strict", is_flag=True, help="Presume nothing: what is not stated is unknown.")
@click.option("--reading", "readings", multiple=True, metavar="NAME=CHOICE", help="Choose a reading; may be repeated.")
@click.option("--trace", is_flag=True, help="Print every condition with its answer instead.")
@click.option("--receipt", type=click.Path(path_type=Path), metavar="FILE", help="Write a receipt for `replay`, too.")
@RULES
def assess(
    case: Path,
    law: str | None,
    shape: str,
    engine: str | None,
    strict: bool,
    readings: tuple[str, ...],
    trace: bool,
    receipt: Path | None,
    rules: Path | None,
) -> None:
    """Put a CASE, a YAML or JSON file of parties and events, to the law.

    The law comes from --law, or from the case file's own `law:`.

    \b
    A case file:
      law: sb434
      parties:
        acme: {kind: business, registrant: no, doing business with: [OPM]}
        lee: {kind: person, position: state employee, agency: OPM}
      events:
        - id: dinner
          kind: transfer
          date: 2025-03-03
          donor: acme
          recipient: lee
          item: food or beverage
          value: $75.00
          donor in attendance: yes

    A receipt is one JSON file: the case, the law, the readings, the hashes of the rules and statutes, and the answer.
    `ctethics replay` asks it again. It takes the place of no file but a receipt.
    """
    from ctethics.facts import named_law

    problems = Collector()
    node, digest = _read(case, receipt, problems)
    refuse_many(node)
    chosen = law or (named_law(node, problems) if node is not None else None)
    if chosen is None and problems:
        raise CaseError(problems)
    if chosen is None:
        raise click.UsageError(WHICH_LAW)
    if trace and shape == "json":
        raise click.UsageError("--trace is text; leave out --format json.")
    asked = dict(pair_of(reading) for reading in readings)
    under, of_rules = _law(chosen, rules, engine, receipt)
    determination = under.assess_node(node, problems, strict=strict, readings=asked)
    if receipt is not None and node is not None:
        from ctethics.receipts.making import receipt_of

        receipt_of(determination, node, digest, asked, of_rules).write(receipt)
        click.echo(f"wrote the receipt to {receipt}", err=True)
    if trace:
        from ctethics.report.trace import render_trace

        click.echo(render_trace(determination, under.program))
        return
    if shape == "json":
        click.echo(json.dumps(determination.to_dict(), indent=2, ensure_ascii=False))
    else:
        click.echo(str(determination))


def _read(case: Path, receipt: Path | None, problems: Collector) -> tuple[Node | None, str | None]:
    """The case, with the hash of its file where a receipt is asked for."""
    if receipt is None:
        from ctethics.facts import read_case

        return read_case(case, problems), None
    from ctethics.receipts.making import read_asked

    return read_asked(case, problems)


def _law(name: str, rules: Path | None, engine: str | None, receipt: Path | None) -> tuple[Law, dict[str, str]]:
    """The law, with the hashes of its files where a receipt is asked for, whose place is looked at beforehand."""
    if receipt is None:
        from ctethics.api import load

        return load(name, rules=rules, engine=engine), {}
    from ctethics.receipts.rules import rules_at_hand
    from ctethics.receipts.writing import check_place

    if str(receipt) == "-":
        raise click.UsageError("--receipt takes a file: `-` is for none, as the answer goes to standard output.")
    check_place(receipt)
    at_hand = rules_at_hand(rules)
    return at_hand.law(name, engine), at_hand.files


@click.command()
@LAW
@click.option("--year", type=int, required=True, help="The calendar year: reports due in it, and those that cover it.")
@click.option("--registrant", default="client", show_default=True, metavar="client|communicator")
@click.option("--municipal", is_flag=True, help="A communicator for a municipality, who files as clients do.")
@click.option("--session", metavar="FROM:TO", help="The regular session, as 2025-01-08:2025-06-04.")
@click.option("--format", "shape", type=click.Choice(["text", "json", "ics"]), default="text", show_default=True)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to a file instead.")
@RULES
def calendar(
    law: str | None,
    year: int,
    registrant: str,
    municipal: bool,
    session: str | None,
    shape: str,
    output: Path | None,
    rules: Path | None,
) -> None:
    """Print when a registered lobbyist's reports are due, over which periods and on what conditions.

    \b
    ctethics calendar --law sb434 --year 2025 --session 2025-01-08:2025-06-04
    ctethics calendar --law current --year 2025 --registrant communicator --format ics -o 2025.ics

    Without --session the interim monthly reports, which are for the months of the regular session, are left out.
    --format ics is for calendar programs.
    """
    from ctethics.api import load
    from ctethics.filings import filing_calendar
    from ctethics.report import icalendar_of, render_filings

    if law is None:
        raise click.UsageError(WHICH_LAW)
    made = filing_calendar(
        load(law, rules=rules, engine="direct"), year, registrant=registrant, municipal=municipal, session=session
    )
    if shape == "ics":
        data = icalendar_of(made.title, made.filings)
    elif shape == "json":
        data = f"{json.dumps(made.to_dict(), indent=2, ensure_ascii=False)}\n".encode()
    else:
        data = f"{render_filings(made.title, made.filings, made.notes)}\n".encode()
    if output is None:
        click.echo(data, nl=False)
    else:
        write_bytes(output, data)
