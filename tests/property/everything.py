"""Prints every answer to a spread of cases, for a test to compare between surroundings: `python -m … [no-clock]`."""

from __future__ import annotations

import datetime
import locale
import sys


class NoClock(datetime.date):
    @classmethod
    def today(cls) -> NoClock:
        raise AssertionError("an answer asked for today's date")


class NoClockTime(datetime.datetime):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> NoClockTime:  # noqa: ARG003
        raise AssertionError("an answer asked for the time")


def main() -> None:
    if "no-clock" in sys.argv:
        datetime.date, datetime.datetime = NoClock, NoClockTime  # type: ignore[misc]
    locale.setlocale(locale.LC_ALL, "")
    import json

    import ctethics
    from ctethics.api import load_rules
    from ctethics.diagnostics import Collector
    from ctethics.engines.registry import default_engine

    for engine in {"direct": 0, default_engine(): 0}:
        for law in ("current", "sb434"):
            put = ctethics.load(law, engine=engine)
            for example in load_rules().examples[::100]:
                found = put.assess_node(example.case, Collector())
                sys.stdout.buffer.write(f"{json.dumps(found.to_dict())}\n{found}\n".encode())


if __name__ == "__main__":
    main()
