"""`--watch`: the command again after each save, whatever an editor does meanwhile, until Ctrl-C."""

import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

BASE = Path(__file__).parents[1] / "rejects" / "base"
RULE = "rules/1-1/a.yaml"
PATIENCE = 30.0
Started = Callable[..., "Watched"]


class Watched:
    """A command that watches a folder, and what it has said so far."""

    def __init__(self, folder: Path, *command: str, on_terminal: bool = False) -> None:
        self.folder, self.out = folder, folder / "said.log"
        self.terminal, screen = pty.openpty() if on_terminal else (None, None)
        with self.out.open("wb") as log:
            said = screen if screen is not None else log
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ctethics", *command, "--watch"],
                cwd=folder,
                stdout=said,
                stderr=said,
                stdin=subprocess.DEVNULL,
                env={**os.environ, "COLUMNS": "80"},
            )
        if screen is not None:
            os.close(screen)
            os.set_blocking(self.terminal or 0, False)

    def said(self) -> str:
        if self.terminal is not None:
            with self.out.open("ab") as log, suppress(BlockingIOError):
                log.write(os.read(self.terminal, 100_000))
        return self.out.read_text(encoding="utf-8")

    def until(self, words: str, times: int = 1) -> str:
        """What it has said once it has said the words so many times."""
        end = time.monotonic() + PATIENCE
        while (said := self.said()).count(words) < times:
            assert time.monotonic() < end, f"{words!r} not said {times} times:\n{said}"
            assert self.process.poll() is None, said
            time.sleep(0.02)
        return said

    def save(self, old: str, new: str) -> None:
        path = self.folder / RULE
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Started]:
    """Starts a command in a folder with the rule base of the rejects, and ends it."""
    started = []

    def start(*command: str, on_terminal: bool = False) -> Watched:
        shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
        started.append(Watched(tmp_path, *command, on_terminal=on_terminal))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()
        if one.terminal is not None:
            os.close(one.terminal)


RAN, WATCHING = "examples ran under direct and generated", "watching rules, statutes; Ctrl-C ends"


def test_each_save_is_told_and_makes_another_run_and_a_failure_does_not_end_it(start: Started) -> None:
    watched = start("test")
    assert "none failed" in watched.until(WATCHING)
    watched.save("value: $20.01", "value: $20.00")
    said = watched.until(WATCHING, 2)
    assert f"\n── {RULE} ──" in said
    assert "expected applies, found does not apply" in said
    watched.save("value: $20.00", "value: $20.01")
    assert watched.until(WATCHING, 3).count("none failed") == 2
    assert watched.interrupt() == 0


def test_its_status_is_that_of_the_last_run(start: Started) -> None:
    watched = start("test")
    watched.until(WATCHING)
    watched.save("value: $20.01", "value: $20.00")
    watched.until("1 example failed")
    assert watched.interrupt() == 1


def test_a_check_is_made_again_as_well(start: Started) -> None:
    watched = start("check")
    watched.until(WATCHING)
    watched.save("{fact: item, is: plaque", "{fact: itme, is: plaque")
    assert "unknown fact `itme`" in watched.until(WATCHING, 2)
    watched.save("{fact: itme, is: plaque", "{fact: item, is: plaque")
    watched.until(WATCHING, 3)


def test_on_a_terminal_it_runs_again_as_in_a_pipe(start: Started) -> None:
    watched = start("test", on_terminal=True)
    watched.until("none failed")
    watched.save("value: $20.01", "value: $20.00")
    assert "expected applies, found does not apply" in watched.until("1 example failed")
    assert watched.interrupt() == 1


def test_what_an_editor_puts_beside_the_file_is_not_looked_at(start: Started) -> None:
    watched = start("test")
    watched.until(WATCHING)
    beside = watched.folder / "rules" / "1-1"
    for name in (".a.yaml.swp", "a.yaml~", "4913", "#a.yaml#", "a.yaml.tmp"):
        (beside / name).write_bytes(b"\xff half")
    (beside / ".#a.yaml").symlink_to("somebody@somewhere.1")
    watched.save("$20.01", "$20.02")
    said = watched.until(WATCHING, 2)
    assert (said.count(RAN), said.count("none failed")) == (2, 2)


def test_a_file_replaced_by_another_as_editors_save_is_seen(start: Started) -> None:
    watched = start("test")
    watched.until(WATCHING)
    path = watched.folder / RULE
    (path.parent / ".new").write_text(path.read_text().replace("$20.01", "$20.00"))
    path.rename(path.parent / "a.yaml~")
    (path.parent / ".new").rename(path)
    assert "expected applies, found does not apply" in watched.until("1 example failed")


def test_a_half_written_file_is_told_and_the_whole_one_after_it_is_run(start: Started) -> None:
    watched = start("test")
    watched.until(WATCHING)
    text = (watched.folder / RULE).read_text()
    (watched.folder / RULE).write_text(text[: text.index("cases:")])
    watched.until("so nothing was run")
    (watched.folder / RULE).write_text(text)
    watched.until("none failed", 2)


def test_a_case_that_is_added_is_run_where_the_folder_of_cases_is_watched(start: Started, tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    watched = start("test")
    watched.until("watching rules, statutes, cases; Ctrl-C ends")
    (tmp_path / "cases" / "new.yaml").write_text("case: {}\n")
    assert "cases/new.yaml:1:1: error[CTE202] `expect` is missing" in watched.until("1 case failed")


def test_without_a_folder_to_watch_it_ends_with_the_problem(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ctethics", "test", "--watch", "--rules", "nowhere/rules"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (done.returncode, "nowhere/rules/facts.yaml: error[CTE101]" in done.stdout) == (1, True), done
