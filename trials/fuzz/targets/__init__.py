"""What is fuzzed: a module for each target.

Each has `seeds()`, the inputs to begin with; `run(given)`, which says in a word what came of an input; `WORDS`, what is
worth putting into one; and perhaps `mutated(given, random)`, a change that keeps an input's shape.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from random import Random
from typing import Final, Protocol, cast

from ctethics.diagnostics import CtethicsError

TARGETS: Final = ("yaml", "rules", "case", "facts", "csv", "citation", "durable")


class Target(Protocol):
    WORDS: tuple[str, ...]

    def seeds(self) -> Iterable[bytes]: ...

    def run(self, given: bytes) -> str: ...

    def mutated(self, given: bytes, random: Random) -> bytes: ...


def target(name: str) -> Target:
    """The target's module, which imports what it fuzzes."""
    return cast(Target, import_module(f"trials.fuzz.targets.fuzz_{name}"))


def refused(error: CtethicsError) -> str:
    """The codes under which an input was refused, each with a remedy, or else that is a find too."""
    assert error.diagnostics, "refused without a diagnostic"
    assert all(d.what and d.why and d.fix for d in error.diagnostics), "a diagnostic without its reason or its remedy"
    return " ".join(sorted({diagnostic.code for diagnostic in error.diagnostics}))
