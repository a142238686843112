"""Compiled rules without their examples: from the user's cache folder where they are kept, else made and kept."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ctethics.compile.compiled import Compiled
from ctethics.compile.files import RuleFiles

FOLDER: Final = "CTETHICS_CACHE"


def load_compiled(rules: Path, statutes: Path) -> Compiled:
    """The same as `compile_rules` without examples gives, most often sooner. Raises RuleError."""
    return load_files(RuleFiles(rules, statutes))


def load_files(files: RuleFiles) -> Compiled:
    """The same of files that may have been read before. Raises RuleError."""
    with uncollected():
        folder = cache_folder()
        return _compile(files) if folder is None else _from(folder, files)


@contextmanager
def uncollected() -> Iterator[None]:
    """Looks for no garbage meanwhile: all that is made is either kept or goes by itself."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _from(folder: Path, files: RuleFiles) -> Compiled:
    from ctethics.compile.kept import Kept

    kept = Kept(folder, files)
    made = kept.read()
    if made is None:
        made = _compile(files)
        kept.write(made)
    return made


def _compile(files: RuleFiles) -> Compiled:
    from ctethics.compile.compile import compile_files

    return compile_files(files, with_examples=False)


def cache_folder() -> Path | None:
    """Where compiled rules are kept; None where the environment variable is empty or `off`, or there is no home."""
    named = os.environ.get(FOLDER)
    if named is not None:
        return Path(named) if named not in ("", "off") else None
    try:
        if sys.platform == "win32":
            return Path(os.environ["LOCALAPPDATA"], "ctethics", "Cache")
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "ctethics"
        told = Path(os.environ.get("XDG_CACHE_HOME", ""))
        return (told if told.is_absolute() else Path.home() / ".cache") / "ctethics"
    except (KeyError, RuntimeError):
        return None
