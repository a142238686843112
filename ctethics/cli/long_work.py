"""What commands that read and write long tables share: checks beforehand, and what is being done meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click


def check_files(inputs: list[Path], outputs: dict[str, Path | None]) -> None:
    """Refuses what could not be written, before long work, and an output that is an input, or inside one."""
    from ctethics.audits.outputs import check_path, check_table_path

    named = {option: path for option, path in outputs.items() if path is not None}
    seen: dict[Path, str] = {}
    for option, path in named.items():
        whole = path.resolve()
        if whole in seen:
            raise click.UsageError(f"{seen[whole]} and {option} are the same file, {path}.")
        seen[whole] = option
        for given in inputs:
            if whole == given.resolve() or (path.exists() and given.exists() and path.samefile(given)):
                raise click.UsageError(f"{option} {path} is a file that is read: write to another one.")
            if given.is_dir() and whole.parent == given.resolve() and option != "--report":
                raise click.UsageError(f"{option} {path} is in {given}, which is read: write to another folder.")
    for option, path in named.items():
        (check_path if option == "--report" else check_table_path)(path)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """What is being done, with the time it has taken, on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda words: bar.update(task, description=words)
