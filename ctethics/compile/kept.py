"""Compiled rules kept in a folder of the user's, each in a file named by a hash of what it was made of.

That is the rules and statutes, our own source that makes a program of them, and the Python that runs it. A file begins
with a hash of what it holds. Whatever is wrong with it, or with the folder, it is as if it were not there.
"""

from __future__ import annotations

import os
import pickle
import re
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from ctethics import program
from ctethics.compile.compiled import Compiled
from ctethics.compile.files import RuleFiles
from ctethics.law.statute import Quotation, Statute, Words

FORMAT: Final = b"1"
MOST_KEPT: Final = 8
# The packages whose source makes a program of files, or says what it consists of.
MAKERS: Final = ("compile", "diagnostics", "facts", "law", "program", "rulefile", "source")
# The classes that a kept program consists of: no other name in a file is ever looked up.
CLASSES: Final[dict[tuple[str, str], type]] = {
    (one.__module__, one.__qualname__): one
    for one in (Compiled, Statute, Quotation, Words, *(getattr(program, name) for name in program.__all__))
    if isinstance(one, type)
}
_LOADED: Final = time.time()
_DIGEST: Final = 32
_KEPT: Final = re.compile(r"ctethics-[0-9a-f]{64}\.rules")
_UNFINISHED: Final = re.compile(r"ctethics-\w{8}\.part")
_HOUR: Final = 3600


class Kept:
    """The place of one program in a folder."""

    def __init__(self, folder: Path, files: RuleFiles) -> None:
        self.folder, self.key = folder, _key(files)

    @property
    def path(self) -> Path | None:
        return self.folder / f"ctethics-{self.key.hex()}.rules" if self.key else None

    def read(self) -> Compiled | None:
        """The compiled rules, or None where they are not kept or not to be trusted."""
        if self.path is None:
            return None
        try:
            if not _is_ours(self.folder.stat()):
                return None
            with self.path.open("rb") as file:
                data = file.read() if _is_ours(os.fstat(file.fileno())) else b""
            if data[:_DIGEST] != self._digest(data[_DIGEST:]):
                return None
            made = _Reader(BytesIO(data[_DIGEST:])).load()
        except Exception:  # whatever the bytes of another may raise
            return None
        return made if isinstance(made, Compiled) else None

    def write(self, made: Compiled) -> None:
        """Keeps them if that can be done: whole or not at all, and with the newest few others."""
        if self.path is None or made.examples or _has_changed():
            return
        import tempfile

        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_ours(self.folder.stat()):
                return
            data = BytesIO()
            _Writer(data, protocol=5).dump(made)
            number, unfinished = tempfile.mkstemp(".part", "ctethics-", self.folder)
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(self._digest(data.getvalue()) + data.getvalue())
                Path(unfinished).replace(self.path)
            finally:
                Path(unfinished).unlink(missing_ok=True)
            _remove_old(self.folder)

    def _digest(self, data: bytes) -> bytes:
        return blake2b(data, digest_size=_DIGEST, key=self.key or b"").digest()


def _key(files: RuleFiles) -> bytes | None:
    """The hash of all that the compiled rules depend on, or None where a file cannot be read."""
    digest = blake2b(digest_size=_DIGEST)
    try:
        for name, data in (("format", FORMAT), ("python", sys.version.encode()), *_makers(), *files.contents()):
            encoded = os.fsencode(name)
            digest.update(b"%d %d %b%b" % (len(encoded), len(data), encoded, data))
    except (OSError, ValueError):
        return None
    return digest.digest()


def _makers() -> Iterator[tuple[str, bytes]]:
    """Our own source that makes a program, and PyYAML's first file, which says its version."""
    for path in _sources():
        yield "/".join(path.parts[-2:]), path.read_bytes()
    yaml = find_spec("yaml")
    yield "yaml", Path(yaml.origin).read_bytes() if yaml is not None and yaml.origin is not None else b""


def _sources() -> list[Path]:
    """The files of the makers; raises OSError where they are not at hand, as where only bytecode was installed."""
    home = Path(__file__).parents[1]
    found = [sorted((home / package).glob("*.py")) for package in MAKERS]
    if not all(found):
        raise OSError("no source")
    return [path for paths in found for path in paths]


def _has_changed() -> bool:
    """Whether our source was edited since it was loaded, or shortly before: what ran may not be what was hashed."""
    try:
        return any(max(one.st_mtime, one.st_ctime) > _LOADED - 2 for one in map(os.stat, _sources()))
    except OSError:
        return True


def _remove_old(folder: Path) -> None:
    """Removes all but the newest few, and what a writer left unfinished."""
    kept: list[tuple[float, Path]] = []
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # others remove them too
            written = path.stat().st_mtime
            if _KEPT.fullmatch(path.name):
                kept.append((written, path))
            elif _UNFINISHED.fullmatch(path.name) and written < time.time() - _HOUR:
                path.unlink()
    for _, path in sorted(kept, reverse=True)[MOST_KEPT:]:
        path.unlink(missing_ok=True)


def _is_ours(found: os.stat_result) -> bool:
    """Whether nobody else can write there; Windows keeps the folder to its user by itself."""
    if sys.platform == "win32":
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


class _Writer(pickle.Pickler):
    """Writes a dataclass as a call of it with its fields, so that nothing worked out from them is kept."""

    def reducer_override(self, made: Any) -> Any:
        names = getattr(type(made), "__dataclass_fields__", None)
        return NotImplemented if names is None else (type(made), tuple(getattr(made, name) for name in names))


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type:
        return CLASSES[module, name]
