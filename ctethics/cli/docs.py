"""`docs`: the generated pages of the documentation."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ctethics.cli.long_work import progress
from ctethics.cli.options import OWN_RULES


@click.command()
@click.option("--check", "is_check", is_flag=True, help="Write nothing; exit status 1 where a page is stale.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("docs"),
    show_default=True,
    help="The folder of pages.",
)
@click.option(
    "--cases",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("tests/cases"),
    show_default=True,
    help="The folder of decided cases.",
)
@OWN_RULES
def docs(is_check: bool, into: Path, cases: Path, rules: Path | None) -> None:
    """Make the pages on each provision and each diagnostic code, their indexes, the glossary and recorded tutorials.

    They are made from the rules, the statutes and the decided cases; those on codes by running the scenes beside them,
    and a tutorial by playing the session it records.

    Only pages that changed are written. The site is built of them and of the pages written by hand with
    `python3 dev.py docs`.

    \b
    ctethics docs
    ctethics docs --check
    """
    from ctethics.cli.scenes import code_pages_of, session_pages_of
    from ctethics.site.book import load_book
    from ctethics.site.codes import left_out
    from ctethics.site.pages import make_pages, stale_pages, write_pages

    with progress() as say:
        say("reading the rules")
        pages = make_pages(load_book(rules, cases), say)
        say("diagnostic codes")
        pages |= code_pages_of(into)
        say("tutorials")
        pages |= session_pages_of(into)
    for reason in left_out(into / "codes"):
        click.echo(reason, err=True)
    if is_check:
        stale = stale_pages(pages, into)
        for page in stale:
            click.echo(f"{into / page}")
        click.echo(
            f"{len(pages)} pages, {len(stale) or 'none'} stale{'; write them with `ctethics docs`' if stale else ''}"
        )
        sys.exit(1 if stale else 0)
    try:
        written = write_pages(pages, into)
    except OSError as error:
        raise click.UsageError(f"Cannot write {error.filename}: {error.strerror}.") from error
    size = sum(len(text.encode()) for text in pages.values())
    click.echo(f"{len(pages)} pages in {into}, {size / 1e6:.1f} MB: {len(written) or 'none'} had to be written")
