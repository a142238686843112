"""What tells whether a page of findings is about the rules as they are."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

from ctethics.compile.files import RuleFiles

_EXAMPLES: Final = re.compile(rb"^examples:.*\n(?:[ #].*\n?|\n)*", re.MULTILINE)
_DIGITS: Final = 16


def digest_of(files: RuleFiles) -> str:
    """A digest of all that the rules say: every rule file without its examples, and the statutes beside them."""
    found = sha256()
    for name, text in files.contents():
        rest = _EXAMPLES.sub(b"", text) if name.startswith("rules/") else text
        found.update(f"{name} {len(rest)}\n".encode() + rest)
    return found.hexdigest()[:_DIGITS]
