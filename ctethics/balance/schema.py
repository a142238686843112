"""The tables of a ledger's file, version by version."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from typing import Final

from ctethics.balance.errors import refusal

# `ctel`, in the file's header: what tells a ledger from another SQLite database.
APPLICATION: Final = int.from_bytes(b"ctel", "big")

# What was stated. Facts are typed values as JSON: amounts in cents, days as numbers.
_FACTS = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE parties (id TEXT PRIMARY KEY, facts TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE events (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, day INTEGER NOT NULL, roles TEXT NOT NULL, facts TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX events_by_day ON events (day, id);
CREATE TABLE journal (seq INTEGER PRIMARY KEY, act TEXT NOT NULL, id TEXT NOT NULL, facts TEXT NOT NULL);
"""
# What follows from it, and can be made anew. A `place` is where events belong together by what totals are kept apart
# by; `counted` is what one event brings to a total; `sums` adds that up by day (0), by month (1) and over all (2).
# `counts` is 1 for yes and 0 for maybe. `low` and `high` are of no type: what is beyond 64 bits is kept as text.
_DERIVED = """
CREATE TABLE links (one TEXT, other TEXT, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE parts (party TEXT, role TEXT, day INTEGER, id TEXT, PRIMARY KEY (party, role, day, id)) WITHOUT ROWID;
CREATE TABLE places (n INTEGER PRIMARY KEY, shape INTEGER, text TEXT, UNIQUE (shape, text));
CREATE TABLE placed (place INTEGER, day INTEGER, id TEXT, PRIMARY KEY (place, day, id)) WITHOUT ROWID;
CREATE INDEX placed_of_event ON placed (id);
CREATE TABLE counted (
    total INTEGER, place INTEGER, day INTEGER, id TEXT, counts INTEGER, label TEXT, low, high,
    PRIMARY KEY (total, place, day, id)
) WITHOUT ROWID;
CREATE INDEX counted_of_event ON counted (id);
CREATE TABLE sums (
    total INTEGER, place INTEGER, level INTEGER, at INTEGER, counts INTEGER, label TEXT,
    low, high, open INTEGER, many INTEGER,
    PRIMARY KEY (total, place, level, at, counts, label)
) WITHOUT ROWID;
CREATE TABLE answers (id TEXT PRIMARY KEY, answer TEXT NOT NULL) WITHOUT ROWID;
"""
STEPS: Final = (_FACTS, _DERIVED)
DERIVED: Final = ("links", "parts", "places", "placed", "counted", "sums", "answers")


def is_made_by(file: sqlite3.Connection, version: int) -> bool:
    """Whether the file's tables and indexes are those of that version, word by word, and there is nothing else."""
    return _listed(file) == _made(version)


@cache
def _made(version: int) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(":memory:")) as empty:
        empty.executescript("".join(STEPS[:version]))
        return _listed(empty)


def _listed(file: sqlite3.Connection) -> list[tuple[str, str, str]]:
    asked = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    return file.execute(asked).fetchall()


def version_of(file: sqlite3.Connection, path: str) -> int:
    """The version of an open file, 0 for an empty one. Raises LedgerError for one that is no ledger or a newer one."""
    (mark,) = file.execute("PRAGMA application_id").fetchone()
    (version,) = file.execute("PRAGMA user_version").fetchone()
    (tables,) = file.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if mark != APPLICATION:
        if mark or version or tables:
            what, why = "this is no ledger", "it is an SQLite database of something else."
            raise refusal(path, "CTE801", what, why, "name the ledger's file, or a new one.")
        return 0
    if version > len(STEPS):
        what = f"the ledger is of version {version}"
        why = f"this ctethics knows the versions up to {len(STEPS)}."
        raise refusal(path, "CTE803", what, why, "open it with the ctethics that made it, or a later one.")
    return int(version)


def migrate(file: sqlite3.Connection, version: int) -> None:
    """Takes the steps that a file of a version lacks, inside the caller's transaction."""
    for step in STEPS[version:]:
        for statement in step.split(";"):
            if statement.strip():
                file.execute(statement)
    file.execute(f"PRAGMA application_id = {APPLICATION}")
    file.execute(f"PRAGMA user_version = {len(STEPS)}")
