"""Files that are no ledger and say that they are."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.capped import ctethics

DINNER = Path(__file__).parents[2] / "examples" / "dinner.yaml"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A ledger of one event."""
    path = tmp_path_factory.mktemp("good") / "gifts.ctledger"
    assert ctethics("ledger", "add", path, DINNER, "--law", "sb434").status == 0
    return path.read_bytes()


def endless(sql: sqlite3.Connection) -> None:
    sql.execute("DROP TABLE events")
    sql.execute(
        "CREATE VIEW events AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id FROM n)"
        " SELECT id, id AS kind, id AS day, id AS roles, id AS facts FROM n"
    )


def triggered(sql: sqlite3.Connection) -> None:
    sql.execute("CREATE TRIGGER more AFTER INSERT ON events BEGIN DELETE FROM journal; END")


def more(sql: sqlite3.Connection) -> None:
    sql.execute("CREATE TABLE more (a)")


@pytest.mark.parametrize("change", [endless, triggered, more], ids=["a view without end", "a trigger", "a table"])
def test_a_file_whose_tables_are_others_is_no_ledger(
    change: Callable[[sqlite3.Connection], None], good: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "gifts.ctledger"
    path.write_bytes(good)
    sql = sqlite3.connect(path)
    change(sql)
    sql.commit()
    sql.close()
    ended = ctethics("ledger", "show", path)
    assert ended.status == 1
    assert "error[CTE801] this is no ledger\n why: its tables are not as a ledger's are made." in ended.err


@pytest.mark.parametrize("seed", range(4))
def test_a_ledger_with_bytes_changed_is_answered_or_refused(seed: int, good: bytes, tmp_path: Path) -> None:
    drawn, data = random.Random(seed), bytearray(good)
    for _ in range(40):
        data[drawn.randrange(100, len(data))] = drawn.randrange(256)
    (tmp_path / "gifts.ctledger").write_bytes(data)
    ctethics("ledger", "show", tmp_path / "gifts.ctledger")
