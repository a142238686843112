"""Any bytes as a CSV file, with a column map or without, that may be fuzzed too: every row is answered or rejected."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

import polars as pl

from ctethics.api import Law
from ctethics.compile import compile_rules
from ctethics.diagnostics import CtethicsError
from ctethics.tables import scan
from trials.fuzz.targets import refused
from trials.fuzz.targets.fuzz_rules import REJECTS

# What divides a column map from the table that follows it.
BREAK: Final = b"\n=====\n"
WORDS = (
    ",",
    '"',
    '""',
    "\r\n",
    "\n",
    ";",
    "id",
    "date",
    "kind",
    "=1+1",
    "ct:row",
    "$1,234.50",
    "unknown",
    "never",
    "yes",
)
HEADER = "id,date,donor,recipient,item,value,persons,returned,knowingly,reception,donor dealing with,recipient agency"
ROWS = (
    "a,2025-03-31,bob,ann,food or beverage,$30.00,3,never,yes,gala,OPM; DOT,OPM",
    'b,2025-04-30,bob,ann,plaque,"$1,000.00",,2025-05-01,no,,none,OPM',
    "c,2024-12-31,eve,ann,,unknown,100,,,,,",
    "d,2025-02-30,bob,bob,spoon,-3,1e9,soon,maybe,gala,OPM,OPM,more",
)
MAP = """kind: transfer
columns:
  id: No.
  date: {column: Day, format: MM/DD/YY, century: 2000}
  donor: From
  recipient: To
  item: {column: What, values: {dinner: food or beverage}, unknown: "?"}
  value: {column: Cents, in: cents}
  knowingly: {column: Knew, yes: [Y, y], no: N}
  donor dealing with: {column: Agencies, separator: "|"}
  reception: {always: gala}
"""
MAPPED = "No.,Day,From,To,What,Cents,Knew,Agencies\n1,03/31/25,bob,ann,dinner,3000,Y,OPM|DOT\n2,2/3/25,bob,ann,?,x,N,\n"


def seeds() -> Iterator[bytes]:
    yield "\n".join((HEADER, *ROWS)).encode()
    yield "\r\n".join((HEADER, *ROWS[:2], "")).encode("utf-8-sig")
    yield from ("\n".join((HEADER, row, row)).encode() for row in ROWS)
    yield MAP.encode() + BREAK + MAPPED.encode()
    yield MAP.replace("MM/DD/YY, century: 2000", "D.M.YYYY").encode() + BREAK + MAPPED.replace("/", ".").encode()


def mutated(given: bytes, random: Random) -> bytes:
    """A cell, a record or a line of the map replaced by another."""
    sign = random.choice((b",", b"\n", b"\n", b'"'))
    parts = given.split(sign)
    place = random.randrange(len(parts))
    choices = (random.choice(parts), b"", random.choice(WORDS).encode(), b'"' + parts[place] + b'"', parts[place] * 2)
    parts[place] = random.choice(choices)
    return sign.join(parts)


@cache
def _law() -> Law:
    return Law("sb434", compile_rules(REJECTS / "base" / "rules", REJECTS / "base" / "statutes"), "direct")


def run(given: bytes) -> str:
    before, parted, after = given.partition(BREAK)
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        table, columns = Path(folder, "fuzz.csv"), Path(folder, "map.yaml")
        table.write_bytes(after if parted else given)
        columns.write_bytes(before)
        try:
            return _audited(table, {"columns": columns} if parted else {"kind": "transfer"})
        except CtethicsError as error:
            return refused(error)


def _audited(table: Path, how: dict[str, Any]) -> str:
    rows = scan([table]).collect()
    answered = _law().audit(scan([table]), **how).collect()
    cells = _law().rejects(scan([table]), **how).collect()
    rejected = answered.filter(pl.col("rejected"))
    assert answered.height == rows.height, "a row was lost"
    assert set(cells["row"]) == set(rejected["ct:row"] if "ct:row" in rejected else cells["row"]), "not the rows told"
    assert cells["row"].n_unique() == rejected.height, "rejected rows and those told of differ"
    _check_count(table.read_bytes(), rows.height)
    return "rejected" if rejected.height else "answered"


def _check_count(written: bytes, counted: int) -> None:
    """The number of records by Python's own reader, where line ends are those of both."""
    text = written.decode("utf-8-sig").replace("\r\n", "\n")
    if "\r" not in text and "\0" not in text:
        records = [record for record in csv.reader(io.StringIO(text, newline="")) if record]
        assert counted == len(records) - 1, f"{counted} rows of {len(records) - 1}"
