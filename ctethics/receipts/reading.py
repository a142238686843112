"""A receipt from its file: every part of the right kind, and the whole as it was made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ctethics.receipts.errors import CHANGED, NO_RECEIPT, ReceiptError, refuse
from ctethics.receipts.parts import Misshapen, Part
from ctethics.receipts.record import MOST_BYTES, NAME, NUMBER, Receipt, digest

_MAKE: Final = "`ctethics assess CASE --receipt FILE` makes a receipt; name its file."


def read_receipt(path: str | Path) -> Receipt:
    """The receipt of a file. Raises ReceiptError for one that is none, is newer, or was changed after it was made."""
    shown = str(path)
    told = _parsed(_text(Path(path), shown), shown)
    try:
        number = _number(told)
    except Misshapen as error:
        refuse(NO_RECEIPT, shown, f"this is no receipt: {error}", why="a receipt is JSON that says so.", fix=_MAKE)
    if number != NUMBER:
        why = f"this ctethics knows receipts of format {NUMBER}, and could overlook what this one says."
        fix = "replay it with the later ctethics that made it."
        refuse(NO_RECEIPT, shown, f"this is a receipt of format {number}", why=why, fix=fix)
    _check_digest(told, shown)
    try:
        return _receipt(Part(told))
    except Misshapen as error:
        why = "its checksum is right, so it was written by something else than ctethics."
        refuse(NO_RECEIPT, shown, f"this is no whole receipt: {error}", why=why, fix=_MAKE)


def _text(path: Path, shown: str) -> str:
    why, fix = f"a receipt is UTF-8 text of at most {MOST_BYTES:,} bytes.", _MAKE
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no file can have this name"
        fix = "check the path and its permissions."
        refuse(NO_RECEIPT, shown, f"the receipt cannot be read: {reason}", why=why, fix=fix)
    if len(data) > MOST_BYTES:
        refuse(NO_RECEIPT, shown, "this is no receipt: it is too large", why=why, fix=fix)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refuse(NO_RECEIPT, shown, f"this is no receipt: byte {error.start + 1} is not UTF-8", why=why, fix=fix)


def _parsed(text: str, shown: str) -> dict[str, Any]:
    """The value of a file, none of its names twice and none of its numbers but whole ones."""
    why = "a receipt is one object of JSON, as `ctethics assess --receipt` writes it."
    try:
        found = json.loads(text, object_pairs_hook=_object, parse_float=_refused, parse_constant=_refused)
        what = "it is no object"
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}: {error.msg.removesuffix(' at')}"
        found, what = None, f"it is not whole, or no JSON: {where}" if text.strip() else "the file is empty"
    except RecursionError:
        found, what = None, "it is nested too deep"
    except ValueError as error:
        found, what = None, str(error) if isinstance(error, _Refused) else "it has a number that is too long"
    if not isinstance(found, dict):
        refuse(NO_RECEIPT, shown, f"this is no receipt: {what}", why=why, fix=_MAKE)
    return found


class _Refused(ValueError):
    """What JSON may have and a receipt has not."""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Refused("a name is written twice in it")
    return found


def _refused(number: str) -> object:
    raise _Refused(f"it has the number {number[:20]}, and a receipt has whole numbers only")


def _number(told: Mapping[str, Any]) -> int:
    """The number of the format. Raises Misshapen for what is no receipt."""
    named = Part(told).part("format")
    if named.told.get("name") != NAME:
        raise Misshapen(f"`format.name` is not `{NAME}`")
    return named.whole_number("number")


def _check_digest(told: Mapping[str, Any], shown: str) -> None:
    rest = {name: value for name, value in told.items() if name != "sha256"}
    try:
        is_right = digest(rest) == told.get("sha256")
    except (ReceiptError, RecursionError):
        is_right = False
    if not is_right:
        why = "its checksum is not that of what it says: something in it was edited."
        fix = "replay the receipt as it was made, or put the case to the law anew with `ctethics assess`."
        refuse(CHANGED, shown, "the receipt was changed after it was made", why=why, fix=fix)


def _receipt(told: Part) -> Receipt:
    asked, made_by, answer = told.part("asked"), told.part("made_by"), told.part("answer")
    for event in answer.parts("events"):
        event.text("id")
        for finding in event.parts("findings"):
            finding.text("provision")
            finding.text("outcome")
    return Receipt(
        asked.part("case").told,
        asked.text_or_none("case_sha256"),
        asked.text("law"),
        asked.yes_or_no("strict"),
        asked.texts_by_name("readings"),
        asked.texts("chosen"),
        made_by.text("engine"),
        made_by.text("ctethics"),
        told.texts_by_name("files"),
        answer.told,
    )
