"""Fuzz one target: `python -m trials.fuzz TARGET --runs N`, or `all`; what was found goes to docs/records/fuzz.md."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from trials.fuzz.keep import keep
from trials.fuzz.libfuzzer import MANY, RUNS, Found, fuzz
from trials.fuzz.record import write
from trials.fuzz.targets import TARGETS


def main() -> int:
    """Runs the targets named; the exit status is 1 where one has a find."""
    asked = _asked()
    targets = TARGETS if asked.target == "all" else (asked.target,)
    found = [_one(name, asked) for name in targets]
    return int(any(one.finds for one in found))


def _one(name: str, asked: argparse.Namespace) -> Found:
    folder = Path(asked.corpus) / name
    found = fuzz(name, folder, asked.runs or RUNS.get(name, MANY), asked.seconds)
    print(found.told, flush=True)
    if asked.record:
        write(found)
    if asked.keep:
        print(f"{name}: {keep(name, folder)} inputs kept", flush=True)
    return found


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m trials.fuzz", description=__doc__)
    parser.add_argument("target", choices=(*TARGETS, "all"))
    parser.add_argument("--runs", type=int, help="inputs to run; for each target its own number if left out")
    parser.add_argument("--seconds", type=int, default=0, help="stop after so long, at the latest")
    parser.add_argument("--corpus", default="build/fuzz", help="a folder for the inputs that reach something new")
    parser.add_argument("--record", action="store_true", help="write the figures to docs/records/fuzz.md")
    parser.add_argument("--keep", action="store_true", help="keep one input of each outcome for the test suite")
    return parser.parse_args()


sys.exit(main())
