"""`provisions`, `show` and `coverage`: the law and its rules, to be read."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ctethics.cli.options import OWN_RULES, WHICH_LAW, cited, listed
from ctethics.law.citation import in_order, parse_citation
from ctethics.law.regimes import LAWS

if TYPE_CHECKING:
    from ctethics.program import Program


@click.command()
@OWN_RULES
def provisions(rules: Path | None) -> None:
    """List the provisions that are encoded, with what each answers and its source."""
    from ctethics.api import load_rules
    from ctethics.report import render_provisions

    click.echo(render_provisions(load_rules(rules, with_examples=False).program))


@click.command()
@click.argument("citation", required=False, callback=cited)
@click.option(
    "--law",
    metavar="LAW",
    default="change",
    show_default=True,
    help=f"{' or '.join(LAWS)}: the text under that law; change: what the bill strikes and inserts.",
)
@click.option(
    "--generated", is_flag=True, help="Show the Python functions that the generated engine runs; wants --law."
)
@click.option(
    "--color",
    type=click.Choice(["always", "auto", "never"]),
    default="auto",
    show_default=True,
    help="auto: where the terminal has colours and NO_COLOR is not set.",
)
@OWN_RULES
def show(citation: str | None, law: str, generated: bool, color: str, rules: Path | None) -> None:
    """Show a provision: the words of the law and the rule that encodes them, side by side.

    CITATION is as '1-79(5)', or '1-79(5)(I)' for one exception; the shell wants the quotes.

    Each clause is followed by what encodes it, and on a terminal its words have that colour: general rule, exception,
    limit, total, duty, what may follow; encoded otherwise, not operative, not encoded, or unaccounted, which nothing
    encodes or explains. Words that nothing quotes stay plain. Where quotations overlap, the narrowest shows.

    Without --law, what the bill strikes and inserts is marked, on a pipe as [struck] and {inserted}, in the words and
    in the limits.

    With --generated, the function that decides the provision on one record of facts; without a CITATION, those that
    answer each kind of event whole.

    \b
    ctethics show '1-84(o)'
    ctethics show '1-84(o)' --law sb434
    ctethics show '1-84(o)' --law sb434 --generated
    """
    from ctethics.api import check_law, load_rules
    from ctethics.report import render_provision

    under = None if law == "change" else law
    if under is not None:
        check_law(under)
    if citation is None and not generated:
        raise click.UsageError("Which provision? Name one, as in: ctethics show '1-79(5)'.")
    program = load_rules(rules, with_examples=False).program
    if generated:
        click.echo(_generated(program, citation, under))
        return
    assert citation is not None
    parsed = parse_citation(citation)
    provision = program.provisions.get(citation)
    part = ""
    if provision is None and parsed is not None:
        provision = program.provisions.get(str(parsed.provision))
        part = "".join(f"({part})" for part in parsed.parts[1:])
    if provision is None or (part and part not in provision.statute.clauses):
        raise _no_provision(program, citation)
    rules_of_file = tuple(p for p in program.provisions.values() if p.file == provision.file)
    colour = color == "always" or (color == "auto" and _has_colours())
    click.echo(render_provision(provision, under, part, rules_of_file, colour=colour), color=colour)


def _has_colours() -> bool:
    """Whether this is a terminal that shows colours, and nobody asked for none."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _generated(program: Program, citation: str | None, law: str | None) -> str:
    """The source of generated functions: of one provision, or of every kind of event."""
    from ctethics.engines.generated.source import decision_source, verdicts_source

    if law is None:
        raise click.UsageError(WHICH_LAW)
    readings = program.default_readings
    if citation is None:
        kinds = (verdicts_source(program, kind, law, readings).text for kind in program.vocabulary.events)
        return "\n\n".join(kinds).rstrip()
    if citation not in program.provisions:
        raise _no_provision(program, citation)
    return decision_source(program, citation, law, readings, is_traced=False).text.rstrip()


def _no_provision(program: Program, citation: str) -> click.UsageError:
    named = sorted(program.provisions, key=in_order)
    parsed = parse_citation(citation)
    section = parsed.section if parsed else ""
    near_by = [name for name in named if section and name.startswith(section)]
    return click.UsageError(
        f"There is no provision {citation!r} in these rules; there are: {listed(near_by or named)}."
    )


@click.command()
@click.argument("citation", required=False, callback=cited)
@click.option("--clauses", is_flag=True, help="Every clause of every text, with what encodes it or why nothing does.")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@OWN_RULES
def coverage(citation: str | None, clauses: bool, shape: str, rules: Path | None) -> None:
    """Show how much of each statute text is encoded; with a CITATION, every clause of that text.

    Every clause is encoded (a quotation, a limit or an exception rests on it), not operative, or not encoded with a
    reason. The exit status is 1 if a clause is none of these. Of the words, those of the bill's that it strikes or
    inserts too, it says how many stand in a quotation or in the phrase of a limit.

    \b
    ctethics coverage '1-84(o)'
    ctethics coverage --clauses
    """
    from ctethics.api import load_rules, load_statutes
    from ctethics.report import coverage_as_json, coverage_of, render_coverage

    coverages = coverage_of(load_rules(rules, with_examples=False).program, load_statutes(rules))
    asked = tuple(c for c in coverages if citation in (None, c.citation))
    if not asked:
        known = listed([c.citation for c in coverages])
        raise click.UsageError(f"There is no text {citation!r}; there are: {known}.")
    click.echo(coverage_as_json(asked) if shape == "json" else render_coverage(coverages, citation, clauses))
    if any(c.count("unaccounted") for c in asked):
        sys.exit(1)
