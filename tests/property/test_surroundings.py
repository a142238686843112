"""The day, the time zone, the locale and the hash seed are no part of the facts."""

from __future__ import annotations

import os
import shutil
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
    told = everything()

    assert told.count(b'{"law": ') >= 60
    assert all(some in told for some in (b"<html", b'"changed": [{', b"rows read = ", b"sha256"))


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "random"},
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"TZ": "America/New_York", "LC_ALL": "POSIX", "LANG": "tr_TR.UTF-8"},
    ],
    ids=str,
)
def test_answers_are_the_same_to_the_byte(surroundings: dict[str, str]) -> None:
    assert everything(**surroundings) == everything()


@pytest.mark.skipif(shutil.which("localedef") is None, reason="no `localedef` makes a locale here")
def test_answers_are_the_same_where_numbers_dates_and_capitals_are_turkish(tmp_path: Path) -> None:
    made = subprocess.run(
        ["localedef", "-i", "tr_TR", "-f", "UTF-8", str(tmp_path / "tr_TR.UTF-8")], capture_output=True, check=False
    )
    turkish = {"LC_ALL": "tr_TR.UTF-8", "LOCPATH": str(tmp_path)}
    asked = "import locale; locale.setlocale(locale.LC_ALL, ''); print(locale.format_string('%.1f', 1.5))"
    point = subprocess.run([sys.executable, "-c", asked], env=turkish, capture_output=True, check=False)
    if point.stdout.strip() != b"1,5":
        pytest.skip(f"no Turkish locale can be made here: {made.stderr.decode().strip()}")

    assert everything(**turkish, TZ="Europe/Istanbul") == everything()


def test_no_answer_asks_what_day_it_is() -> None:
    told = everything("no-clock")

    assert told.endswith(b"}\n\n")  # of the receipt, after which come the tables
    assert everything().startswith(told)
