from pathlib import Path

import pytest

from tests.editing.validating import ROOT, Schemas


@pytest.fixture(scope="session")
def shipped() -> Schemas:
    return Schemas(ROOT / "rules")


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small rule base in it, in which one works."""
    import shutil

    shutil.copytree(ROOT / "tests" / "rejects" / "base", tmp_path / "mine")
    monkeypatch.chdir(tmp_path / "mine")
    return tmp_path / "mine"
