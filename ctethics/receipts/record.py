"""A receipt: one question with the whole of what it was asked about, by which files it was answered, and the answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from ctethics.receipts.errors import UNWRITABLE, refuse

NAME: Final = "ctethics receipt"
NUMBER: Final = 1
# Some three thousand events, whose reasons are most of it; whole ledgers are for `audit`.
MOST_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True)
class Receipt:
    """What was asked, of which rules, by what, and what was answered.

    case -- as it was told, its text untyped; case_sha256 -- of the case file's bytes, None where there was no file.
    readings -- the choice taken of each; chosen -- the names of those that the case or the caller made.
    version -- of ctethics; files -- the SHA-256 of each rule and statute file, by `rules/1-79/5.yaml`.
    answer -- `Determination.to_dict()`.
    """

    case: Mapping[str, object]
    case_sha256: str | None
    law: str
    is_strict: bool
    readings: Mapping[str, str]
    chosen: tuple[str, ...]
    engine: str
    version: str
    files: Mapping[str, str]
    answer: Mapping[str, object]

    def to_dict(self) -> dict[str, object]:
        """The receipt as JSON-ready data, the checksum over the rest of it included."""
        rest = self._rest()
        return {**rest, "sha256": digest(rest)}

    def __str__(self) -> str:
        """The text of the receipt's file: JSON, sorted and indented, the same for the same receipt."""
        return dump(self.to_dict())

    def write(self, path: str | Path) -> None:
        """Writes the file, whole or not at all; a file of that name is replaced only if it is a receipt itself.

        Raises ReceiptError where it cannot be written.
        """
        from ctethics.receipts.writing import write_receipt

        write_receipt(self, Path(path))

    def _rest(self) -> dict[str, object]:
        return {
            "format": {"name": NAME, "number": NUMBER},
            "asked": {
                "case": self.case,
                "case_sha256": self.case_sha256,
                "law": self.law,
                "strict": self.is_strict,
                "readings": self.readings,
                "chosen": list(self.chosen),
            },
            "made_by": {"ctethics": self.version, "engine": self.engine},
            "files": self.files,
            "answer": self.answer,
        }


def digest(rest: Mapping[str, object]) -> str:
    """The checksum of a receipt: the SHA-256 of its file as it would be without the checksum.

    Raises ReceiptError for text that no file can hold.
    """
    try:
        return sha256(dump(rest).encode()).hexdigest()
    except UnicodeEncodeError:
        why, fix = "a receipt is UTF-8 text, which has no place for half of a character.", "write it in whole ones."
        refuse(UNWRITABLE, "receipt", "the case holds half of a character", why=why, fix=fix)


def dump(told: Mapping[str, object]) -> str:
    """The one way in which a receipt is written."""
    return json.dumps(told, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
