"""A plugin of pytest for `trials.deep`: a JSON line for each test, with the examples it was run on and how it ended.

The lines are appended to the file that TRIALS_COUNTED names; what begins after TRIALS_UNTIL, in seconds since 1970, is
skipped.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Generator
from pathlib import Path

import pytest

_COUNTED = re.compile(r"(\d+) passing, (\d+) failing")
_FAILURE = re.compile(r"^\W*(E\s+)?(Failing test case|Falsifying example)", re.MULTILINE)
# The end of a failure is what tells: the example, and the blob that reproduces it.
_MOST_LINES = 60


def pytest_runtest_setup(item: pytest.Item) -> None:
    if time.time() > float(os.environ["TRIALS_UNTIL"]):
        pytest.skip("the time is up")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call" or report.failed:
        statistics = getattr(item, "hypothesis_statistics", "")
        told = {
            "test": item.nodeid,
            "outcome": report.outcome,
            "examples": sum(int(passing) + int(failing) for passing, failing in _COUNTED.findall(statistics)),
            "seconds": round(report.duration, 1),
            "failure": shown(report.longreprtext) if report.failed else "",
        }
        with Path(os.environ["TRIALS_COUNTED"]).open("a", encoding="utf-8") as file:
            file.write(json.dumps(told) + "\n")
    return report


def shown(text: str) -> str:
    """What a failure says from its falsifying example on, without the folder it happened in."""
    found = _FAILURE.search(text)
    lines = (text[found.start() :] if found else text).replace(str(Path.cwd()), ".").splitlines()
    return "\n".join(lines[-_MOST_LINES:] if found is None else lines[:_MOST_LINES])
