"""What an engine says of one provision and one event."""

from __future__ import annotations

from typing import NamedTuple


class Verdict(NamedTuple):
    """One provision's answers, each yes (True), no (False) or unknown (None).

    general -- whether its general rule holds, all exceptions left aside, those of provisions it refers to as well.
    exceptions -- whether each of its exceptions holds, in the order of the program.
    binding -- whether it applies, every exception considered.
    """

    general: bool | None
    exceptions: tuple[bool | None, ...]
    binding: bool | None
