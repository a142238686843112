"""Prints answers of every sort, for a test to compare between surroundings: `python -m … [no-clock]`.

A spread of the examples, a ledger kept in a file, a receipt, and a ledger audited into a table and a page.
"""

from __future__ import annotations

import datetime
import json
import locale
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import yaml

EXAMPLES = Path(__file__).parents[2] / "examples"


class NoClock(datetime.date):
    @classmethod
    def today(cls) -> NoClock:
        raise AssertionError("an answer asked for today's date")


class NoClockTime(datetime.datetime):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> NoClockTime:  # noqa: ARG003
        raise AssertionError("an answer asked for the time")


def no_time(*_: object) -> NoReturn:
    raise AssertionError("an answer asked for the time")


def main() -> None:
    if "no-clock" in sys.argv:
        datetime.date, datetime.datetime = NoClock, NoClockTime  # type: ignore[misc]
        time.localtime = time.gmtime = time.ctime = no_time  # type: ignore[assignment]
    locale.setlocale(locale.LC_ALL, "")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        # Polars knows a date by the very class: where that is another, no table can be audited.
        tables = () if "no-clock" in sys.argv else audited()
        for text in (*examples(), *kept(), *receipts(), *tables):
            sys.stdout.buffer.write(f"{text}\n".encode())


def examples() -> Iterator[str]:
    import ctethics
    from ctethics.api import load_rules
    from ctethics.diagnostics import Collector
    from ctethics.engines.registry import default_engine

    for engine in {"direct": 0, default_engine(): 0}:
        for law in ("current", "sb434"):
            put = ctethics.load(law, engine=engine)
            for example in load_rules().examples[::100]:
                found = put.assess_node(example.case, Collector())
                yield json.dumps(found.to_dict())
                yield str(found)


def audited() -> Iterator[str]:
    """The first rows of the shipped ledger: the summary and the bytes of each file."""
    from click.testing import CliRunner

    from ctethics.cli import cli as command

    rows = (EXAMPLES / "ledger.csv").read_text(encoding="utf-8").splitlines(keepends=True)[:400]
    Path("gifts.csv").write_text("".join(rows), encoding="utf-8")
    columns, parties = EXAMPLES / "ledger-map.yaml", EXAMPLES / "ledger-parties.csv"
    options = ["--law", "sb434", "--columns", str(columns), "--parties", str(parties), "-o", "out.csv"]
    done = CliRunner().invoke(command, ["audit", "gifts.csv", *options, "--report", "page.html"])
    yield done.output.replace(str(EXAMPLES), "")
    yield from (Path(name).read_text(encoding="utf-8") for name in ("out.csv", "page.html"))


def kept() -> Iterator[str]:
    """A ledger kept in a file: each answer as it comes, what it changed, and everything stated."""
    import ctethics

    with ctethics.load("sb434").ledger("gifts.ctledger") as ledger:
        for name in ("dinner", "lunch", "breakfast"):
            case = yaml.safe_load((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))
            for event in case["events"]:
                yield json.dumps(ledger.add(event, case["parties"]).to_dict())
        yield repr(ledger.case())


def receipts() -> Iterator[str]:
    from ctethics.receipts import receipt

    yield str(receipt("sb434", EXAMPLES / "dinner.yaml"))


if __name__ == "__main__":
    main()
