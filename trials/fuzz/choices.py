"""Choices read from bytes, so that a fuzzer which changes a byte changes one choice."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def changed(given: bytes, random: Random) -> bytes:
    """A piece left out, doubled, or drawn anew."""
    start = random.randint(0, len(given))
    end = min(len(given), start + random.randint(0, 24))
    piece = random.choice((b"", given[start:end] * 2, random.randbytes(end - start + random.randint(0, 3))))
    return given[:start] + piece + given[end:]


class Bytes:
    """Makes each choice by the next bytes; where none are left, the first or the least."""

    def __init__(self, given: bytes) -> None:
        self._given, self._at = given, 0

    @property
    def is_empty(self) -> bool:
        return self._at >= len(self._given)

    def one_of(self, options: Sequence[T]) -> T:
        return options[self.number(0, len(options) - 1)]

    def number(self, least: int, most: int) -> int:
        length = ((most - least).bit_length() + 7) // 8
        return least + int.from_bytes(self.take(length), "little") % (most - least + 1)

    def take(self, length: int) -> bytes:
        """So many of the next bytes, or those that are left."""
        taken = self._given[self._at : self._at + length]
        self._at += length
        return taken

    def text(self, most: int) -> str:
        """Any text, lone surrogates and control characters among it."""
        taken = self.take(self.number(0, most))
        return taken.decode("utf-8", errors="surrogateescape")
