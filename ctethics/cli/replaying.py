"""`replay`: a receipt asked again."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from ctethics.cli.options import RULES


@click.command()
@click.argument("receipt", type=click.Path(path_type=Path))
@click.option("--engine", metavar="ENGINE", help="By default the receipt's, where it loads.")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@RULES
def replay(receipt: Path, engine: str | None, shape: str, rules: Path | None) -> None:
    """Ask again what a RECEIPT asked, and say whether anything has changed and why.

    The same case is put under the same law, strictness and readings to the rules at hand: those shipped, or those of
    --rules. What is answered otherwise is told by event and provision, with its reasons of now and the rule and statute
    files it rests on that are not as they were.

    \b
    ctethics assess examples/dinner.yaml --law sb434 --receipt dinner.receipt.json
    ctethics replay dinner.receipt.json
    ctethics replay dinner.receipt.json --rules bench/rules

    Exit status: 0 the same answer, whatever files differ; 1 another answer, or a receipt that cannot be asked again; 2
    wrong use.
    """
    from ctethics.receipts import replay as ask_again

    found = ask_again(receipt, rules=rules, engine=engine)
    if shape == "json":
        click.echo(json.dumps(found.to_dict(), indent=2, ensure_ascii=False))
    else:
        click.echo(str(found))
    sys.exit(0 if found.is_same else 1)
