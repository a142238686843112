"""One contender in a process of its own, so that no other's memory or threads are in its way.

    python -m benchmarks.ledgers.worker NAME LEDGER

Each line of standard input is answered with one line: `digest` runs once and gives the digest of the answers, or `-`
where there are none; `time` runs once and gives the seconds; `memory` runs once and gives the bytes that the process
had at most above what it had before.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.ledgers.answers import Contender, Run
from benchmarks.ledgers.contenders import CONTENDERS, OTHERS

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def digest(contender: Contender, run: Run) -> str:
    found = run()
    return "-" if contender.answers is None else contender.answers(found).digest()


def seconds(contender: Contender, run: Run) -> str:
    start = time.perf_counter()
    found = run()
    taken = time.perf_counter() - start
    del found
    return repr(taken)


def memory(contender: Contender, run: Run) -> str:
    """A ledger of a thousand rows first, for whatever is imported or started only when it is needed."""
    contender.prepare(contender.ledger(1_000))()
    with contextlib.suppress(OSError):
        CLEAR.write_text("5")
    before = status("VmRSS")
    found = run()
    most = status("VmHWM")
    del found
    return str(most - before)


def status(key: str) -> int:
    """Bytes, as Linux has them of this process."""
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(key))
    return int(line.split()[1]) * 1024


TASKS: dict[str, Callable[[Contender, Run], str]] = {"digest": digest, "time": seconds, "memory": memory}


def main() -> None:
    contender = (CONTENDERS | OTHERS)[sys.argv[1]]
    run = contender.prepare(Path(sys.argv[2]))
    for line in sys.stdin:
        print(TASKS[line.strip()](contender, run), flush=True)


@dataclass(frozen=True, slots=True)
class Worker:
    """The process of one contender, as the run sees it."""

    name: str
    process: subprocess.Popen[str]

    def ask(self, task: str) -> str:
        """The answer. Raises RuntimeError where the process ended without one; its own error is on standard error."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(task + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if not answer:
            raise RuntimeError(f"{self.name} gave no answer to {task!r}")
        return answer

    def end(self) -> None:
        self.process.communicate()


def start(name: str, path: Path) -> Worker:
    command = [sys.executable, "-m", "benchmarks.ledgers.worker", name, str(path)]
    pipe = subprocess.PIPE
    return Worker(name, subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True))


if __name__ == "__main__":
    main()
