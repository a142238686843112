"""Runs the scenes of the diagnostic codes, and the sessions of the tutorials: commands as a terminal would, in a folder
made for them."""

from __future__ import annotations

import io
import os
import runpy
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from ctethics.compile.load import FOLDER as CACHE
from ctethics.site.codes import SCENES, Shown, code_pages, slip
from ctethics.site.scene import Files, Scene
from ctethics.site.session import FOLDER, Unplayable, record


class Printed(NamedTuple):
    """What a command said, on either stream, and its exit status."""

    text: str
    status: int


def code_pages_of(into: Path) -> dict[str, str]:
    """The pages on codes by their path in the folder of pages; none where it has no scenes."""
    folder = into / "codes"
    pages = code_pages(folder, play) if (folder / SCENES).is_dir() else {}
    return {f"{folder.name}/{name}": text for name, text in pages.items()}


def session_pages_of(into: Path) -> dict[str, str]:
    """The pages that are recorded sittings, by their path in the folder of pages; raises click.ClickException."""
    pages = {}
    for source in sorted((into / FOLDER).glob("*.md")):
        text = source.read_text(encoding="utf-8")
        try:
            with _alone():
                pages[source.name] = record(text, _step)
        except Unplayable as error:
            raise click.ClickException(f"{source} cannot be played: {error}") from error
    return pages


def _step(command: str) -> str:
    """What a command of a session prints; `cd` changes the folder for those after it."""
    if command.startswith("cd "):
        os.chdir(command.removeprefix("cd "))
        return ""
    return run(command).text


def play(scene: Scene) -> Shown:
    """What is said of the wrong files and of the mended ones, each in a folder of its own."""
    with _alone():
        _begin(scene)
        wrong = run(scene.run)
    with _alone():
        _begin(scene)
        _write(scene.right)
        right = run(scene.run_right)
    return Shown(scene, wrong.text, right.text, right.status)


@contextmanager
def _alone() -> Iterator[None]:
    """In an empty folder, and in an environment that makes what is printed the same everywhere."""
    before = dict(os.environ)
    try:
        with tempfile.TemporaryDirectory() as folder, chdir(folder):
            os.environ.update({CACHE: "off", "COLUMNS": "100", "NO_COLOR": "1"})
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _begin(scene: Scene) -> None:
    """Brings the folder to where it is wrong."""
    _write(scene.given)
    for command in scene.first:
        printed = run(command)
        if printed.status:
            raise slip(scene, f"`{command}` does not go well", printed.text)
    _write(scene.wrong)


def run(command: str) -> Printed:
    """Runs `ctethics …`, or `python FILE`, without a terminal."""
    from ctethics.cli import cli, main

    program, *arguments = shlex.split(command)
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    status = 0
    with redirect_stdout(stream), redirect_stderr(stream):
        try:
            if program == "python":
                runpy.run_path(arguments[0], run_name="__main__")
            else:
                main(partial(cli, args=arguments))
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
    return Printed(stream.buffer.getvalue().decode(), status)


def _write(files: Files) -> None:
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
