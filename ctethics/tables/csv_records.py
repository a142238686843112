"""Records of CSV as rows: none with more fields or fewer than the header is taken for a whole one.

Polars fills a record that has too few fields, and says nothing. So what it read is held against the bytes it was given:
the cells, a comma or a line end after each, and the quotes around some of them make up the whole block, or else the
block is gone through record by record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from ctethics.tables.columns import FIELDS, LINE, ROW
from ctethics.tables.errors import refuse, refuse_utf_8

HIDDEN: Final = {ROW: pl.Int64, FIELDS: pl.String, LINE: pl.String}
# A whole cell in quotes. Written so that the search for the first quote is quick.
_QUOTED: Final = re.compile(rb'"(?<![^,\n]")[^"]*(?:""[^"]*)*"(?=,|\r?(?:\n|\Z))')
# The same where no quote is inside.
_PLAIN: Final = re.compile(rb'"(?<![^,\n]")[^"]*"(?=,|\r?\n)')
_LONGEST_SHOWN: Final = 500


def records(names: Sequence[str], block: bytes, shown: str, row: int, line: int) -> pl.DataFrame:
    """The rows of a block of whole records, numbered from `row`; its first line is `line` of the file.

    Of a record that has not a field for each name only `ct:fields`, the reason, and `ct:line`, the record. Blank lines
    are no records. Raises CaseError for what is not UTF-8, and for a quote in the midst of a cell.
    """
    decoded(block, shown, line)
    frame = _at_once(names, block)
    if frame is None:
        return _one_by_one(names, block, shown, row, line)
    nothing = [pl.lit(None, pl.String).alias(name) for name in (FIELDS, LINE)]
    return frame.with_row_index(ROW, row).with_columns(pl.col(ROW).cast(pl.Int64), *nothing)


def _at_once(names: Sequence[str], block: bytes) -> pl.DataFrame | None:
    """The block as Polars reads it, where it is certain that it has read all of it; else None."""
    if len(names) == 1 or not block.endswith(b"\n"):
        return None
    returns, quotes = block.count(b"\r"), block.count(b'"')
    # With a quote inside a cell, or a CR anywhere but at a line's end, the account below could come out by chance.
    if quotes != 2 * len(_PLAIN.findall(block)) or returns != block.count(b"\r\n"):
        return None
    try:
        frame = _parsed(names, block)
    except pl.exceptions.PolarsError:
        return None
    has_returns = returns and frame.select(pl.any_horizontal(pl.all().str.contains("\r", literal=True).any())).item()
    if returns not in (0, frame.height) or has_returns:
        return None
    cells = frame.select(pl.sum_horizontal(pl.all().str.len_bytes().sum())).item()
    account = cells + frame.height * len(names) + returns + quotes
    return frame if account == len(block) else None


def _one_by_one(names: Sequence[str], block: bytes, shown: str, row: int, line: int) -> pl.DataFrame:
    whole: list[bytes] = []
    rows: list[int] = []
    odd: list[tuple[int, str, str]] = []
    for start, end in bounds(block):
        record = block[start:end]
        if not record.strip(b"\r\n"):
            continue
        bare = _QUOTED.sub(b"q", record) if b'"' in record else record
        if b'"' in bare:
            _refuse_quote(shown, line + block.count(b"\n", 0, start))
        count = bare.count(b",") + 1
        if count == len(names):
            whole.append(record)
            rows.append(row)
        else:
            reason = f"has {count} field{'' if count == 1 else 's'}, the header {len(names)}"
            odd.append((row, reason, record.decode().rstrip("\r\n")[:_LONGEST_SHOWN]))
        row += 1
    frame = _parsed(names, b"".join(whole))
    if frame.height != len(rows):
        why = f"from line {line} on {len(rows)} records were counted, and {frame.height} read."
        refuse(shown, "its records cannot be told apart", why=why, fix="write it anew, each cell in quotes.")
    numbered = frame.with_columns(pl.Series(ROW, rows, pl.Int64))
    return pl.concat([numbered, pl.DataFrame(odd, HIDDEN, orient="row")], how="diagonal").sort(ROW)


def _parsed(names: Sequence[str], block: bytes) -> pl.DataFrame:
    schema = dict.fromkeys(names, pl.String)
    if not block:
        return pl.DataFrame(schema=schema)
    return pl.read_csv(block, has_header=False, schema=schema, infer_schema=False, glob=False)


def bounds(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each record begins and ends, its line end included; a line end inside quotes ends none."""
    start, at, is_inside = 0, 0, 0
    while at < len(data):
        end = data.find(b"\n", at) + 1 or len(data)
        is_inside ^= data.count(b'"', at, end) % 2
        at = end
        if not is_inside or end == len(data):
            yield start, end
            start = end


def last_end(data: bytes) -> int:
    """Where the last whole record ends; 0 where there is none."""
    end = data.rfind(b"\n") + 1
    is_inside = data.count(b'"', 0, end) % 2
    while is_inside and end:
        before = data.rfind(b"\n", 0, end - 1) + 1
        is_inside ^= data.count(b'"', before, end) % 2
        end = before
    return end


def decoded(data: bytes, shown: str, line: int) -> str:
    """The text; raises CaseError with the line that is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        refuse_utf_8(shown, line + data.count(b"\n", 0, error.start))


def _refuse_quote(shown: str, line: int) -> None:
    why = "a quote stands at both ends of a cell, and inside it doubled."
    fix = "enclose the whole cell in quotes, and double those inside it."
    refuse(shown, "a quote in the midst of a cell", why=why, fix=fix, line=line)
