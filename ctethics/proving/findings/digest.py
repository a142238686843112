"""What tells whether a page of findings is about the rules as they are."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from ctethics.compile.files import RuleFiles
from ctethics.compile.reading import without_examples

_DIGITS: Final = 16


def digest_of(files: RuleFiles) -> str:
    """A digest of all that the rules say: every rule file without its examples, and the statutes beside them."""
    found = sha256()
    for name, text in files.contents():
        rest = without_examples(text.decode()).encode() if name.startswith("rules/") else text
        found.update(f"{name} {len(rest)}\n".encode() + rest)
    return found.hexdigest()[:_DIGITS]
