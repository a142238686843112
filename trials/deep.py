"""The laws of the system, held against fresh examples round after round until the time is up.

    python -m trials.deep --minutes 60 --record

Each round runs every Hypothesis test under tests/property and tests/conformance, with the profile `deep` of
tests/conftest.py and a seed of its own, which the record names: `pytest … --hypothesis-profile=deep
--hypothesis-seed=SEED` draws the same examples again. A test that fails stops nothing; it is recorded with its
example, and the trial ends with status 1. The record is kept up to date while the rounds go on.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trials.records import ROOT, Record, cores, finish, lasted, options, say, surroundings
from trials.working import stopping

PATHS = ("tests/property", "tests/conformance")
# A test under way when the time is up may end by itself within so many seconds.
GRACE = 300.0
EVERY = 20.0
ABOUT = """
The property tests and the conformance tests, each on freshly drawn examples, round after round. Written by
`python -m trials.deep`.
"""


@dataclass
class Round:
    """One run of all tests: its seed, the lines of its tests, pytest's own status, and the last it said."""

    seed: int
    status: int | None = None
    lines: list[dict[str, Any]] = field(default_factory=list)
    said: str = ""

    @property
    def ended(self) -> str:
        """How it ended."""
        return {0: "to its end", 1: "to its end", None: "stopped"}.get(self.status, f"pytest ended with {self.status}")

    @property
    def is_broken(self) -> bool:
        """Whether pytest itself failed, and not a test."""
        return self.status not in (0, 1, None)


class Rounds:
    """The rounds so far, in a folder for what they write."""

    def __init__(self, asked: Namespace, folder: Path) -> None:
        self.asked, self.folder = asked, folder
        self.start, self.until = time.monotonic(), time.time() + asked.minutes * 60
        self.done: list[Round] = []

    @property
    def are_good(self) -> bool:
        """Whether examples were drawn and no test failed."""
        lines = [line for one in self.done for line in one.lines]
        if any(one.is_broken for one in self.done) or any(line["outcome"] == "failed" for line in lines):
            return False
        return any(line["examples"] for line in lines)

    def go(self) -> None:
        """Rounds until the time is up, or pytest cannot run at all."""
        while time.time() < self.until:
            one = Round(secrets.randbelow(2**32))
            self.done.append(one)
            self._run(one)
            if one.is_broken:
                return

    def _run(self, one: Round) -> None:
        file, said = self.folder / f"{len(self.done)}.jsonl", self.folder / f"{len(self.done)}.txt"
        file.touch()
        env = {**os.environ, "TRIALS_COUNTED": str(file), "TRIALS_UNTIL": str(self.until)}
        with said.open("w", encoding="utf-8") as out:
            process = subprocess.Popen(self._command(one), cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT)
            try:
                for _ in self._waiting(process):
                    self._read(one, file)
                one.status = process.poll()
            finally:
                process.terminate()
                process.wait()
                self._read(one, file)
                one.said = "\n".join(said.read_text(encoding="utf-8").splitlines()[-20:])

    def _command(self, one: Round) -> list[str]:
        pytest = [sys.executable, "-m", "pytest", *self.asked.paths, "-n", str(self.asked.workers), "-m", "hypothesis"]
        plugins = ["-p", "no:cacheprovider", "-p", "trials.counted", "--tb=short"]
        return [*pytest, *plugins, "--hypothesis-profile=deep", f"--hypothesis-seed={one.seed}"]

    def _waiting(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """A turn now and then while the process runs, but not far beyond the time."""
        while process.poll() is None and time.time() < self.until + GRACE:
            try:
                process.wait(EVERY)
            except subprocess.TimeoutExpired:
                yield

    def _read(self, one: Round, file: Path) -> None:
        """What the tests have told so far; and the record up to date, where one is kept."""
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        one.lines = [json.loads(line) for line in lines if line.endswith("\n")]
        examples = sum(line["examples"] for each in self.done for line in each.lines)
        say(f"round {len(self.done)}, {lasted(time.monotonic() - self.start)}: {examples:,} examples")
        if self.asked.record is not None:
            page(self).keep(self.asked.record)


def page(rounds: Rounds) -> Record:
    asked, lines = rounds.asked, [line for one in rounds.done for line in one.lines]
    failed = [line for line in lines if line["outcome"] == "failed"]
    record = Record("The laws of the system, searched deeply", ABOUT)
    paths = [] if tuple(asked.paths) == PATHS else asked.paths
    record.block(" ".join(["python -m trials.deep", f"--minutes {asked.minutes:g} --workers {asked.workers}", *paths]))
    tests = len({line["test"] for line in lines})
    examples = sum(line["examples"] for line in lines)
    told = f"**{_number(len(failed), 'failure')}**" if failed else "no failure" if examples else "**nothing was run**"
    time_ = lasted(time.monotonic() - rounds.start)
    counts = f"{_number(len(rounds.done), 'round')}, {_number(tests, 'test')}, {examples:,} generated examples"
    record.say(f"{time_}, {counts}: {told}.")
    record.say(surroundings())
    heads = ["round", "seed", "tests run", "examples", "failures", "ended"]
    record.table(heads, [_round(number, one) for number, one in enumerate(rounds.done, 1)])
    record.heading("Examples by file")
    record.table(["file", "tests", "examples", "failures"], _by_file(lines))
    shown = {(line["test"], line["failure"]): None for line in failed}
    for test, failure in shown:
        record.heading(f"`{test}`")
        record.block(failure)
    for one in rounds.done:
        if one.is_broken:
            record.block(one.said)
    return record


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _round(number: int, one: Round) -> list[object]:
    failed = sum(line["outcome"] == "failed" for line in one.lines)
    seed = str(one.seed)  # a name, without commas
    return [number, seed, len(one.lines), sum(line["examples"] for line in one.lines), failed, one.ended]


def _by_file(lines: list[dict[str, Any]]) -> Iterator[list[object]]:
    examples, failed = Counter[str](), Counter[str]()
    tests: dict[str, set[str]] = {}
    for line in lines:
        name = line["test"].split("::")[0]
        tests.setdefault(name, set()).add(line["test"])
        examples[name] += line["examples"]
        failed[name] += line["outcome"] == "failed"
    for name in sorted(tests):
        yield [f"`{name}`", len(tests[name]), examples[name], failed[name]]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = options(__doc__, "deep")
    parser.add_argument("paths", nargs="*", default=list(PATHS), help="tests, as pytest names them")
    parser.add_argument("--minutes", type=float, default=60, help="how long; by default 60")
    parser.add_argument("--workers", type=int, default=cores(), help="processes; by default as many as there are cores")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, stopping():
        rounds = Rounds(asked, Path(folder))
        try:
            rounds.go()
        except KeyboardInterrupt:
            say("stopped")
        return finish(page(rounds), asked.record, not rounds.are_good)


if __name__ == "__main__":
    sys.exit(main())
