"""The file of a ledger: its one connection, and transactions that are on disk when they end."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ctethics.balance.errors import refusal, told
from ctethics.balance.schema import STEPS, is_made_by, migrate, version_of

# How long to wait for another process that writes.
PATIENCE_SECONDS = 10.0


class File:
    """An open ledger file of the newest version. Raises LedgerError for what it cannot be.

    One file at rest: with a rollback journal it can be read where nothing can be written, and is whole after a crash.
    """

    def __init__(self, path: str | Path, patience: float = PATIENCE_SECONDS) -> None:
        self.path = str(path)
        _check_begin(self.path)
        with told(self.path, is_open=False):
            self.sql = sqlite3.connect(self.path, timeout=patience, isolation_level=None)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def _prepare(self) -> None:
        with told(self.path, is_open=False):
            version = version_of(self.sql, self.path)
            # Before anything is asked of a table: a view may have rows without end, a trigger may write what it will.
            if not is_made_by(self.sql, version):
                what, why = "this is no ledger", "its tables are not as a ledger's are made."
                raise refusal(self.path, "CTE801", what, why, "name the ledger's file, or a new one.")
            self._check_size()
            self.sql.execute("PRAGMA synchronous = EXTRA")
            self.sql.execute("PRAGMA temp_store = MEMORY")
            self.sql.execute("PRAGMA cache_size = -65536")  # kibibytes
        if version < len(STEPS):
            with self.writing():
                # Another process may have done it meanwhile.
                migrate(self.sql, version_of(self.sql, self.path))

    def _check_size(self) -> None:
        """Raises LedgerError for a file without its end: SQLite takes what lacks of its last page for nothing."""
        self.sql.execute("BEGIN")
        # From here on nobody can write.
        self.sql.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        sizes = [self.sql.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")]
        is_short = Path(self.path).is_file() and Path(self.path).stat().st_size < sizes[0] * sizes[1]
        self.sql.execute("COMMIT")
        if is_short:
            raise damaged(self.path, "the last page is not whole")

    @contextmanager
    def reading(self, check: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Everything read inside is of one moment. check -- called first, and may raise."""
        yield from self._transaction("BEGIN", check)

    @contextmanager
    def writing(self, check: Callable[[], None] = lambda: None) -> Iterator[None]:
        """What is written inside is on disk when it ends, or none of it is. check -- called first, and may raise."""
        if self._is_inside():
            # What is acknowledged is on disk: it cannot wait for the end of another transaction.
            what, why = "nothing can be written now", "the ledger is being looked at as of one moment."
            raise refusal(self.path, "CTE806", what, why, "write it after that.")
        yield from self._transaction("BEGIN IMMEDIATE", check)

    def _transaction(self, begin: str, check: Callable[[], None]) -> Iterator[None]:
        with told(self.path):
            if self._is_inside():
                yield  # part of the one that is open
                return
            self.sql.execute(begin)
            try:
                check()
                yield
                self.sql.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    if self._is_inside():
                        self.sql.execute("ROLLBACK")
                raise

    def _is_inside(self) -> bool:
        with told(self.path):
            return self.sql.in_transaction

    def check(self) -> None:
        """Reads the whole file; raises LedgerError where it does not fit together."""
        with self.reading():
            (found,) = self.sql.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise damaged(self.path, str(found))

    def close(self) -> None:
        self.sql.close()


def damaged(path: str, found: str) -> Exception:
    """The error for a file that does not fit together."""
    why = f"what SQLite finds in it does not fit together: {' '.join(found.split())}."
    fix = "put the last copy of it in its place, and add what came later once more."
    return refusal(path, "CTE802", "the ledger is damaged or cut short", why, fix)


def _check_begin(path: str) -> None:
    """Raises LedgerError for a file that begins as a database but is shorter than its first page can be."""
    magic = b"SQLite format 3\0"
    try:
        with Path(path).open("rb") as file:
            begin = file.read(512)
    except OSError:
        return  # told when it is opened
    if begin and len(begin) < 512 and (begin.startswith(magic) or magic.startswith(begin)):
        raise damaged(path, "the first page is not whole")
