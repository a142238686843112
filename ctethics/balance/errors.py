"""What goes wrong with a ledger's file, in words: every error of SQLite becomes one of ours here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError

from ctethics.diagnostics import CtethicsError, Diagnostic, Span


class LedgerError(CtethicsError):
    """A ledger's file cannot be read or written, or does not hold what was asked for."""


Told = tuple[str, str, str, str]

_DAMAGED: Told = (
    "CTE802",
    "the ledger is damaged or cut short",
    "what SQLite finds in it does not fit together.",
    "put the last copy of it in its place, and add what came later once more.",
)
_NO_LEDGER: Told = (
    "CTE801",
    "this is no ledger",
    "a ledger is a file made by `Law.ledger`, an SQLite database.",
    "name the ledger's file, or a new one.",
)
_FULL: Told = (
    "CTE805",
    "there is no room for the ledger on the disk",
    "nothing is acknowledged before it is on the disk; what was acknowledged can still be read.",
    "make room, then add it once more.",
)
_READ_ONLY: Told = (
    "CTE805",
    "the ledger cannot be written",
    "its file or its folder is read-only, or belongs to somebody else.",
    "let this user write both, or copy the file elsewhere; it can still be read.",
)
_NOT_OPENED: Told = (
    "CTE805",
    "the ledger cannot be opened",
    "there is no such folder, it is a folder itself, or this user may not read it.",
    "name a file in a folder that there is, and that this user may read and write.",
)
_DISK: Told = (
    "CTE805",
    "the disk fails under the ledger",
    "reading or writing the file was refused by the system.",
    "check the disk; what was acknowledged is in the file.",
)
_BUSY: Told = (
    "CTE806",
    "the ledger is in use elsewhere",
    "one process writes at a time, and the other did not finish in time.",
    "try once more; nothing of this was written.",
)
_CLOSED: Told = (
    "CTE811",
    "the ledger is closed, or belongs to another thread",
    "a ledger object has one connection to its file, used by one thread.",
    "open the file once more: several may be open at the same time.",
)
_ODD_TEXT: Told = (
    "CTE805",
    "a text cannot be stored",
    "it holds half of a character.",
    "write the text in whole characters.",
)
# By SQLite's primary result code.
_BY_CODE = {
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _NO_LEDGER,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _NOT_OPENED,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
}


def refusal(path: str, code: str, what: str, why: str, fix: str) -> LedgerError:
    """The error about the ledger at `path`."""
    return LedgerError([Diagnostic(code, Span.whole(path), what, why, fix)])


@contextmanager
def told(path: str, *, is_open: bool = True) -> Iterator[None]:
    """Raises LedgerError for whatever SQLite refuses inside.

    is_open -- the file was opened before: what cannot be opened then is its journal, in a folder that is read-only.
    """
    try:
        yield
    except sqlite3.ProgrammingError as error:
        raise refusal(path, *_CLOSED) from error
    except UnicodeEncodeError as error:
        raise refusal(path, *_ODD_TEXT) from error
    except (UnicodeDecodeError, JSONDecodeError) as error:
        raise refusal(path, *_DAMAGED) from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        said = _BY_CODE.get(code, _DAMAGED)
        if said is _NOT_OPENED and is_open:
            said = _READ_ONLY
        raise refusal(path, *said) from error
