"""The third table: what starting costs, in fresh processes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.decisions.page import say, table

PROCESSES, QUICK_PROCESSES = 11, 3
FROM_YAML, FROM_CACHE = 150, 30
ROOT = Path(__file__).resolve().parents[2]
LOAD = """
import time
import ctethics
start = time.perf_counter()
ctethics.load("sb434")
print((time.perf_counter() - start) * 1000)
"""
ASSESS = [sys.executable, "-m", "ctethics", "assess", "examples/dinner.yaml", "--law", "sb434"]


def load(cache: str) -> float:
    """Milliseconds of `ctethics.load` in a process of its own, after `import ctethics`."""
    return float(done([sys.executable, "-c", LOAD], cache))


def elapsed(command: list[str], cache: str) -> float:
    """Milliseconds that a whole process takes."""
    start = time.perf_counter()
    done(command, cache)
    return (time.perf_counter() - start) * 1000


def done(command: list[str], cache: str) -> str:
    env = {**os.environ, "CTETHICS_CACHE": cache}
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=env).stdout


def run(quick: bool) -> str:
    number = QUICK_PROCESSES if quick else PROCESSES
    found: dict[str, list[float]] = {name: [] for name in ("import", "yaml", "cache", "assess yaml", "assess cache")}
    with tempfile.TemporaryDirectory() as cache:
        load(cache)  # the first fills the cache
        for one in range(number):
            say(f"loading: {one + 1} of {number}")
            bare = elapsed([sys.executable, "-c", ""], "off")
            found["import"].append(elapsed([sys.executable, "-c", "import ctethics"], "off") - bare)
            found["yaml"].append(load("off"))
            found["cache"].append(load(cache))
            found["assess yaml"].append(elapsed(ASSESS, "off"))
            found["assess cache"].append(elapsed(ASSESS, cache))
    taken = {name: median(times) for name, times in found.items()}
    rows = [
        ["`import ctethics`, beyond starting Python", f"{taken['import']:,.0f}", "", ""],
        ["`ctethics.load`, from YAML", *_held(taken["yaml"], FROM_YAML)],
        ["`ctethics.load`, from the cache", *_held(taken["cache"], FROM_CACHE)],
        ["`ctethics assess` on one event, from YAML", f"{taken['assess yaml']:,.0f}", "", ""],
        ["`ctethics assess` on one event, from the cache", f"{taken['assess cache']:,.0f}", "", ""],
    ]
    return f"{table(['', 'ms', 'goal', 'met'], rows)}\n\nMedians of {number} fresh processes."


def _held(taken: float, most: float) -> list[str]:
    return [f"{taken:,.0f}", f"{most:g}", "yes" if taken <= most else "**no**"]
