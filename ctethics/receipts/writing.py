"""A receipt to its file: whole or not at all, and over nothing but a receipt."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from ctethics.receipts.errors import UNWRITABLE, ReceiptError, refuse
from ctethics.receipts.reading import read_receipt
from ctethics.receipts.record import MOST_BYTES, Receipt


def write_receipt(receipt: Receipt, path: Path) -> None:
    """Writes the receipt's file. Raises ReceiptError, and leaves what is there as it is."""
    check_place(path)
    text = str(receipt).encode()
    if len(text) > MOST_BYTES:
        why = f"a receipt has at most {MOST_BYTES:,} bytes, so that it can be read again, and this has {len(text):,}."
        refuse(UNWRITABLE, str(path), "the receipt is too large", why=why, fix="split the case into smaller ones.")
    whole = path.resolve()
    part = whole.with_name(f".{whole.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(whole)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no file can have this name"
        fix = "check the folder, its permissions and its room."
        refuse(UNWRITABLE, str(path), "the receipt cannot be written", why=f"{reason}.", fix=fix)
    finally:
        with suppress(OSError, ValueError):
            part.unlink()


def check_place(path: Path) -> None:
    """Raises ReceiptError where a file that is no receipt would be lost, be it the case itself."""
    try:
        if not path.exists():
            return
        read_receipt(path)
    except (ReceiptError, ValueError):
        why = "it would be lost: a receipt takes the place of nothing but a receipt."
        fix = "name another file."
        refuse(UNWRITABLE, str(path), "there is something else with this name", why=why, fix=fix)
