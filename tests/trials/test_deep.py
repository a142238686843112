"""The trial that searches deeply counts its examples, finds a planted fault, and keeps what it has when stopped."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from trials.deep import main
from trials.records import ROOT

HOLDS = """
from hypothesis import given, strategies as st

@given(n=st.integers())
def test_a_number_is_itself(n):
    assert n == n
"""
FAILS = """
@given(n=st.integers())
def test_no_number_is_above_a_thousand(n):
    assert n <= 1000
"""
BROKEN = "import nothing_of_this_name\n"


@pytest.fixture
def tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of tests under the profiles of this suite; few examples in a round."""
    monkeypatch.setenv("CTETHICS_DEEP_EXAMPLES", "40")
    (tmp_path / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text())
    return tmp_path / "test_made_up.py"


def deep(tests: Path, seconds: float, record: Path) -> int:
    return main([str(tests), "--minutes", str(seconds / 60), "--workers", "0", "--record", str(record)])


def test_the_examples_are_counted_and_the_seed_of_each_round_is_told(tests: Path, tmp_path: Path) -> None:
    tests.write_text(HOLDS)
    status = deep(tests, 8, tmp_path / "deep.md")

    told = (tmp_path / "deep.md").read_text()
    found = re.search(r"(\d+) rounds?, 1 test, (\d+) generated examples: no failure\.", " ".join(told.split()))
    assert status == 0, told
    assert found is not None, told
    # The last round may have begun too late for its test.
    assert int(found[2]) in {40 * int(found[1]), 40 * (int(found[1]) - 1)} - {0}
    seeds = re.findall(r"^\| \d+ \| (\d+) \|.*to its end", told, re.MULTILINE)
    assert len(set(seeds)) == int(found[1])


def test_a_trial_in_which_nothing_was_run_is_no_success(tests: Path, tmp_path: Path) -> None:
    tests.write_text(HOLDS)

    assert deep(tests, 0.01, tmp_path / "deep.md") == 1
    assert "**nothing was run**" in (tmp_path / "deep.md").read_text()


def test_a_planted_fault_is_told_with_its_example_and_the_blob_that_reproduces_it(tests: Path, tmp_path: Path) -> None:
    tests.write_text(HOLDS + FAILS)
    status = deep(tests, 8, tmp_path / "deep.md")

    told = (tmp_path / "deep.md").read_text()
    assert status == 1
    assert re.search(r"\*\*\d+ failures?\*\*", told)
    assert "Failing test case" in told or "Falsifying example" in told
    assert "n=1001" in told
    assert "@reproduce_failure" in told


def test_tests_that_cannot_run_are_no_success(tests: Path, tmp_path: Path) -> None:
    tests.write_text(BROKEN)

    assert deep(tests, 0.5, tmp_path / "deep.md") == 1
    assert "nothing_of_this_name" in (tmp_path / "deep.md").read_text()


def test_what_was_done_is_kept_when_the_trial_is_asked_to_end(tests: Path, tmp_path: Path) -> None:
    tests.write_text(HOLDS)
    record = tmp_path / "deep.md"
    command = [sys.executable, "-m", "trials.deep", str(tests), "--workers", "0", "--record", str(record)]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not (record.exists() and "| 2 |" in record.read_text()) and time.monotonic() < until:
        time.sleep(0.1)
    running.send_signal(signal.SIGTERM)

    assert running.wait(30) == 0
    assert "| to its end |" in record.read_text()
