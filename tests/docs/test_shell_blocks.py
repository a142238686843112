"""The shell blocks of the pages name files of the reader's own; with such files each of their commands runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from ctethics.cli import cli
from tests.docs.test_blocks import PAGES, ROOT

pl = pytest.importorskip("polars")
EXAMPLES = ROOT / "examples"
# What CI runs itself, and what needs no command of ours.
ELSEWHERE = ("python3 dev.py ", "python3 -m pip install ")


def commands() -> list[tuple[str, list[str]]]:
    """The pages that have shell blocks, each with its commands in their order."""
    found = []
    for page in PAGES:
        blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        lines = [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines()]
        if lines:
            found.append((page.name, lines))
    return found


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files of the names that the pages use."""
    header, *rows = (EXAMPLES / "ledger.csv").read_text(encoding="utf-8").splitlines()
    for name, some in (("gifts", rows[:300]), ("2024", rows[300:500]), ("2025", rows[500:700])):
        (tmp_path / f"{name}.csv").write_text("\n".join([header, *some, ""]), encoding="utf-8")
    (tmp_path / "map.yaml").write_bytes((EXAMPLES / "ledger-map.yaml").read_bytes())
    (tmp_path / "people.csv").write_bytes((EXAMPLES / "ledger-parties.csv").read_bytes())
    (tmp_path / "examples").symlink_to(EXAMPLES)
    for year in ("2024", "2025"):
        told = {"id": [year], "date": [f"{year}-03-03"], "donor": ["acme"], "recipient": ["lee"], "value": ["$20.00"]}
        pl.DataFrame(told).write_parquet(tmp_path / f"{year}.parquet")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("page", "lines"), commands(), ids=lambda told: told if isinstance(told, str) else "")
def test_each_command_of_a_shell_block_runs(page: str, lines: list[str], own: Path) -> None:
    if page == "live-ledger.md":  # which has made its ledger before
        assert (
            CliRunner().invoke(cli, "ledger add gifts.ctledger examples/dinner.yaml --law sb434".split()).exit_code == 0
        )
    for line in lines:
        if line.startswith(ELSEWHERE):
            continue
        program, *arguments = shlex.split(line)
        assert program == "ctethics", line
        done = CliRunner().invoke(cli, arguments)
        # Rows of the example ledger that cannot be read are reported with status 1; wrong use would be 2.
        assert done.exit_code in (0, 1), (line, done.output)
        assert done.exception is None or isinstance(done.exception, SystemExit), (line, done.exception)
        outputs = [arguments[n + 1] for n, one in enumerate(arguments) if one in ("-o", "--report")]
        assert all((own / name).stat().st_size for name in outputs), line
