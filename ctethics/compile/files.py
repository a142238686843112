"""The files that a program is made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ctethics.source.read import read_bytes


class RuleFiles:
    """The rule files of a folder and the statutes beside it, listed once and each read once.

    What is hashed is therefore what is compiled, even while somebody edits the folder. In messages a file has the path
    `rules/…` or `statutes/…`, or, with `as_found`, that of the folders named.
    """

    def __init__(self, rules: Path, statutes: Path, *, as_found: bool = False) -> None:
        self.rules, self.statutes, self.as_found = rules, statutes, as_found
        self.facts = rules / "facts.yaml"
        named = (path for path in rules.rglob("*.yaml") if path.name != "facts.yaml")
        # Editors put locks that begin with a dot beside the file they have open.
        found = sorted(path for path in named if not path.name.startswith("."))
        # By the path in the folder without its ending, which is also the statute's.
        self.paths = {path.relative_to(rules).as_posix().removesuffix(".yaml"): path for path in found}
        self._contents: dict[str, bytes] = {}

    def shown(self, name: str, folder: Path | None = None) -> str:
        """The name that a file of the rules, or of the statutes, has in messages."""
        folder = folder or self.rules
        shown = folder.as_posix() if self.as_found else "rules" if folder == self.rules else "statutes"
        return f"{shown}/{name}"

    def read(self, path: Path) -> bytes:
        """The file's bytes. Raises OSError or ValueError where it cannot be read."""
        name = str(path)
        if name not in self._contents:
            self._contents[name] = read_bytes(path)
        return self._contents[name]

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Every file by name, in one order. Raises OSError or ValueError where one cannot be read."""
        yield "facts", self.read(self.facts)
        for name, path in self.paths.items():
            yield f"rules/{name}", self.read(path)
            yield f"statutes/{name}", self.read(self.statutes / f"{name}.txt")
