"""Built and installed once for all workers of a run, in folders that pytest clears away."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.packaging.made import ROOT, Environment, build, install, made_once


@pytest.fixture(scope="session")
def shared(tmp_path_factory) -> Path:
    """A folder outside the checkout that all workers of this run have in common."""
    own = tmp_path_factory.getbasetemp()
    return (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "packaging"


@pytest.fixture(scope="session")
def dist(shared) -> Path:
    return made_once(shared / "dist", build)


@pytest.fixture(scope="session")
def wheel(dist) -> Path:
    """The one built from the tree."""
    return next((dist / "tree").glob("*.whl"))


@pytest.fixture(scope="session")
def wheel_from_sdist(dist) -> Path:
    return next(dist.glob("*.whl"))


@pytest.fixture(scope="session")
def sdist(dist) -> Path:
    return next(dist.glob("*.tar.gz"))


@pytest.fixture(scope="session")
def with_wheel(shared, wheel) -> Environment:
    return Environment(made_once(shared / "with-wheel", lambda folder: install(folder, str(wheel))))


@pytest.fixture(scope="session")
def with_sdist(shared, sdist) -> Environment:
    return Environment(made_once(shared / "with-sdist", lambda folder: install(folder, str(sdist))))


@pytest.fixture(scope="session")
def downstream(shared, wheel) -> Environment:
    """The package of examples/downstream as its author has it: with its tests' extra, and ours from the wheel."""

    def make(folder: Path) -> None:
        source = folder / "source"
        shutil.copytree(ROOT / "examples" / "downstream", source, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        install(folder, f"{wheel}[testing]", f"{source}[test]")

    return Environment(made_once(shared / "downstream", make))
