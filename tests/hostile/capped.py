"""A command or a piece of Python run under a memory cap and a time-out."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SECONDS = 60
MEGABYTES = 1_000
# What no command prints of what users typed: it would drive the terminal.
_DRIVES = [bytes([code]) for code in (*range(9), 11, 12, *range(14, 32), 127)]


@dataclass(frozen=True)
class Ended:
    """How it ended."""

    status: int
    out: str
    err: str


def ctethics(*arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> Ended:
    """Runs the command line; fails where it crashes, hangs, takes too much or drives the terminal."""
    return ended([sys.executable, "-m", "ctethics", *map(str, arguments)], cwd, env)


def python(text: str, cwd: Path | None = None) -> Ended:
    """Runs a program; fails likewise."""
    return ended([sys.executable, "-c", text], cwd, None)


def ended(command: list[str], cwd: Path | None, env: Mapping[str, str] | None) -> Ended:
    """Runs a command and judges how it ended."""
    here = str(Path(__file__).parents[2])
    around = {**os.environ, "PYTHONPATH": here, "POLARS_MAX_THREADS": "1", **(env or {})}
    # The cap is of the time the processor works, so that a busy machine is no reason to fail.
    run = subprocess.run(
        command, cwd=cwd, env=around, capture_output=True, preexec_fn=_cap, timeout=10 * SECONDS, check=False
    )
    said = run.stdout + run.stderr
    shown = said[-2_000:].decode("utf-8", "replace")
    assert run.returncode != -signal.SIGXCPU, f"still running after {SECONDS} seconds of work"
    assert b"Traceback" not in said, shown
    assert run.returncode in (0, 1, 2), f"ended by {run.returncode}: {shown}"
    assert not [code for code in _DRIVES if code in said], shown
    return Ended(run.returncode, run.stdout.decode("utf-8", "replace"), run.stderr.decode("utf-8", "replace"))


def _cap() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEGABYTES << 20, MEGABYTES << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
