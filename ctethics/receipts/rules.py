"""The rules at hand, with the files they were compiled of."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from ctethics.api import Law, check_law, rule_folders
from ctethics.compile import Compiled
from ctethics.compile.files import RuleFiles
from ctethics.compile.load import load_files
from ctethics.engines.registry import default_engine
from ctethics.program import Program

FACTS: Final = "rules/facts.yaml"
# The rules that were asked last, by their hashes: many receipts are most often replayed with the same.
_LAST: Final[dict[tuple[tuple[str, str], ...], Compiled]] = {}


@dataclass(frozen=True)
class RulesAtHand:
    """Compiled rules; files -- the SHA-256 of each file that they were compiled of, by `rules/1-79/5.yaml`."""

    compiled: Compiled
    files: dict[str, str]

    @property
    def program(self) -> Program:
        return self.compiled.program

    def law(self, name: str, engine: str | None) -> Law:
        """Raises UsageError for a law or an engine there is not, EngineError for one that cannot load."""
        check_law(name)
        return Law(name, self.compiled, engine or default_engine())


def rules_at_hand(rules: str | Path | None) -> RulesAtHand:
    """The rules of a folder, else the shipped ones: what is hashed is what is compiled. Raises RuleError."""
    files = RuleFiles(*rule_folders(rules))
    try:
        hashes = _hashes(files)
    except (OSError, ValueError):
        load_files(files)  # says what cannot be read
        raise
    key = tuple(hashes.items())
    made = _LAST.get(key) or load_files(files)
    _LAST.clear()
    _LAST[key] = made
    return RulesAtHand(made, hashes)


def _hashes(files: RuleFiles) -> dict[str, str]:
    return {_named(name): sha256(data).hexdigest() for name, data in files.contents()}


def _named(name: str) -> str:
    """The file's path beside the folder of rules."""
    if name == "facts":
        return FACTS
    return f"{name}.txt" if name.startswith("statutes/") else f"{name}.yaml"
