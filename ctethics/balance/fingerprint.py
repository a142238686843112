"""By which rules a ledger was answered: a number that changes with their meaning, and not with their words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from ctethics.program import Program
from ctethics.version import __version__

# The words of the law and what is said to people. What answers repeat, as what a limit rests on, is kept.
_WORDS = frozenset(
    "statute quote says found title question why see advice not_encoded not_operative encoded_by clause note "
    "consequences".split()
)


def fingerprint(program: Program) -> str:
    """The same for programs that answer alike, of one version of this library."""
    told = json.dumps(_plain({"provisions": program.provisions, "vocabulary": program.vocabulary}), sort_keys=True)
    return f"{__version__} {hashlib.sha256(told.encode()).hexdigest()}"


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        inner = {one.name: getattr(value, one.name) for one in fields(value) if one.name not in _WORDS}
        return [type(value).__name__, _plain(inner)]
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, frozenset | set):
        return sorted((_plain(inner) for inner in value), key=repr)
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return value
