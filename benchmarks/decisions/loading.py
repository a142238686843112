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
first = time.perf_counter()
from ctethics.api import _shipped
_shipped.cache_clear()
again = time.perf_counter()
ctethics.load("sb434")
print((first - start) * 1000, (time.perf_counter() - again) * 1000)
"""
ASSESS = [sys.executable, "-m", "ctethics", "assess", "examples/dinner.yaml", "--law", "sb434"]


def load(cache: str) -> tuple[float, float]:
    """Milliseconds of `ctethics.load` in a process of its own, after `import ctethics`, and of doing it again."""
    first, again = done([sys.executable, "-c", LOAD], cache).split()
    return float(first), float(again)


def elapsed(command: list[str], cache: str) -> float:
    """Milliseconds that a whole process takes."""
    start = time.perf_counter()
    done(command, cache)
    return (time.perf_counter() - start) * 1000


def done(command: list[str], cache: str) -> str:
    # With bytecode, as an installed package has it.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env = {**kept, "CTETHICS_CACHE": cache}
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=env).stdout


def run(quick: bool) -> str:
    number = QUICK_PROCESSES if quick else PROCESSES
    named = ("import", "yaml", "yaml again", "cache", "cache again", "assess yaml", "assess cache")
    found: dict[str, list[float]] = {name: [] for name in named}
    with tempfile.TemporaryDirectory() as cache:
        load(cache)  # the first fills the cache
        for one in range(number):
            say(f"loading: {one + 1} of {number}")
            bare = elapsed([sys.executable, "-c", ""], "off")
            found["import"].append(elapsed([sys.executable, "-c", "import ctethics"], "off") - bare)
            for name, folder in (("yaml", "off"), ("cache", cache)):
                first, again = load(folder)
                found[name].append(first)
                found[f"{name} again"].append(again)
            found["assess yaml"].append(elapsed(ASSESS, "off"))
            found["assess cache"].append(elapsed(ASSESS, cache))
    taken = {name: median(times) for name, times in found.items()}
    rows = [
        ["`import ctethics`, beyond starting Python", f"{taken['import']:,.0f}", "", ""],
        ["`ctethics.load`, from YAML", *_held(taken["yaml again"], FROM_YAML)],
        ["the same, the first in a process, with its imports", *_held(taken["yaml"], FROM_YAML)],
        ["`ctethics.load`, from the cache", *_held(taken["cache again"], FROM_CACHE)],
        ["the same, the first in a process, with its imports", *_held(taken["cache"], FROM_CACHE)],
        ["`ctethics assess` on one event, from YAML", f"{taken['assess yaml']:,.0f}", "", ""],
        ["`ctethics assess` on one event, from the cache", f"{taken['assess cache']:,.0f}", "", ""],
    ]
    return f"{table(['', 'ms', 'goal', 'met'], rows)}\n\nMedians of {number} fresh processes."


def _held(taken: float, most: float) -> list[str]:
    return [f"{taken:,.0f}", f"{most:g}", "yes" if taken <= most else "**no**"]
