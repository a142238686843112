"""What a user gets: the wheel and the sdist, built from this tree, and clean environments with either installed."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What would let a program inside see the tests' own Python, or behave as one of their workers.
_OURS = ("PYTHON", "PYTEST", "COV", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Environment:
    """A clean environment, and the folder where the programs in it keep what they compile."""

    folder: Path

    def run(self, command: str, *asked: str, cwd: Path, more: Mapping[str, str] | None = None) -> str:
        """What a program of the environment prints; the test fails, with all of it, where its status is not 0."""
        done = self.tried(command, *asked, cwd=cwd, more=more)
        assert done.returncode == 0, f"{command} {' '.join(asked)}\n{done.stdout}{done.stderr}"
        return done.stdout

    def tried(
        self, command: str, *asked: str, cwd: Path, more: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        kept = {"CTETHICS_CACHE": str(self.folder / "compiled"), "COLUMNS": "80"}
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        env = {**_outside(), **kept, "PATH": path, **(more or {})}
        return subprocess.run([command, *asked], cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """The folder, made by the worker that is first to want it; the others wait."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            folder.mkdir()
            make(folder)
            (folder / "made").touch()
    assert (folder / "made").exists(), f"{folder.name} could not be made: another test says why"
    return folder


def build(folder: Path) -> None:
    """The sdist and the wheel made from it, and under `tree` the wheel made from the tree."""
    python(Path(sys.executable), "-m", "build", "--outdir", str(folder), str(ROOT))
    python(Path(sys.executable), "-m", "build", "--wheel", "--outdir", str(folder / "tree"), str(ROOT))


def install(folder: Path, *wanted: str) -> None:
    """A new environment of this Python with these installed, and what they ask for."""
    python(Path(sys.executable), "-m", "venv", str(folder))
    python(folder / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *wanted)


def python(program: Path, *asked: str) -> None:
    done = subprocess.run(
        [program, *asked], cwd=ROOT.parent, env=_outside(), capture_output=True, encoding="utf-8", check=False
    )
    told = "\n".join([*done.stdout.splitlines(), *done.stderr.splitlines()][-15:])
    assert done.returncode == 0, f"{' '.join(asked)} did not work; it needs PyPI, or pip's cache:\n{told}"


def _outside() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
