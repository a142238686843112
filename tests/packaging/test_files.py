"""What the wheel and the sdist hold."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

from tests.packaging.made import ROOT

SHIPPED = {
    "rules": "ctethics/shipped/rules",
    "statutes": "ctethics/shipped/statutes",
    "schemas": "ctethics/shipped/schemas",
    "tests/cases": "ctethics/shipped/cases",
    "docs/codes": "ctethics/shipped/codes",
}


def files_of(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def tree(folder: str) -> dict[str, bytes]:
    """The files of a folder of the checkout by their paths in it."""
    paths = (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT / folder).as_posix(): path.read_bytes() for path in paths}


def test_the_wheel_holds_the_package_and_what_it_reads_and_nothing_else(wheel):
    held = {name: text for name, text in files_of(wheel).items() if ".dist-info/" not in name}
    package = {f"ctethics/{name}": text for name, text in tree("ctethics").items()}
    shipped = {f"{there}/{name}": text for here, there in SHIPPED.items() for name, text in tree(here).items()}
    assert held == {**package, **shipped}
    assert "ctethics/py.typed" in held
    assert all(any(name.startswith(f"{there}/") for name in held) for there in SHIPPED.values())


def test_the_wheel_names_no_place_on_the_machine_that_built_it(wheel):
    naming = [name for name, text in files_of(wheel).items() if str(ROOT).encode() in text]
    assert naming == []


def test_the_wheel_made_from_the_sdist_is_the_one_made_from_the_tree_to_the_byte(wheel, wheel_from_sdist):
    assert files_of(wheel) == files_of(wheel_from_sdist)
    assert wheel.read_bytes() == wheel_from_sdist.read_bytes()


def test_the_sdist_holds_the_project_and_nothing_that_was_installed_or_made_in_it(sdist):
    with tarfile.open(sdist) as packed:
        paths = [Path(*Path(name).parts[1:]) for name in packed.getnames()]
    made = {"node_modules", "__pycache__", "build", "dist"}
    assert [path for path in paths if not made.isdisjoint(path.parts) or path.parts[0].startswith(".venv")] == []
    top = {path.parts[0] for path in paths}
    assert top >= {"ctethics", "rules", "statutes", "schemas", "tests", "docs", "examples", "README.md", "LICENSE"}


def test_the_wheel_says_what_it_needs_and_what_it_brings(wheel):
    described = {name.split("/")[1]: text.decode() for name, text in files_of(wheel).items() if ".dist-info/" in name}
    assert "Requires-Dist: pytest>=9; extra == 'testing'" in described["METADATA"]
    assert "[console_scripts]\nctethics = ctethics.cli:main" in described["entry_points.txt"]
    assert "[pytest11]\nctethics = ctethics.testing.plugin" in described["entry_points.txt"]
