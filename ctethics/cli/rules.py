"""`test`: the examples of the rule files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ctethics.cli.options import RULES


@click.command()
@click.argument("provision", required=False)
@click.option("--engine", metavar="ENGINE", help="Run under one engine only.")
@RULES
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
