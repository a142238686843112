"""Lines that fit the screen."""

from __future__ import annotations

import shutil
import textwrap

NARROWEST, WIDEST = 60, 100


def width() -> int:
    """Columns to fill: the terminal's, within reason; the widest where there is none."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))


def wrap(text: str, indent: int = 0, hanging: int = 2) -> list[str]:
    """The text in lines of at most `width()`, indented, later lines by `hanging` more."""
    first = " " * indent
    later = first + " " * hanging
    # A section sign stays with its number.
    whole = text.replace("§ ", "§\u00a0")
    lines = textwrap.wrap(whole, width(), initial_indent=first, subsequent_indent=later, break_on_hyphens=False)
    return [line.replace("\u00a0", " ") for line in lines] or [first.rstrip()]
