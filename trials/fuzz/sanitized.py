"""durable_rules built with AddressSanitizer, and everything kept for the target `durable` put through it.

`python -m trials.fuzz.sanitized [FOLDER]`: fetches the source of the version that is installed, builds its C code so
that each wrong access to memory ends the process, fills what is allocated, and runs the examples and the kept inputs,
those of FOLDER too. Wants gcc. The exit status is that of the process: 0 where no access was wrong.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
FILLED: Final = "detect_leaks=0:max_malloc_fill_size=1000000000:malloc_fill_byte=190"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        libraries = subprocess.run(["gcc", "-print-file-name=libasan.so"], capture_output=True, check=True, text=True)
        env = {
            **os.environ,
            "LD_PRELOAD": libraries.stdout.strip(),
            "ASAN_OPTIONS": FILLED,
            "PYTHONMALLOC": "malloc",
            "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}",
            "CTETHICS_CACHE": "off",
        }
        return subprocess.run(
            [sys.executable, __file__, "inside", *sys.argv[1:]], env=env, cwd=ROOT, check=False
        ).returncode


def build(folder: Path) -> None:
    """The module, from the source distribution, into the folder."""
    fetch = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-binary=:all:",
    ]
    subprocess.run([*fetch, f"--dest={folder}", f"durable_rules=={version('durable_rules')}"], check=True)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    source = next(folder.glob("*/src"))
    files = [*sorted(source.glob("rules/*.c")), source / "rulespy" / "rules.c"]
    options = ["-shared", "-fPIC", "-fsanitize=address", "-g", "-O1", "-std=c99", "-D_GNU_SOURCE", "-w"]
    headers = [f"-I{source / 'rules'}", f"-I{sysconfig.get_paths()['include']}"]
    made = folder / "durable_rules_engine.so"
    subprocess.run(["gcc", *options, *headers, *map(str, files), "-o", str(made)], check=True)


def replay(folders: list[Path]) -> None:
    """Everything once, in the process that watches the memory."""
    import durable_rules_engine as native

    from ctethics.api import load
    from trials.fuzz.targets import target

    assert Path(native.__file__).parent != Path(sysconfig.get_paths()["platlib"])
    for law in ("current", "sb434"):
        for example in sorted(set((ROOT / "examples").glob("*.yaml")) - {ROOT / "examples" / "ledger-map.yaml"}):
            str(load(law, engine="durable").assess(example))
    for call in ("assert_fact", "start_action_for_state", "complete_and_start_action", "retract_fact"):
        _interrupted(call, ROOT / "examples" / "dinner.yaml")
    inputs = [path for folder in folders for path in sorted(folder.iterdir())]
    for path in inputs:
        target("durable").run(path.read_bytes())
    print(f"{len(inputs):,} programs, the examples and four interruptions, and no wrong access to memory")


def _interrupted(call: str, case: Path) -> None:
    """Ctrl-C at the call, of an engine that goes on to answer and is then gone."""
    from ctethics.api import load
    from ctethics.engines.durable import run

    native, law = run.native, load("sb434", engine="durable")
    run.native = _Stopping(native, call)
    with suppress(KeyboardInterrupt):
        str(law.assess(case))
    run.native = native
    str(law.assess(case))
    del law
    gc.collect()


class _Stopping:
    """The C module, but that one call ends in KeyboardInterrupt."""

    def __init__(self, native: Any, call: str) -> None:
        self._native, self._call = native, call

    def __getattr__(self, name: str) -> Any:
        if name == self._call:
            raise KeyboardInterrupt
        return getattr(self._native, name)


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        replay([ROOT / "trials" / "fuzz" / "corpus" / "durable", *map(Path, sys.argv[2:])])
    else:
        sys.exit(main())
