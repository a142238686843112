"""`provisions`, `show` and `coverage`: the law and its rules, to be read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ctethics.cli.options import RULES, WHICH_LAW, listed
from ctethics.law.citation import in_order, parse_citation

if TYPE_CHECKING:
    from ctethics.program import Program


@click.command()
@RULES
def provisions(rules: Path | None) -> None:
    """List the provisions that are encoded, with what each answers and its source."""
    from ctethics.api import load_rules
    from ctethics.report import render_provisions

    click.echo(render_provisions(load_rules(rules, with_examples=False).program))


@click.command()
@click.argument("citation", required=False)
@click.option("--law", metavar="LAW", help="Show the text under one law; otherwise with the bill's marks.")
@click.option(
    "--generated", is_flag=True, help="Show the Python functions that the generated engine runs; wants --law."
)
@RULES
def show(citation: str | None, law: str | None, generated: bool, rules: Path | None) -> None:
    """Show a provision: the words of the law and the rule that encodes them, side by side.

    CITATION is as '1-79(5)', or '1-79(5)(I)' for one exception; the shell wants the quotes. Without --law, the text
    is shown with what the bill strikes in [brackets] and what it inserts in {braces}.

    With --generated, the function that decides the provision on one record of facts; without a CITATION, those that
    answer each kind of event whole.

    \b
    ctethics show '1-84(o)' --law sb434
    ctethics show '1-84(o)' --law sb434 --generated
    """
    from ctethics.api import check_law, load_rules
    from ctethics.report import render_provision

    if law is not None:
        check_law(law)
    if citation is None and not generated:
        raise click.UsageError("Which provision? Name one, as in: ctethics show '1-79(5)'.")
    program = load_rules(rules, with_examples=False).program
    if generated:
        click.echo(_generated(program, citation, law))
        return
    assert citation is not None
    parsed = parse_citation(citation)
    provision = program.provisions.get(" ".join(citation.removeprefix("§").split()))
    part = ""
    if provision is None and parsed is not None:
        provision = program.provisions.get(str(parsed.provision))
        part = "".join(f"({part})" for part in parsed.parts[1:])
    if provision is None or (part and part not in provision.statute.clauses):
        raise _no_provision(program, citation)
    rules_of_file = tuple(p for p in program.provisions.values() if p.file == provision.file)
    click.echo(render_provision(provision, law, part, rules_of_file))


def _generated(program: Program, citation: str | None, law: str | None) -> str:
    """The source of generated functions: of one provision, or of every kind of event."""
    from ctethics.engines.generated.source import decision_source, verdicts_source

    if law is None:
        raise click.UsageError(WHICH_LAW)
    readings = program.default_readings
    if citation is None:
        kinds = (verdicts_source(program, kind, law, readings).text for kind in program.vocabulary.events)
        return "\n\n".join(kinds).rstrip()
    name = " ".join(citation.removeprefix("§").split())
    if name not in program.provisions:
        raise _no_provision(program, citation)
    return decision_source(program, name, law, readings, is_traced=False).text.rstrip()


def _no_provision(program: Program, citation: str) -> click.UsageError:
    named = sorted(program.provisions, key=in_order)
    parsed = parse_citation(citation)
    section = parsed.section if parsed else ""
    near_by = [name for name in named if section and name.startswith(section)]
    return click.UsageError(
        f"There is no provision {citation!r} in these rules; there are: {listed(near_by or named)}."
    )


@click.command()
@click.argument("citation", required=False)
@RULES
def coverage(citation: str | None, rules: Path | None) -> None:
    """Show how much of each statute text is encoded; with a CITATION, every clause of that text.

    Every clause is encoded (a quotation, a limit or an exception rests on it), not operative, or not encoded with a
    reason. The exit status is 1 if a clause is none of these.
    """
    from ctethics.api import load_rules, load_statutes
    from ctethics.report import coverage_of, render_coverage

    coverages = coverage_of(load_rules(rules, with_examples=False).program, load_statutes(rules))
    if citation is not None and citation not in {c.citation for c in coverages}:
        known = listed([c.citation for c in coverages])
        raise click.UsageError(f"There is no text {citation!r}; there are: {known}.")
    click.echo(render_coverage(coverages, citation))
    if any(c.count("unaccounted") for c in coverages if citation in (None, c.citation)):
        sys.exit(1)
