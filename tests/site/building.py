"""The site, built once for all tests of a run, and the elements of its pages."""

from __future__ import annotations

import fcntl
import importlib.util
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest

from tests.report.browser import Element, parse

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = ("sphinx", "myst_parser", "furo", "sphinx_click")
MISSING = [name for name in LIBRARIES if importlib.util.find_spec(name) is None]
needs_sphinx = pytest.mark.skipif(
    bool(MISSING), reason=f"needs the extra `docs`: pip install ctethics[docs] (not here: {', '.join(MISSING)})"
)


def build(source: Path, site: Path) -> subprocess.CompletedProcess[str]:
    """Builds the pages of a folder as `python3 dev.py docs` does."""
    options = ["--quiet", "-W", "-n", "--keep-going", "-d", str(site.parent / "doctrees")]
    command = [sys.executable, "-m", "sphinx", *options, str(source), str(site)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)


def built_once(folder: Path) -> tuple[Path, str]:
    """The folder of the built site and what the build complained of; of several processes the first builds it."""
    site, said = folder / "site", folder / "said.txt"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            done = build(ROOT / "docs", site)
            said.write_text(done.stderr if done.returncode else "", encoding="utf-8")
    return site, said.read_text(encoding="utf-8")


@lru_cache(maxsize=200)
def page(path: Path) -> Element:
    """A built page's elements, no script run."""
    return parse(path.read_text(encoding="utf-8"))


def seen(element: Element) -> str:
    """The text in an element, on one line."""
    return " ".join(element.text.split())
