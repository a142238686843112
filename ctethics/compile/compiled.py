"""What compiling a folder of rules gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ctethics.program import Program

if TYPE_CHECKING:
    from ctethics.compile.examples import Example


@dataclass(frozen=True)
class Compiled:
    """The program with the examples of its files; `files` counts the rule files, `quotations` what was looked up."""

    program: Program
    examples: tuple[Example, ...]
    files: tuple[str, ...]
    quotations: int
