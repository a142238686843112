"""Every block of the hand-written pages is run: what they show is what a reader gets."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from ctethics.cli import cli
from ctethics.diagnostics import Collector, CtethicsError, Source, render_all
from ctethics.source import parse_yaml

ROOT = Path(__file__).resolve().parents[2]
# Recorded by `ctethics docs`, which runs their blocks; tests/docs/test_tutorial.py holds the pages to it.
RECORDED = {path.name for path in (ROOT / "docs/sessions").glob("*.md")}
PAGES = (ROOT / "README.md", *sorted(p for p in (ROOT / "docs").glob("*.md") if p.name not in RECORDED))
# Their commands are one session, in a folder of its own that has the examples.
SESSIONS = ("live-ledger.md",)
# Their Python blocks are one session, each with the names of those before it; what they define as a test is run.
TALES = ("tutorial-programmer.md",)


class Block(NamedTuple):
    page: str
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks(language: str) -> Iterator[Block]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for found in re.finditer(r"^```(\w+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            if found[1] == language:
                line = text.count("\n", 0, found.start()) + 1
                yield Block(page.name, line, language, found[2])


def test_the_pages_have_blocks_of_each_language() -> None:
    assert all(list(blocks(language)) for language in ("python", "yaml", "console"))


PYTHON = [block for block in blocks("python") if block.page not in TALES]


@pytest.mark.parametrize("block", PYTHON, ids=str)
def test_a_python_block_runs(block: Block, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(block.text, str(block), "exec"), {})
    assert "Traceback" not in capsys.readouterr().out


@pytest.mark.parametrize("page", TALES)
def test_the_python_blocks_of_a_page_run_one_after_another(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    for block in blocks("python"):
        if block.page == page:
            exec(compile(block.text, str(block), "exec"), names)
    tests = [told for name, told in names.items() if name.startswith("test_")]
    assert tests
    for run_test in tests:
        run_test()


@pytest.mark.parametrize("block", list(blocks("yaml")), ids=str)
def test_a_yaml_block_can_be_read(block: Block) -> None:
    problems = Collector()
    node = parse_yaml(Source(str(block), tuple(block.text.split("\n"))), problems)
    assert node is not None, [problem.what for problem in problems]


ALONE = [block for block in blocks("console") if block.page not in SESSIONS]


@pytest.mark.parametrize("block", ALONE, ids=str)
def test_a_command_prints_what_the_page_shows(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    check_printed(block)


@pytest.mark.parametrize("page", SESSIONS)
def test_a_session_prints_what_the_page_shows(page: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for block in blocks("console"):
        if block.page == page:
            check_printed(block)


def check_printed(block: Block) -> None:
    command, *shown = block.text.rstrip().split("\n")
    printed = run(command)
    place = 0
    for number, line in enumerate(shown):
        if line == "…":
            continue
        may_skip = number > 0 and shown[number - 1] == "…"
        found = printed.index(line, place) if may_skip else place
        assert printed[found] == line, block
        place = found + 1
    assert shown[-1] == "…" or place == len(printed), block


def run(command: str) -> list[str]:
    """What `$ ctethics …` prints, or `$ echo '…' | ctethics …`."""
    said, _, asked = command.removeprefix("$ ").rpartition(" | ")
    given = f"{shlex.split(said)[1]}\n" if said else None
    done = CliRunner().invoke(cli, shlex.split(asked)[1:], input=given)
    told = render_all(done.exception.diagnostics) if isinstance(done.exception, CtethicsError) else ""
    return (done.output + told).rstrip().split("\n")


CASES = sorted(path for path in (ROOT / "examples").glob("*.yaml") if not path.stem.startswith("ledger"))


@pytest.mark.parametrize("law", ["current", "sb434"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_example_is_answered_and_something_of_it_may_apply(path: Path, law: str) -> None:
    printed = CliRunner().invoke(cli, ["assess", str(path), "--law", law])
    assert printed.exit_code == 0, printed.output
    assert re.search(r": (applies|excepted by|undetermined)", printed.output)
