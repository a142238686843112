"""The command `ctethics`. Exit status: 0 fine, 1 something is wrong with the files or facts, 2 wrong use."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ctethics import __version__
from ctethics.diagnostics import CaseError, Collector, CtethicsError, RuleError, UsageError, render_all
from ctethics.engines.registry import ENGINES
from ctethics.law.citation import in_order, parse_citation
from ctethics.law.regimes import LAWS

_RULES = click.option(
    "--rules", type=click.Path(path_type=Path), help="A folder of rule files of your own; statutes/ beside it."
)
_WHICH_LAW = f"Under which law? Add --law {' or --law '.join(LAWS)}."
_LAW = click.option("--law", metavar="LAW", help=f"{' or '.join(LAWS)}: which text of the law.")


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


@cli.command()
@click.argument("case", type=click.Path(path_type=Path))
@_LAW
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--engine", metavar="ENGINE", help=f"{' or '.join(ENGINES)}; by default durable where it loads.")
@click.option("--strict", is_flag=True, help="Presume nothing: what is not stated is unknown.")
@click.option("--reading", "readings", multiple=True, metavar="NAME=CHOICE", help="Choose a reading; may be repeated.")
@_RULES
def assess(
    case: Path,
    law: str | None,
    shape: str,
    engine: str | None,
    strict: bool,
    readings: tuple[str, ...],
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
    """
    from ctethics.api import load
    from ctethics.facts import named_law, read_case

    problems = Collector()
    node = read_case(case, problems)
    chosen = law or (named_law(node, problems) if node is not None else None)
    if chosen is None and problems:
        raise CaseError(problems)
    if chosen is None:
        raise click.UsageError(_WHICH_LAW)
    determination = load(chosen, rules=rules, engine=engine).assess_node(
        node, problems, strict=strict, readings=dict(_pair(reading) for reading in readings)
    )
    if shape == "json":
        click.echo(json.dumps(determination.to_dict(), indent=2, ensure_ascii=False))
    else:
        click.echo(str(determination))


@cli.command()
@click.argument("citation")
@click.option("--law", metavar="LAW", help="Show the text under one law; otherwise with the bill's marks.")
@_RULES
def show(citation: str, law: str | None, rules: Path | None) -> None:
    """Show a provision: the words of the law and the rule that encodes them, side by side.

    CITATION is as '1-79(5)', or '1-79(5)(I)' for one exception; the shell wants the quotes. Without --law, the text
    is shown with what the bill strikes in [brackets] and what it inserts in {braces}.
    """
    from ctethics.api import check_law, load_rules
    from ctethics.report import render_provision

    if law is not None:
        check_law(law)
    program = load_rules(rules, with_examples=False).program
    parsed = parse_citation(citation)
    provision = program.provisions.get(" ".join(citation.removeprefix("§").split()))
    part = ""
    if provision is None and parsed is not None:
        provision = program.provisions.get(str(parsed.provision))
        part = "".join(f"({part})" for part in parsed.parts[1:])
    if provision is None or (part and part not in provision.statute.clauses):
        named = sorted(program.provisions, key=in_order)
        section = parsed.section if parsed else ""
        near_by = [name for name in named if section and name.startswith(section)]
        raise click.UsageError(
            f"There is no provision {citation!r} in these rules; there are: {_listed(near_by or named)}."
        )
    rules_of_file = tuple(p for p in program.provisions.values() if p.file == provision.file)
    click.echo(render_provision(provision, law, part, rules_of_file))


@cli.command()
@_RULES
def provisions(rules: Path | None) -> None:
    """List the provisions that are encoded, with what each answers and its source."""
    from ctethics.api import load_rules
    from ctethics.report import render_provisions

    click.echo(render_provisions(load_rules(rules, with_examples=False).program))


@cli.command()
@_LAW
@click.option("--year", type=int, required=True, help="The calendar year: reports due in it, and those that cover it.")
@click.option("--registrant", default="client", show_default=True, metavar="client|communicator")
@click.option("--municipal", is_flag=True, help="A communicator for a municipality, who files as clients do.")
@click.option("--session", metavar="FROM:TO", help="The regular session, as 2025-01-08:2025-06-04.")
@click.option("--format", "shape", type=click.Choice(["text", "json", "ics"]), default="text", show_default=True)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to a file instead.")
@_RULES
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
        raise click.UsageError(_WHICH_LAW)
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
        _write(output, data)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise click.UsageError(f"Cannot write {path}: {error.strerror}.") from error


@cli.command()
@click.argument("citation", required=False)
@_RULES
def coverage(citation: str | None, rules: Path | None) -> None:
    """Show how much of each statute text is encoded; with a CITATION, every clause of that text.

    Every clause is encoded (a quotation, a limit or an exception rests on it), not operative, or not encoded with a
    reason. The exit status is 1 if a clause is none of these.
    """
    from ctethics.api import load_rules, load_statutes
    from ctethics.report import coverage_of, render_coverage

    coverages = coverage_of(load_rules(rules, with_examples=False).program, load_statutes(rules))
    if citation is not None and citation not in {c.citation for c in coverages}:
        known = _listed([c.citation for c in coverages])
        raise click.UsageError(f"There is no text {citation!r}; there are: {known}.")
    click.echo(render_coverage(coverages, citation))
    if any(c.count("unaccounted") for c in coverages if citation in (None, c.citation)):
        sys.exit(1)


@cli.command()
@_RULES
def check(rules: Path | None) -> None:
    """Check the rule files: shape, names, quotations, limits against the words that state them, references."""
    from ctethics.api import load_rules
    from ctethics.compile import check_examples

    compiled = load_rules(rules)
    program, problems = compiled.program, Collector()
    check_examples(compiled.examples, program.vocabulary, problems)
    if problems:
        raise RuleError(problems)
    exceptions = sum(len(p.exceptions) for p in program.provisions.values())
    click.echo(
        f"{len(compiled.files)} rule files: {len(program.provisions)} provisions, {exceptions} exceptions, "
        f"{compiled.quotations} quotations found in the statutes, {len(compiled.examples)} examples; no problems"
    )


@cli.command()
@click.argument("provision", required=False)
@click.option("--engine", metavar="ENGINE", help="Run under one engine only.")
@_RULES
def test(provision: str | None, engine: str | None, rules: Path | None) -> None:
    """Run the examples in the rule files, all or those of one PROVISION or file, under every engine that loads."""
    from ctethics.api import load_rules
    from ctethics.engines.registry import loadable_engines
    from ctethics.examples import run_examples

    compiled = load_rules(rules)
    of_file = {p.citation: p.file for p in compiled.program.provisions.values()}
    examples = [e for e in compiled.examples if provision in (None, e.provision, of_file[e.provision])]
    engines = [engine] if engine else loadable_engines()
    failures = 0
    with click.progressbar(
        length=len(examples) * len(engines), label="examples", hidden=not sys.stderr.isatty(), file=sys.stderr
    ) as bar:
        for result in run_examples(compiled, examples, engines):
            bar.update(1)
            failures += bool(result.failures)
            for failure in result.failures:
                click.echo(failure)
    click.echo(f"{len(examples)} examples ran under {' and '.join(engines)}: {failures or 'none'} failed")
    if failures or not examples:
        if not examples:
            click.echo("no example ran, and a check that examined nothing has failed", err=True)
        sys.exit(1)


def _listed(names: list[str]) -> str:
    """Names as a sentence lists them, the first dozen of many."""
    more = f" and {len(names) - 12} more (`ctethics provisions`)" if len(names) > 12 else ""
    return ", ".join(names[:12]) + more


def _pair(reading: str) -> tuple[str, str]:
    name, equals, choice = reading.partition("=")
    if not equals:
        raise click.UsageError(f"--reading takes NAME=CHOICE, not {reading!r}.")
    return name.strip(), choice.strip()


def main(run: Callable[..., Any] = cli) -> None:
    """Run the command line; our own errors become their text and status 1, or 2 for wrong use."""
    try:
        run(standalone_mode=True)
    except UsageError as error:
        click.echo(render_all(error.diagnostics), err=True)
        sys.exit(2)
    except CtethicsError as error:
        click.echo(render_all(error.diagnostics), err=True)
        count = len(error.diagnostics)
        if count > 1:
            click.echo(f"\n{count} problems", err=True)
        sys.exit(1)
