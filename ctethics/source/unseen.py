"""Characters that no name has and that would drive a terminal, begin a line of a report, or turn its letters about."""

from __future__ import annotations

import re
from typing import Final

# Controls, ends of lines, marks that turn the direction of writing, and halves of a pair.
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
WHY: Final = "it cannot be seen, and names are printed."
FIX: Final = "delete it."


def unseen(text: str) -> str | None:
    """The first such character of a text, as `the character U+001B`, or None."""
    found = None if text.isprintable() else _UNSEEN.search(text)
    return f"the character U+{ord(found[0]):04X}" if found else None
