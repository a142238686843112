"""The smallest wrong rule bases, put to the schemas: what an editor already marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.editing.validating import ROOT, Schemas

REJECTS = ROOT / "tests" / "rejects"
CODES = ("CTE201", "CTE202")
FOLDERS = sorted(folder for folder in (REJECTS / "rules").iterdir() if folder.name.startswith(CODES))

# What no schema of ours says, since it depends on two places of the files at once.
BEYOND = {
    "CTE202-choice-of-reading-missing": "which choices there are is said under `readings`",
    "CTE202-reading-of-another-file": "the two readings stand in two files",
}


@pytest.fixture(scope="module")
def base() -> Schemas:
    return Schemas(REJECTS / "base" / "rules")


def marked(folder: Path, base: Schemas) -> list[str]:
    found = []
    for path in sorted((folder / "rules").rglob("*.yaml")):
        name = "facts" if path.name == "facts.yaml" else "rule"
        found += base.problems(f"{name}.json", path.read_text())
    return found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_wrong_key_or_fact_is_marked_in_the_editor_too(folder: Path, base: Schemas) -> None:
    assert bool(marked(folder, base)) is (folder.name not in BEYOND), BEYOND.get(folder.name)


def test_the_files_that_each_reject_changes_are_right(base: Schemas) -> None:
    assert marked(REJECTS / "base", base) == []


def test_each_exception_is_of_a_reject_that_there_is() -> None:
    assert set(BEYOND) <= {folder.name for folder in FOLDERS}
