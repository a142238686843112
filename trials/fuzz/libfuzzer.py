"""Runs a target in a process of its own and reads what libFuzzer says of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trials.fuzz.targets import target

LONGEST, LARGEST = 5, 1024
# How many inputs are run unless a number is named.
RUNS: Final = {"yaml": 1_000_000, "citation": 1_000_000, "case": 300_000, "durable": 20_000}
MANY: Final = 100_000
# Inputs longer than that only take time: limits on size have tests of their own.
MOST_BYTES: Final = {"yaml": 4096, "rules": 6000, "case": 4096, "citation": 80, "csv": 2000, "facts": 800}
_LINE: Final = re.compile(r"#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)")
_FIND: Final = re.compile(r"^(?:FIND|SUMMARY:) (.*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Found:
    """What a run came to.

    edges, features -- what libFuzzer counts of the code reached; kept -- inputs that each reach something more;
    finds -- what was neither an answer nor our own diagnostics, and what ended the process before its runs were done.
    """

    target: str
    runs: int
    seconds: int
    edges: int
    features: int
    kept: int
    finds: tuple[str, ...]

    @property
    def told(self) -> str:
        rate = self.runs // max(1, self.seconds)
        ended = f"; finds: {'; '.join(self.finds)}" if self.finds else ""
        return f"{self.target}: {self.runs:,} runs, {rate:,} a second, {self.edges} edges, {self.kept} inputs{ended}"


def fuzz(name: str, folder: Path, runs: int, seconds: int) -> Found:
    """Fuzzes one target, from its seeds and what earlier runs left in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    seeds, finds, words = (folder.parent / f"{name}-{sort}" for sort in ("seeds", "finds", "words"))
    for made in (seeds, finds):
        made.mkdir(exist_ok=True)
    chosen = target(name)
    for place, given in enumerate(chosen.seeds()):
        (seeds / f"{place:04}").write_bytes(given)
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in chosen.WORDS), encoding="ascii")
    options = [
        *(f"-runs={runs}", f"-max_total_time={seconds}", f"-timeout={LONGEST}", f"-rss_limit_mb={LARGEST}"),
        *(
            f"-max_len={MOST_BYTES.get(name, 1000)}",
            f"-artifact_prefix={finds}/",
            *[f"-dict={words}"] * bool(chosen.WORDS),
        ),
        *("-print_final_stats=1", "-reload=0", str(folder), str(seeds)),
    ]
    log = folder.parent / f"{name}.log"
    with log.open("w", encoding="utf-8") as said:
        command = [sys.executable, "-m", "trials.fuzz.child", name, str(finds), *options]
        done = subprocess.run(
            command, stderr=said, stdout=said, env={**os.environ, "CTETHICS_CACHE": "off"}, check=False
        )
    return found_in(name, log.read_text(encoding="utf-8", errors="replace"), done.returncode)


def found_in(name: str, said: str, status: int) -> Found:
    counts = [tuple(map(int, line)) for line in _LINE.findall(said)]
    runs, edges, features, kept = counts[-1] if counts else (0, 0, 0, 0)
    done = re.search(r"stat::number_of_executed_units: (\d+)", said)
    took = re.search(r"Done \d+ runs in (\d+) second", said)
    finds = tuple(dict.fromkeys(_FIND.findall(said))) or ((f"status {status}",) if status else ())
    return Found(name, int(done[1]) if done else runs, int(took[1]) if took else 0, edges, features, kept, finds)


def _escaped(word: str) -> str:
    return "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\x{b:02x}" for b in word.encode())
