"""The day, the time zone, the locale and the hash seed are no part of the facts."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@cache
def everything(*arguments: str, **surroundings: str) -> bytes:
    """What a fresh interpreter answers in these surroundings."""
    plain = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0", "COLUMNS": "80"}
    passed = ("PATH", "HOME", "LD_LIBRARY_PATH", "CTETHICS_CACHE")
    kept = {name: value for name, value in os.environ.items() if name in passed}
    command = [sys.executable, "-m", "tests.property.everything", *arguments]
    environment = kept | plain | surroundings
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_there_is_something_to_compare() -> None:
    assert everything().count(b'{"law": ') >= 60


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2"},
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"TZ": "America/New_York", "LC_ALL": "POSIX", "LANG": "tr_TR.UTF-8"},
    ],
    ids=str,
)
def test_answers_are_the_same_to_the_byte(surroundings: dict[str, str]) -> None:
    assert everything(**surroundings) == everything()


def test_no_answer_asks_what_day_it_is() -> None:
    assert everything("no-clock") == everything()
