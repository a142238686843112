"""What `ctethics ledger` says of files that it cannot use: what, why, what to do; what was acknowledged can be read."""

from __future__ import annotations

import resource
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.balance.terminal import Terminal

FILE = "gifts.ctledger"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal with a ledger of one dinner."""
    made = Terminal(tmp_path, monkeypatch, capsys)
    assert made("add", FILE, "examples/dinner.yaml", "--law", "sb434").status == 0
    return made


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What is asked of each connection that is made: `mode` in its address, and pragmas."""
    asked: dict[str, Any] = {"mode": "rwc", "pragmas": []}
    connect = sqlite3.connect

    def connecting(path: str, **more: Any) -> sqlite3.Connection:
        if path == ":memory:":
            return connect(path, **more)
        made = connect(f"file:{path}?mode={asked['mode']}", uri=True, **more)
        for pragma in asked["pragmas"]:
            made.execute(f"PRAGMA {pragma}")
        return made

    monkeypatch.setattr(sqlite3, "connect", connecting)
    return asked


def readable(run: Terminal) -> bool:
    return run("show", FILE).out.splitlines()[-1].startswith("2025-03-03  dinner")


@pytest.mark.parametrize("command", ["show", "check", "export"])
def test_there_is_no_ledger(run: Terminal, command: str) -> None:
    (run.folder / "empty.ctledger").touch()
    for name in ("none.ctledger", "empty.ctledger"):
        assert run(command, name) == (
            1,
            "",
            f"{name}: error[CTE805] there is no ledger\n"
            " why: there is no file of this name, or nothing in it.\n"
            " fix: check the path; `ctethics ledger add` and `import` make a ledger.\n",
        )
    assert not (run.folder / "none.ctledger").exists()


def test_the_file_is_no_ledger(run: Terminal) -> None:
    run.write("notes.txt", "dinner with lee\n" * 100)
    for asked in (("show", "notes.txt"), ("add", "notes.txt", "examples/lunch.yaml", "--law", "sb434")):
        assert run(*asked) == (
            1,
            "",
            "notes.txt: error[CTE801] this is no ledger\n"
            " why: a ledger is a file made by `Law.ledger`, an SQLite database.\n"
            " fix: name the ledger's file, or a new one: `ctethics ledger add` and `import` make it.\n",
        )
    assert (run.folder / "notes.txt").read_text() == "dinner with lee\n" * 100


@pytest.mark.parametrize("kept", [300, 9000])
def test_the_file_is_cut_short(run: Terminal, kept: int) -> None:
    whole = (run.folder / FILE).read_bytes()
    (run.folder / FILE).write_bytes(whole[:kept])
    for asked in (("check", FILE), ("show", FILE), ("add", FILE, "examples/lunch.yaml")):
        done = run(*asked)
        assert (done.status, done.out) == (1, "")
        first, _, fix = done.err.splitlines()
        assert first == f"{FILE}: error[CTE802] the ledger is damaged or cut short"
        assert fix == " fix: put the last copy of it in its place, and add what came later once more."


def test_the_file_is_of_a_newer_version(run: Terminal) -> None:
    file = sqlite3.connect(run.folder / FILE)
    file.execute("PRAGMA user_version = 99")
    file.close()
    done = run("show", FILE)
    assert (done.status, done.err.splitlines()[0]) == (1, f"{FILE}: error[CTE803] the ledger is of version 99")
    assert done.err.splitlines()[-1] == " fix: open it with the ctethics that made it, or a later one."


def test_the_file_is_kept_under_another_law(run: Terminal) -> None:
    assert run("add", FILE, "examples/lunch.yaml", "--law", "current") == (
        2,
        "",
        f"{FILE}: error[CTE804] the ledger is kept under another question: law `sb434`\n"
        " why: it is answered under one law, one strictness and one choice of readings.\n"
        " fix: leave out --law, --strict and --reading; for another law `export` the ledger and `import` it into a new"
        " file.\n",
    )
    assert readable(run)


@pytest.mark.parametrize(("asked", "status"), [(("--strict",), 2), (("--reading", "crossing=the whole year"), 2)])
def test_the_file_is_kept_otherwise(run: Terminal, asked: tuple[str, ...], status: int) -> None:
    done = run("add", FILE, "examples/lunch.yaml", *asked)
    assert (done.status, "error[CTE804]" in done.err) == (status, True)


def test_the_file_cannot_be_written_and_can_be_read(run: Terminal, connected: dict[str, Any]) -> None:
    connected["mode"] = "ro"
    assert run("add", FILE, "examples/lunch.yaml") == (
        1,
        "",
        f"{FILE}: error[CTE805] the ledger cannot be written\n"
        " why: its file or its folder is read-only, or belongs to somebody else.\n"
        " fix: let this user write both, or copy the file elsewhere; it can still be read.\n",
    )
    assert readable(run)
    assert run("room", FILE, "--donor", "acme", "--recipient", "lee", "--on", "2025-03-05").status == 0
    assert run("export", FILE).status == 0


def test_the_disk_is_full_and_the_ledger_can_be_read(run: Terminal, connected: dict[str, Any]) -> None:
    connected["pragmas"] = ["max_page_count = 18"]
    table = ("examples/ledger.csv", "--columns", "examples/ledger-map.yaml")
    assert run("import", FILE, *table, "--parties", "examples/ledger-parties.csv") == (
        1,
        "",
        f"{FILE}: error[CTE805] there is no room for the ledger on the disk\n"
        " why: nothing is acknowledged before it is on the disk; what was acknowledged can still be read.\n"
        " fix: make room, then add it once more.\n",
    )
    assert readable(run)
    assert run("check", FILE).out == f"{FILE}: whole, 1 event under sb434\n"


def test_the_system_refuses_to_let_the_file_grow(run: Terminal) -> None:
    """A write that fails half way: the file is larger than this process may make one."""
    size = (run.folder / FILE).stat().st_size
    events = "".join(
        f'{{"id": "e{n}", "kind": "transfer", "date": "2025-01-01", "donor": "acme", "recipient": "lee"}}\n'
        for n in range(200)
    )

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, size + 20_000))

    command = [sys.executable, "-m", "ctethics", "ledger", "add", FILE, "-"]
    done = subprocess.run(
        command, cwd=run.folder, input=events, capture_output=True, text=True, preexec_fn=limited, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"{FILE}: error[CTE805] the disk fails under the ledger\n")
    told = [line for line in done.stdout.splitlines() if line.startswith("added")]
    assert 0 < len(told) < 200
    assert run("check", FILE).out == f"{FILE}: whole, {len(told) + 1} events under sb434\n"


def test_another_process_writes_for_too_long(run: Terminal) -> None:
    other = sqlite3.connect(run.folder / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert run("add", FILE, "examples/lunch.yaml", "--wait", "0.05") == (
        1,
        "",
        f"{FILE}: error[CTE806] the ledger is in use elsewhere\n"
        " why: one process writes at a time, and the other did not finish in time.\n"
        " fix: try once more; nothing of this was written.\n",
    )
    assert readable(run)
    other.execute("ROLLBACK")
    other.close()
    assert run("add", FILE, "examples/lunch.yaml", "--wait", "0.05").status == 0


def test_two_processes_add_at_once_and_each_waits_for_the_other(run: Terminal) -> None:
    event = '{{"id": "{}{}", "kind": "transfer", "date": "2025-01-01", "donor": "acme", "recipient": "lee"}}\n'
    command = [sys.executable, "-m", "ctethics", "ledger", "add", FILE, "-"]
    children = []
    for name in ("a", "b"):
        (run.folder / f"{name}.txt").write_text("".join(event.format(name, n) for n in range(20)))
        with (run.folder / f"{name}.txt").open() as given:
            children.append(subprocess.Popen(command, cwd=run.folder, stdin=given, stdout=subprocess.DEVNULL))
    assert [child.wait() for child in children] == [0, 0]
    assert run("check", FILE).out == f"{FILE}: whole, 41 events under sb434\n"


def test_there_is_no_such_event_or_party(run: Terminal) -> None:
    assert run("show", FILE, "diner") == (
        1,
        "",
        f"{FILE}: error[CTE808] there is no event `diner`\n"
        " why: the ledger knows none of this name.\n"
        " fix: write `dinner`.\n",
    )
    done = run("room", FILE, "--donor", "acme", "--recipient", "leee", "--on", "2025-03-05")
    assert done.err.splitlines()[0] == f"{FILE}: error[CTE808] there is no party `leee`"
    done = run("room", FILE, "--donor", "acme", "--recipient", "lee", "--on", "3/5")
    assert (done.status, done.err.splitlines()[0]) == (2, "on: error[CTE602] `on` is `3/5`")


def test_a_ledger_is_kept_on_disk(run: Terminal) -> None:
    done = run("add", ":memory:", "examples/dinner.yaml", "--law", "sb434")
    assert (done.status, done.err.splitlines()[-1]) == (2, "Error: :memory: is no file: a ledger is kept on disk.")


@pytest.mark.parametrize("command", ["add", "import"])
def test_there_is_nothing_to_add(run: Terminal, command: str) -> None:
    for name, shown in ((run.write("none.jsonl", "\n\n"), "none.jsonl"), ("-", "standard input")):
        done = run(command, FILE, name)
        assert (done.status, done.out) == (1, "")
        assert done.err.startswith(f"{shown}: error[CTE101] there is nothing in it\n")
