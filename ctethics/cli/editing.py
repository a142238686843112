"""`fmt` and `schemas`: the layout of rule files, and what an editor knows of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ctethics.cli.options import OWN_RULES
from ctethics.diagnostics import Collector, render_all

if TYPE_CHECKING:
    from ctethics.editing.fmt import Formatted

_CHECK = click.option("--check", "is_check", is_flag=True, help="Write nothing; exit status 1 if anything differs.")


def own_folder(rules: Path | None) -> Path:
    """The folder of rules that one works in; raises click.UsageError where there is none."""
    if rules is None:
        raise click.UsageError("There is no folder ./rules here: name one with --rules, or begin one: ctethics init.")
    if not (rules / "facts.yaml").is_file():
        raise click.UsageError(f"{rules} is no folder of rules: it has no facts.yaml.")
    return rules


def writing(path: Path, error: OSError) -> click.UsageError:
    """What to raise where a file cannot be written."""
    return click.UsageError(f"Cannot write {path}: {error.strerror}.")


@click.command()
@_CHECK
@OWN_RULES
def schemas(is_check: bool, rules: Path | None) -> None:
    """Write the JSON Schemas by which editors complete and check rule files, into the folder schemas/ beside them.

    Each rule file names its schema in its first line, so that VS Code (with the YAML extension), Neovim and JetBrains
    show a fact's question, the words of the statute, and what is misspelt. Run it again after a change of facts.yaml,
    of a statute, or of the names in a rule file.
    """
    from ctethics.compile.files import RuleFiles
    from ctethics.editing.schemas.folder import FOLDER, out_of_date, write_schemas
    from ctethics.editing.schemas.folder import schemas as all_schemas

    rules = own_folder(rules)
    folder = rules.parent / FOLDER
    made = all_schemas(RuleFiles(rules, rules.parent / "statutes"))
    if is_check:
        changed = out_of_date(made, folder)
    else:
        try:
            changed = write_schemas(made, folder)
        except OSError as error:
            raise writing(folder, error) from error
    for name in changed:
        click.echo(f"{folder / name}: {'out of date' if is_check else 'written' if name in made else 'removed'}")
    if is_check and changed:
        click.echo(f"{len(changed)} of {len(made)} schemas out of date; write them with: ctethics schemas", err=True)
        sys.exit(1)
    if not changed:
        click.echo(f"{len(made)} schemas in {folder}: up to date")


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@_CHECK
@click.option("--diff", "is_diff", is_flag=True, help="Print what would change, and write nothing.")
@OWN_RULES
def fmt(files: tuple[Path, ...], is_check: bool, is_diff: bool, rules: Path | None) -> None:
    """Put rule files in canonical layout: all of the rules folder, or each FILE.

    Keys come in one order, short things on one line, long text is folded at 120 columns, quotes stand only where they
    must. Comments stay, and nothing of the meaning changes. A file that is not well-formed is left as it is.

    \b
    ctethics fmt
    ctethics fmt --diff rules/1-84/o.yaml
    """
    root = rules if files else own_folder(rules)
    problems = Collector()
    changed, unsure = 0, 0
    for one in _formatted(files, root, problems):
        unsure += not one.is_sure
        if not one.is_sure:
            click.echo(f"{one.path}: left as it is, since another layout would not say the same", err=True)
        elif one.after != one.before:
            changed += 1
            _write(one, is_check=is_check, is_diff=is_diff)
    if problems:
        click.echo(render_all(problems), err=True)
    if not changed and not problems and not unsure:
        click.echo("every file is in canonical layout")
    sys.exit(1 if problems or unsure or (is_check and changed) else 0)


def _formatted(files: tuple[Path, ...], rules: Path | None, problems: Collector) -> Iterator[Formatted]:
    from ctethics.editing.fmt import format_file
    from ctethics.editing.schemas.folder import modeline

    paths = files or sorted(rules.rglob("*.yaml") if rules else ())
    for path in paths:
        is_rule = rules is not None and path.resolve().is_relative_to(rules.resolve())
        first = modeline(path.resolve(), rules.resolve()) if rules is not None and is_rule else ""
        found = Collector()
        one = format_file(path, path.as_posix(), found, first)
        problems.found += found.found
        if one is not None:
            yield one


def _write(one: Formatted, *, is_check: bool, is_diff: bool) -> None:
    from ctethics.editing.files import write_whole

    if is_diff:
        from difflib import unified_diff

        name = one.path.as_posix()
        lines = unified_diff(one.before.splitlines(), one.after.splitlines(), f"a/{name}", f"b/{name}", lineterm="")
        click.echo("\n".join(lines))
        return
    if not is_check:
        try:
            write_whole(one.path, one.after)
        except OSError as error:
            raise writing(one.path, error) from error
    click.echo(f"{one.path}: {'would be laid out anew' if is_check else 'laid out anew'}")
