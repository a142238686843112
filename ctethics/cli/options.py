"""Options and arguments that several commands take."""

from __future__ import annotations

from pathlib import Path

import click

from ctethics.law.citation import citation_named
from ctethics.law.regimes import LAWS

RULES = click.option(
    "--rules", type=click.Path(path_type=Path), help="A folder of rule files of your own; statutes/ beside it."
)


def _here(context: click.Context, parameter: click.Parameter, named: Path | None) -> Path | None:
    """The folder named, else the one of the folder one works in."""
    here = Path("rules")
    return here if named is None and (here / "facts.yaml").is_file() else named


OWN_RULES = click.option(
    "--rules",
    type=click.Path(path_type=Path),
    callback=_here,
    help="The folder of rule files, statutes/ beside it; by default ./rules where there is one, else those shipped.",
)


def cited(context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    """The callback of an argument that names a provision."""
    return citation_named(text) if text is not None else None


FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for programs, or annotations for GitHub.",
)
WATCH = click.option("--watch", "watching", is_flag=True, help="Run again after each save, until Ctrl-C.")
WHICH_LAW = f"Under which law? Add --law {' or --law '.join(LAWS)}."
LAW = click.option("--law", metavar="LAW", help=f"{' or '.join(LAWS)}: which text of the law.")


def write_bytes(path: Path, data: bytes) -> None:
    """Writes the file; raises click.UsageError where that cannot be done."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise click.UsageError(f"Cannot write {path}: {error.strerror}.") from error


def listed(names: list[str]) -> str:
    """Names as a sentence lists them, the first dozen of many."""
    more = f" and {len(names) - 12} more (`ctethics provisions`)" if len(names) > 12 else ""
    return ", ".join(names[:12]) + more


def pair_of(reading: str) -> tuple[str, str]:
    """The name and the choice of `NAME=CHOICE`."""
    name, equals, choice = reading.partition("=")
    if not equals:
        raise click.UsageError(f"--reading takes NAME=CHOICE, not {reading!r}.")
    return name.strip(), choice.strip()
