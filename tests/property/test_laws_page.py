"""docs/laws.md names every file that states a law, and no file that is not there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.findall(r"`(tests/[\w/]+\.py)`", (ROOT / "docs" / "laws.md").read_text(encoding="utf-8"))


def test_each_file_that_the_page_names_is_there_and_states_something() -> None:
    assert [name for name in NAMED if not re.search(r"^def test_", text_of(name), re.MULTILINE)] == []


def test_the_page_names_every_file_of_laws() -> None:
    here = {path.relative_to(ROOT).as_posix() for path in Path(__file__).parent.glob("test_*.py")}

    assert here - {Path(__file__).relative_to(ROOT).as_posix()} <= set(NAMED)


def text_of(name: str) -> str:
    path = ROOT / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""
