"""The pytest plugin: each file `*.case.yaml` is a test. What it does is in case_files.py, loaded when there is one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from ctethics.testing.case_files import CaseFile

_OPTIONS = {
    "law": ("LAW", "Only what is expected under this law: current or sb434."),
    "engine": ("ENGINE", "The engine that answers, or `all` for each that loads; by default the library's own choice."),
    "rules": ("FOLDER", "A folder of rule files of your own, statutes/ beside it; by default those shipped."),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options, in a group of their own."""
    group = parser.getgroup("ctethics", "ctethics: cases in files *.case.yaml")
    for name, (metavar, says) in _OPTIONS.items():
        group.addoption(f"--ctethics-{name}", metavar=metavar, help=says)


def pytest_configure(config: pytest.Config) -> None:
    """Refuses options that cannot be met before anything runs."""
    if any(config.getoption(f"ctethics_{name}") is not None for name in _OPTIONS):
        from ctethics.testing.case_files import asked_of

        asked_of(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseFile | None:
    """A file `*.case.yaml` as a test."""
    if not file_path.name.endswith(".case.yaml"):
        return None
    from ctethics.testing.case_files import CaseFile

    return CaseFile.from_parent(parent, path=file_path)
