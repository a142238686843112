"""Everything a developer or CI runs, each from nothing: `python3 dev.py demo`, `test`, `check`, `docs`, `bench`, and
the long trials `agreement`, `deep`, `fuzz`, `memory` and `threads`, whose last results are in docs/records.

Standard library only, so that it runs on a machine that has nothing but Python: it makes `.venv` beside itself, once,
and installs what pyproject.toml names.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
EXAMPLE = "examples/dinner.yaml"
COVERED = (
    "law",
    "program",
    "compile",
    "facts",
    "tables",
    "engines",
    "outcome",
    "explain",
    "audits",
    "balance",
    "lint",
    "editing",
    "examples",
    "proving",
    "receipts",
    "testing",
)


# Programs that some tests need and pip has not, with the Debian package of each.
PROGRAMS = {"java": "openjdk-17-jre-headless", "chromium": "chromium"}


def programs() -> None:
    """Installs the programs that tests need where they are missing and Debian's packages can be had."""
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    if not missing:
        return
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        print(f"not here, and their tests are left out: {', '.join(missing)}", flush=True)
        return
    print(f"installing {', '.join(missing)}", flush=True)
    quietly("apt-get", "update")
    if quietly("apt-get", "install", "--yes", "--no-install-recommends", *missing):
        print(f"cannot be installed, and their tests are left out: {', '.join(missing)}", flush=True)


def language_server() -> None:
    """Installs the language server that editors use, for the tests of the schemas, where there is npm."""
    folder = ROOT / "tests" / "editing" / "server"
    if shutil.which("npm") is None:
        print("no npm here: the schemas are not tried in an editor's language server", flush=True)
    elif not (folder / "node_modules").is_dir():
        print("installing yaml-language-server", flush=True)
        if quietly("npm", "ci", "--prefix", str(folder), "--no-audit", "--no-fund"):
            print("cannot be installed, and its tests are left out: yaml-language-server", flush=True)


def quietly(*command: str) -> int:
    """Runs a command that says nothing and asks nothing; its exit status."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=env, capture_output=True, check=False).returncode


def environment(python: str = sys.executable, name: str = ".venv", extra: str = "dev,docs,frames,verify") -> Path:
    """The folder of a virtual environment with ctethics and its tools, made or renewed where pyproject.toml changed."""
    folder = ROOT / name
    mark = folder / "installed"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + python.encode()).hexdigest()
    if mark.exists() and mark.read_text() == wanted:
        return folder
    print(f"setting up {name} (once; about a minute)", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([python, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--quiet"]
    subprocess.run([*pip, "--editable", f"{ROOT}[{extra}]"], check=True, stdout=sys.stderr)
    mark.write_text(wanted)
    return folder


def run(folder: Path, *command: str) -> None:
    """One tool of the environment, from the project's folder; its failure ends this program with its status."""
    print("$ " + " ".join(command), flush=True)
    tools = {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run([str(folder / "bin" / command[0]), *command[1:]], cwd=ROOT, env=tools, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def demo() -> None:
    """Put the dinner of the README to both laws."""
    folder = environment()
    run(folder, "ctethics", "assess", EXAMPLE, "--law", "sb434")
    run(folder, "ctethics", "assess", EXAMPLE, "--law", "current")


def check() -> None:
    """Format, lint, types, layers, and the rules: problems, examples, cases, layout, schemas, probes, mutants."""
    folder = environment()
    run(folder, "ruff", "format", "--check", ".")
    run(folder, "ruff", "check", ".")
    run(folder, "mypy")
    run(folder, "lint-imports", "--no-cache")
    run(folder, "ctethics", "check")
    run(folder, "ctethics", "test", "--engine", "all")
    run(folder, "ctethics", "fmt", "--check")
    run(folder, "ctethics", "schemas", "--check")
    run(folder, "ctethics", "probe")
    run(folder, "ctethics", "mutate")


def test() -> None:
    """The test suite on Python 3.13, which has no durable_rules, on 3.12, and here with coverage."""
    programs()
    language_server()
    for version in ("3.13", "3.12"):
        other = python_of(version)
        if other is not None and not sys.version.startswith(version):
            run(environment(other, f".venv-{version}", "dev"), "pytest", "-n", "2", "-p", "no:cacheprovider")
        elif other is None:
            print(f"no Python {version} here: the suite is not run on it", flush=True)
    sources = [f"--cov=ctethics.{package}" for package in COVERED]
    report = ["--cov-branch", "--cov-report=term", "--cov-fail-under=95"]
    # What is drawn at random runs untraced: tracing makes it thrice as slow, and the rest covers the code.
    run(environment(), "pytest", "tests/property", "-n", "2")
    run(environment(), "pytest", "--ignore=tests/property", "-n", "2", *sources, *report)


def python_of(version: str) -> str | None:
    """A Python of this version that runs."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [shutil.which(f"python{version}"), *map(str, sorted(pyenv.glob(f"{version}.*/bin/python3")))]
    for candidate in filter(None, found):
        done = subprocess.run([candidate, "-c", "import venv"], capture_output=True, check=False)
        if done.returncode == 0:
            return candidate
    return None


def agreement() -> None:
    """A million cases put to every engine: some twenty minutes of two cores."""
    run(environment(), "python", "-m", "trials.agreement", "--cases", "1000000", "--record")


def deep() -> None:
    """The property tests round after round for an hour."""
    run(environment(), "python", "-m", "trials.deep", "--minutes", "60", "--record")


def fuzz() -> None:
    """Hostile input guided by coverage (atheris): an hour or two."""
    run(environment(name=".venv-fuzz", extra="fuzz"), "python", "-m", "trials.fuzz", "all", "--record")


def memory() -> None:
    """Ten minutes of assessments at full speed, and what memory they take."""
    run(environment(), "python", "-m", "trials.memory", "--seconds", "600", "--record")


def threads() -> None:
    """Sixteen threads that share a law, for a minute."""
    run(environment(), "python", "-m", "trials.threads", "--seconds", "60", "--threads", "16", "--record")


def bench() -> None:
    """The benchmarks, single decisions, the live balance and whole ledgers; the tables go to docs/performance.md."""
    folder = environment(name=".venv-bench", extra="bench")
    run(folder, "python", "-m", "benchmarks.decisions.run")
    run(folder, "python", "-m", "benchmarks.live.run")
    run(folder, "python", "-m", "benchmarks.ledgers.run")


def docs() -> None:
    """The documentation site, from the generated pages and those written by hand; every warning is an error."""
    folder, site = environment(), ROOT / "build" / "site"
    run(folder, "ctethics", "docs")
    run(folder, "sphinx-build", "--quiet", "-W", "-n", "--keep-going", "docs", str(site.relative_to(ROOT)))
    print(f"the site is in {site / 'index.html'}")


COMMANDS = {
    function.__name__: function for function in (demo, check, test, docs, bench, agreement, deep, fuzz, memory, threads)
}


def main() -> None:
    """Run the named command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, function in COMMANDS.items():
        commands.add_parser(name, help=(function.__doc__ or "").splitlines()[0])
    COMMANDS[parser.parse_args().command]()


if __name__ == "__main__":
    main()
