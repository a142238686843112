"""Running a command again after each save."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import click

from ctethics.diagnostics import CtethicsError, render_all
from ctethics.report.layout import width

# What analysts write; whatever else an editor puts beside it is not looked at.
_WRITTEN: Final = (".yaml", ".txt")
# How long at most, in milliseconds, until the first run begins and until a save is seen.
_PATIENCE: Final = 100


def watch(folders: Iterable[Path], run: Callable[[], int]) -> int:
    """Runs now, and again after each save of a rule, statute or case in the folders, until Ctrl-C.

    run -- gives the exit status; an error of ours is told and does not end the watch. Gives the last run's status.
    """
    import watchfiles

    watched = [folder for folder in folders if folder.is_dir()]
    if not watched:
        return _run(run)
    status, has_run = 0, False
    # The watch begins before the first run, so that what is saved during a run makes the next one.
    saves = watchfiles.watch(*watched, watch_filter=_is_written, rust_timeout=_PATIENCE, yield_on_timeout=True)
    try:
        for changes in saves:
            if changes:
                _say_what(sorted({_shown(path) for _, path in changes}))
            if changes or not has_run:
                status, has_run = _run(run), True
                names = ", ".join(folder.as_posix() for folder in watched)
                click.echo(f"watching {names}; Ctrl-C ends", err=True)
    except KeyboardInterrupt:
        click.echo(err=True)
    return status


def _run(run: Callable[[], int]) -> int:
    try:
        return run()
    except CtethicsError as error:
        click.echo(render_all(error.diagnostics), err=True)
    except FileNotFoundError as error:  # gone while it was read: that, too, is a change
        click.echo(f"{error.filename} is gone.", err=True)
    return 1


def _is_written(_: object, path: str) -> bool:
    name = Path(path).name
    return name.endswith(_WRITTEN) and not name.startswith((".", "#"))


def _shown(path: str) -> str:
    """The file as one names it from where one works, or else whole."""
    whole, here = Path(path).resolve(), Path.cwd()
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else whole.as_posix()


def _say_what(names: list[str]) -> None:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    words = f"── {', '.join(names[:3])}{more} "
    click.echo(f"\n{words}{'─' * (width() - len(words))}")
