"""A process that is killed while it writes has lost nothing that it was told is on disk.

For longer: python -m tests.balance.killing --kills 500
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ctethics.balance import LiveLedger
from tests.asking import law_named
from tests.balance import killing

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are made by fork")


def test_twenty_kills_lose_no_acknowledged_entry() -> None:
    command = [sys.executable, "-m", "tests.balance.killing", "--kills", "20", "--seed", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    found = re.fullmatch(
        r"20 kills, (\d+) of them in the middle of an entry and (\d+) while the file itself was written, "
        r"over \d+ files: ([\d,]+) entries acknowledged, 0 lost; \d+ on disk before they were acknowledged\n",
        done.stdout,
    )
    assert found, done.stdout
    assert all(int(number.replace(",", "")) > 0 for number in found.groups())


def test_an_entry_that_is_not_there_is_found_missing(tmp_path: Path) -> None:
    law, path = law_named("sb434"), tmp_path / "gifts.ctledger"
    with law.ledger(path) as ledger:
        _state(ledger, 4)
    known = killing._Known(law, path, 7)
    assert (known.look(4), known.look(3)) == (4, 4)
    for wrong in (2, 5):
        with pytest.raises(AssertionError, match="are lost"):
            killing._Known(law, path, 7).look(wrong)


def test_an_answer_that_is_another_is_found(tmp_path: Path) -> None:
    law, path = law_named("sb434"), tmp_path / "gifts.ctledger"
    with law.ledger(path) as ledger:
        _state(ledger, 4)
        one, other, *_ = ledger
        with ledger._file.writing():
            move = "UPDATE answers SET answer = (SELECT answer FROM answers WHERE id = ?) WHERE id = ?"
            ledger._file.sql.execute(move, (one, other))
    with pytest.raises(AssertionError, match="an answer is another"):
        killing._Known(law, path, 7).look(4)


def _state(ledger: LiveLedger, number: int) -> None:
    for stated, _ in zip(killing.statements(7), range(number), strict=False):
        stated.do(ledger)
