"""The wheel and the sdist, each in a clean environment and used from another folder: the answers are the checkout's."""

from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner

from ctethics.cli import cli
from ctethics.law.regimes import LAWS
from ctethics.version import __version__
from tests.packaging.made import ROOT


def here(*asked: str) -> str:
    """What the checkout prints."""
    done = CliRunner().invoke(cli, asked, env={"COLUMNS": "80"})
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(params=["with_wheel", "with_sdist"])
def installed(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """A folder with a case in it and nothing else."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "examples" / "dinner.yaml", tmp_path)


@pytest.mark.parametrize(
    "asked",
    [
        *(("assess", "dinner.yaml", "--law", law, "--format", "json") for law in LAWS),
        ("assess", "dinner.yaml", "--law", "sb434", "--engine", "columnar", "--format", "json"),
        ("provisions",),
        ("show", "1-79(5)(I)"),
        ("coverage", "1-84(m)"),
        ("explain", "CTE502"),
        ("check",),
    ],
    ids=" ".join,
)
def test_a_command_prints_what_it_prints_in_the_checkout(installed, tmp_path, asked):
    assert installed.run("ctethics", *asked, cwd=tmp_path) == here(*asked)


def test_its_version_is_the_checkouts(installed, tmp_path):
    assert installed.run("ctethics", "--version", cwd=tmp_path) == f"ctethics, version {__version__}\n"


def test_it_is_imported_from_its_own_environment_and_from_nowhere_else(installed, tmp_path):
    where = "import ctethics, pathlib; print(pathlib.Path(ctethics.__file__).is_relative_to(r'{}'))"
    assert installed.run("python", "-I", "-c", where.format(installed.folder), cwd=tmp_path) == "True\n"
    answer = "import ctethics; print(ctethics.load('sb434').assess('dinner.yaml')['dinner'].finding('1-84(m)').outcome)"
    assert installed.run("python", "-I", "-W", "error", "-c", answer, cwd=tmp_path) == "excepted\n"


def test_a_folder_of_ones_own_begins_with_no_problem_and_its_cases_come_out(installed, tmp_path):
    installed.run("ctethics", "init", "own", cwd=tmp_path)
    assert installed.run("ctethics", "check", cwd=tmp_path / "own").endswith("no problems\n")
    assert installed.run("ctethics", "test", "1-84(m)", cwd=tmp_path / "own").endswith("none failed\n")
    rule = tmp_path / "own" / "rules" / "1-84" / "m.yaml"
    rule.write_text(rule.read_text(encoding="utf-8") + "nonsense: 1\n", encoding="utf-8")
    done = installed.tried("ctethics", "check", cwd=tmp_path / "own")
    assert (done.returncode, "rules/1-84/m.yaml" in done.stdout) == (1, True)
