"""`new` and `init`: the files of a new provision, and a folder of rules of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from ctethics.cli.editing import own_folder, writing
from ctethics.cli.options import OWN_RULES


@click.command()
@click.argument("citation", metavar="CITATION")
@click.option(
    "--words",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file of the provision's plain words: makes the statute text too.",
)
@click.option("--title", metavar="TITLE", help="What the provision is called; by default the statute text's title.")
@click.option("--about", metavar="KIND", help="The kind of event it speaks of, as transfer.")
@OWN_RULES
def new(citation: str, words: Path | None, title: str | None, about: str | None, rules: Path | None) -> None:
    """Begin a provision: a rule file and a case to fill in, from the words of its statute text.

    The rule file has the limits that the text states under each law, an exception for each lettered part of what it
    excepts, the words that each rests on, and examples at each limit. What only you can decide is written TODO, and
    `ctethics check` points at it. Nothing is ever written over.

    \b
    ctethics new 1-84/q
    ctethics new '1-84(q)' --words q-plain.txt --title 'Gifts to the state' --about transfer
    """
    from ctethics.editing.files import write_whole
    from ctethics.editing.skeletons.new import Asked, named, new_files

    folder = own_folder(rules)
    made = new_files(Asked(named(citation), title, _words(words) if words else None, about), folder)
    for path, text in made.items():
        try:
            write_whole(path, text)
        except OSError as error:
            raise writing(path, error) from error
        click.echo(f"{path}: written")
    _refresh(folder)
    rule = next(path for path in made if path.is_relative_to(folder))
    statute = "" if words is None else "the heading and the clause marks of the statute text, then "
    click.echo(
        f"\nNext: look over {statute}each TODO in {rule}: `ctethics check` points at them.\n"
        "A fact that is not in rules/facts.yaml yet is declared there, with its type and its question.\n"
        "Then `ctethics test` runs the examples and the case, and `ctethics coverage` tells what is left to read."
    )


def _words(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"Cannot read {path}: it is no UTF-8 text.") from error


def _refresh(rules: Path) -> None:
    """Brings the schemas up to date, where there are any and the facts can be read."""
    from ctethics.compile.files import RuleFiles
    from ctethics.diagnostics import RuleError
    from ctethics.editing.schemas.folder import FOLDER, schemas, write_schemas

    folder = rules.parent / FOLDER
    if not folder.is_dir():
        return
    try:
        made = schemas(RuleFiles(rules, rules.parent / "statutes"))
    except RuleError:
        return
    for name in write_schemas(made, folder):
        click.echo(f"{folder / name}: written")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """Make a FOLDER of rules of your own: a copy of the shipped rules, statutes, schemas and decided cases.

    A folder that has any of them is left as it is.
    """
    from ctethics.api import rule_folders
    from ctethics.editing.copying import copy_rules, in_the_way

    rules, _ = rule_folders(None)
    there = in_the_way(folder)
    if there:
        raise click.UsageError(f"{folder} has {', '.join(there)} already, and nothing is written over: name another.")
    try:
        copied = copy_rules(rules, folder)
    except OSError as error:
        raise writing(folder, error) from error
    for name, count in copied.items():
        click.echo(f"{folder / name}: {count} files")
    click.echo(
        f"\nNext: cd {folder}, open it in your editor, and keep `ctethics check --watch` running beside it.\n"
        "  ctethics show 1-84/o      the words of the law and the rule, side by side\n"
        "  ctethics test             the examples and the decided cases\n"
        "  ctethics new 1-84/q       begin a provision\n"
        "In that folder every command reads its rules; elsewhere, name them with --rules."
    )
